//! `task-without-owner`: nobody has the task.

use crate::model::Action;
use crate::profile::Role;
use crate::rewrite::{scaffold, task};
use crate::rules::{Diagnostic, Findings, Finds, Fix, Group, Rule, Safety, Severity};
use crate::snapshot::Snapshot;
use crate::text::quoted;

pub static RULE: Rule = Rule {
    name: "task-without-owner",
    group: Group::Measures,
    finds: Finds::Absence,
    severity: Severity::Warning,
    docs: r#"A task that is not done names no owner.

`owner: Ann`, `@ann`, and `(Ann)` or `— Ann` at the end of most tasks of a list name one; in a table, the column
"Owner" or "Assignee" does. The fix puts a prompt where the document has its owners.

## Why

What belongs to everybody is done by nobody. An owner need not do the task, but can say what became of it.

## Example

```markdown
## Action Items

- Rotate the access log daily
```

## Fixed

```markdown
## Action Items

- Rotate the access log daily - owner: the storage team
```
"#,
    check,
    fixes: Some(fixes),
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    if scaffold::written(snapshot, Role::Corrective).is_none() {
        return;
    }
    for (index, task) in unowned(snapshot).enumerate() {
        let words = snapshot.text().slice(task.phrase);
        findings.add(task.phrase, format!("{} names no owner", quoted(&words))).subject = index;
    }
}

fn fixes(snapshot: &Snapshot, finding: &Diagnostic) -> Vec<Fix> {
    let task = unowned(snapshot).nth(finding.subject);
    let edit = task.and_then(|it| task::asking(snapshot, it, task::Asked::Owner));
    let title = "Append `owner: <name>`".to_owned();
    edit.map(|it| Fix { title, safety: Safety::ForReview, edits: vec![it] }).into_iter().collect()
}

fn unowned(snapshot: &Snapshot) -> impl Iterator<Item = &Action> {
    snapshot.postmortem().tasks().filter(|it| it.owner.is_none() && !it.is_done && !it.waits)
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::testing::{check, check_fix, check_no_fix};

    #[test]
    fn open_tasks_without_owner_are_found() {
        check(
            &RULE,
            expect![[r###"
                ## Action Items

                - Rotate the log
                  ^^^^^^^^^^^^^^ warning: "Rotate the log" names no owner
                - Patch Nginx - owner: Ann
                - Patch Apache @ben
                - [x] Patch Tomcat
                - Improve monitoring
                  - add an alert
                    ^^^^^^^^^^^^ warning: "add an alert" names no owner
            "###]],
        );
    }

    #[test]
    fn the_prompt_stands_where_the_document_has_its_owners() {
        check_fix(
            &RULE,
            "## Action Items\n\n- [ ] Rotate the log\n  of the proxy daily.\n- Patch\n",
            expect![[r#"
            ## Action Items

            - [ ] Rotate the log
              of the proxy daily. - owner: <name>
            - Patch
        "#]],
        );
        check_fix(
            &RULE,
            "## Action Items\n\n- Rotate the log (owner: Ann)\n- <|>Patch\n",
            expect![[r#"
            ## Action Items

            - Rotate the log (owner: Ann)
            - Patch (owner: <name>)
        "#]],
        );
        check_fix(
            &RULE,
            "## Action Items\n\n- Patch - due: 2024-05-01\n",
            expect![[r#"
            ## Action Items

            - Patch - due: 2024-05-01, owner: <name>
        "#]],
        );
        check_fix(
            &RULE,
            "## Action Items\n\n| Task | Owner |\n|---|---|\n| Patch | |\n",
            expect![[r#"
            ## Action Items

            | Task | Owner |
            |---|---|
            | Patch | <name> |
        "#]],
        );
    }

    #[test]
    fn a_table_without_the_column_is_for_its_author_to_widen() {
        check_no_fix(&RULE, "## Action Items\n\n| Task | Due |\n|---|---|\n| Patch | |\n");
    }
}
