//! `outage-without-date`: neither the summary nor what stands above it names the day of the outage.

use crate::clock;
use crate::model::Day;
use crate::profile::Role;
use crate::rewrite::scaffold;
use crate::rules::{Diagnostic, Findings, Finds, Fix, Group, Rule, Safety, Severity};
use crate::snapshot::Snapshot;
use crate::text::{Edit, quoted};

pub static RULE: Rule = Rule {
    name: "outage-without-date",
    group: Group::Summary,
    finds: Finds::Absence,
    severity: Severity::Information,
    docs: r#"The summary gives times of the outage, and no date.

A date in the title, in the front matter or anywhere above the timeline is enough. Where the timeline names the day, the
fix takes it from there.

## Why

A postmortem is read again months later. Without the day its times can be found in no log and no graph.

## Example

```markdown
## Issue Summary

The checkout was down from 14:30 to 16:45 UTC.

## Timeline

- 2024-06-12 14:30 UTC - A monitoring alert reported errors.
```

## Fixed

```markdown
## Issue Summary

The checkout was down from 2024-06-12 14:30 to 16:45 UTC.

## Timeline

- 2024-06-12 14:30 UTC - A monitoring alert reported errors.
```
"#,
    check,
    fixes: Some(fixes),
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    let Some(summary) = scaffold::written(snapshot, Role::Summary) else { return };
    let postmortem = snapshot.postmortem();
    let outage = &postmortem.outage;
    let Some(stamp) = outage.start.as_ref().or(outage.end.as_ref()) else { return };
    let is_told = postmortem.days.iter().any(|it| is_above_timeline(snapshot, it))
        || postmortem.fields.iter().any(|it| !clock::dates(&it.value).is_empty());
    if is_told || scaffold::awaits(snapshot, summary, &["date", "day", "duration", "start"]) {
        return;
    }
    let words = snapshot.text().slice(stamp.time_span);
    findings.add(stamp.time_span, format!("{} names no date", quoted(&words)));
}

fn is_above_timeline(snapshot: &Snapshot, day: &Day) -> bool {
    snapshot.postmortem().section_at(day.span.start).is_none_or(|it| it.role != Role::Timeline)
}

/// The day on which the timeline puts the start, in the form of the timeline's dates, in front of the first time.
fn fixes(snapshot: &Snapshot, _: &Diagnostic) -> Vec<Fix> {
    let fix = || {
        let (text, postmortem) = (snapshot.text(), snapshot.postmortem());
        let model = postmortem.days.first()?;
        let start = postmortem.outage.start.as_ref().or(postmortem.outage.end.as_ref())?;
        let date = postmortem.course.start.and_then(|it| postmortem.course.date(it)).unwrap_or(model.date);
        let written = clock::redated(&text.slice(model.span), model.date, date)?;
        let gap =
            if written.starts_with(|it: char| it.is_ascii_digit()) && !written.contains(' ') { " " } else { ", " };
        let title = format!("Add the date {}", quoted(&written));
        let edit = Edit::insert(start.time_span.start, written + gap);
        Some(Fix { title, safety: Safety::Safe, edits: vec![edit] })
    };
    fix().into_iter().collect()
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::rules;
    use crate::testing::{check, check_fix, check_no_fix, snapshot};

    #[test]
    fn times_without_a_day_are_found() {
        check(
            &RULE,
            expect![[r##"
                # Postmortem: the checkout was down

                ## Issue Summary

                - Duration: 14:30 to 16:45 UTC
                            ^^^^^ information: "14:30" names no date
            "##]],
        );
    }

    #[test]
    fn a_day_anywhere_above_the_timeline_is_enough() {
        for text in [
            "# Postmortem of June 12\n\n## Issue Summary\n\nDown from 14:30 to 16:45 UTC.\n",
            "---\ndate: 2024-06-12\n---\n\n## Issue Summary\n\nDown from 14:30 to 16:45 UTC.\n",
            "## Issue Summary\n\nDate: June 12\n\nDown from 14:30 to 16:45 UTC.\n",
            "## Issue Summary\n\nDown from 14:30 to 16:45 UTC on 12/06/2024.\n",
            "## Issue Summary\n\nDown for two hours.\n",
            "## Issue Summary\n\n- Duration: 14:30 to 16:45 UTC, <date>\n",
        ] {
            assert!(rules::findings(&snapshot(text), &[&RULE]).is_empty(), "{text}");
        }
    }

    #[test]
    fn the_day_is_taken_from_the_timeline_in_its_form() {
        check_fix(
            &RULE,
            "## Issue Summary\n\nDown from 23:30 to 00:45 UTC.\n\n## Timeline\n\n- June 13th, 2024, 00:30 UTC - An alert\n",
            expect![[r#"
                ## Issue Summary

                Down from June 12th, 2024, 23:30 to 00:45 UTC.

                ## Timeline

                - June 13th, 2024, 00:30 UTC - An alert
            "#]],
        );
        check_no_fix(&RULE, "## Issue Summary\n\nDown from 23:30 to 00:45 UTC.\n");
    }
}
