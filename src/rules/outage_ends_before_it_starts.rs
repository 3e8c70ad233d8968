//! `outage-ends-before-it-starts`: the end of the outage lies before its start.

use crate::clock::{DAY, Stamp};
use crate::rules::{Findings, Finds, Group, Rule, Severity};
use crate::snapshot::Snapshot;
use crate::text::quoted;

pub static RULE: Rule = Rule {
    name: "outage-ends-before-it-starts",
    group: Group::Summary,
    finds: Finds::Presence,
    severity: Severity::Error,
    docs: r#"The end of the outage that is stated lies before its start.

An outage may run over midnight. Without dates, an end that is earlier in the day than the start is taken for the next
day's, unless the outage would then have lasted most of a day and nothing else in the document says so.

## Why

One of the two times is wrong, and every length that is computed from them is wrong with it.

## Example

```markdown
## Issue Summary

The checkout was down from 4:30 PM to 2:45 PM UTC.
```

## Fixed

```markdown
## Issue Summary

The checkout was down from 2:30 PM to 4:45 PM UTC.
```
"#,
    check,
    fixes: None,
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    let outage = &snapshot.postmortem().outage;
    let (Some(start), Some(end), Some(minutes)) = (&outage.start, &outage.end, outage.computed_minutes()) else {
        return;
    };
    let is_backwards = match start.date.and(end.date) {
        Some(_) => minutes < 0,
        None => minutes > DAY / 2 && end.time < start.time && !goes_on_until_next_day(snapshot, minutes),
    };
    if !is_backwards {
        return;
    }
    let text = snapshot.text();
    let (first, last) = (quoted(&text.slice(start.span)), quoted(&text.slice(end.span)));
    let found = findings.add(end.span, format!("The end, {last}, is earlier than the start, {first}"));
    found.related.push((start.span, format!("the start, {first}")));
}

/// Whether an end without a date may be the next day's: something tells so, or the clocks leave it open.
fn goes_on_until_next_day(snapshot: &Snapshot, minutes: i64) -> bool {
    let postmortem = snapshot.postmortem();
    let outage = &postmortem.outage;
    let is_open = |it: &Option<Stamp>| {
        it.as_ref().is_some_and(|it| it.style.mark.is_none() && it.time.is_some_and(|it| it.hour <= 12) || it.odd)
    };
    let lasts = outage.length.is_some_and(|it| it.minutes > DAY / 2 && (it.minutes - minutes).abs() < DAY / 4);
    let spans_days = postmortem.timeline.entries.iter().any(|it| it.minute.is_some_and(|it| it >= DAY));
    let days = postmortem.days.iter().any(|it| it.date != postmortem.days[0].date);
    outage.is_overnight || lasts || spans_days || days || is_open(&outage.start) || is_open(&outage.end)
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::rules;
    use crate::testing::{check, check_no_fix, snapshot};

    #[test]
    fn dates_in_the_wrong_order_are_found() {
        check(
            &RULE,
            expect![[r#"
                ## Issue Summary

                - Start: 2024-06-13 14:30 UTC
                - End: 2024-06-12 16:45 UTC
                       ^^^^^^^^^^^^^^^^^^^^ error: The end, "2024-06-12 16:45 UTC", is earlier than the start, "2024-06-13 14:30 UTC"
            "#]],
        );
        check_no_fix(&RULE, "## Issue Summary\n\nDown from 4:30 PM to 2:45 PM UTC.\n");
    }

    #[test]
    fn an_outage_may_run_over_midnight() {
        for times in [
            "from 23:30 to 01:45 UTC",
            "from 10:00 PM to 9:30 AM",
            "from 16:30 UTC until 14:45 UTC of the next day",
            "for 22 hours, from 16:30 to 14:45 UTC",
            "from 2024-06-12 16:30 to 2024-06-13 14:45",
            "from 2024-06-12 16:30 PDT to 2024-06-12 23:45 UTC",
            "from 9:30 to 2:15",
        ] {
            let text = format!("## Issue Summary\n\nThe checkout was down {times}.\n");
            assert!(rules::findings(&snapshot(&text), &[&RULE]).is_empty(), "{text}");
        }
    }
}
