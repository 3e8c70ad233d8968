//! `overdue-task`: a task is open and its day has passed.

use crate::clock::Date;
use crate::model::Action;
use crate::profile::Role;
use crate::rewrite::scaffold;
use crate::rules::{Findings, Finds, Group, Rule, Severity};
use crate::snapshot::Snapshot;
use crate::text::{Span, quoted};

pub static RULE: Rule = Rule {
    name: "overdue-task",
    group: Group::Measures,
    finds: Finds::Presence,
    severity: Severity::Warning,
    docs: r#"A task that is not done was due before today.

A task is done when it is ticked (`- [x]`), struck through or marked as done. Only whole dates are judged: of "next
week" and "1 May" nobody knows which is meant. There is no fix: done, moved or dropped is for its owner to say.

## Why

What was promised after an outage and never done is how the same outage comes again.

## Example

```markdown
## Corrective and Preventative Measures

- [ ] Rotate the access log daily - owner: Ann, due: 2020-05-01
```

## Fixed

```markdown
## Corrective and Preventative Measures

- [x] Rotate the access log daily - owner: Ann, due: 2020-05-01
```
"#,
    check,
    fixes: None,
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    let Some(today) = snapshot.config.today else { return };
    if scaffold::written(snapshot, Role::Corrective).is_none() {
        return;
    }
    for due in snapshot.postmortem().tasks().filter_map(|it| overdue(it, today)) {
        let words = snapshot.text().slice(due);
        findings.add(due, format!("The task is open and was due {}", quoted(&words)));
    }
}

/// Where the due date stands that has passed.
fn overdue(task: &Action, today: Date) -> Option<Span> {
    let due = task.due.filter(|_| !task.is_done)?;
    let date = due.date.filter(|it| it.year.is_some())?;
    (date.days_until(today)? > 0).then_some(due.detail.value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::rules;
    use crate::testing::{check_no_fix, configured, snapshot};

    /// The due dates that are found on the day of the tests, 1 June 2024.
    fn found(tasks: &str) -> Vec<String> {
        let text = format!("## Corrective measures\n\n{tasks}");
        rules::findings(&snapshot(&text), &[&RULE]).iter().map(|it| text[it.span.range()].to_owned()).collect()
    }

    #[test]
    fn open_tasks_of_days_that_have_passed_are_found() {
        let tasks = "- [ ] Rotate logs (due: 2024-05-31)\n- [ ] Rotate keys, due 1 June 2024\n- [x] Rotate tables, due: 2024-01-01\n- ~~Rotate crops by 2 May 2024~~\n- Rotate tyres by May 3, 2024\n- Rotate staff by next week\n- Rotate shifts by 1 May\n";
        assert_eq!(found(tasks), ["2024-05-31", "May 3, 2024"]);
        let table = "| Task | Due | Status |\n|---|---|---|\n| Rotate logs | 2024-05-01 | open |\n| Rotate keys | 2024-05-01 | done |\n";
        assert_eq!(found(table), ["2024-05-01"]);
    }

    #[test]
    fn nothing_is_overdue_where_nobody_knows_the_day() {
        let text = "## Corrective measures\n\n- [ ] Rotate logs (due: 2024-05-31)\n";
        let read = configured(text, Config { today: None, ..Config::default() });
        assert!(rules::findings(&read, &[&RULE]).is_empty());
    }

    #[test]
    fn what_became_of_the_task_is_for_its_owner_to_say() {
        check_no_fix(&RULE, "## Corrective measures\n\n- [ ] Rotate logs (due: 2020-05-31)\n");
    }
}
