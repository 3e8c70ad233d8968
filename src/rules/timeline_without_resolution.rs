//! `timeline-without-resolution`: the timeline does not tell how the incident was resolved.

use crate::profile::Phase;
use crate::rules::{Diagnostic, Findings, Finds, Fix, Group, Rule, Severity, unmet};
use crate::snapshot::Snapshot;

pub static RULE: Rule = Rule {
    name: "timeline-without-resolution",
    group: Group::Timeline,
    finds: Finds::Absence,
    severity: Severity::Warning,
    docs: r#"No entry of the timeline tells how the incident was resolved.

The fix inserts an entry that asks for it.

## Why

A timeline without its end leaves open what helped, and when.

## Example

```markdown
## Timeline

- 14:30 UTC - A monitoring alert reported errors.
- 14:40 UTC - The on-call engineer looked at the disks.
```

## Fixed

```markdown
## Timeline

- 14:30 UTC - A monitoring alert reported errors.
- 14:40 UTC - The on-call engineer looked at the disks.
- 15:00 UTC - Resolved by removing an old log.
```
"#,
    check,
    fixes: Some(fixes),
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    let Some(untold) = unmet::of_phase(snapshot, Phase::Resolved) else { return };
    findings.add(untold.timeline.heading.span, untold.message());
}

fn fixes(snapshot: &Snapshot, _: &Diagnostic) -> Vec<Fix> {
    unmet::fixes(snapshot, Phase::Resolved)
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::testing::{check, check_fix};

    #[test]
    fn an_end_is_asked_for_behind_the_last_entry() {
        check(
            &RULE,
            expect![[r#"
                ## Timeline
                   ^^^^^^^^ warning: The timeline does not tell how it was resolved

                - 14:30 UTC - An alert reported errors.
                - 14:40 UTC - The storage team looked at the disks.
            "#]],
        );
        check_fix(
            &RULE,
            "## Timeline\n\n1. 14:30 UTC - An alert reported errors.\n2. 14:40 UTC - The storage team looked at the disks\n   and at the logs.\n\nThanks to all.\n",
            expect![[r#"
                ## Timeline

                1. 14:30 UTC - An alert reported errors.
                2. 14:40 UTC - The storage team looked at the disks
                   and at the logs.
                3. HH:MM UTC - Resolved: <how>

                Thanks to all.
            "#]],
        );
    }

    #[test]
    fn a_rollback_is_an_end() {
        check(
            &RULE,
            expect![[r#"
                ## Timeline

                - 14:30 UTC - An alert reported errors.
                - 14:40 UTC - The release was rolled back.
            "#]],
        );
    }
}
