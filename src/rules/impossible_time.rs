//! `impossible-time`: a time that no clock shows.

use crate::clock::{Mark, Stamp, Time, TimeStyle};
use crate::model::Postmortem;
use crate::rewrite::clock::{self, Clock};
use crate::rules::{Diagnostic, Findings, Finds, Fix, Group, Rule, Safety, Severity};
use crate::snapshot::Snapshot;
use crate::text::{Edit, quoted};

pub static RULE: Rule = Rule {
    name: "impossible-time",
    group: Group::Timeline,
    finds: Finds::Presence,
    severity: Severity::Error,
    docs: r#"A time of the outage or of the timeline is one that no clock shows: `25:61`, `13:20PM`, `3:AM`.

The fix of `13:20PM` writes the same time as the document writes its other times. What `25:61` and `14:15 AM` were meant
to be only the author knows.

## Why

A reader has to guess what is meant, and what is reckoned from the time is a guess too.

## Example

```markdown
## Timeline

- 13:20PM - A monitoring alert reported errors.
- 13:45 - The on-call engineer restarted the service.
```

## Fixed

```markdown
## Timeline

- 13:20 - A monitoring alert reported errors.
- 13:45 - The on-call engineer restarted the service.
```
"#,
    check,
    fixes: Some(fixes),
};

/// The clock that a time is written on where no other time of the document tells.
const TWENTY_FOUR: TimeStyle =
    TimeStyle { mark: None, padded: true, separator: Some(':'), minutes: true, seconds: false, hrs: false };

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    for (subject, stamp) in stamps(snapshot.postmortem()).enumerate().filter(|it| it.1.odd) {
        let words = snapshot.text().slice(stamp.time_span);
        findings.add(stamp.time_span, format!("{} is a time that no clock shows", quoted(&words))).subject = subject;
    }
}

fn fixes(snapshot: &Snapshot, finding: &Diagnostic) -> Vec<Fix> {
    fix(snapshot, finding).into_iter().collect()
}

fn fix(snapshot: &Snapshot, finding: &Diagnostic) -> Option<Fix> {
    let postmortem = snapshot.postmortem();
    let stamp = stamps(postmortem).nth(finding.subject)?;
    let written = snapshot.text().slice(stamp.time_span);
    let (time, safety) = (meant(stamp, &written)?, if stamp.style.minutes { Safety::Safe } else { Safety::ForReview });
    let seconds = stamp.style.seconds;
    let others = || stamps(postmortem).filter(|it| !it.odd && !it.weak && it.time.is_some() && it.style.minutes);
    let style =
        others().map(|it| it.style).max_by_key(|style| others().filter(|it| it.style.mark == style.mark).count());
    // In the timeline its own clock counts, whatever the summary is written on.
    let entries = &postmortem.timeline.entries;
    let is_entry = entries.first().is_some_and(|it| it.span.start <= stamp.span.start);
    let clock = Clock::of_most(entries).filter(|_| is_entry).map(|it| clock::style(snapshot, it));
    let time = time.written(TimeStyle { seconds, ..clock.or(style).unwrap_or(TWENTY_FOUR) });
    Some(Fix {
        title: format!("Write {time} for {}", quoted(&written)),
        safety,
        edits: vec![Edit::replace(stamp.time_span, time)],
    })
}

/// The times of the outage and of the timeline.
fn stamps(postmortem: &Postmortem) -> impl Iterator<Item = &Stamp> {
    let outage = [&postmortem.outage.start, &postmortem.outage.end].into_iter().flatten();
    outage.chain(postmortem.timeline.entries.iter().filter_map(|it| it.stamp.as_ref()))
}

/// The one time that can be meant: `13:20PM` is 13:20 and `00:10 AM` is ten past midnight, but `14:15 AM` may be either
/// half of the day, and so may `00:10 PM`.
fn meant(stamp: &Stamp, written: &str) -> Option<Time> {
    let time = stamp.time?;
    let is_afternoon = written.contains(['p', 'P']);
    let is_certain = match stamp.style.mark {
        Some(Mark { .. }) => is_afternoon == (time.hour >= 12),
        None => true,
    };
    is_certain.then_some(time)
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::testing::{check, check_fix, check_no_fix};

    #[test]
    fn times_that_no_clock_shows_are_found_in_summary_and_timeline() {
        check(
            &RULE,
            expect![[r###"
                ## Issue Summary

                Down from 13:20PM to 15:00.
                          ^^^^^^^ error: "13:20PM" is a time that no clock shows

                ## Timeline

                - 25:61 - An alert
                  ^^^^^ error: "25:61" is a time that no clock shows
                - 14:15 AM - Restarted
                  ^^^^^^^^ error: "14:15 AM" is a time that no clock shows
                - 3:AM - Restarted again
                  ^^^^ error: "3:AM" is a time that no clock shows
            "###]],
        );
    }

    #[test]
    fn the_ends_of_a_day_are_times() {
        check(
            &RULE,
            expect![[r#"
                ## Timeline

                - 00:00 - An alert
                - 12:00 PM - Restarted
                - 0:10 AM - Restarted again
                - 24:00 - Up
            "#]],
        );
    }

    #[test]
    fn the_same_time_is_written_as_the_others_are() {
        check_fix(
            &RULE,
            "## Timeline\n\n- 13:20PM - An alert\n- 1:45 PM - Up\n",
            expect![[r#"
                ## Timeline

                - 1:20 PM - An alert
                - 1:45 PM - Up
            "#]],
        );
        check_fix(
            &RULE,
            "## Timeline\n\n- 13:20PM UTC - An alert\n- 13:45 UTC - Up\n",
            expect![[r#"
                ## Timeline

                - 13:20 UTC - An alert
                - 13:45 UTC - Up
            "#]],
        );
    }

    #[test]
    fn what_could_be_two_times_is_left_to_the_author() {
        for time in ["25:61", "14:15 AM", "0:10 PM"] {
            check_no_fix(&RULE, &format!("## Timeline\n\n- {time} - An alert\n- 16:00 - Up\n"));
        }
    }
}
