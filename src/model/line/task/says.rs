//! What labels and the heads of columns say of a task, and the cells of a row.

use crate::text::Span;

/// What a label or the head of a column says of a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::model) enum Says {
    What,
    Owner,
    Due,
    Priority,
    Kind,
    Ticket,
    State,
}

pub(super) static LABELS: &[(&str, Says)] = &[
    ("owner", Says::Owner),
    ("owners", Says::Owner),
    ("owned by", Says::Owner),
    ("assignee", Says::Owner),
    ("assignees", Says::Owner),
    ("assigned to", Says::Owner),
    ("responsible", Says::Owner),
    ("dri", Says::Owner),
    ("who", Says::Owner),
    ("due", Says::Due),
    ("due date", Says::Due),
    ("due by", Says::Due),
    ("due on", Says::Due),
    ("deadline", Says::Due),
    ("eta", Says::Due),
    ("target date", Says::Due),
    ("by when", Says::Due),
    ("priority", Says::Priority),
    ("prio", Says::Priority),
    ("type", Says::Kind),
    ("ticket", Says::Ticket),
    ("tracking bug", Says::Ticket),
    ("jira", Says::Ticket),
    ("status", Says::State),
    ("state", Says::State),
];

/// Heads of columns that are no labels within a line.
static COLUMNS: &[(&str, Says)] = &[
    ("action", Says::What),
    ("action item", Says::What),
    ("action items", Says::What),
    ("description", Says::What),
    ("item", Says::What),
    ("task", Says::What),
    ("tasks", Says::What),
    ("what", Says::What),
    ("assigned", Says::Owner),
    ("person", Says::Owner),
    ("responsible party", Says::Owner),
    ("team", Says::Owner),
    ("date", Says::Due),
    ("when", Says::Due),
    ("category", Says::Kind),
    ("kind", Says::Kind),
    ("bug", Says::Ticket),
    ("bug #", Says::Ticket),
    ("issue", Says::Ticket),
    ("related issue", Says::Ticket),
    ("link", Says::Ticket),
    ("done", Says::State),
];

/// What a label says of the task that it stands in or below.
pub(in crate::model) fn of_label(key: &str) -> Option<Says> {
    LABELS.iter().find(|(label, _)| *label == key).map(|(_, says)| *says)
}

/// Whether a label is that of a detail behind a task: `Rotate the log - owner:`.
pub(in crate::model) fn ends_in_label(key: &str) -> bool {
    LABELS.iter().any(|(label, _)| key.strip_suffix(label).is_some_and(|it| it.ends_with([' ', '(', '['])))
}

/// What the head of a column says of the tasks in its rows.
pub(in crate::model) fn of_column(key: &str) -> Option<Says> {
    of_label(key).or_else(|| COLUMNS.iter().find(|(label, _)| *label == key).map(|(_, says)| *says))
}

/// The cells of a row of a table, without the space around them.
pub fn cells(raw: &str) -> Vec<Span> {
    let end = raw.trim_end().len();
    let mut bars = Vec::new();
    let (mut in_code, mut escaped) = (false, false);
    for (at, it) in raw[..end].char_indices() {
        match it {
            '`' => in_code = !in_code,
            '|' if !escaped && !in_code => bars.push(at),
            _ => {}
        }
        escaped = it == '\\' && !escaped;
    }
    let opens = raw.trim_start().starts_with('|');
    let mut starts: Vec<usize> = if opens { Vec::new() } else { vec![0] };
    starts.extend(bars.iter().map(|it| it + 1));
    let mut cells = Vec::new();
    for (nth, start) in starts.iter().enumerate() {
        let stop = starts.get(nth + 1).map_or(end, |it| it - 1);
        if nth + 1 == starts.len() && *start >= end {
            break;
        }
        let inside = &raw[*start..stop];
        let lead = inside.len() - inside.trim_start().len();
        let words = inside.trim();
        let from = if words.is_empty() { start + lead.min(1) } else { start + lead };
        cells.push(Span::new(from, from + words.len()));
    }
    cells
}
