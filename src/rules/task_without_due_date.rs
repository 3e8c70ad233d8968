//! `task-without-due-date`: nobody knows until when the task is to be done.

use crate::model::Action;
use crate::profile::Role;
use crate::rewrite::{scaffold, task};
use crate::rules::{Diagnostic, Findings, Finds, Fix, Group, Rule, Safety, Severity};
use crate::snapshot::Snapshot;
use crate::text::quoted;

pub static RULE: Rule = Rule {
    name: "task-without-due-date",
    group: Group::Measures,
    finds: Finds::Absence,
    severity: Severity::Warning,
    docs: r#"A task that is not done names no due date.

`due: 2024-05-01`, `by 1 May`, `deadline: next week` name one; in a table, the column "Due" or "Deadline" does. The
fix puts a prompt where the document has its dates.

## Why

Right after an outage everything is urgent, and a month later nothing is. A date is what a list of tasks can be held
to.

## Example

```markdown
## Action Items

- Rotate the access log daily
```

## Fixed

```markdown
## Action Items

- Rotate the access log daily - due: 2024-05-01
```
"#,
    check,
    fixes: Some(fixes),
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    if scaffold::written(snapshot, Role::Corrective).is_none() {
        return;
    }
    for (index, task) in undated(snapshot).enumerate() {
        let words = snapshot.text().slice(task.phrase);
        findings.add(task.phrase, format!("{} names no due date", quoted(&words))).subject = index;
    }
}

fn fixes(snapshot: &Snapshot, finding: &Diagnostic) -> Vec<Fix> {
    let task = undated(snapshot).nth(finding.subject);
    let edit = task.and_then(|it| task::asking(snapshot, it, task::Asked::Due));
    let title = "Append `due: YYYY-MM-DD`".to_owned();
    edit.map(|it| Fix { title, safety: Safety::ForReview, edits: vec![it] }).into_iter().collect()
}

fn undated(snapshot: &Snapshot) -> impl Iterator<Item = &Action> {
    snapshot.postmortem().tasks().filter(|it| it.due.is_none() && !it.is_done && !it.waits)
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::testing::{check, check_fix, check_no_fix};

    #[test]
    fn open_tasks_without_a_date_are_found() {
        check(
            &RULE,
            expect![[r###"
                ## Action Items

                - Rotate the log
                  ^^^^^^^^^^^^^^ warning: "Rotate the log" names no due date
                - Patch Nginx - due: next week
                - Patch Apache by 1 May
                - [x] Patch Tomcat
            "###]],
        );
    }

    #[test]
    fn the_prompt_stands_where_the_document_has_its_dates() {
        check_fix(
            &RULE,
            "## Action Items\n\n- [ ] Rotate the log\n  of the proxy daily.\n- Patch\n",
            expect![[r#"
            ## Action Items

            - [ ] Rotate the log
              of the proxy daily. - due: YYYY-MM-DD
            - Patch
        "#]],
        );
        check_fix(
            &RULE,
            "## Action Items\n\n- Patch (owner: Ann)\n",
            expect![[r#"
            ## Action Items

            - Patch (owner: Ann, due: YYYY-MM-DD)
        "#]],
        );
        check_fix(
            &RULE,
            "## Action Items\n\n- Patch - owner: Ann\n",
            expect![[r#"
            ## Action Items

            - Patch - owner: Ann, due: YYYY-MM-DD
        "#]],
        );
        check_fix(
            &RULE,
            "## Action Items\n\n| Task | Due date |\n|---|---|\n| Patch | |\n",
            expect![[r#"
            ## Action Items

            | Task | Due date |
            |---|---|
            | Patch | YYYY-MM-DD |
        "#]],
        );
    }

    #[test]
    fn a_table_without_the_column_is_for_its_author_to_widen() {
        check_no_fix(&RULE, "## Action Items\n\n| Task | Owner |\n|---|---|\n| Patch | |\n");
    }
}
