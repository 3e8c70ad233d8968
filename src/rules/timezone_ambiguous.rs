//! `timezone-ambiguous`: the name of a time zone has several meanings.

use std::collections::HashSet;

use crate::clock::{Meaning, offset_in_words};
use crate::model::NamedZone;
use crate::rules::{Diagnostic, Findings, Finds, Fix, Group, Rule, Safety, Severity};
use crate::snapshot::Snapshot;
use crate::text::Edit;

pub static RULE: Rule = Rule {
    name: "timezone-ambiguous",
    group: Group::Timeline,
    finds: Finds::Presence,
    severity: Severity::Warning,
    docs: r#"The name of a time zone has several meanings.

CST is the time of Chicago, of China and of Cuba, IST that of India, Ireland and Israel, BST that of Britain in summer
and of Bangladesh. Nothing is said where the offset stands beside the name or the name is written out anywhere:
"CST (UTC-6)", "Central Standard Time (CST)". There is a fix for each meaning; it writes the offset wherever the name
stands beside a time.

## Why

Readers take the name for the zone that they know, and come out half a day away from the incident.

## Example

```markdown
## Timeline

- 14:30 CST - A monitoring alert reported errors.
```

## Fixed

```markdown
## Timeline

- 14:30 UTC-6 - A monitoring alert reported errors.
```
"#,
    check,
    fixes: Some(fixes),
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    let zones = &snapshot.postmortem().zones;
    let mut seen = HashSet::new();
    for (subject, named) in zones.iter().enumerate().filter(|it| it.1.is_sure) {
        let Meaning::Ambiguous(offsets) = named.zone.meaning else { continue };
        if !seen.insert(&named.zone.name) || is_explained(zones, named, offsets) {
            continue;
        }
        let meanings: Vec<String> = offsets.iter().map(|it| offset_in_words(*it)).collect();
        let (last, first) = meanings.split_last().expect("an ambiguous name has meanings");
        let message = format!("\"{}\" may mean {} or {last}", named.zone.name, first.join(", "));
        findings.add(named.span, message).subject = subject;
    }
}

/// Whether the document tells which of its meanings a name has: by an offset beside it, or in full words.
fn is_explained(zones: &[NamedZone], named: &NamedZone, offsets: &[i32]) -> bool {
    let is_meaning = |meaning: &Meaning| matches!(meaning, Meaning::Fixed(it) if offsets.contains(it));
    zones
        .iter()
        .filter(|it| it.zone.name == named.zone.name)
        .any(|it| is_meaning(&it.zone.meaning) || it.beside.iter().any(|it| is_meaning(&it.meaning)))
}

fn fixes(snapshot: &Snapshot, finding: &Diagnostic) -> Vec<Fix> {
    let zones = &snapshot.postmortem().zones;
    let Some(named) = zones.get(finding.subject) else { return Vec::new() };
    let Meaning::Ambiguous(offsets) = named.zone.meaning else { return Vec::new() };
    let places: Vec<_> = zones.iter().filter(|it| it.is_sure && it.zone == named.zone).map(|it| it.span).collect();
    let fix = |offset: &i32| {
        let written = offset_in_words(*offset);
        let title = format!("Write \"{}\" as {written}", named.zone.name);
        let edits = places.iter().map(|it| Edit::replace(*it, written.clone())).collect();
        Fix { title, safety: Safety::ForReview, edits }
    };
    offsets.iter().map(fix).collect()
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::rules;
    use crate::testing::{check, check_fix, snapshot};

    #[test]
    fn a_name_is_found_once_with_a_fix_for_each_meaning() {
        check(
            &RULE,
            expect![[r#"
                ## Issue Summary

                Down from 14:30 to 16:45 IST.
                                         ^^^ warning: "IST" may mean UTC+5:30, UTC+1 or UTC+2

                ## Timeline

                - 14:30 IST - An alert
            "#]],
        );
        let text = "## Timeline\n\n- 14:30 BST - An alert\n";
        let read = snapshot(text);
        let titles: Vec<String> =
            rules::findings(&read, &[&RULE])[0].fixes(&read).into_iter().map(|it| it.title).collect();
        assert_eq!(titles, ["Write \"BST\" as UTC+1", "Write \"BST\" as UTC+6"]);
    }

    #[test]
    fn the_offset_is_written_wherever_the_name_stands_beside_a_time() {
        check_fix(
            &RULE,
            "## Issue Summary\n\nDown from 14:30 CST to 16:45 CST.\n\n## Timeline (CST)\n\n- 14:30 CST - An alert of the CST parser\n",
            expect![[r#"
                ## Issue Summary

                Down from 14:30 UTC-6 to 16:45 UTC-6.

                ## Timeline (UTC-6)

                - 14:30 UTC-6 - An alert of the CST parser
            "#]],
        );
    }

    #[test]
    fn an_offset_or_the_full_name_explains_it() {
        for zone in ["CST (UTC-6)", "Central Standard Time (CST)", "UTC", "India Standard Time (IST)"] {
            let text =
                format!("## Issue Summary\n\nDown from 14:30 to 16:45 {zone}.\n\n## Timeline\n\n- 14:30 - An alert\n");
            assert!(rules::findings(&snapshot(&text), &[&RULE]).is_empty(), "{text}");
        }
    }
}
