//! Taking sections out of a document, to put them elsewhere.

use std::ops::Range;

use crate::profile::Role;
use crate::rewrite::placement;
use crate::snapshot::Snapshot;
use crate::text::{Edit, Span};

/// The lines of some sections that stand one behind the other: from the first heading to the next section. The last one
/// of the document ends where its own text does.
pub(super) fn lines(snapshot: &Snapshot, sections: Range<usize>) -> Range<usize> {
    let text = snapshot.text();
    let all = &snapshot.postmortem().sections;
    let (first, last) = (&all[sections.start], &all[sections.end - 1]);
    let end = match sections.end == all.len() {
        true => placement::end_line(snapshot, last),
        false => placement::body_lines(text, last).end,
    };
    let start = text.line_of(first.heading.line.start);
    start..end.max(text.line_of(last.heading.line.end) + 1)
}

/// What some lines say, with LF and without blank lines around it.
pub(super) fn written(snapshot: &Snapshot, lines: Range<usize>) -> String {
    let source = snapshot.text().slice(span(snapshot, lines)).replace("\r\n", "\n").replace('\r', "\n");
    let kept: String = source.split_inclusive('\n').skip_while(|it| it.trim().is_empty()).collect();
    format!("{}\n", kept.trim_end())
}

/// Takes some lines out, with the blank lines behind them or, at the end of the document, before them.
pub(super) fn removal(snapshot: &Snapshot, lines: Range<usize>) -> Edit {
    let text = snapshot.text();
    let is_blank = |it: usize| placement::is_blank(text, it);
    let count = text.line_count();
    let end = (lines.end..count).find(|it| !is_blank(*it)).unwrap_or(count);
    let mut start = lines.start;
    if end == count {
        start = (0..lines.start).rev().find(|it| !is_blank(*it)).map_or(0, |it| it + 1);
    }
    let joins = start > 0 && !is_blank(start - 1) && end < count;
    let separator = if joins { text.line_ending().as_str() } else { "" };
    Edit::replace(span(snapshot, start..end), separator)
}

/// Whether edits leave the sections with these roles, in this order. A heading that is none to Markdown may mean something
/// else in another place.
pub(super) fn leaves(snapshot: &Snapshot, edits: &[Edit], roles: &[Role]) -> bool {
    snapshot.with(edits).postmortem().sections.iter().map(|it| it.role).eq(roles.iter().copied())
}

fn span(snapshot: &Snapshot, lines: Range<usize>) -> Span {
    let text = snapshot.text();
    let offset = |line: usize| if line < text.line_count() { text.line(line).start } else { text.len() };
    Span::new(offset(lines.start), offset(lines.end))
}
