//! The tasks: items and lines of the corrective section.

use std::ops::Range;

use super::Action;
use super::line::{Kind, Line};
use super::outline::Outline;
use super::reading::At;
use crate::profile::Role;
use crate::text::Span;

/// Labels and sub-headings that open a list of tasks, as keys begin.
static TASKS: &[&str] = &[
    "task",
    "todo",
    "to do",
    "action item",
    "a list of tasks",
    "list of tasks",
    "specific tasks",
    "next steps",
    "actions",
    "here are the tasks",
];

pub(super) fn opens_tasks(key: &str) -> bool {
    TASKS.iter().any(|it| key.starts_with(it)) || key.ends_with("tasks")
}

/// What the corrective section's items are read from: its lines outside of fences.
fn lines_of<'a>(lines: &[At<'a>], outline: &Outline) -> Vec<At<'a>> {
    let range: Range<usize> = outline.lines(Role::Corrective).unwrap_or(0..0);
    lines[range].iter().filter(|it| it.line.is_written(outline.in_fence)).copied().collect()
}

/// Items of lists, table rows, and the lines below a label of tasks.
pub(super) fn read(lines: &[At], outline: &Outline) -> Vec<Action> {
    let mut actions = Vec::new();
    let mut under_tasks = false;
    for at in lines_of(lines, outline) {
        let line = at.line;
        let text = at.words();
        if let Some(key) = sub_heading(at) {
            under_tasks = opens_tasks(&key);
            continue;
        }
        // `Task: enable the backup`
        let labelled = line.label.as_ref().is_some_and(|it| opens_tasks(&it.key) && !it.rest.is_empty());
        let is_item = line.marker.is_some() || line.kind == Kind::Indented || line.kind == Kind::Table;
        let is_line = under_tasks && text.split_whitespace().count() > 2;
        if is_item || is_line || labelled {
            actions.push(Action {
                span: at.body(),
                line: Span::new(at.span().start, at.body().end),
                is_task: under_tasks || labelled,
            });
        }
    }
    actions
}

/// The key of a line that heads what follows: a heading, or a label with nothing behind it.
pub(super) fn sub_heading(at: At) -> Option<String> {
    let line: &Line = at.line;
    match (&line.label, line.kind) {
        (Some(label), _) if label.rest.is_empty() => Some(label.key.clone()),
        (_, Kind::Heading { .. }) => Some(crate::profile::key(at.words())),
        (None, Kind::Text | Kind::Indented) if line.marker.is_none() => {
            let bare = super::line::undressed(at.words());
            let words = &at.words()[bare.range()];
            let key = crate::profile::key(words);
            (words.len() < 40 && (opens_tasks(&key) || key.starts_with("improvements")) && !words.contains(['.', ',']))
                .then_some(key)
        }
        _ => None,
    }
}
