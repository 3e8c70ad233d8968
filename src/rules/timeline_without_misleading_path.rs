//! `timeline-without-misleading-path`: the timeline does not tell which paths misled.

use crate::profile::Phase;
use crate::rules::{Diagnostic, Findings, Finds, Fix, Group, Rule, Severity, unmet};
use crate::snapshot::Snapshot;

pub static RULE: Rule = Rule {
    name: "timeline-without-misleading-path",
    group: Group::Timeline,
    finds: Finds::Absence,
    severity: Severity::Hint,
    docs: r#"No entry of the timeline tells of a path that misled: what looked like the cause and was not.

The fix inserts an entry that asks for it.

## Why

A wrong turn costs time once if it is written down, and at every incident if it is not.

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
- 14:35 UTC - Misleading path: the database was restarted, in vain.
- 14:40 UTC - The on-call engineer found a full disk.
- 15:00 UTC - Removing an old log ended the errors.
```
"#,
    check,
    fixes: Some(fixes),
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    let Some(untold) = unmet::of_phase(snapshot, Phase::Misled) else { return };
    findings.add(untold.timeline.heading.span, untold.message());
}

fn fixes(snapshot: &Snapshot, _: &Diagnostic) -> Vec<Fix> {
    unmet::fixes(snapshot, Phase::Misled)
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::testing::{check, check_fix, check_no_fix};

    #[test]
    fn a_search_that_went_straight_to_the_cause_is_marked() {
        check(
            &RULE,
            expect![[r#"
                ## Timeline
                   ^^^^^^^^ hint: The timeline does not tell which paths misled

                - 14:30 UTC - An alert reported errors.
                - 14:40 UTC - An engineer restarted the cache.
            "#]],
        );
    }

    #[test]
    fn what_was_in_vain_tells_it() {
        check(
            &RULE,
            expect![[r#"
                ## Timeline

                - 14:30 UTC - An alert reported errors.
                - 14:40 UTC - An engineer restarted the cache, which made no difference.
            "#]],
        );
    }

    #[test]
    fn the_prompt_stands_before_the_escalation() {
        check_fix(
            &RULE,
            "## Timeline\n\n- 14:30 - An alert\n- 14:40 - Escalated to the storage team\n- 15:00 - Resolved by a restart\n",
            expect![[r#"
                ## Timeline

                - 14:30 - An alert
                - HH:MM - Misleading path: <what looked wrong but was not>
                - 14:40 - Escalated to the storage team
                - 15:00 - Resolved by a restart
            "#]],
        );
    }

    #[test]
    fn sentences_of_one_line_leave_no_room_for_an_entry() {
        check_no_fix(&RULE, "## Timeline\n\n12:00 EAT: An alert. 12:10 EAT: Restarted.\n");
    }
}
