//! `textDocument/onTypeFormatting`: Enter in the timeline opens the next entry, Enter on an empty one ends the list.

use tower_lsp::lsp_types::{Position, TextEdit};

use crate::features::lsp;
use crate::features::within::is_in_timeline;
use crate::rewrite::marker::{Marker, marker};
use crate::rewrite::placement;
use crate::snapshot::Snapshot;
use crate::text::{Edit, Encoding, Span, Text};

/// What is typed for this to be asked.
pub const TRIGGER: &str = "\n";

/// The marker of the next entry on the line of the cursor, which an Enter has just begun. The time is left to
/// completion. Where the editor wrote a marker itself, or took a part of the line along, nothing is done. In editors that
/// do not move the cursor by what is written at it, nothing is.
pub fn answer(
    snapshot: &Snapshot,
    encoding: Encoding,
    position: Position,
    moves_cursor: bool,
) -> Option<Vec<TextEdit>> {
    let text = snapshot.text();
    let number = text.line_of(text.offset(lsp::position(position), encoding));
    let line = text.line(number);
    let above = text.line(number.checked_sub(1)?);
    if !text.slice(line).trim().is_empty() {
        return None;
    }
    let edits = match entry(snapshot, above, line)? {
        Entry::Ends => vec![Edit::replace(above, "")],
        Entry::Opens { own: _, next } if moves_cursor => vec![Edit::replace(line, next)],
        Entry::Opens { own, next } => moved(text, above, line, &own, &next)?,
    };
    Some(lsp::text_edits(text, &edits, encoding))
}

/// What an Enter does to the list.
enum Entry {
    /// The marker above is taken away.
    Ends,
    /// Behind `own`, what the entry above begins with, comes `next`.
    Opens { own: String, next: String },
}

fn entry(snapshot: &Snapshot, above: Span, line: Span) -> Option<Entry> {
    let text = snapshot.text();
    let content = text.slice(above);
    let indent = content.len() - content.trim_start().len();
    let (marker, length) = marker(&content[indent..]);
    let marker = marker.filter(|it| *it != Marker::Heading)?;
    let said = content[indent + length..].trim();
    let is_empty = match marker {
        Marker::Row => said.chars().all(|it| it == '|' || it == ' '),
        _ => said.is_empty(),
    };
    // An empty item makes something else of the lines around it, so the timeline is read without it.
    let without = snapshot.edited(None, &[Edit::replace(if is_empty { above } else { Span::at(line.end) }, "")]);
    let is_verbatim = marker != Marker::Row && placement::is_verbatim(&without.document, above.start);
    if !without.postmortem().recognised || !is_in_timeline(&without, above.start) || is_verbatim {
        return None;
    }
    if is_empty {
        return Some(Entry::Ends);
    }
    let begins_here = |span: Span| above.start <= span.start && span.start <= above.end;
    let is_entry = snapshot.postmortem().timeline.entries.iter().any(|it| begins_here(it.span));
    // The head of a table and the rule below it are no entries; a bullet below an entry tells more of it.
    if !is_entry && marker == Marker::Row {
        return None;
    }
    let own = content[..indent + length].to_owned();
    let next = next(&own[indent..], marker, || number_above(snapshot, above));
    Some(Entry::Opens { next: own[..indent].to_owned() + &next, own })
}

/// Opens an entry without writing at the cursor: the entry above is written once more above itself, and loses all but its
/// beginning, behind which the cursor comes to stand. A change of the beginning is away from its end, too.
fn moved(text: &Text, above: Span, line: Span, own: &str, next: &str) -> Option<Vec<Edit>> {
    let same = |(a, b): &(char, char)| a == b;
    let before: usize = own.chars().zip(next.chars()).take_while(same).map(|it| it.0.len_utf8()).sum();
    let ends = own[before..].chars().rev().zip(next[before..].chars().rev());
    let after: usize = ends.take_while(same).map(|it| it.0.len_utf8()).sum();
    let (start, end) = (above.start + before, above.start + own.len() - after);
    let change = &next[before..next.len() - after];
    let is_changed = start < end || !change.is_empty();
    if is_changed && after == 0 {
        return None;
    }
    let once_more = Edit::insert(above.start, text.slice(Span::new(above.start, line.start)));
    let rest = Edit::replace(Span::new(above.start + own.len(), line.end), "");
    let beginning = is_changed.then(|| Edit::replace(Span::new(start, end), change));
    Some([Some(once_more), beginning, Some(rest)].into_iter().flatten().collect())
}

/// The marker behind a marker: an open checkbox, the next number.
fn next(own: &str, marker: Marker, before: impl Fn() -> Option<u32>) -> String {
    let own = own.replace("[x]", "[ ]").replace("[X]", "[ ]");
    let bare = format!("{} ", own.trim_end());
    let digits = bare.len() - bare.trim_start_matches(|it: char| it.is_ascii_digit()).len();
    match (marker, bare[..digits].parse::<u32>()) {
        // `1.` on every item: Markdown counts by itself.
        (Marker::Number, Ok(number)) if before() != Some(number) => format!("{}{}", number + 1, &bare[digits..]),
        _ => bare,
    }
}

/// The number of the line above a line.
fn number_above(snapshot: &Snapshot, line: Span) -> Option<u32> {
    let text = snapshot.text();
    let above = text.slice(text.line(text.line_of(line.start).checked_sub(1)?)).into_owned();
    let digits: String = above.trim_start().chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Fixture, snapshot};
    use crate::text::apply;

    /// Enter was pressed in a timeline, and the cursor stands where the editor put it: the lines of the timeline
    /// afterwards, and the cursor behind what was written on its line.
    #[track_caller]
    fn check(timeline: &str, expected: &str) {
        let text = format!("# Postmortem: the mailer\n\n## Timeline\n\n{timeline}\n\n## Root Cause\n\nA retry.\n");
        for source in [text.clone(), text.replace('\n', "\r\n")] {
            let Fixture { text, cursor } = Fixture::parse(&source);
            let cursor = cursor.expect("a cursor").start;
            for moves_cursor in [true, false] {
                let edits = edits(&text, cursor, moves_cursor);
                let after = apply(&text, &edits);
                let timeline = after.replace('\r', "");
                let timeline = timeline.split("## Timeline\n\n").nth(1).and_then(|it| it.split("\n\n## Root").next());
                assert_eq!(timeline, Some(expected), "{text:?}");
                let line = |text: &str, offset: usize| text[..offset].matches('\n').count();
                let moved = if moves_cursor { after_all(&edits, cursor) } else { after_those_before(&edits, cursor) };
                assert_eq!(line(&after, moved), line(&text, cursor), "{text:?} {edits:?}");
                assert!(after[moved..].trim_start_matches('\r').starts_with('\n'), "{text:?} {edits:?}");
            }
        }
    }

    fn edits(text: &str, cursor: usize, moves_cursor: bool) -> Vec<Edit> {
        let read = snapshot(text);
        let position = read.text().position(cursor, Encoding::Utf16);
        let position = Position::new(position.line, position.character);
        let edits = answer(&read, Encoding::Utf16, position, moves_cursor).unwrap_or_default();
        let edit = |it: &TextEdit| Edit::replace(lsp::span(read.text(), it.range, Encoding::Utf16), &*it.new_text);
        edits.iter().map(edit).collect()
    }

    /// Where a cursor goes that is pushed on by what is written at it.
    fn after_all(edits: &[Edit], cursor: usize) -> usize {
        edits
            .iter()
            .fold(cursor, |it, edit| if edit.span.end <= cursor { it + edit.text.len() - edit.span.len() } else { it })
    }

    /// Where a cursor goes that is not, as in Neovim and Emacs: the last edit comes first.
    fn after_those_before(edits: &[Edit], cursor: usize) -> usize {
        edits.iter().rev().fold(cursor, |it, Edit { span, text }| match it {
            it if it > span.end => it + text.len() - span.len(),
            it => it.min(span.start),
        })
    }

    #[test]
    fn enter_opens_the_next_entry_in_shape() {
        check("- 14:02 UTC - Down\n- 14:11 UTC - Alert\n<|>", "- 14:02 UTC - Down\n- 14:11 UTC - Alert\n- ");
        check(
            "* [ ] **14:02** Down\n* [x] **14:11** Alert\n<|>",
            "* [ ] **14:02** Down\n* [x] **14:11** Alert\n* [ ] ",
        );
        check("1. 14:02 - Down\n2. 14:11 - Alert\n<|>", "1. 14:02 - Down\n2. 14:11 - Alert\n3. ");
        check("1. 14:02 - Down\n1. 14:11 - Alert\n<|>", "1. 14:02 - Down\n1. 14:11 - Alert\n1. ");
        check("- 14:02 - Down\n<|>\n- 14:11 - Alert", "- 14:02 - Down\n- \n- 14:11 - Alert");
        check("- 14:02 - Down\n  - for all\n  <|>", "- 14:02 - Down\n  - for all\n  - ");
        check("- 14:02 - Down\n  - for all\n<|>", "- 14:02 - Down\n  - for all\n  - ");
    }

    #[test]
    fn enter_opens_the_next_row() {
        let table = "| Time | Event |\n| --- | --- |\n| 14:02 | Down |\n| 14:11 | Alert |";
        check(&format!("{table}\n<|>"), &format!("{table}\n| "));
        check("| Time | Event |\n<|>", "| Time | Event |\n");
    }

    #[test]
    fn enter_on_an_empty_entry_ends_the_list() {
        check("- 14:02 - Down\n- 14:11 - Alert\n- \n<|>", "- 14:02 - Down\n- 14:11 - Alert\n\n");
        check("1. 14:02 - Down\n2. 14:11 - Alert\n3.\n<|>", "1. 14:02 - Down\n2. 14:11 - Alert\n3.\n");
        check("1. 14:02 - Down\n2. 14:11 - Alert\n3. \n<|>", "1. 14:02 - Down\n2. 14:11 - Alert\n\n");
        check("| T | E |\n| --- | --- |\n| 14:02 | Down |\n| \n<|>", "| T | E |\n| --- | --- |\n| 14:02 | Down |\n\n");
    }

    #[test]
    fn what_the_editor_did_is_left_alone() {
        for timeline in [
            "- 14:02 - Down\n- 14:11 - Alert\n- <|>",
            "- 14:02 - Down\n- 14:11 -\nAlert<|>",
            "14:02 - Down\n14:11 - Alert\n<|>",
            "### 14:02\n\nDown\n\n### 14:11\n<|>",
            "- 14:02 - Down:\n\n  ```\n  - a\n  <|>\n  ```",
            "- 14:02 - Down\n\n<|>",
        ] {
            check(timeline, &timeline.replace("<|>", ""));
        }
    }

    #[test]
    fn outside_of_the_timeline_nothing_is_done() {
        for text in ["# Shopping\n\n- 14:02 Eggs\n", "# Postmortem\n\n## Summary\n\n- Down\n"] {
            let read = snapshot(text);
            let last = u32::try_from(text.lines().count()).expect("a short text");
            assert!(answer(&read, Encoding::Utf16, Position::new(last, 0), true).is_none(), "{text}");
        }
    }
}
