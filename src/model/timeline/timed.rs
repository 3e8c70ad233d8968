//! Whether a timeline tells when things happened.

use super::Draft;
use crate::model::reading::At;
use crate::text::Span;

/// Whether half of the entries have a time, be it one that no clock shows, or a date. Those that stand below one with a
/// time have its time.
pub(super) fn has_times(lines: &[At], drafts: &[Draft]) -> bool {
    let timed = drafts.iter().filter(|it| it.entry.stamp.is_some()).count();
    let is_half = |timed: usize, of: usize| timed > 0 && timed * 2 >= of;
    is_half(timed, drafts.len()) || {
        let own = drafts.len() - details(lines, drafts);
        let dated = drafts.iter().filter(|it| it.entry.stamp.is_none() && is_dated(lines, it)).count();
        is_half(timed, own) || is_half(timed + dated, own)
    }
}

fn is_dated(lines: &[At], draft: &Draft) -> bool {
    let span = draft.entry.span;
    let is_inside = |it: Span| span.start <= it.start && it.end <= span.end;
    lines[draft.lines.clone()].iter().any(|at| at.line.dates.iter().any(|it| is_inside(at.place(it.1))))
}

/// How many entries stand below one with a time.
fn details(lines: &[At], drafts: &[Draft]) -> usize {
    let indent = |it: &Draft| {
        let first = lines[it.lines.start];
        let before = it.entry.span.start - first.start();
        let source = &first.text(first.line.span)[before - first.line.span.start..];
        source.len() - source.trim_start().len()
    };
    let mut above = None;
    let is_detail = |it: &&Draft| match it.entry.stamp {
        Some(_) => {
            above = Some(indent(it));
            false
        }
        None => above.is_some_and(|above| indent(it) > above + 1),
    };
    drafts.iter().filter(is_detail).count()
}
