//! Where a finding about a whole document stands, where a section ends, and where a new one belongs.

use std::borrow::Cow;

use crate::model::{Filling, Section, closing};
use crate::profile::{Role, SectionSpec};
use crate::snapshot::Snapshot;
use crate::syntax::{Block, BlockKind, Document};
use crate::text::{Edit, Span, Text};

/// A conclusion and what follows it take no more lines than this.
const CLOSING_LINES: usize = 80;

/// What stands for the document as a whole: its title, or else the words of its first line.
pub(crate) fn of_document(snapshot: &Snapshot) -> Option<Span> {
    if let Some(title) = &snapshot.postmortem().title {
        return Some(title.span);
    }
    let directives = &snapshot.postmortem().directives;
    let is_directive = |it: &Block| it.kind == BlockKind::Html && directives.iter().any(|other| other.span == it.span);
    let first = snapshot.document.blocks().find(|it| it.kind != BlockKind::FrontMatter && !is_directive(it))?;
    let line = snapshot.text().line(snapshot.text().line_of(first.span.start));
    Some(Span::new(first.span.start, first.span.end.min(line.end)))
}

/// The line (from 0) before which a section that is missing belongs: behind the section that comes before it in the
/// profile, or before the first section of the document.
pub(crate) fn line_for(snapshot: &Snapshot, role: Role) -> usize {
    let postmortem = snapshot.postmortem();
    let order: Vec<Role> = snapshot.profile.sections.iter().flat_map(with_parts).collect();
    let place = |role: Role| order.iter().position(|it| *it == role).unwrap_or(order.len());
    let at = place(role);
    if let Some(last) = postmortem.sections.last().filter(|_| postmortem.sections.iter().all(|it| place(it.role) < at))
    {
        return end_line(snapshot, last);
    }
    let previous =
        order[..at].iter().rev().find_map(|it| postmortem.sections.iter().position(|found| found.role == *it));
    if let Some(previous) = previous {
        // A section may go on under a second heading of its own.
        let behind = &postmortem.sections[previous..];
        let run = behind.iter().take_while(|it| it.role == behind[0].role).last();
        return end_line(snapshot, run.unwrap_or(&behind[0]));
    }
    match postmortem.sections.first() {
        Some(first) => snapshot.text().line_of(first.heading.line.start),
        None => without_closing(snapshot.text(), 0, snapshot.text().line_count()),
    }
}

fn with_parts(spec: &SectionSpec) -> impl Iterator<Item = Role> {
    std::iter::once(spec.role).chain(spec.parts.iter().map(|it| it.role))
}

/// The level of the section headings: that of most of them, or else one below the title.
pub(crate) fn heading_level(snapshot: &Snapshot) -> u8 {
    let postmortem = snapshot.postmortem();
    if let Some(level) = usual_level(postmortem.sections.iter()) {
        return level;
    }
    let title_level = postmortem.title.as_ref().and_then(|title| {
        snapshot.document.blocks().take_while(|it| it.span.start <= title.span.start).find_map(|it| match it.kind {
            BlockKind::Heading { level, .. } if it.span.end >= title.span.end => Some(level),
            _ => None,
        })
    });
    title_level.map_or(2, |it| (it + 1).min(6))
}

/// The level that most of some sections have, of several the highest. A heading without its space has one, too.
pub(crate) fn usual_level<'a>(sections: impl Iterator<Item = &'a Section>) -> Option<u8> {
    let mut counts = [0; 7];
    sections.filter_map(|it| it.heading.level).for_each(|it| counts[usize::from(it.min(6))] += 1);
    // The last of the maxima, from the lowest level up.
    (1..=6u8).rev().filter(|it| counts[usize::from(*it)] > 0).max_by_key(|it| counts[usize::from(*it)])
}

/// The lines of a section behind its heading, to where the next section begins.
pub(crate) fn body_lines(text: &Text, section: &Section) -> std::ops::Range<usize> {
    let heading = text.line_of(section.heading.line.end);
    let last = text.line_of(section.body.end);
    let ends_before = text.line(last).start == section.body.end;
    heading + 1..(if ends_before { last } else { last + 1 }).max(heading + 1)
}

/// The line behind the last line that is the section's own: without blank lines and a trailing rule and, at the end of
/// the document, without a conclusion, images and a signature.
pub(crate) fn end_line(snapshot: &Snapshot, section: &Section) -> usize {
    let text = snapshot.text();
    let lines = body_lines(text, section);
    let last = snapshot.postmortem().sections.last();
    let is_last = last.is_none_or(|it| it.heading.line.start <= section.heading.line.start);
    let end = if is_last { without_closing(text, lines.start, lines.end) } else { lines.start };
    // An image alone is what the section holds.
    if end > lines.start || section.filling == Filling::Nothing {
        return end;
    }
    shrunk(text, lines.start, lines.end, |line| is_rule(text, line))
}

/// The end of some lines of which the last close the document.
fn without_closing(text: &Text, start: usize, end: usize) -> usize {
    let closes = |line: usize| closes_document(text, line);
    let end = shrunk(text, start, end, closes);
    match (start..end).rev().take(CLOSING_LINES).find(|it| is_closing_heading(text, *it)) {
        Some(conclusion) => shrunk(text, start, conclusion, closes),
        None => end,
    }
}

fn shrunk(text: &Text, start: usize, end: usize, drops: impl Fn(usize) -> bool) -> usize {
    (start..end).rev().find(|it| !is_blank(text, *it) && !drops(*it)).map_or(start, |it| it + 1)
}

/// Whether a line belongs to the end of a document instead of its last section: a rule, an image, a signature.
fn closes_document(text: &Text, line: usize) -> bool {
    closing::closes_document(&text.slice(text.line(line)), above(text, line).as_deref())
}

/// Whether a line is the heading of a conclusion or the like, however it is written.
pub(crate) fn is_closing_heading(text: &Text, line: usize) -> bool {
    closing::is_closing_heading(&text.slice(text.line(line)))
}

pub(crate) fn is_blank(text: &Text, line: usize) -> bool {
    text.slice(text.line(line)).trim().is_empty()
}

/// Whether a line is a thematic break. Dashes under a text are none: they make it a heading.
pub(crate) fn is_rule(text: &Text, line: usize) -> bool {
    closing::is_rule(&text.slice(text.line(line)), above(text, line).as_deref())
}

fn above(text: &Text, line: usize) -> Option<Cow<'_, str>> {
    Some(text.slice(text.line(line.checked_sub(1)?)))
}

/// Inserts whole lines (with LF, the last one ended) before a line, with a blank line before and after.
/// `None` where they would be code or HTML.
pub(crate) fn insert_lines(snapshot: &Snapshot, line: usize, lines: &str) -> Option<Edit> {
    let text = snapshot.text();
    let at = if line < text.line_count() { text.line(line).start } else { text.len() };
    if is_verbatim(&snapshot.document, at) || swallows(text, line, lines) {
        return None;
    }
    let mut inserted = String::new();
    if at > 0 {
        let above = text.line_of(at - 1);
        let is_ended = text.line(above).end < at;
        inserted.push_str(if is_ended { "" } else { "\n" });
        inserted.push_str(if is_blank(text, above) { "" } else { "\n" });
    }
    inserted.push_str(lines);
    if at < text.len() && !is_blank(text, line) {
        inserted.push('\n');
    }
    Some(Edit::insert(at, inserted.replace('\n', text.line_ending().as_str())))
}

/// Whether an indented line behind would become a part of the list that the inserted lines end with.
fn swallows(text: &Text, line: usize, lines: &str) -> bool {
    let ends_in_list = lines.lines().last().is_some_and(|it| it.trim_start().starts_with("- "));
    let next = (line..text.line_count()).find(|it| !is_blank(text, *it));
    ends_in_list && next.is_some_and(|it| text.slice(text.line(it)).starts_with([' ', '\t']))
}

/// Whether Markdown would not read a heading at an offset: inside a fence, an HTML block, front matter or
/// the lines of another heading.
pub(crate) fn is_verbatim(document: &Document, offset: usize) -> bool {
    let Some((start, chunk)) = document.chunks().take_while(|(start, _)| *start <= offset).last() else { return false };
    chunk.blocks().iter().any(|it| {
        let span = it.span.shifted(start);
        let source = || document.text.slice(span);
        span.start < offset
            && match it.kind {
                BlockKind::FrontMatter | BlockKind::Heading { .. } => offset < span.end,
                BlockKind::FencedCode => offset < span.end || !is_fence_closed(&source()),
                BlockKind::Html => is_html_open(&source()),
                _ => false,
            }
    })
}

fn is_fence_closed(source: &str) -> bool {
    let fence: String = source.chars().take_while(|it| matches!(it, '`' | '~')).collect();
    let last = source.lines().skip(1).last().unwrap_or_default();
    last.trim_start_matches(['>', ' ', '\t']).starts_with(&fence)
}

/// Whether an HTML block goes on over blank lines, to a mark that has not come.
fn is_html_open(source: &str) -> bool {
    let source = source.to_ascii_lowercase();
    [
        ("<!--", "-->"),
        ("<pre", "</pre>"),
        ("<script", "</script>"),
        ("<style", "</style>"),
        ("<textarea", "</textarea>"),
    ]
    .iter()
    .any(|(open, close)| source.starts_with(open) && !source.contains(close))
}

/// The block that a document begins with, if it is front matter.
pub(crate) fn front_matter(document: &Document) -> Option<Block> {
    document.blocks().next().filter(|it| it.kind == BlockKind::FrontMatter)
}
