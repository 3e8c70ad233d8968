//! `timeline-without-times`: most of what the timeline tells has no time.

use crate::profile::Role;
use crate::rewrite::scaffold;
use crate::rules::{Findings, Finds, Group, Rule, Severity};
use crate::snapshot::Snapshot;

pub static RULE: Rule = Rule {
    name: "timeline-without-times",
    group: Group::Timeline,
    finds: Finds::Absence,
    severity: Severity::Warning,
    docs: r#"The timeline tells what happened in prose or under labels, and most of it has no time.

A date is enough where an incident goes on for days.
What else it lacks is not said before it has times.

## Why

Only times show how long an incident went unseen, how long the search took, and how long the repair.

## Example

```markdown
## Timeline

- Detection: a monitoring alert reported errors.
- Resolution: the on-call engineer restarted the service.
```

## Fixed

```markdown
## Timeline

- 14:30 UTC - Detection: a monitoring alert reported errors.
- 14:45 UTC - Resolution: the on-call engineer restarted the service.
```
"#,
    check,
    fixes: None,
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    let Some(timeline) = scaffold::written(snapshot, Role::Timeline) else { return };
    if !snapshot.postmortem().timeline.has_times && !scaffold::awaits(snapshot, timeline, &["hh:mm", "time"]) {
        let entries = &snapshot.postmortem().timeline.entries;
        let is_timed = entries.iter().any(|it| it.stamp.is_some());
        let message = if is_timed { "Most of the timeline has no times" } else { "The timeline gives no times" };
        findings.add(timeline.heading.span, message);
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::testing::check;

    #[test]
    fn labels_and_prose_are_no_times() {
        check(
            &RULE,
            expect![[r#"
                ## Timeline
                   ^^^^^^^^ warning: The timeline gives no times

                **Detection:** An alert reported errors.
                **Resolution:** The service was restarted.
            "#]],
        );
        check(
            &RULE,
            expect![[r#"
                ## Timeline
                   ^^^^^^^^ warning: The timeline gives no times

                The issue was found by an engineer, who looked at the logs and restarted the service.
            "#]],
        );
        check(
            &RULE,
            expect![[r#"
                ## Timeline
                   ^^^^^^^^ warning: Most of the timeline has no times

                - Detection: at 14:30 UTC an alert reported errors.
                - Actions taken: the logs were read.
                - Resolution: the service was restarted.
            "#]],
        );
    }

    #[test]
    fn times_in_any_layout_and_dates_are_enough() {
        check(
            &RULE,
            expect![[r#"
                ## Timeline

                | Time | Event |
                | --- | --- |
                | 14:30 | An alert reported errors. |
            "#]],
        );
        check(
            &RULE,
            expect![[r#"
                ## Timeline

                - 4 March 2024: A customer reported errors.
                - 6 March 2024: The release was rolled back.
            "#]],
        );
    }

    #[test]
    fn prompts_for_times_are_leftovers_and_nothing_else() {
        check(
            &RULE,
            expect![[r#"
                ## Timeline

                - HH:MM UTC - An alert reported errors.
            "#]],
        );
    }
}
