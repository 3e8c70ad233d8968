//! `duration-mismatch`: a stated length and the times that it is the length of contradict each other.

use crate::clock::{self, Length};
use crate::model::Between;
use crate::rules::{Diagnostic, Findings, Finds, Fix, Group, Rule, Safety, Severity};
use crate::snapshot::Snapshot;
use crate::text::{Edit, quoted};

pub static RULE: Rule = Rule {
    name: "duration-mismatch",
    group: Group::Summary,
    finds: Finds::Presence,
    severity: Severity::Warning,
    docs: r#"A stated length and the times that it is the length of contradict each other.

That is the length of the outage against its start and end, and a stated time to detect, mitigate, repair or resolve
against the times of these. Rounded lengths pass ("about two hours", "over two hours"), and so do those that count
support hours alone and say so.

The fix sets the length to what the times say. Where it is the times that are wrong, correct them instead.

## Why

Readers quote the length and search logs by the times. Figures that disagree cast doubt on all others.

## Example

```markdown
## Issue Summary

- Duration: 2 hours, from 14:30 to 16:45 UTC
```

## Fixed

```markdown
## Issue Summary

- Duration: 2 hours 15 minutes, from 14:30 to 16:45 UTC
```
"#,
    check,
    fixes: Some(fixes),
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    for (subject, (length, between)) in mismatches(snapshot).into_iter().enumerate() {
        let text = snapshot.text();
        let stated = quoted(&text.slice(length.span));
        let (start, end) = (text.slice(between.start.time_span), text.slice(between.end.time_span));
        let (later, computed) = (days_later(&between), clock::in_short(between.minutes));
        let found = findings.add(length.span, format!("{stated} is stated, {start} to {end}{later} is {computed}"));
        found.subject = subject;
        found.related.push((between.start.span, "from here".to_owned()));
        found.related.push((between.end.span, "to here".to_owned()));
    }
}

/// Where dates put the end on another day than the start.
fn days_later(between: &Between) -> String {
    let days = between.start.date.zip(between.end.date).and_then(|(first, last)| first.days_until(last));
    match days {
        None | Some(0) => String::new(),
        Some(1) => " of the next day".to_owned(),
        Some(days) => format!(" {days} days later"),
    }
}

fn mismatches(snapshot: &Snapshot) -> Vec<(Length, Between<'_>)> {
    let postmortem = snapshot.postmortem();
    let measured = postmortem.stated.iter().filter_map(|it| Some((it.length, postmortem.measure_mismatch(it)?)));
    postmortem.length_mismatch().into_iter().chain(measured).collect()
}

fn fixes(snapshot: &Snapshot, finding: &Diagnostic) -> Vec<Fix> {
    let fix = |(length, between): &(Length, Between<'_>)| {
        let written = clock::length_like(&snapshot.text().slice(length.span), between.minutes);
        let title = format!("Set the length to \"{written}\"");
        Fix { title, safety: Safety::ForReview, edits: vec![Edit::replace(length.span, written)] }
    };
    mismatches(snapshot).get(finding.subject).map(fix).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::rules;
    use crate::testing::{check, check_fix, snapshot};

    #[test]
    fn both_figures_are_given() {
        check(
            &RULE,
            expect![[r#"
                ## Issue Summary

                The outage lasted 2 hours, from 14:30 to 16:45 UTC.
                                  ^^^^^^^ warning: "2 hours" is stated, 14:30 to 16:45 is 2 h 15 min
            "#]],
        );
    }

    #[test]
    fn a_measure_fits_none_of_the_key_events() {
        check(
            &RULE,
            expect![[r#"
                # Incident 12

                - **Key events**
                  - First detected 2024-06-12 13:10
                  - Incident declared 2024-06-12 13:30
                  - Repaired 2024-06-12 14:16
                  - Resolved 2024-06-12 15:16
                - **Time to repair**: 15m
                                      ^^^ warning: "15m" is stated, 13:10 to 14:16 is 1 h 6 min
                - **Time to resolve**: 1h 46m
                - **Identified**: pods were crashing
            "#]],
        );
    }

    #[test]
    fn rounded_and_partial_lengths_pass() {
        for told in [
            "about 2 hours, from 14:30 to 16:45",
            "over two hours, from 14:30 to 16:45",
            "less than three hours, from 14:30 to 16:45",
            "2 hours, from 14:30 to 16:35",
            "2 hours and 15 minutes, from 14:30 to 16:45",
            "2 hours, from around 14:30 to 16:45",
            "22 hours, from 2024-06-12 14:30 to 2024-06-13 12:30",
            "3 hours 15 minutes, from 10:30 AM to 1:45 PM",
            "5h 30m (support hours only), from 2024-06-12 14:30 to 2024-06-13 12:30",
            "3 days, from 14:30 to 16:45",
            "2.5 hours, from 14:30 to 17:00",
        ] {
            let text = format!("## Issue Summary\n\n- Duration: {told}\n");
            assert!(rules::findings(&snapshot(&text), &[&RULE]).is_empty(), "{text}");
        }
    }

    #[test]
    fn the_length_is_set_in_the_style_of_its_author() {
        for (told, expected) in [
            ("2 hours", "2 hours 15 minutes"),
            ("two hours", "2 hours 15 minutes"),
            ("1 hour and 45 minutes", "2 hours and 15 minutes"),
            ("1h 15m", "2h 15m"),
            ("45 mins", "135 mins"),
            ("3hrs", "2hrs 15mins"),
        ] {
            let text = format!("## Issue Summary\n\nDown for {told}, from 14:30 to 16:45 UTC.\n");
            let before = snapshot(&text);
            let found = rules::findings(&before, &[&RULE]);
            let fix = found[0].fix(&before).expect("there is a fix");
            assert_eq!(fix.edits[0].text, expected, "{told}");
        }
        check_fix(
            &RULE,
            "## Issue Summary\n\nDown for **30 min**, from 14:30 to 16:45 UTC.\n",
            expect![[r#"
                ## Issue Summary

                Down for **135 min**, from 14:30 to 16:45 UTC.
            "#]],
        );
    }
}
