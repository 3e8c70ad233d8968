//! `textDocument/documentHighlight`: all mentions of the time or the zone under the cursor.

use tower_lsp::lsp_types::{DocumentHighlight, DocumentHighlightKind, Position};

use crate::features::{lsp, mentions};
use crate::snapshot::Snapshot;
use crate::text::{Encoding, Span};

/// `None` where neither a time nor a zone stands: another server may know more.
pub fn answer(snapshot: &Snapshot, encoding: Encoding, position: Position) -> Option<Vec<DocumentHighlight>> {
    if !snapshot.postmortem().recognised {
        return None;
    }
    let text = snapshot.text();
    let here = Span::at(text.offset(lsp::position(position), encoding));
    let spans = zones_like(snapshot, here).or_else(|| times_like(snapshot, here))?;
    let kind = Some(DocumentHighlightKind::TEXT);
    Some(spans.into_iter().map(|it| DocumentHighlight { range: lsp::range(text, it, encoding), kind }).collect())
}

/// The same clock under any name: `GMT` and `UTC`.
fn zones_like(snapshot: &Snapshot, here: Span) -> Option<Vec<Span>> {
    let zones = mentions::zones(snapshot);
    let (asked, _) = zones.iter().find(|it| it.1.touches(here))?;
    Some(zones.iter().filter(|it| it.0.same_clock(asked)).map(|it| it.1).collect())
}

/// The same time of day, however it is written.
fn times_like(snapshot: &Snapshot, here: Span) -> Option<Vec<Span>> {
    let stamps = mentions::stamps(snapshot);
    let asked = stamps.iter().find(|it| it.time_span.touches(here))?;
    let same = |it: &&crate::clock::Stamp| {
        let same_day = it.date.zip(asked.date).is_none_or(|(here, there)| here.days_until(there) == Some(0));
        same_day && it.time.map(|it| it.minutes()) == asked.time.map(|it| it.minutes())
    };
    Some(stamps.iter().filter(same).map(|it| it.time_span).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Fixture;

    #[track_caller]
    fn check(fixture: &str, expected: Option<&[&str]>) {
        let fixture = Fixture::parse(fixture);
        let read = fixture.snapshot();
        let at = lsp::range(read.text(), fixture.cursor.expect("a cursor"), Encoding::Utf16).start;
        let found = answer(&read, Encoding::Utf16, at).map(|found| {
            let words = |it: &DocumentHighlight| {
                let span = lsp::span(read.text(), it.range, Encoding::Utf16);
                format!("{}:{}", it.range.start.line, read.text().slice(span))
            };
            found.iter().map(words).collect::<Vec<_>>()
        });
        assert_eq!(found, expected.map(|it| it.iter().map(ToString::to_string).collect()));
    }

    const DRAFT: &str = "# Postmortem\n\n## Summary\n\n🚒 Down from 14:30 to 16:45 UTC.\n\n## Timeline (GMT)\n\n- 2:30 PM - Down\n- 4:45 PM - Up\n\n```\n14:30 UTC\n```\n";

    fn at(words: &str) -> String {
        DRAFT.replacen(words, &format!("<|>{words}"), 1)
    }

    #[test]
    fn a_time_is_marked_wherever_it_is_mentioned() {
        check(&at("14:30"), Some(&["4:14:30", "8:2:30 PM"]));
        check(&at("4:45 PM"), Some(&["4:16:45", "9:4:45 PM"]));
    }

    #[test]
    fn a_zone_is_marked_under_every_name_of_its_clock() {
        check(&at("UTC"), Some(&["4:UTC", "6:GMT"]));
    }

    #[test]
    fn elsewhere_another_server_may_know_more() {
        check(&at("Down"), None);
        check("# Shopping\n\nat <|>14:30\n", None);
    }
}
