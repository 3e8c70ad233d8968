//! `entry-outside-outage`: the timeline detects before the stated start, or resolves only after the stated end.

use crate::clock::Stamp;
use crate::model::Entry;
use crate::rules::{Findings, Finds, Group, Rule, Severity};
use crate::snapshot::Snapshot;
use crate::text::quoted;

pub static RULE: Rule = Rule {
    name: "entry-outside-outage",
    group: Group::Timeline,
    finds: Finds::Presence,
    severity: Severity::Warning,
    docs: r#"An entry tells of the detection before the stated start of the outage, or of the recovery only after its end.

Entries that lead up to the outage or follow it up are left alone: a release at noon and a review in the evening belong
to the story. Nothing is said of times that are told as rough ones, or by two clocks.

## Why

Nobody detects what has not begun, and what was repaired at 17:10 was not over at 16:45. One of the two times is wrong,
and the length of the outage with it.

## Example

```markdown
## Issue Summary

The checkout was down from 14:30 to 16:45 UTC.

## Timeline

- 14:10 UTC - A monitoring alert reported that the checkout was down.
- 16:45 UTC - The rollback restored the service.
```

## Fixed

```markdown
## Issue Summary

The checkout was down from 14:10 to 16:45 UTC.

## Timeline

- 14:10 UTC - A monitoring alert reported that the checkout was down.
- 16:45 UTC - The rollback restored the service.
```
"#,
    check,
    fixes: None,
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    let postmortem = snapshot.postmortem();
    let (course, outage) = (&postmortem.course, &postmortem.outage);
    let entries = &postmortem.timeline.entries;
    if !is_one_clock(entries) {
        return;
    }
    let sure = |it: &'_ Option<Stamp>| it.clone().filter(|it| !it.approximate && !it.weak);
    if let (Some(minute), Some(start)) = (course.start, sure(&outage.start)) {
        let early = entries.iter().find(|it| it.tells_detection && it.minute.is_some_and(|it| it < minute));
        add(snapshot, findings, early, &start, "is before the start of the outage");
    }
    if let (Some(minute), Some(end)) = (course.end, sure(&outage.end)) {
        let first = entries.iter().find(|it| it.tells_recovery && it.minute.is_some());
        let late = first.filter(|it| it.minute.is_some_and(|it| it > minute));
        add(snapshot, findings, late, &end, "resolves it after the end of the outage");
    }
}

fn add(snapshot: &Snapshot, findings: &mut Findings, entry: Option<&Entry>, stated: &Stamp, says: &str) {
    let Some(stamp) = entry.and_then(|it| it.stamp.as_ref()) else { return };
    // Where the days differ, the times alone would say nothing.
    let has_days = stamp.date.is_some() && stated.date.is_some() && stamp.date != stated.date;
    let words = |it: &Stamp| quoted(&snapshot.text().slice(if has_days { it.span } else { it.time_span }));
    let found = findings.add(stamp.time_span, format!("{} {says}, {}", words(stamp), words(stated)));
    found.related.push((stated.span, format!("stated here: {}", words(stated))));
}

/// Whether no two entries name zones that differ.
fn is_one_clock(entries: &[Entry]) -> bool {
    let mut zones = entries.iter().filter_map(|it| it.stamp.as_ref()?.zone.as_ref());
    zones.next().is_none_or(|first| zones.all(|it| it.same_clock(first)))
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::rules;
    use crate::testing::{check, check_no_fix, snapshot};

    #[test]
    fn what_has_not_begun_is_not_detected_and_what_is_over_not_resolved() {
        check(
            &RULE,
            expect![[r#"
                ## Issue Summary

                Down from 14:30 to 16:45 UTC.

                ## Timeline

                - 13:00 UTC - The release was rolled out
                - 14:10 UTC - The monitoring alerted the engineer on call
                  ^^^^^ warning: "14:10" is before the start of the outage, "14:30"
                - 15:00 UTC - The disk was suspected
                - 17:10 UTC - The service was restored
                  ^^^^^ warning: "17:10" resolves it after the end of the outage, "16:45"
            "#]],
        );
        check_no_fix(
            &RULE,
            "## Issue Summary\n\nDown from 14:30 to 16:45.\n\n## Timeline\n\n- 14:10 - Issue detected\n",
        );
    }

    #[test]
    fn the_way_there_and_what_follows_belong_to_the_story() {
        for (times, timeline) in [
            (
                "14:30 to 16:45",
                "- 14:00 - A release\n- 14:30 - Issue detected\n- 16:45 - Resolved\n- 17:30 - Confirmed resolved",
            ),
            ("14:30 to 16:45 EAT", "- 11:30 UTC - Issue detected\n- 13:45 UTC - Resolved"),
            ("around 14:30 to 16:45", "- 14:20 - Issue detected\n- 16:45 - Resolved"),
            ("23:30 to 00:45", "- 23:30 - Issue detected\n- 00:45 - Resolved"),
            ("14:30 to 16:45", "- 14:00 - An alert was added to the dashboard\n- 14:35 - Issue detected"),
        ] {
            let text = format!("## Issue Summary\n\nDown from {times}.\n\n## Timeline\n\n{timeline}\n");
            assert!(rules::findings(&snapshot(&text), &[&RULE]).is_empty(), "{text}");
        }
    }
}
