//! `textDocument/selectionRange`: from the word over stamp, event, entry, block and section to the document.

use tower_lsp::lsp_types::{Position, Range, SelectionRange};

use crate::features::{lsp, symbols};
use crate::snapshot::Snapshot;
use crate::text::{Encoding, Span};

/// One chain of growing ranges for each position, in their order.
pub fn answer(snapshot: &Snapshot, encoding: Encoding, positions: &[Position]) -> Vec<SelectionRange> {
    positions.iter().map(|it| chain(snapshot, *it, encoding)).collect()
}

fn chain(snapshot: &Snapshot, position: Position, encoding: Encoding) -> SelectionRange {
    let text = snapshot.text();
    let offset = text.offset(lsp::position(position), encoding);
    // From the largest inwards: each holds the one after it.
    let mut ranges = growing(snapshot, offset).into_iter().rev().map(|it| lsp::range(text, it, encoding));
    let outermost = SelectionRange { range: ranges.next().unwrap_or(Range::new(position, position)), parent: None };
    ranges.fold(outermost, |parent, range| SelectionRange { range, parent: Some(Box::new(parent)) })
}

/// Spans around an offset, each within the next.
fn growing(snapshot: &Snapshot, offset: usize) -> Vec<Span> {
    let (text, postmortem) = (snapshot.text(), snapshot.postmortem());
    let mut spans = vec![word(snapshot, offset), Span::new(0, text.len())];
    for entry in &postmortem.timeline.entries {
        spans.extend(entry.stamp.iter().flat_map(|it| [it.time_span, it.span]));
        spans.extend([entry.event, entry.span]);
    }
    spans.extend(postmortem.actions.iter().flat_map(|it| [it.span, it.line]));
    spans.extend(snapshot.document.blocks().map(|it| it.span));
    for section in &postmortem.sections {
        let whole = symbols::whole(text, section);
        let opening = section.opening.map_or(section.body.start, |it| it.start);
        spans.extend([section.heading.line, Span::new(opening.min(whole.end), whole.end), whole]);
    }
    spans.retain(|it| it.start <= offset && offset <= it.end && !it.is_empty());
    spans.sort_by_key(|it| (it.len(), it.start));
    spans.dedup();
    let mut chain: Vec<Span> = Vec::new();
    for span in spans {
        if chain.last().is_none_or(|it| span.start <= it.start && it.end <= span.end) {
            chain.push(span);
        }
    }
    chain
}

/// The word that an offset touches; empty between words.
fn word(snapshot: &Snapshot, offset: usize) -> Span {
    let text = snapshot.text();
    let line = text.line(text.line_of(offset));
    let slice = text.slice(line);
    let at = offset.clamp(line.start, line.end) - line.start;
    let is_part = |it: char| it.is_alphanumeric() || matches!(it, '\'' | '’' | '_' | '-');
    let start =
        slice[..at].rfind(|it| !is_part(it)).map_or(0, |it| it + slice[it..].chars().next().map_or(1, char::len_utf8));
    let end = slice[at..].find(|it| !is_part(it)).map_or(slice.len(), |it| at + it);
    Span::new(start, end).shifted(line.start)
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;
    use crate::testing::Fixture;

    /// What grows from the cursor, one selection a line.
    fn check(fixture: &str, expected: Expect) {
        let fixture = Fixture::parse(fixture);
        let snapshot = fixture.snapshot();
        let offset = fixture.cursor.expect("the fixture has a cursor").start;
        let position = lsp::range(snapshot.text(), Span::at(offset), Encoding::Utf16).start;
        let [chain] = &answer(&snapshot, Encoding::Utf16, &[position])[..] else { panic!("one chain") };
        let (mut shown, mut next) = (String::new(), Some(chain));
        while let Some(it) = next {
            let words = snapshot.text().slice(lsp::span(snapshot.text(), it.range, Encoding::Utf16)).into_owned();
            shown.push_str(&format!("{words:?}\n"));
            next = it.parent.as_deref();
        }
        expected.assert_eq(&shown);
    }

    #[test]
    fn a_time_grows_to_stamp_entry_and_section() {
        check(
            "# Postmortem: the shop\n\n## Timeline\n\n- 14:<|>30 UTC - An alert fired\n- 16:45 UTC - Up\n",
            expect![[r###"
                "30"
                "14:30"
                "14:30 UTC"
                "14:30 UTC - An alert fired"
                "- 14:30 UTC - An alert fired"
                "- 14:30 UTC - An alert fired\n- 16:45 UTC - Up"
                "## Timeline\n\n- 14:30 UTC - An alert fired\n- 16:45 UTC - Up"
                "# Postmortem: the shop\n\n## Timeline\n\n- 14:30 UTC - An alert fired\n- 16:45 UTC - Up\n"
            "###]],
        );
    }

    #[test]
    fn prose_grows_to_its_paragraph_and_section() {
        check(
            "# Postmortem\n\n## Issue Summary\n\nThe shöp w<|>as down.\n\nTwice.\n\n## Timeline\n",
            expect![[r###"
            "was"
            "The shöp was down."
            "The shöp was down.\n\nTwice."
            "## Issue Summary\n\nThe shöp was down.\n\nTwice."
            "# Postmortem\n\n## Issue Summary\n\nThe shöp was down.\n\nTwice.\n\n## Timeline\n"
        "###]],
        );
    }

    #[test]
    fn the_empty_document_is_its_own_selection() {
        check(
            "<|>",
            expect![[r#"
            ""
        "#]],
        );
    }
}
