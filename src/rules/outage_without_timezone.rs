//! `outage-without-timezone`: the times of the outage name no time zone.

use crate::profile::Role;
use crate::rules::{Findings, Finds, Group, Rule, Severity, quoted, scaffold};
use crate::snapshot::Snapshot;

pub static RULE: Rule = Rule {
    name: "outage-without-timezone",
    group: Group::Summary,
    finds: Finds::Absence,
    severity: Severity::Warning,
    docs: r#"The summary gives times of the outage and no time zone.

A zone beside one of the two times holds for both. Nothing is said where the summary gives no time at all.

## Why

Readers, servers and customers live in several zones. A time without a zone is a guess, and the guess is hours off.

## Example

```markdown
## Issue Summary

The checkout was down from 14:30 to 16:45.
```

## Fixed

```markdown
## Issue Summary

The checkout was down from 14:30 to 16:45 UTC.
```
"#,
    check,
    fixes: None,
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    let Some(summary) = scaffold::written(snapshot, Role::Summary) else { return };
    let outage = &snapshot.postmortem().outage;
    if outage.zone.is_some() || scaffold::awaits(snapshot, summary, &["duration", "zone", "time", "start", "end"]) {
        return;
    }
    let Some(times) = outage.times(snapshot.text()) else { return };
    let words = snapshot.text().slice(times);
    findings.add(times, format!("{} names no time zone", quoted(&words)));
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::testing::check;

    #[test]
    fn both_times_of_a_line_are_marked_together() {
        check(
            &RULE,
            expect![[r###"
                ## Issue Summary

                - Duration: 2:30 PM to 4:45 PM
                            ^^^^^^^^^^^^^^^^^^ warning: "2:30 PM to 4:45 PM" names no time zone
            "###]],
        );
    }

    #[test]
    fn a_zone_beside_one_time_or_on_a_line_of_its_own_is_enough() {
        check(
            &RULE,
            expect![[r#"
                ## Issue Summary

                - Start time: 14:30 WAT
                - End time: 16:45
            "#]],
        );
        check(
            &RULE,
            expect![[r#"
                ## Issue Summary

                - Duration: 14:30 to 16:45
                - Time zone: WAT
            "#]],
        );
    }

    #[test]
    fn a_summary_without_times_has_other_findings() {
        check(
            &RULE,
            expect![[r#"
                ## Issue Summary

                The checkout was down for two hours.
            "#]],
        );
    }
}
