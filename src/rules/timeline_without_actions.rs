//! `timeline-without-actions`: the timeline does not tell what was investigated and assumed.

use crate::profile::Phase;
use crate::rules::{Diagnostic, Findings, Finds, Fix, Group, Rule, Severity, unmet};
use crate::snapshot::Snapshot;

pub static RULE: Rule = Rule {
    name: "timeline-without-actions",
    group: Group::Timeline,
    finds: Finds::Absence,
    severity: Severity::Warning,
    docs: r#"No entry of the timeline tells what was investigated, tried or assumed.

The fix inserts an entry that asks for it.

## Why

Between the alert and the repair lies what the next person on call can learn from: which parts were looked at, and what
the cause was taken to be.

## Example

```markdown
## Timeline

- 14:30 UTC - A monitoring alert reported errors.
- 15:00 UTC - Errors went away.
```

## Fixed

```markdown
## Timeline

- 14:30 UTC - A monitoring alert reported errors.
- 14:40 UTC - Investigated the logs of the proxy; assumed a full disk.
- 15:00 UTC - Errors went away.
```
"#,
    check,
    fixes: Some(fixes),
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    let Some(untold) = unmet::of_phase(snapshot, Phase::Investigated) else { return };
    findings.add(untold.timeline.heading.span, untold.message());
}

fn fixes(snapshot: &Snapshot, _: &Diagnostic) -> Vec<Fix> {
    unmet::fixes(snapshot, Phase::Investigated)
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::testing::{check, check_fix};

    #[test]
    fn what_was_tried_is_asked_for_behind_the_first_entry() {
        check(
            &RULE,
            expect![[r#"
                ## Timeline
                   ^^^^^^^^ warning: The timeline does not tell what was investigated and assumed

                - 14:30 UTC - An alert reported errors.
                - 15:00 UTC - Everything is back.
            "#]],
        );
        check_fix(
            &RULE,
            "## Timeline\n\n- 14:30 UTC - An alert reported errors.\n- 15:00 UTC - Everything is back.\n",
            expect![[r#"
                ## Timeline

                - 14:30 UTC - An alert reported errors.
                - HH:MM UTC - Investigated <part>; assumed <cause>
                - 15:00 UTC - Everything is back.
            "#]],
        );
    }

    #[test]
    fn a_look_at_the_logs_is_an_action() {
        check(
            &RULE,
            expect![[r#"
                ## Timeline

                - 14:30 UTC - An alert reported errors.
                - 14:40 UTC - The logs were read.
            "#]],
        );
    }
}
