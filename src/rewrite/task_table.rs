//! A list of tasks as a table, and a table of tasks as a list. Both keep every word.

use crate::model::{Action, Form, cells};
use crate::rewrite::task::is_item;
use crate::snapshot::Snapshot;
use crate::text::{Edit, Span, Text};

/// Writes the tasks as a table with columns for what they say. `None` where they are no plain list of items.
pub fn table(snapshot: &Snapshot) -> Option<Vec<Edit>> {
    let text = snapshot.text();
    let tasks: Vec<&Action> = snapshot.postmortem().tasks().collect();
    let span = run(text, &tasks)?;
    let indent = text.slice(tasks[0].line).chars().take_while(|it| *it == ' ').count();
    if indent > 3 || !tasks.iter().all(|it| is_item(text, it)) {
        return None;
    }
    let rows: Vec<Row> = tasks.iter().map(|it| Row::of(text, it)).collect();
    let has = |value: fn(&Row) -> &str| rows.iter().any(|it| !value(it).is_empty());
    let mut columns: Vec<Column> = vec![("Task", |it| &it.task), ("Owner", |it| &it.owner), ("Due", |it| &it.due)];
    if has(|it| &it.status) {
        columns.push(("Status", |it| &it.status));
    }
    let line = |cells: Vec<&str>| format!("| {} |\n", cells.join(" | ")).replace("|  |", "| |").replace("|  |", "| |");
    let mut out = line(columns.iter().map(|it| it.0).collect());
    out.push_str(&line(columns.iter().map(|_| "---").collect()));
    for row in &rows {
        out.push_str(&line(columns.iter().map(|it| it.1(row)).collect()));
    }
    Some(vec![apart(text, span, out.trim_end())])
}

/// Writes the rows of a table as items. `None` where the tasks are no single table.
pub fn list(snapshot: &Snapshot) -> Option<Vec<Edit>> {
    let text = snapshot.text();
    let tasks: Vec<&Action> = snapshot.postmortem().tasks().collect();
    let rows = run(text, &tasks)?;
    if !tasks.iter().all(|it| matches!(it.form, Form::Row { .. })) {
        return None;
    }
    // The head of the table and its dashes stand above the first row.
    let head = text.line(text.line_of(rows.start).checked_sub(2)?);
    let titles = texts(text, head);
    let has_status = titles.iter().any(|it| matches!(it.to_lowercase().as_str(), "status" | "state" | "done"));
    let item = |task: &&Action| {
        let mut item = match (task.is_done, has_status) {
            (true, _) => "- [x] ".to_owned(),
            (false, true) => "- [ ] ".to_owned(),
            (false, false) => "- ".to_owned(),
        };
        item.push_str(&text.slice(task.phrase).replace("\\|", "|"));
        let mut said = Vec::new();
        for (nth, cell) in texts(text, task.line).into_iter().enumerate() {
            let title = titles.get(nth).map_or("note", String::as_str);
            let is_told = cell.is_empty() || cell == text.slice(task.phrase) || (has_status && is_tick(title, &cell));
            if !is_told {
                said.push(format!("{}: {}", label(title), cell.replace("\\|", "|")));
            }
        }
        if !said.is_empty() {
            item.push_str(" - ");
            item.push_str(&said.join(", "));
        }
        item
    };
    let out: Vec<String> = tasks.iter().map(item).collect();
    Some(vec![apart(text, Span::new(head.start, rows.end), &out.join("\n"))])
}

/// The head of a column, and what a row says in it.
type Column = (&'static str, fn(&Row) -> &str);

/// What a row says.
struct Row {
    task: String,
    owner: String,
    due: String,
    status: String,
}

impl Row {
    fn of(text: &Text, task: &Action) -> Row {
        let cell = |span: Span| text.slice(span).split_whitespace().collect::<Vec<_>>().join(" ").replace('|', "\\|");
        let mut details: Vec<Span> =
            [task.owner, task.due.map(|it| it.detail)].into_iter().flatten().map(|it| it.span).collect();
        details.sort_unstable();
        let (mut rest, mut at) = (String::new(), task.span.start);
        for span in details.iter().filter(|it| it.start >= task.span.start && it.end <= task.line.end) {
            rest.push_str(&text.slice(Span::new(at, span.start.max(at))));
            at = span.end.max(at);
        }
        rest.push_str(&text.slice(Span::new(at, task.line.end)));
        let status = match (task.checkbox, task.is_done) {
            (_, true) => "done",
            (Some(_), false) => "open",
            (None, false) => "",
        };
        Row {
            task: bare(&rest).split_whitespace().collect::<Vec<_>>().join(" ").replace('|', "\\|"),
            owner: task.owner.map_or(String::new(), |it| cell(it.value)),
            due: task.due.map_or(String::new(), |it| cell(it.detail.value)),
            status: status.to_owned(),
        }
    }
}

/// A text without the separators and the empty brackets that its details leave behind.
fn bare(rest: &str) -> &str {
    let mut bare = rest.trim();
    loop {
        let cut = bare.trim_end_matches([' ', ',', ';', '-', '–', '—']);
        let cut = [("(", ")"), ("[", "]")].iter().fold(cut, |it, (open, close)| {
            let inside = it.strip_suffix(close).map(|it| it.trim_end_matches([' ', ',', ';']));
            inside.and_then(|it| it.strip_suffix(open)).unwrap_or(it)
        });
        if cut.len() == bare.len() {
            return cut;
        }
        bare = cut;
    }
}

/// From the first line of the tasks to the last, where nothing else stands between them.
fn run(text: &Text, tasks: &[&Action]) -> Option<Span> {
    let (first, last) = (tasks.first()?, tasks.last()?);
    let is_next = |it: &[&Action]| {
        it[0].line.end <= it[1].line.start
            && text.slice(Span::new(it[0].line.end, it[1].line.start)).trim_matches(['|', ' ', '\n', '\r']).is_empty()
    };
    let end = text.line(text.line_of(last.line.end)).end;
    tasks.windows(2).all(is_next).then(|| Span::new(text.line(text.line_of(first.line.start)).start, end))
}

fn texts(text: &Text, line: Span) -> Vec<String> {
    let line = text.line(text.line_of(line.start));
    let source = text.slice(line);
    cells(&source).iter().map(|it| source[it.range()].to_owned()).collect()
}

/// `Due date` as people write it behind a task.
fn label(title: &str) -> String {
    match title.to_lowercase().as_str() {
        "due date" | "deadline" => "due".to_owned(),
        "assignee" | "assigned to" => "owner".to_owned(),
        title => title.to_owned(),
    }
}

/// Whether a checkbox tells the same.
fn is_tick(title: &str, cell: &str) -> bool {
    matches!(title.to_lowercase().as_str(), "status" | "state" | "done") && matches!(cell, "done" | "open")
}

/// Puts lines in the place of others, with a blank line before and after.
fn apart(text: &Text, span: Span, lines: &str) -> Edit {
    let is_blank = |line: usize| text.slice(text.line(line)).trim().is_empty();
    let (first, last) = (text.line_of(span.start), text.line_of(span.end));
    let above = if first > 0 && !is_blank(first - 1) { "\n" } else { "" };
    let below = if last + 1 < text.line_count() && !is_blank(last + 1) { "\n" } else { "" };
    Edit::replace(span, format!("{above}{lines}{below}").replace('\n', text.line_ending().as_str()))
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;
    use crate::testing::snapshot;
    use crate::text::apply;

    /// The list as a table, and the table as a list again.
    #[track_caller]
    fn check(tasks: &str, expected: Expect) {
        let text = format!("## Corrective measures\n\nTasks:\n{tasks}");
        let Some(there) = table(&snapshot(&text)) else { return expected.assert_eq("no table\n") };
        let there = apply(&text, &there);
        let back = list(&snapshot(&there)).map_or("no list\n".to_owned(), |it| apply(&there, &it));
        expected.assert_eq(&format!("{there}\n{back}"));
    }

    #[test]
    fn a_list_becomes_a_table_and_a_list_again() {
        check(
            "- [ ] Rotate logs (owner: Ann, due: 2024-05-01)\n- [x] Patch `a | b` on\n  all hosts @ben\n- **Pin** it, P1\n\nAll done by us.\n",
            expect![[r#"
                ## Corrective measures

                Tasks:

                | Task | Owner | Due | Status |
                | --- | --- | --- | --- |
                | Rotate logs | Ann | 2024-05-01 | open |
                | Patch `a \| b` on all hosts | @ben | | done |
                | **Pin** it, P1 | | | |

                All done by us.

                ## Corrective measures

                Tasks:

                - [ ] Rotate logs - owner: Ann, due: 2024-05-01
                - [x] Patch `a | b` on all hosts - owner: @ben
                - [ ] **Pin** it, P1

                All done by us.
            "#]],
        );
        check(
            "- Rotate logs\n- Patch Nginx - owner: Ann\n",
            expect![[r#"
            ## Corrective measures

            Tasks:

            | Task | Owner | Due |
            | --- | --- | --- |
            | Rotate logs | | |
            | Patch Nginx | Ann | |

            ## Corrective measures

            Tasks:

            - Rotate logs
            - Patch Nginx - owner: Ann
        "#]],
        );
    }

    #[test]
    fn tasks_with_text_between_them_stay_a_list() {
        check(
            "- Rotate logs\n\nAnd then:\n\n- Patch Nginx\n",
            expect![[r#"
            ## Corrective measures

            Tasks:

            | Task | Owner | Due |
            | --- | --- | --- |
            | Rotate logs | | |

            And then:

            - Patch Nginx

            ## Corrective measures

            Tasks:

            - Rotate logs

            And then:

            - Patch Nginx
        "#]],
        );
    }
}
