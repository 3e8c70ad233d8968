//! `outage-without-start`: the summary does not say when the outage began.

use crate::profile::{Evidence, Requirement};
use crate::rewrite::scaffold;
use crate::rules::{Findings, Finds, Group, Rule, Severity, unmet};
use crate::snapshot::Snapshot;

pub static RULE: Rule = Rule {
    name: "outage-without-start",
    group: Group::Summary,
    finds: Finds::Absence,
    severity: Severity::Warning,
    docs: r#"The summary does not say when the outage began.

## Why

Nobody can tell how long users were affected, or line the outage up with graphs and logs, without knowing when it began.
The timeline holds many times, so the summary must name this one.

## Example

```markdown
## Issue Summary

The checkout was down for more than two hours.
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
    let asks = |it: &Requirement| it.evidence == Evidence::OutageStart;
    let Some((section, name)) = unmet::teller(snapshot, asks) else { return };
    let outage = &snapshot.postmortem().outage;
    if outage.start.is_some() || scaffold::awaits(snapshot, section, &["duration", "start", "began", "from", "time"]) {
        return;
    }
    let place = outage.place.unwrap_or(section.heading.span);
    findings.add(place, format!("{name} does not say when the outage began"));
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::testing::check;

    #[test]
    fn a_summary_without_any_time_is_marked_at_its_heading() {
        check(
            &RULE,
            expect![[r#"
                ## Issue Summary
                   ^^^^^^^^^^^^^ warning: The summary does not say when the outage began

                The checkout was down for 40% of users.
            "#]],
        );
    }

    #[test]
    fn a_duration_without_times_is_marked_where_it_stands() {
        check(
            &RULE,
            expect![[r#"
                ## Issue Summary

                - Duration: two hours
                  ^^^^^^^^ warning: The summary does not say when the outage began
                - Impact: the checkout was down for 40% of users
            "#]],
        );
    }

    #[test]
    fn a_start_a_missing_summary_and_a_scaffold_are_left_alone() {
        check(
            &RULE,
            expect![[r#"
                ## Issue Summary

                - Duration: 14:30 to 16:45 UTC
            "#]],
        );
        check(
            &RULE,
            expect![[r#"
                ## Timeline

                - Down
            "#]],
        );
        check(
            &RULE,
            expect![[r#"
                ## Issue Summary

                - Duration: <start> to <end> <time zone> (<length>)
                - Impact: the checkout was down for 40% of users
            "#]],
        );
    }
}
