//! Lines that somebody selected: which they are, whether they can be taken elsewhere, and taking them out.

use std::ops::Range;

use crate::rewrite::placement::is_blank;
use crate::snapshot::Snapshot;
use crate::syntax::BlockKind;
use crate::text::{Edit, Span, Text};

/// The lines of a selection, without blank ones around them and without a last one of which nothing is selected. `None`
/// for a cursor and for nothing but white space.
pub fn selected(text: &Text, span: Span) -> Option<Range<usize>> {
    let slice = text.slice(span);
    let words = slice.trim_start();
    let start = span.end - words.len();
    let end = start + words.trim_end().len();
    (start < end).then(|| text.line_of(start)..text.line_of(end) + 1)
}

/// From the first byte of the first line to the last of the last, without its line break.
pub fn span(text: &Text, lines: &Range<usize>) -> Span {
    Span::new(text.line(lines.start).start, text.line(lines.end - 1).end)
}

/// Whether lines can stand elsewhere and the rest without them: they hold no heading, title or directive, and of code,
/// tables, HTML and items all or nothing.
pub fn are_whole(snapshot: &Snapshot, lines: &Range<usize>) -> bool {
    let (text, postmortem) = (snapshot.text(), snapshot.postmortem());
    let taken = span(text, lines);
    let shares = |it: Span| it.start < taken.end && taken.start < it.end;
    let is_outline = postmortem.sections.iter().any(|it| shares(it.heading.line))
        || postmortem.title.as_ref().is_some_and(|it| shares(it.span))
        || postmortem.directives.iter().any(|it| shares(it.span));
    let mut blocks = snapshot.document.blocks().filter(|it| shares(it.span));
    !is_outline
        && blocks.all(|it| {
            let is_inside = taken.start <= it.span.start && it.span.end <= taken.end;
            match it.kind {
                BlockKind::FrontMatter | BlockKind::Heading { .. } => false,
                BlockKind::FencedCode | BlockKind::Html | BlockKind::Table => is_inside,
                BlockKind::Item => is_inside || it.span.start < taken.start,
                _ => true,
            }
        })
}

/// Takes lines out, with the blank lines behind them where there is one before them, too.
pub fn removal(text: &Text, lines: &Range<usize>) -> Edit {
    let count = text.line_count();
    let blank = |it: usize| is_blank(text, it);
    let (mut start, mut end) = (lines.start, lines.end);
    if start == 0 || blank(start - 1) {
        end = (end..count).find(|it| !blank(*it)).unwrap_or(count);
    }
    let offset = |line: usize| if line < count { text.line(line).start } else { text.len() };
    if end >= count {
        // The line above ends the text.
        start = (0..start).rev().find(|it| !blank(*it)).map_or(0, |it| it + 1);
    }
    Edit::replace(Span::new(offset(start), offset(end)), "")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Fixture, snapshot};
    use crate::text::apply;

    fn without(source: &str) -> String {
        let fixture = Fixture::parse(source);
        let text = Text::new(&fixture.text);
        let lines = selected(&text, fixture.cursor.expect("a selection")).expect("lines");
        apply(&fixture.text, &[removal(&text, &lines)])
    }

    #[test]
    fn lines_are_taken_out_with_the_blank_line_that_they_leave() {
        assert_eq!(without("a\n\n<|b\nc|>\n\nd\n"), "a\n\nd\n");
        assert_eq!(without("- a\n- <|b|>\n- c\n"), "- a\n- c\n");
        assert_eq!(without("a\n\n<|b\n|>"), "a\n");
        assert_eq!(without("<|a\n\n|>b"), "b");
        assert_eq!(without("a\n<|b|>\n\nc\n"), "a\n\nc\n");
    }

    #[test]
    fn a_cursor_and_blank_lines_select_nothing() {
        let text = Text::new("a\n\n\nb\n");
        assert_eq!(selected(&text, Span::at(1)), None);
        assert_eq!(selected(&text, Span::new(1, 4)), None);
        assert_eq!(selected(&text, Span::new(1, 5)), Some(3..4));
    }

    #[test]
    fn headings_and_parts_of_code_stay() {
        let text = "# Postmortem: shop\n\n## Timeline\n\na\n\n```\nb\nc\n```\n";
        let snapshot = snapshot(text);
        let whole = |lines: Range<usize>| are_whole(&snapshot, &lines);
        assert!(!whole(0..1) && !whole(2..5) && !whole(7..8));
        assert!(whole(4..5) && whole(4..10));
    }
}
