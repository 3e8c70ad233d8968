//! `timeline-without-escalation`: the timeline does not tell to whom the incident was escalated.

use crate::profile::Phase;
use crate::rules::{Diagnostic, Findings, Finds, Fix, Group, Rule, Severity, unmet};
use crate::snapshot::Snapshot;

pub static RULE: Rule = Rule {
    name: "timeline-without-escalation",
    group: Group::Timeline,
    finds: Finds::Absence,
    severity: Severity::Hint,
    docs: r#"No entry of the timeline tells to which team or person the incident was escalated.

An entry that says that it was not escalated tells it too. The fix inserts an entry that asks for it.

## Why

Who was called, and when, shows whether the people who could help were reached in time.

## Example

```markdown
## Timeline

- 14:30 UTC - A monitoring alert reported errors.
- 14:40 UTC - The on-call engineer found a full disk.
- 15:00 UTC - Removing an old log ended the errors.
```

## Fixed

```markdown
## Timeline

- 14:30 UTC - A monitoring alert reported errors.
- 14:40 UTC - The on-call engineer found a full disk.
- 14:45 UTC - Escalated to the storage team.
- 15:00 UTC - Removing an old log ended the errors.
```
"#,
    check,
    fixes: Some(fixes),
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    let Some(untold) = unmet::of_phase(snapshot, Phase::Escalated) else { return };
    findings.add(untold.timeline.heading.span, untold.message());
}

fn fixes(snapshot: &Snapshot, _: &Diagnostic) -> Vec<Fix> {
    unmet::fixes(snapshot, Phase::Escalated)
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::testing::{check, check_fix};

    #[test]
    fn the_heading_is_marked_where_nobody_was_called() {
        check(
            &RULE,
            expect![[r#"
                ## Timeline
                   ^^^^^^^^ hint: The timeline does not tell to whom it was escalated

                - 14:30 UTC - An alert reported errors.
                - 14:40 UTC - An engineer restarted the cache.
            "#]],
        );
    }

    #[test]
    fn a_call_tells_it_and_so_does_a_prompt() {
        check(
            &RULE,
            expect![[r#"
                ## Timeline

                - 14:30 UTC - An alert reported errors.
                - 14:40 UTC - The storage team was called in.
            "#]],
        );
        check(
            &RULE,
            expect![[r#"
                ## Timeline

                - 14:30 UTC - An alert reported errors.
                - HH:MM UTC - Escalated to <team or person>
            "#]],
        );
    }

    #[test]
    fn the_prompt_stands_before_the_resolution_in_the_shape_of_the_list() {
        check_fix(
            &RULE,
            "## Timeline\n\n* **2:30 PM (WAT):** An alert\n* **2:40 PM (WAT):** Looked at the logs\n* **3:00 PM (WAT):** Resolved by a restart\n",
            expect![[r#"
                ## Timeline

                * **2:30 PM (WAT):** An alert
                * **2:40 PM (WAT):** Looked at the logs
                * **HH:MM PM (WAT):** Escalated to <team or person>
                * **3:00 PM (WAT):** Resolved by a restart
            "#]],
        );
    }

    #[test]
    fn rows_lines_and_items_apart_are_kept_in_shape() {
        check_fix(
            &RULE,
            "## Timeline\n\n| Time | Event |\n| --- | --- |\n| 14:30 UTC | An alert |\n| 15:00 UTC | Resolved by a restart |\n",
            expect![[r#"
                ## Timeline

                | Time | Event |
                | --- | --- |
                | 14:30 UTC | An alert |
                | HH:MM UTC | Escalated to <team or person> |
                | 15:00 UTC | Resolved by a restart |
            "#]],
        );
        check_fix(
            &RULE,
            "## Timeline\n\n- 14:30 - An alert\n\n- 14:40 - Looked at the logs\n\n## Root cause\n\nA full disk.\n",
            expect![[r#"
                ## Timeline

                - 14:30 - An alert

                - 14:40 - Looked at the logs

                - HH:MM - Escalated to <team or person>

                ## Root cause

                A full disk.
            "#]],
        );
        check_fix(
            &RULE,
            "## Timeline\n\n14:30 UTC: An alert\n15:00 UTC: Resolved by a restart\n",
            expect![[r#"
                ## Timeline

                14:30 UTC: An alert
                HH:MM UTC: Escalated to <team or person>
                15:00 UTC: Resolved by a restart
            "#]],
        );
    }
}
