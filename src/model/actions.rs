//! The tasks: items and lines of the corrective section.

use super::line::task::{self, Facts, Says};
use super::line::{Kind, Line};
use super::outline::Outline;
use super::reading::At;
use super::{Action, Detail, Form};
use crate::profile::{Profile, Role};
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

/// Items of lists, table rows, and the lines below a label of tasks.
pub(super) fn read(lines: &[At], outline: &Outline, profile: &Profile) -> Vec<Action> {
    let mut list = List {
        profile,
        actions: Vec::new(),
        names: Vec::new(),
        columns: Vec::new(),
        last: None,
        is_open: false,
        has_items: false,
    };
    let mut under_tasks = false;
    let sections = outline.sections.iter().filter(|it| it.section.role == Role::Corrective);
    for index in sections.flat_map(|it| it.lines.clone()) {
        let at = lines[index];
        let line = at.line;
        if !at.is_written(outline.in_fence) {
            // A blank line ends the text of an item and a table.
            if line.kind == Kind::Blank {
                list.columns.clear();
                list.is_open = false;
            }
            continue;
        }
        if list.continues(at) || list.says(at) {
            continue;
        }
        if let Some(key) = sub_heading(at) {
            under_tasks = opens_tasks(key);
            list.has_items = false;
            list.last = None;
            list.is_open = false;
            continue;
        }
        if line.kind == Kind::Table {
            let is_head = lines.get(index + 1).is_some_and(|it| it.kind() == Kind::Rule);
            list.row(at, is_head, under_tasks);
            continue;
        }
        // `Task: enable the backup`
        let labelled = line.label.as_ref().is_some_and(|it| opens_tasks(&it.key) && !it.rest.is_empty());
        let is_item = line.marker.is_some() || line.kind == Kind::Indented;
        // Behind items, a paragraph is no task.
        let is_line = under_tasks && !list.has_items && at.words().split_whitespace().count() > 2;
        if is_item || is_line || labelled {
            list.item(at, under_tasks || labelled);
        }
    }
    list.done()
}

/// The actions in the making.
struct List<'a> {
    profile: &'a Profile,
    actions: Vec<Action>,
    /// Names at the end of actions, which are owners where most of the list has them.
    names: Vec<Option<Detail>>,
    /// What the columns of the table say.
    columns: Vec<Option<Says>>,
    /// The columns of white space before the last item, while items may stand below it.
    last: Option<usize>,
    /// The text of the last item may go on.
    is_open: bool,
    /// Items or rows stand under the label.
    has_items: bool,
}

impl List<'_> {
    /// A line of text right below an item goes on with it.
    fn continues(&mut self, at: At) -> bool {
        let Some(last) = self.actions.last_mut().filter(|it| it.form == Form::Item) else { return false };
        let line = at.line;
        let is_labelled = line.label.as_ref().is_some_and(|it| !task::ends_in_label(&it.key));
        let is_text = line.kind == Kind::Text && line.marker.is_none() && !is_labelled && line.name.is_none();
        if !self.is_open || !is_text || line.words == 0 || sub_heading(at).is_some() {
            return false;
        }
        last.line.end = at.body().end;
        last.is_vague = false;
        last.add(&at.task(self.profile).shifted(at.offset()));
        true
    }

    /// `Owner: Ann` on a line of its own below an action.
    fn says(&mut self, at: At) -> bool {
        let Some(label) = at.line.label.as_ref().filter(|it| !it.rest.is_empty()) else { return false };
        let (Some(says), Some(last)) = (task::of_label(&label.key), self.actions.last_mut()) else { return false };
        let value = at.text(label.rest).trim_end_matches(['.', ' ', '*', '_']);
        let value = Span::new(label.rest.start, label.rest.start + value.len());
        let mut facts = Facts::default();
        facts.take(says, Detail { span: at.line.body, value }, at.chunk_text());
        last.add(&facts.shifted(at.offset()));
        true
    }

    /// A row of a table; the first one names the columns.
    fn row(&mut self, at: At, is_head: bool, is_task: bool) {
        let cells = task::cells(at.text(at.line.span));
        let cells: Vec<Span> = cells.into_iter().map(|it| it.shifted(at.line.span.start)).collect();
        if is_head {
            self.columns = cells.iter().map(|it| task::of_column(&crate::profile::key(at.text(*it)))).collect();
            return;
        }
        let mut facts = Facts { phrase: cells.first().copied().unwrap_or(at.line.body), ..Facts::default() };
        let (mut owner, mut due) = (None, None);
        for (cell, says) in cells.iter().zip(&self.columns) {
            match says {
                Some(Says::Owner) => owner = Some(at.place(*cell)),
                Some(Says::Due) => due = Some(at.place(*cell)),
                _ => {}
            }
            if let Some(says) = says.filter(|_| !cell.is_empty()) {
                facts.take(says, Detail { span: *cell, value: *cell }, at.chunk_text());
            }
        }
        facts.is_done |= cells.iter().any(|it| task::is_done(at.text(*it)));
        facts.judge(at.chunk_text(), self.profile);
        self.actions.push(action(at, &facts, Form::Row { owner, due }, is_task));
        self.names.push(None);
        self.last = None;
        self.is_open = false;
        self.has_items = true;
    }

    fn item(&mut self, at: At, is_task: bool) {
        let (line, facts) = (at.line, at.task(self.profile));
        if let (Some(above), Some(last)) = (self.last, self.actions.last_mut())
            && line.marker.is_some()
            && line.indent > above + 1
        {
            last.has_parts = true;
        }
        let form = if line.marker.is_some() { Form::Item } else { Form::Line };
        self.actions.push(action(at, facts, form, is_task));
        self.names.push(facts.name.map(|it| it.shifted(at.offset())));
        self.last = Some(line.indent);
        self.is_open = true;
        self.has_items |= form == Form::Item;
    }

    /// Names at the end are owners where most of the actions have one.
    fn done(mut self) -> Vec<Action> {
        let named = self.names.iter().filter(|it| it.is_some()).count();
        let owned = self.actions.iter().filter(|it| it.owner.is_some()).count();
        if (named + owned) * 2 >= self.actions.len() {
            for (action, name) in self.actions.iter_mut().zip(self.names).filter(|(it, _)| it.owner.is_none()) {
                action.owner = name;
                if let Some(name) = name.filter(|it| it.span.start > action.phrase.start) {
                    action.phrase.end = action.phrase.end.min(name.span.start);
                }
            }
        }
        self.actions
    }
}

fn action(at: At, facts: &Facts, form: Form, is_task: bool) -> Action {
    let local = facts.phrase;
    let waits =
        at.line.placeholders.iter().any(|it| local.is_empty() || (it.start < local.end && local.start < it.end));
    let facts = facts.shifted(at.offset());
    Action {
        span: at.body(),
        line: Span::new(at.span().start, at.body().end),
        is_task,
        form,
        phrase: facts.phrase,
        checkbox: facts.checkbox,
        is_done: facts.is_done,
        owner: facts.owner,
        due: facts.due,
        priority: facts.priority,
        kind: facts.kind,
        ticket: facts.ticket,
        has_parts: false,
        waits,
        is_vague: facts.is_vague,
        asks_people: facts.asks_people,
    }
}

impl Action {
    /// Adds what another line says of it; what was said first counts.
    fn add(&mut self, facts: &Facts) {
        self.is_done |= facts.is_done;
        self.owner = self.owner.or(facts.owner);
        self.due = self.due.or(facts.due);
        self.priority = self.priority.or(facts.priority);
        self.kind = self.kind.or(facts.kind);
        self.ticket = self.ticket.or(facts.ticket);
    }
}

/// The key of a line that heads what follows: a heading, or a label with nothing behind it.
pub(super) fn sub_heading(at: At<'_>) -> Option<&str> {
    let line: &Line = at.line;
    match (&line.label, line.kind) {
        (Some(label), _) if label.rest.is_empty() => Some(&label.key),
        (_, Kind::Heading { .. }) => Some(at.key()),
        (None, Kind::Text | Kind::Indented) if line.marker.is_none() => {
            line.heads.get_or_init(|| bare_heading(at.words())).as_deref()
        }
        _ => None,
    }
}

/// The key of a line without a mark that says what follows.
fn bare_heading(line: &str) -> Option<Box<str>> {
    let words = &line[super::line::undressed(line).range()];
    if words.len() >= 40 || words.contains(['.', ',']) {
        return None;
    }
    let key = crate::profile::key(words);
    (opens_tasks(&key) || key.starts_with("improvements")).then(|| key.into())
}

#[cfg(test)]
mod tests;
