//! `vague-task`: a task says nothing that could be ticked off.

use crate::model::Action;
use crate::profile::Role;
use crate::rewrite::{scaffold, task};
use crate::rules::{Diagnostic, Findings, Finds, Fix, Group, Rule, Safety, Severity};
use crate::snapshot::Snapshot;
use crate::text::{Edit, quoted};

pub static RULE: Rule = Rule {
    name: "vague-task",
    group: Group::Measures,
    finds: Finds::Presence,
    severity: Severity::Hint,
    docs: r#"A task begins as a wish ("improve", "ensure better", "be more") and goes on to nothing that could be ticked off.

A figure, code or a verb of work in the task makes it specific, and so do items below it. Which words open a wish is
told by the profile. The fix puts a prompt behind the task.

## Why

Nobody can tell when "improve monitoring" is done, so nobody does it. "Add an alert on disk usage above 80%" is done
or it is not.

## Example

```markdown
## Corrective and Preventative Measures

Tasks:

- Improve monitoring
- Rotate the access log daily
```

## Fixed

```markdown
## Corrective and Preventative Measures

Tasks:

- Improve monitoring: add an alert on disk usage above 80%
- Rotate the access log daily
```
"#,
    check,
    fixes: Some(fixes),
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    if scaffold::written(snapshot, Role::Corrective).is_none() {
        return;
    }
    for (index, task) in vague(snapshot).enumerate() {
        let words = snapshot.text().slice(task.phrase);
        findings.add(task.phrase, format!("{} does not say what exactly", quoted(&words))).subject = index;
    }
}

fn fixes(snapshot: &Snapshot, finding: &Diagnostic) -> Vec<Fix> {
    let Some(task) = vague(snapshot).nth(finding.subject) else { return Vec::new() };
    let edits = vec![Edit::insert(task.phrase.end, format!(" - {}", task::WHAT))];
    vec![Fix { title: "Ask what exactly is to be done".to_owned(), safety: Safety::ForReview, edits }]
}

fn vague(snapshot: &Snapshot) -> impl Iterator<Item = &Action> {
    // What asks people for more care has a finding that says so.
    let tasks = snapshot.postmortem().tasks();
    tasks.filter(|it| it.is_vague && !it.waits && !it.is_done && it.asks_people.is_none())
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::testing::{check, check_fix};

    #[test]
    fn wishes_are_found_and_work_is_not() {
        check(
            &RULE,
            expect![[r###"
                ## Corrective measures

                - Improve monitoring
                  ^^^^^^^^^^^^^^^^^^ hint: "Improve monitoring" does not say what exactly
                - Improve monitoring: add an alert on disk usage
                - Enhance documentation (owner: Ann)
                  ^^^^^^^^^^^^^^^^^^^^^ hint: "Enhance documentation" does not say what exactly
                - Increase the timeout to 30 seconds
                - Ensure `nginx -t` runs before each reload
                - [x] Improve logging
            "###]],
        );
    }

    #[test]
    fn what_can_be_improved_broadly_is_no_task() {
        check(
            &RULE,
            expect![[r###"
                ## Corrective measures

                Improvements:

                - Improve monitoring

                Tasks:

                - Add an alert on disk usage
                - Improve the runbook
                  - add the steps of a failover
            "###]],
        );
    }

    #[test]
    fn the_fix_asks_in_front_of_owner_and_due_date() {
        check_fix(
            &RULE,
            "## Corrective measures\n\n- **Improve monitoring** - owner: Ann\n- Patch Nginx\n",
            expect![[r#"
                ## Corrective measures

                - **Improve monitoring - <what exactly>** - owner: Ann
                - Patch Nginx
            "#]],
        );
    }
}
