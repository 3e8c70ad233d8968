//! `human-fix-task`: a task mends people instead of the system.

use crate::profile::Role;
use crate::rewrite::scaffold;
use crate::rules::{Findings, Finds, Group, Rule, Severity};
use crate::snapshot::Snapshot;
use crate::text::quoted;

pub static RULE: Rule = Rule {
    name: "human-fix-task",
    group: Group::Measures,
    finds: Finds::Presence,
    severity: Severity::Information,
    docs: r#"A task asks people to be careful, to remember or to be trained, and names no control that catches the next slip.

Nothing is said of a task that goes on to a control: a check, an alert, a script, a runbook.

## Why

The next engineer has not read the reminder, and careful people slip too. A control, such as a check before the deploy
or a default that is safe, still holds when nobody thinks of it.

## Example

```markdown
## Corrective and Preventative Measures

- Remind everyone to check the configuration before a reload.
```

## Fixed

```markdown
## Corrective and Preventative Measures

- Run `nginx -t` in the deploy script and stop it on an error.
```
"#,
    check,
    fixes: None,
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    if scaffold::written(snapshot, Role::Corrective).is_none() {
        return;
    }
    for span in snapshot.postmortem().tasks().filter(|it| !it.is_done).filter_map(|it| it.asks_people) {
        let words = snapshot.text().slice(span);
        findings.add(span, format!("{} relies on people: name a control", quoted(&words)));
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::testing::{check, check_no_fix};

    #[test]
    fn care_and_reminders_are_found_and_controls_are_not() {
        check(
            &RULE,
            expect![[r###"
                ## Corrective measures

                - Remind everyone to be careful - owner: Ann
                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ information: "Remind everyone to be careful" relies on people: name a control
                - Train the engineers on failovers
                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ information: "Train the engineers on failovers" relies on people: name a control
                - Train the model on recent orders
                - Clean the training data
                - Write a runbook and train on-call on it
                - Please be more careful with flags
                         ^^^^^^^^^^^^^^^^^^^^^^^^^^ information: "be more careful with flags" relies on people: name a control
            "###]],
        );
        check_no_fix(&RULE, "## Corrective measures\n\n- Be more careful\n");
    }
}
