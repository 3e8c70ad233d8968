//! `midnight-without-date`: the timeline runs over midnight, and nothing in it names a day.

use crate::clock::{self, DAY, Date, Stamp};
use crate::profile::Role;
use crate::rewrite::scaffold;
use crate::rules::{Diagnostic, Findings, Finds, Fix, Group, Rule, Safety, Severity};
use crate::snapshot::Snapshot;
use crate::text::{Edit, quoted};

pub static RULE: Rule = Rule {
    name: "midnight-without-date",
    group: Group::Timeline,
    finds: Finds::Absence,
    severity: Severity::Information,
    docs: r#"The timeline runs over midnight, and no entry names a day.

Nothing is said where the summary dates both ends of the outage, or words such as "the next day" stand in the entry. The
fix writes a date in front of every time, where the document tells the day of the first one.

## Why

An entry at 00:10 below one at 23:50 may be twenty minutes later or most of a day earlier, in the wrong place. A date
tells which.

## Example

```markdown
# Postmortem of June 12, 2024

## Timeline

- 23:50 UTC - A monitoring alert reported errors.
- 00:10 UTC - The on-call engineer restarted the service.
```

## Fixed

```markdown
# Postmortem of June 12, 2024

## Timeline

- June 12, 2024, 23:50 UTC - A monitoring alert reported errors.
- June 13, 2024, 00:10 UTC - The on-call engineer restarted the service.
```
"#,
    check,
    fixes: Some(fixes),
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    if scaffold::written(snapshot, Role::Timeline).is_none() {
        return;
    }
    let postmortem = snapshot.postmortem();
    let entries = &postmortem.timeline.entries;
    let Some(entry) = entries.iter().find(|it| it.minute.is_some_and(|it| it >= DAY)) else { return };
    let Some(stamp) = &entry.stamp else { return };
    let outage = &postmortem.outage;
    let is_dated = |it: &Option<Stamp>| it.as_ref().is_some_and(|it| it.date.is_some());
    let is_told = outage.is_overnight || is_dated(&outage.start) && is_dated(&outage.end);
    let is_in_timeline = |at: usize| {
        entries[0].span.start <= at && postmortem.section_at(at).is_some_and(|it| it.role == Role::Timeline)
    };
    let words = snapshot.text().slice(entry.span).to_lowercase();
    // A directive in a comment names midnight too.
    let words = words.split("<!--").next().unwrap_or_default();
    let says_day =
        ["next day", "next morning", "following", "day after", "midnight"].iter().any(|it| words.contains(it));
    if is_told || says_day || postmortem.days.iter().any(|it| is_in_timeline(it.span.start)) {
        return;
    }
    let time = snapshot.text().slice(stamp.time_span);
    findings.add(stamp.time_span, format!("{} is on another day, and no entry names one", quoted(&time)));
}

/// A date in front of every time, in the form of the date that tells the first day.
fn fixes(snapshot: &Snapshot, _: &Diagnostic) -> Vec<Fix> {
    let edits = || -> Option<Vec<Edit>> {
        let (text, postmortem) = (snapshot.text(), snapshot.postmortem());
        let model = postmortem.days.first()?;
        let first: Date = postmortem.course.date(0).unwrap_or(model.date);
        let dated = |minute: i64, stamp: &Stamp| {
            let date = first.plus_days(minute.div_euclid(DAY))?;
            let written = clock::redated(&text.slice(model.span), model.date, date)?;
            let gap = if written.contains(' ') { ", " } else { " " };
            Some(Edit::insert(stamp.time_span.start, written + gap))
        };
        let timed = postmortem.timeline.entries.iter().filter_map(|it| Some((it.minute?, it.stamp.as_ref()?)));
        timed.map(|(minute, stamp)| dated(minute, stamp)).collect()
    };
    let title = "Add the dates to the timeline".to_owned();
    edits().map(|edits| Fix { title, safety: Safety::Safe, edits }).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::rules;
    use crate::testing::{check, check_fix, check_no_fix, snapshot};

    #[test]
    fn the_first_entry_of_another_day_is_marked() {
        check(
            &RULE,
            expect![[r#"
                ## Timeline

                - 23:50 - An alert
                - 00:10 - Restarted
                  ^^^^^ information: "00:10" is on another day, and no entry names one
                - 00:40 - Up
            "#]],
        );
        check_no_fix(&RULE, "## Timeline\n\n- 23:50 - An alert\n- 00:10 - Restarted\n");
    }

    #[test]
    fn every_time_gets_its_date() {
        check_fix(
            &RULE,
            "## Issue Summary\n\nDown on 2024-06-12 from 23:40 to 00:40 UTC.\n\n## Timeline\n\n- **23:50** - An alert\n- **00:10** - Restarted\n",
            expect![[r#"
                ## Issue Summary

                Down on 2024-06-12 from 23:40 to 00:40 UTC.

                ## Timeline

                - **2024-06-12 23:50** - An alert
                - **2024-06-13 00:10** - Restarted
            "#]],
        );
    }

    #[test]
    fn dates_words_and_one_day_are_left_alone() {
        for text in [
            "## Timeline\n\n- 2024-06-12 23:50 - An alert\n- 00:10 - Up\n",
            "## Timeline\n\n- 23:50 - An alert\n- 00:10 of the next day - Up\n",
            "## Timeline\n\n- 22:50 - An alert\n- 23:10 - Up\n",
            "## Issue Summary\n\nFrom June 12 23:50 to June 13 00:10.\n\n## Timeline\n\n- 23:50 - An alert\n- 00:10 - Up\n",
        ] {
            assert!(rules::findings(&snapshot(text), &[&RULE]).is_empty(), "{text}");
        }
    }
}
