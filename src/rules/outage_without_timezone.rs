//! `outage-without-timezone`: the times of the outage name no time zone.

use crate::model::course;
use crate::profile::Role;
use crate::rewrite::scaffold;
use crate::rules::{Diagnostic, Findings, Finds, Fix, Group, Rule, Safety, Severity};
use crate::snapshot::Snapshot;
use crate::text::{Edit, quoted};

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
    fixes: Some(fixes),
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

/// The zone of the timeline; where it names none, UTC for review.
fn fixes(snapshot: &Snapshot, _: &Diagnostic) -> Vec<Fix> {
    let postmortem = snapshot.postmortem();
    let outage = &postmortem.outage;
    let Some(stamp) = outage.end.as_ref().or(outage.start.as_ref()) else { return Vec::new() };
    let names_zones =
        postmortem.timeline.entries.iter().any(|it| it.stamp.as_ref().is_some_and(|it| it.zone.is_some()));
    let (name, safety) = match course::zone_of(None, postmortem) {
        Some(zone) => (zone.name.as_str(), Safety::Safe),
        // Of the several zones of the timeline none is the summary's for sure.
        None if names_zones => return Vec::new(),
        None => ("UTC", Safety::ForReview),
    };
    let edits = vec![Edit::insert(stamp.time_span.end, format!(" {name}"))];
    vec![Fix { title: format!("Add the time zone {}", quoted(name)), safety, edits }]
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::testing::{check, check_fix};

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
    fn the_zone_is_that_of_the_timeline_or_else_utc() {
        check_fix(
            &RULE,
            "## Issue Summary\n\nDown on June 12 from 14:30 to 16:45.\n\n## Timeline (WAT)\n\n- 14:30 - An alert\n",
            expect![[r#"
                ## Issue Summary

                Down on June 12 from 14:30 to 16:45 WAT.

                ## Timeline (WAT)

                - 14:30 - An alert
            "#]],
        );
        check_fix(
            &RULE,
            "## Issue Summary\n\n- Duration: **2:30 PM** to **4:45 PM** on June 12\n",
            expect![[r#"
                ## Issue Summary

                - Duration: **2:30 PM** to **4:45 PM UTC** on June 12
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
