//! `textDocument/definition`: from a time in the text to the entry of the timeline that tells of it.

use tower_lsp::lsp_types::{GotoDefinitionResponse, Location, Position, Url};

use crate::features::{lsp, mentions};
use crate::snapshot::Snapshot;
use crate::text::{Encoding, Span};

/// `None` where no time stands, and for a time that no entry tells of.
pub fn answer(
    snapshot: &Snapshot,
    encoding: Encoding,
    url: &Url,
    position: Position,
) -> Option<GotoDefinitionResponse> {
    let postmortem = snapshot.postmortem();
    if !postmortem.recognised {
        return None;
    }
    let text = snapshot.text();
    let here = Span::at(text.offset(lsp::position(position), encoding));
    let stamp = mentions::stamps(snapshot).into_iter().find(|it| it.span.touches(here))?;
    let entry = mentions::entry_of(&stamp, postmortem)?;
    let place = entry.stamp.as_ref().map_or(entry.span, |it| it.span);
    Some(GotoDefinitionResponse::Scalar(Location::new(url.clone(), lsp::range(text, place, encoding))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Fixture;

    #[track_caller]
    fn check(fixture: &str, expected: Option<u32>) {
        let fixture = Fixture::parse(fixture);
        let read = fixture.snapshot();
        let at = lsp::range(read.text(), fixture.cursor.expect("a cursor"), Encoding::Utf16).start;
        let url = Url::parse("file:///a.md").expect("a URL");
        let found = answer(&read, Encoding::Utf16, &url, at).map(|it| match it {
            GotoDefinitionResponse::Scalar(it) => it.range.start.line,
            other => panic!("more than one place: {other:?}"),
        });
        assert_eq!(found, expected);
    }

    const DRAFT: &str = "# Postmortem\n\n## Summary\n\nDown from 15:30 to 17:45 WAT, noticed at 15:31.\n\n## Timeline\n\n- 2:30 PM UTC - Down\n- 4:45 PM UTC - Up\n";

    fn at(words: &str) -> String {
        DRAFT.replacen(words, &format!("<|>{words}"), 1)
    }

    #[test]
    fn a_time_leads_to_its_entry_also_in_another_zone() {
        check(&at("15:30"), Some(8));
        check(&at("17:45"), Some(9));
        check(&at("4:45"), Some(9));
    }

    #[test]
    fn a_time_that_no_entry_tells_of_leads_nowhere() {
        check(&at("15:31"), None);
        check(&at("noticed"), None);
    }
}
