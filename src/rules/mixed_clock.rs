//! `mixed-clock`: some times of the timeline have AM or PM and others go to 24 hours.

use crate::profile::Role;
use crate::rewrite::clock::{self, Clock};
use crate::rewrite::scaffold;
use crate::rules::{Diagnostic, Findings, Finds, Fix, Group, Rule, Safety, Severity};
use crate::snapshot::Snapshot;
use crate::text::quoted;

pub static RULE: Rule = Rule {
    name: "mixed-clock",
    group: Group::Timeline,
    finds: Finds::Presence,
    severity: Severity::Hint,
    docs: r#"Some entries of the timeline have times with AM or PM, others times without.

The first entry that differs from most is marked; the fix writes all of them as most are written. It is for review where
a time such as `2:30` without AM or PM could be in the afternoon.

## Why

`2:30` among times with AM and PM makes a reader stop and ask which half of the day is meant.

## Example

```markdown
## Timeline

- 11:50 AM - A monitoring alert reported errors.
- 12:10 PM - The on-call engineer restarted the service.
- 14:30 - The log was removed.
```

## Fixed

```markdown
## Timeline

- 11:50 AM - A monitoring alert reported errors.
- 12:10 PM - The on-call engineer restarted the service.
- 2:30 PM - The log was removed.
```
"#,
    check,
    fixes: Some(fixes),
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    if scaffold::written(snapshot, Role::Timeline).is_none() {
        return;
    }
    let entries = &snapshot.postmortem().timeline.entries;
    let Some(most) = Clock::of_most(entries) else { return };
    let mut stamps = entries.iter().filter_map(|it| it.stamp.as_ref());
    if let Some(other) = stamps.find(|it| Clock::of(it).is_some_and(|it| it != most)) {
        let words = quoted(&snapshot.text().slice(other.time_span));
        findings.add(other.time_span, format!("{words} is on another clock than most of the timeline"));
    }
}

fn fixes(snapshot: &Snapshot, _: &Diagnostic) -> Vec<Fix> {
    let entries = &snapshot.postmortem().timeline.entries;
    let Some(most) = Clock::of_most(entries) else { return Vec::new() };
    let bare = entries.iter().filter_map(|it| it.stamp.as_ref()).filter(|it| Clock::of(it) == Some(Clock::TwentyFour));
    let is_doubtful = |hour: u8| (1..=12).contains(&hour);
    let mut bare = bare.filter_map(|it| it.time);
    let is_guess = most == Clock::Twelve && bare.any(|it| is_doubtful(it.hour));
    let safety = if is_guess { Safety::ForReview } else { Safety::Safe };
    vec![Fix { title: most.title().to_owned(), safety, edits: clock::aligned(snapshot, most) }]
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::rules;
    use crate::testing::{check, check_fix, snapshot};

    #[test]
    fn the_first_time_on_the_other_clock_is_marked() {
        check(
            &RULE,
            expect![[r###"
                ## Timeline

                - 13:30 - An alert
                - 1:40 PM - Looked at the logs
                  ^^^^^^^ hint: "1:40 PM" is on another clock than most of the timeline
                - 13:50 - Restarted
                - 2:00 PM - Restarted again
                - 14:10 - Up
            "###]],
        );
    }

    #[test]
    fn one_clock_and_words_for_times_are_not_mixed() {
        for timeline in
            ["- 11:50 AM - Down\n- noon - Up\n", "- 09:00 - Down\n- 2100hrs - Up\n", "- 1:00 - Down\n- 2:00 - Up\n"]
        {
            let text = format!("## Timeline\n\n{timeline}");
            assert!(rules::findings(&snapshot(&text), &[&RULE]).is_empty(), "{text}");
        }
    }

    #[test]
    fn all_are_written_as_most_are() {
        check_fix(
            &RULE,
            "## Timeline\n\n- 13:30 - An alert\n- **1:40 PM UTC** - Looked at the logs until 1:45 PM\n- 12:05 a.m. - Up\n- 00:10 - Well\n- 00:20 - Done\n",
            expect![[r#"
                ## Timeline

                - 13:30 - An alert
                - **13:40 UTC** - Looked at the logs until 1:45 PM
                - 00:05 - Up
                - 00:10 - Well
                - 00:20 - Done
            "#]],
        );
        check_fix(
            &RULE,
            "## Timeline\n\n- 11:50am - An alert\n- 12:10pm - Restarted\n- 14:30 - Up\n",
            expect![[r#"
                ## Timeline

                - 11:50am - An alert
                - 12:10pm - Restarted
                - 2:30pm - Up
            "#]],
        );
    }

    #[test]
    fn a_guess_is_for_review() {
        let safety = |time: &str| {
            let text = format!("## Timeline\n\n- 11:50 AM - An alert\n- 12:10 PM - Restarted\n- {time} - Up\n");
            let read = snapshot(&text);
            rules::findings(&read, &[&RULE])[0].fix(&read).expect("a fix").safety
        };
        assert_eq!(safety("14:30"), Safety::Safe);
        assert_eq!(safety("2:30"), Safety::ForReview);
    }
}
