//! What is written into a task: prompts for owner and due date where the document has them, and checkboxes.

use crate::model::{Action, Detail, Form};
use crate::snapshot::Snapshot;
use crate::text::{Edit, Span, Text};

/// What stands for an owner to come.
pub const OWNER: &str = "<name>";
/// What stands for a due date to come.
pub const DUE: &str = "YYYY-MM-DD";
/// What stands for the rest of a wish.
pub const WHAT: &str = "<what exactly>";

/// What a task is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    Owner,
    Due,
}

impl Asked {
    /// `owner: <name>`
    pub fn prompt(self) -> String {
        match self {
            Asked::Owner => format!("owner: {OWNER}"),
            Asked::Due => format!("due: {DUE}"),
        }
    }

    fn of(self, task: &Action) -> Option<Detail> {
        match self {
            Asked::Owner => task.owner,
            Asked::Due => task.due.map(|it| it.detail),
        }
    }
}

/// Whether a placeholder is one that a fix has put behind a task: a task is open until somebody takes it.
pub fn is_prompt(snapshot: &Snapshot, placeholder: Span) -> bool {
    let actions = &snapshot.postmortem().actions;
    let before = actions.partition_point(|it| it.line.start <= placeholder.start);
    let Some(task) = actions[..before].last() else { return false };
    let is = |detail: Option<Detail>| detail.is_some_and(|it| it.value == placeholder);
    let is_what = placeholder.end <= task.line.end
        && placeholder.start > task.phrase.start
        && snapshot.text().slice(placeholder) == WHAT;
    is(task.owner) || is(task.due.map(|it| it.detail)) || is_what
}

/// Puts a prompt where the document has its owners and due dates: into the cell, beside what is said already, in the
/// brackets of other tasks, or else behind a dash. `None` where there is no such place.
pub fn asking(snapshot: &Snapshot, task: &Action, asked: Asked) -> Option<Edit> {
    let text = snapshot.text();
    if let Form::Row { owner, due } = task.form {
        let (cell, prompt) = match asked {
            Asked::Owner => (owner?, OWNER),
            Asked::Due => (due?, DUE),
        };
        return cell.is_empty().then(|| Edit::insert(cell.start, celled(text, cell.start, prompt)));
    }
    if text.slice(task.line).trim_start().starts_with('<') {
        return None;
    }
    let prompt = asked.prompt();
    let other = match asked {
        Asked::Owner => Asked::Due,
        Asked::Due => Asked::Owner,
    };
    let is_labelled = |it: &Detail| it.span != it.value && text.slice(it.span).contains(':');
    if let Some(beside) = other.of(task).filter(|it| is_labelled(it) && task.line.end >= it.span.end) {
        let behind = text.slice(Span::new(beside.span.end, task.line.end));
        if behind.starts_with([')', ']']) || behind.trim_matches(['.', '*', '_', ' ']).is_empty() {
            return Some(Edit::insert(beside.span.end, format!(", {prompt}")));
        }
    }
    let model = snapshot.postmortem().tasks().filter_map(|it| asked.of(it)).find(is_labelled);
    let before = model.filter(|it| it.span.start > 0).map(|it| text.slice(Span::new(it.span.start - 1, it.span.start)));
    Some(Edit::insert(
        task.line.end,
        match before.as_deref() {
            Some("(") => format!(" ({prompt})"),
            Some("[") => format!(" [{prompt}]"),
            _ => format!(" - {prompt}"),
        },
    ))
}

/// A prompt in an empty cell, apart from its bars.
fn celled(text: &Text, at: usize, prompt: &str) -> String {
    let follows_bar = at > 0 && text.slice(Span::new(at - 1, at)) == "|";
    let space = if follows_bar { " " } else { "" };
    format!("{space}{prompt} ")
}

/// Turns the tasks that are items of a list into checkboxes; what is done is ticked. `None` where there is nothing to do.
pub fn checkboxes(snapshot: &Snapshot) -> Option<Vec<Edit>> {
    let text = snapshot.text();
    let tasks = snapshot.postmortem().tasks().filter(|it| it.checkbox.is_none() && is_item(text, it));
    let edit = |it: &Action| Edit::insert(it.span.start, if it.is_done { "[x] " } else { "[ ] " });
    let edits: Vec<Edit> = tasks.map(edit).collect();
    (!edits.is_empty()).then_some(edits)
}

/// Whether Markdown sees an item: a marker that it knows, and nothing else in front of the text.
pub(super) fn is_item(text: &Text, task: &Action) -> bool {
    let lead = text.slice(Span::new(task.line.start, task.checkbox.map_or(task.span.start, |it| it.start)));
    let marker = lead.trim();
    let is_number = marker.len() > 1
        && marker.ends_with(['.', ')'])
        && marker[..marker.len() - 1].bytes().all(|it| it.is_ascii_digit());
    task.form == Form::Item && lead.ends_with(' ') && (matches!(marker, "-" | "*" | "+") || is_number)
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;
    use crate::testing::snapshot;
    use crate::text::apply;

    #[track_caller]
    fn check(measures: &str, expected: Expect) {
        let text = format!("## Corrective measures\n\n{measures}");
        expected.assert_eq(&checkboxes(&snapshot(&text)).map_or("nothing\n".to_owned(), |it| apply(&text, &it)));
    }

    #[test]
    fn tasks_that_are_items_get_a_box_and_what_is_done_a_tick() {
        check(
            "Improvements:\n\n- Disks\n\nTasks:\n\n- Rotate logs\n1. **Patch** Nginx\n- [ ] Pin it\n* ~~Test it~~\n",
            expect![[r#"
                ## Corrective measures

                Improvements:

                - Disks

                Tasks:

                - [ ] Rotate logs
                1. [ ] **Patch** Nginx
                - [ ] Pin it
                * [x] ~~Test it~~
            "#]],
        );
        check(
            "We will test restores.\n",
            expect![[r#"
            nothing
        "#]],
        );
    }
}
