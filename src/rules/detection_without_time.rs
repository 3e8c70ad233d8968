//! `detection-without-time`: no entry with a time tells of the detection.

use crate::profile::Phase;
use crate::rules::{Findings, Finds, Group, Rule, Severity, unmet};
use crate::snapshot::Snapshot;

pub static RULE: Rule = Rule {
    name: "detection-without-time",
    group: Group::Timeline,
    finds: Finds::Absence,
    severity: Severity::Warning,
    docs: r#"No entry of the timeline that has a time tells of the detection.

## Why

From the start to the detection nobody works on the repair. How long that was shows whether the monitoring is any good.

## Example

```markdown
## Timeline

- Detection: a monitoring alert reported errors.
- 14:45 UTC - The cache is restarted.
```

## Fixed

```markdown
## Timeline

- 14:30 UTC - Detection: a monitoring alert reported errors.
- 14:45 UTC - The cache is restarted.
```
"#,
    check,
    fixes: None,
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    let Some(untold) = unmet::of_phase(snapshot, Phase::Detected) else { return };
    let entries = &snapshot.postmortem().timeline.entries;
    let detection = entries.iter().find(|it| it.time().is_none() && it.phases.contains(&Phase::Detected));
    match detection.filter(|it| !it.event.is_empty()) {
        Some(entry) => {
            findings.add(entry.event, "The entry on the detection has no time");
        }
        None => {
            findings.add(untold.timeline.heading.span, untold.message());
        }
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::testing::check;

    #[test]
    fn the_entry_that_tells_of_the_detection_is_marked() {
        check(
            &RULE,
            expect![[r#"
                ## Timeline

                - 14:00 UTC - The disk is full.
                - Detection: an alert reported errors.
                             ^^^^^^^^^^^^^^^^^^^^^^^^^ warning: The entry on the detection has no time
                - 14:50 UTC - The cache is up.
            "#]],
        );
    }

    #[test]
    fn where_no_entry_tells_of_it_the_heading_is() {
        check(
            &RULE,
            expect![[r#"
                ## Timeline
                   ^^^^^^^^ warning: The timeline does not tell when it was detected

                - 14:30 UTC - The disk is full.
                - 14:45 UTC - The disk is empty.
            "#]],
        );
    }

    #[test]
    fn an_alert_with_a_time_tells_it() {
        check(
            &RULE,
            expect![[r#"
                ## Timeline

                - 14:30 UTC - An alert reported errors.
            "#]],
        );
    }
}
