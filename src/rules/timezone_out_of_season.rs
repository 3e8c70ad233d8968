//! `timezone-out-of-season`: a zone is named by its winter name in summer, or the other way round.

use std::collections::{HashMap, HashSet};

use crate::clock::Date;
use crate::model::NamedZone;
use crate::rules::{Diagnostic, Findings, Finds, Fix, Group, Rule, Safety, Severity};
use crate::snapshot::Snapshot;
use crate::text::Edit;

pub static RULE: Rule = Rule {
    name: "timezone-out-of-season",
    group: Group::Timeline,
    finds: Finds::Presence,
    severity: Severity::Warning,
    docs: r#"A time zone is named by its winter name on a day in summer, or the other way round.

PST in June, PDT in January. Names that some places keep all year, such as MST and CET, are left alone, and nothing is
said where the day is not known. The fix writes the name of the season; whether the times were read from a clock of that
season is for the author to say.

## Why

The two names are an hour apart. Half of the readers take the name by its letters, the other half by the clock of that
place, and the times fit the logs of only one half.

## Example

```markdown
## Issue Summary

The checkout was down on June 12, 2024 from 14:30 to 16:45 PST.
```

## Fixed

```markdown
## Issue Summary

The checkout was down on June 12, 2024 from 14:30 to 16:45 PDT.
```
"#,
    check,
    fixes: Some(fixes),
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    let mut seen = HashSet::new();
    for (subject, (named, date, seasonal)) in strangers(snapshot).into_iter().enumerate() {
        if seen.insert(&named.zone.name) {
            let day = date.day;
            let message = format!("\"{}\" on {} {day}: that day is in {seasonal}", named.zone.name, date.month_name());
            findings.add(named.span, message).subject = subject;
        }
    }
}

/// The zones whose name is that of the other season: each with its day and with the name of that day's season.
fn strangers(snapshot: &Snapshot) -> Vec<(&NamedZone, Date, String)> {
    let postmortem = snapshot.postmortem();
    let usual = postmortem.day();
    let mut asked: HashMap<(&str, Date), Option<String>> = HashMap::new();
    let mut found = Vec::new();
    for named in postmortem.zones.iter().filter(|it| it.is_sure) {
        let Some(date) = named.date.filter(|it| it.year.is_some()).or(usual) else { continue };
        let seasonal = asked.entry((&named.zone.name, date)).or_insert_with(|| named.zone.in_season(date));
        found.extend(seasonal.clone().map(|it| (named, date, it)));
    }
    found
}

fn fixes(snapshot: &Snapshot, finding: &Diagnostic) -> Vec<Fix> {
    let strangers = strangers(snapshot);
    let Some((named, _, seasonal)) = strangers.get(finding.subject) else { return Vec::new() };
    let same = strangers.iter().filter(|it| it.0.zone == named.zone);
    let edits = same.map(|(it, _, seasonal)| Edit::replace(it.span, seasonal.clone())).collect();
    vec![Fix { title: format!("Write \"{}\" as {seasonal}", named.zone.name), safety: Safety::ForReview, edits }]
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::rules;
    use crate::testing::{check, check_fix, snapshot};

    #[test]
    fn a_winter_name_in_summer_is_found_once() {
        check(
            &RULE,
            expect![[r#"
                # Postmortem of June 12, 2024

                ## Issue Summary

                Down from 14:30 to 16:45 PST.
                                         ^^^ warning: "PST" on June 12: that day is in PDT

                ## Timeline

                - 14:30 PST - An alert
            "#]],
        );
    }

    #[test]
    fn the_season_is_written_wherever_the_name_stands() {
        check_fix(
            &RULE,
            "## Issue Summary\n\nDown on 2024-01-12 from 14:30 to 16:45 EDT.\n\n## Timeline\n\n- 14:30 EDT - An alert\n",
            expect![[r#"
                ## Issue Summary

                Down on 2024-01-12 from 14:30 to 16:45 EST.

                ## Timeline

                - 14:30 EST - An alert
            "#]],
        );
    }

    #[test]
    fn the_right_season_an_unknown_day_and_names_of_all_year_are_left_alone() {
        for told in [
            "on June 12, 2024 from 14:30 to 16:45 PDT",
            "from 14:30 to 16:45 PST",
            "on June 12, 2024 from 14:30 to 16:45 MST",
            "on June 12, 2024 from 14:30 to 16:45 CET",
            "on June 12, 2024 from 14:30 to 16:45 GMT",
            "on March 10 from 14:30 to 16:45 PST",
        ] {
            let text = format!("## Issue Summary\n\nThe checkout was down {told}.\n");
            assert!(rules::findings(&snapshot(&text), &[&RULE]).is_empty(), "{text}");
        }
    }
}
