//! What somebody selected, moved to the end of another section.

use std::ops::Range;

use crate::model::Section;
use crate::profile::Role;
use crate::rewrite::lines;
use crate::rewrite::marker::marker;
use crate::rewrite::placement::{self, is_blank};
use crate::rewrite::split::is_closed;
use crate::snapshot::Snapshot;
use crate::syntax::BlockKind;
use crate::text::{Edit, Span, Text, in_turn, quoted};

/// More sections than this are no help to choose from.
const MOST: usize = 4;

/// A section that a selection can be moved into.
#[derive(Clone, Debug)]
pub struct Move {
    pub role: Role,
    /// As a command.
    pub title: String,
    /// All in the text as it is; they do not overlap.
    pub edits: Vec<Edit>,
}

/// The sections that a selection can be moved into, in the order of the document.
pub fn moves(snapshot: &Snapshot, selected: Span) -> Vec<Move> {
    let Some((removal, words)) = cut(snapshot, selected) else { return Vec::new() };
    let rest = snapshot.edited(snapshot.document.version, std::slice::from_ref(&removal));
    let into = |section: &Section| {
        let insertion = insertion(&rest, section.role, &words)?;
        let edits = in_turn(snapshot.text().len(), &[vec![removal.clone()], vec![insertion.clone()]]);
        let moved = rest.edited(rest.document.version, &[insertion]);
        let title = format!("Move the selection into {}", quoted(&section.heading.text));
        keeps(snapshot, &moved).then_some(Move { role: section.role, title, edits })
    };
    targets(snapshot, selected).into_iter().filter_map(into).collect()
}

/// The other sections: those that the profile asks for before those that it merely knows.
fn targets(snapshot: &Snapshot, selected: Span) -> Vec<&Section> {
    let postmortem = snapshot.postmortem();
    let own = postmortem.section_at(selected.start).map(|it| it.role);
    let is_first = |it: &&Section| postmortem.section(it.role).is_some_and(|first| std::ptr::eq(first, *it));
    let others = postmortem.sections.iter().filter(|it| Some(it.role) != own && is_first(it));
    let mut others: Vec<&Section> = others.filter(|it| !has_parts(snapshot, it)).collect();
    let is_asked = |it: &Section| snapshot.profile.section(it.role).is_some_and(|it| it.required);
    others.sort_by_key(|it| !is_asked(it));
    others.truncate(MOST);
    others.sort_by_key(|it| it.heading.line);
    others
}

/// Whether the text of a section stands in its parts.
fn has_parts(snapshot: &Snapshot, section: &Section) -> bool {
    let sections = &snapshot.postmortem().sections;
    let next = sections.iter().find(|it| it.heading.line.start > section.heading.line.start);
    let parts = snapshot.profile.section(section.role).map_or(&[][..], |it| &it.parts);
    next.is_some_and(|next| parts.iter().any(|it| it.role == next.role))
}

/// What is moved, and taking it out: words within a paragraph, or whole lines.
fn cut(snapshot: &Snapshot, selected: Span) -> Option<(Edit, String)> {
    let text = snapshot.text();
    let lines = lines::selected(text, selected)?;
    let slice = text.slice(selected);
    let start = selected.end - slice.trim_start().len();
    let words = Span::new(start, start + slice.trim().len());
    let whole = lines::span(text, &lines);
    let before = text.slice(Span::new(whole.start, words.start));
    let behind = text.slice(Span::new(words.end, whole.end));
    let is_marker = |it: &str| it.trim().is_empty() || marker(it.trim_start()).1 >= it.trim_start().len();
    if is_marker(&before) && behind.trim().is_empty() {
        return lines::are_whole(snapshot, &lines).then(|| (lines::removal(text, &lines), dedented(text, &lines)));
    }
    let is_around = |it: Span| it.start <= words.start && words.end <= it.end;
    let mut blocks = snapshot.document.blocks().filter(|it| it.kind == BlockKind::Paragraph);
    let paragraph = blocks.find(|it| is_around(it.span))?;
    let slice = text.slice(words);
    let is_sentence = words.start == paragraph.span.start
        || text.slice(Span::new(paragraph.span.start, words.start)).trim_end().ends_with(['.', '!', '?', ':']);
    // A heading that is none to Markdown is a paragraph, too.
    let sections = &snapshot.postmortem().sections;
    let is_heading = sections.iter().any(|it| it.heading.line.touches(words));
    let title = snapshot.postmortem().title.as_ref();
    if !is_sentence || is_heading || title.is_some_and(|it| it.span.touches(words)) || !is_closed(&slice) {
        return None;
    }
    let space = behind.len() - behind.trim_start().len();
    let gap = if space > 0 { 0 } else { before.len() - before.trim_end().len() };
    let taken = Span::new(words.start - gap, words.end + space);
    Some((Edit::replace(taken, ""), format!("{}\n", with_lf(&slice))))
}

/// Lines without the indentation that they have in common, with LF.
fn dedented(text: &Text, lines: &Range<usize>) -> String {
    let slice = with_lf(&text.slice(lines::span(text, lines)));
    let indentation = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let common = slice.lines().filter(|it| !it.trim().is_empty()).map(indentation).min().unwrap_or(0);
    slice.lines().map(|it| format!("{}\n", it.get(common..).unwrap_or_default())).collect()
}

fn with_lf(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// Behind the last line of a section; an item goes on with the list that stands there.
fn insertion(snapshot: &Snapshot, role: Role, words: &str) -> Option<Edit> {
    let text = snapshot.text();
    let section = snapshot.postmortem().section(role)?;
    let end = placement::end_line(snapshot, section);
    let mark = |line: &str| marker(line.trim_start()).0;
    let last = text.slice(text.line(end.saturating_sub(1)));
    let is_list =
        end > text.line_of(section.heading.line.end) + 1 && mark(&last).is_some() && mark(&last) == mark(words);
    if is_list && !is_blank(text, end - 1) && end < text.line_count() {
        let words = words.replace('\n', text.line_ending().as_str());
        return Some(Edit::insert(text.line(end).start, words));
    }
    placement::insert_lines(snapshot, end, words)
}

/// Whether the document has the same sections and words afterwards.
fn keeps(before: &Snapshot, after: &Snapshot) -> bool {
    let (before, after) = (before.postmortem(), after.postmortem());
    let roles = |it: &Section| it.role;
    before.sections.iter().map(roles).eq(after.sections.iter().map(roles)) && before.words == after.words
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;
    use crate::testing::Fixture;
    use crate::text::apply;

    fn titles(source: &str) -> Vec<String> {
        let fixture = Fixture::parse(source);
        let moves = moves(&fixture.snapshot(), fixture.cursor.expect("a selection"));
        moves.into_iter().map(|it| it.title).collect()
    }

    fn check(source: &str, heading: &str, expected: Expect) {
        let after = |source: &str| {
            let fixture = Fixture::parse(source);
            let moves = moves(&fixture.snapshot(), fixture.cursor.expect("a selection"));
            let title = format!("Move the selection into \"{heading}\"");
            let Move { edits, .. } = moves.into_iter().find(|it| it.title == title).expect("the section is offered");
            apply(&fixture.text, &edits)
        };
        let once = after(source);
        expected.assert_eq(&once);
        assert_eq!(after(&source.replace('\n', "\r\n")), once.replace('\n', "\r\n"), "with CR LF");
    }

    const REST: &str = "\n## Timeline\n\n- 14:30 UTC - Down\n- 16:45 UTC - Up\n\n## Root cause and resolution\n\nA disk was full.\n\n\
        ## Corrective measures\n\n- Rotate the logs.\n";

    fn draft(summary: &str) -> String {
        format!("# Postmortem: the shop\n\n## Issue Summary\n\n{summary}\n{REST}")
    }

    #[test]
    fn a_paragraph_is_moved_behind_the_text_of_another_section() {
        let source = draft("The shop was down.\n\n<|The log had grown since May\nand nobody saw it.|>");
        let all = ["Timeline", "Root cause and resolution", "Corrective measures"];
        assert_eq!(titles(&source), all.map(|it| format!("Move the selection into \"{it}\"")));
        check(
            &source,
            "Root cause and resolution",
            expect![[r#"
            # Postmortem: the shop

            ## Issue Summary

            The shop was down.

            ## Timeline

            - 14:30 UTC - Down
            - 16:45 UTC - Up

            ## Root cause and resolution

            A disk was full.

            The log had grown since May
            and nobody saw it.

            ## Corrective measures

            - Rotate the logs.
        "#]],
        );
    }

    #[test]
    fn a_sentence_leaves_its_paragraph() {
        check(
            &draft("The shop was down. <|A disk was full.|> Nobody could pay."),
            "Root cause and resolution",
            expect![[r#"
                # Postmortem: the shop

                ## Issue Summary

                The shop was down. Nobody could pay.

                ## Timeline

                - 14:30 UTC - Down
                - 16:45 UTC - Up

                ## Root cause and resolution

                A disk was full.

                A disk was full.

                ## Corrective measures

                - Rotate the logs.
            "#]],
        );
    }

    #[test]
    fn an_item_goes_on_with_the_list_that_stands_there() {
        check(
            &draft("Down.\n\n- Half of the users\n<|- Watch the disks|>"),
            "Corrective measures",
            expect![[r#"
            # Postmortem: the shop

            ## Issue Summary

            Down.

            - Half of the users

            ## Timeline

            - 14:30 UTC - Down
            - 16:45 UTC - Up

            ## Root cause and resolution

            A disk was full.

            ## Corrective measures

            - Rotate the logs.
            - Watch the disks
        "#]],
        );
    }

    #[test]
    fn headings_parts_of_sentences_and_a_cursor_are_not_moved() {
        let none: [String; 0] = [];
        assert_eq!(titles(&draft("The <|shop was|> down.")), none);
        assert_eq!(titles(&draft("The shop <|>was down.")), none);
        assert_eq!(titles(&draft("Down.").replace("## Timeline", "<|## Timeline|>")), none);
        assert_eq!(titles("# Postmortem: the shop\n\n## Issue Summary\n\n<|Down.|>\n"), none);
        assert_eq!(titles("# Shopping\n\n<|Milk.|>\n"), none);
    }
}
