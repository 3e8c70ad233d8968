//! A task: who has it, until when, and how long it is overdue.

use super::prose::{Prose, quoted};
use crate::model::Action;
use crate::snapshot::Snapshot;
use crate::text::Span;

/// What there is to say about the task at a place.
pub(super) fn at(snapshot: &Snapshot, here: Span) -> Option<(Span, Prose)> {
    let (text, postmortem) = (snapshot.text(), snapshot.postmortem());
    let task = postmortem.tasks().find(|it| it.line.touches(here))?;
    let mut prose = Prose::new(if task.is_done { "a task, done" } else { "a task, open" }.to_owned());
    prose.bullet(match task.owner {
        Some(owner) => format!("owner: {}", quoted(&text.slice(owner.value))),
        None => "owner: nobody is named".to_owned(),
    });
    prose.bullet(due(snapshot, task));
    if let Some(ticket) = task.ticket {
        prose.bullet(format!("ticket: {}", quoted(&text.slice(ticket.value))));
    }
    Some((task.span, prose))
}

fn due(snapshot: &Snapshot, task: &Action) -> String {
    let Some(due) = task.due else { return "due: no day is named".to_owned() };
    let said = quoted(&snapshot.text().slice(due.detail.value));
    let days = due.date.zip(snapshot.config.today).and_then(|(date, today)| today.days_until(date));
    let counted = |days: i64| format!("{days} day{}", if days == 1 { "" } else { "s" });
    match days.filter(|_| !task.is_done) {
        None => format!("due: {said}"),
        Some(0) => format!("due: {said}, today"),
        Some(days @ 1..) => format!("due: {said}, in {}", counted(days)),
        Some(days) => format!("due: {said}, overdue by {}", counted(-days)),
    }
}
