//! `section-out-of-order`: a section stands elsewhere than in the order of the format.

use std::ops::Range;

use crate::model::Section;
use crate::profile::{Profile, Role};
use crate::rewrite::placement;
use crate::rules::{Diagnostic, Findings, Finds, Fix, Group, Rule, Safety, Severity, moving};
use crate::snapshot::Snapshot;
use crate::text::{Span, quoted};

pub static RULE: Rule = Rule {
    name: "section-out-of-order",
    group: Group::Structure,
    finds: Finds::Presence,
    severity: Severity::Warning,
    docs: r#"A section stands elsewhere than in the order of the format.

As few sections as possible are said to be in the wrong place. Of a section in several parts the first one counts.

## Why

The order of the format is the order of its readers: what happened, how it went, why, and what will change. Who is asked
to review compares with the format.

## Example

```markdown
## Issue Summary

The checkout was down from 14:30 to 16:45 UTC for 40% of users.

## Root Cause and Resolution

A full disk. The log was removed.

## Timeline

- 14:30 UTC - A monitoring alert reported errors.

## Corrective and Preventative Measures

- Add an alert on disk space.
```

## Fixed

```markdown
## Issue Summary

The checkout was down from 14:30 to 16:45 UTC for 40% of users.

## Timeline

- 14:30 UTC - A monitoring alert reported errors.

## Root Cause and Resolution

A full disk. The log was removed.

## Corrective and Preventative Measures

- Add an alert on disk space.
```
"#,
    check,
    fixes: Some(fixes),
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    let sections = &snapshot.postmortem().sections;
    for (index, stray) in strays(snapshot).iter().enumerate() {
        let [own, other] = [&stray.unit, &stray.neighbour].map(|it| &sections[it.start].heading);
        let place = if stray.is_behind { "behind" } else { "before" };
        let found = findings.add(own.span, format!("{} belongs {place} {}", quoted(&own.text), quoted(&other.text)));
        found.subject = index;
        found.related.push((other.span, format!("{} belongs {place} this", quoted(&own.text))));
    }
}

fn fixes(snapshot: &Snapshot, finding: &Diagnostic) -> Vec<Fix> {
    fix(snapshot, finding).into_iter().collect()
}

fn fix(snapshot: &Snapshot, finding: &Diagnostic) -> Option<Fix> {
    let sections = &snapshot.postmortem().sections;
    let stray = strays(snapshot).into_iter().nth(finding.subject)?;
    let lines = moving::lines(snapshot, stray.unit.clone());
    let neighbour = moving::lines(snapshot, stray.neighbour.clone());
    let target = if stray.is_behind { neighbour.end } else { neighbour.start };
    let insertion = placement::insert_lines(snapshot, target, &moving::written(snapshot, lines.clone()))?;
    let edits = vec![insertion, moving::removal(snapshot, lines)];
    let mut roles: Vec<Role> = sections.iter().map(|it| it.role).collect();
    let place = if stray.is_behind { stray.neighbour.end } else { stray.neighbour.start };
    match stray.unit.end <= place {
        true => roles[stray.unit.start..place].rotate_left(stray.unit.len()),
        false => roles[place..stray.unit.end].rotate_right(stray.unit.len()),
    }
    if !moving::leaves(snapshot, &edits, &roles) {
        return None;
    }
    let [own, other] = [&stray.unit, &stray.neighbour].map(|it| quoted(&sections[it.start].heading.text));
    let title = format!("Move {own} {} {other}", if stray.is_behind { "behind" } else { "before" });
    Some(Fix { title, safety: Safety::Safe, edits })
}

/// Sections one behind the other that are one section of the profile, or parts of one.
struct Unit {
    sections: Range<usize>,
    /// Which of the profile's sections it is.
    place: usize,
}

/// Sections out of their place, and the ones that they belong behind or before.
struct Stray {
    unit: Range<usize>,
    neighbour: Range<usize>,
    is_behind: bool,
}

fn strays(snapshot: &Snapshot) -> Vec<Stray> {
    let (sections, profile) = (&snapshot.postmortem().sections, &snapshot.profile);
    let is_written =
        |unit: &Unit| unit.sections.clone().any(|it| sections[it].is_written()) && !tells_for_another(snapshot, unit);
    let mut strays = Vec::new();
    let mut start = 0;
    for account in sections.chunk_by(|a, b| a.account == b.account) {
        let units = units(account, start, profile, is_written);
        start += account.len();
        let kept = in_order(&units);
        let is_stray = |it: &&Unit| !kept.iter().any(|other| other.place == it.place);
        for stray in units.iter().filter(is_stray) {
            let before = kept.iter().rev().find(|it| it.place < stray.place);
            let behind = kept.iter().find(|it| it.place > stray.place);
            let is_late = |it: &&&Unit| it.sections.start > stray.sections.start;
            let (neighbour, is_behind) = match (before.filter(is_late), behind) {
                (Some(before), _) => (before, true),
                (None, Some(behind)) => (behind, false),
                (None, None) => continue,
            };
            let (unit, neighbour) = (stray.sections.clone(), neighbour.sections.clone());
            strays.push(Stray { unit, neighbour, is_behind });
        }
    }
    strays
}

/// The first unit of each of the profile's sections in which something is written; what a section says further down goes
/// on from there. None where all stand in order.
fn units(sections: &[Section], start: usize, profile: &Profile, is_written: impl Fn(&Unit) -> bool) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::new();
    for (index, section) in (start..).zip(sections) {
        let Some(place) = profile.place(section.role) else { continue };
        match units.last_mut() {
            Some(unit) if unit.place == place => unit.sections.end += 1,
            _ => units.push(Unit { sections: index..index + 1, place }),
        }
    }
    // Most documents have their sections in order, and what of them is written is too.
    if units.is_sorted_by(|a, b| a.place < b.place) {
        return Vec::new();
    }
    let mut seen = Vec::new();
    units.retain(|it| {
        is_written(it) && !seen.contains(&it.place) && {
            seen.push(it.place);
            true
        }
    });
    units
}

/// Whether another section has in this one what it must tell: a root cause right behind the summary is the summary's.
fn tells_for_another(snapshot: &Snapshot, unit: &Unit) -> bool {
    let sections = &snapshot.postmortem().sections[unit.sections.clone()];
    let (Some(first), Some(last)) = (sections.first(), sections.last()) else { return false };
    let span = Span::new(first.heading.line.start, last.body.end);
    let answers = snapshot.postmortem().checklist.answers.iter();
    answers
        .filter(|it| it.evidence.is_some_and(|it| span.contains(it.start)))
        .any(|it| snapshot.profile.place(it.role) != Some(unit.place))
}

/// As many units as stand in order, the later ones of several choices.
fn in_order(units: &[Unit]) -> Vec<&Unit> {
    let mut longest: Vec<Vec<&Unit>> = Vec::new();
    for unit in units {
        let before = longest.iter().rev().filter(|it| it.last().is_some_and(|it| it.place < unit.place));
        let mut chain = before.max_by_key(|it| it.len()).cloned().unwrap_or_default();
        chain.push(unit);
        longest.push(chain);
    }
    longest.into_iter().max_by_key(Vec::len).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::testing::{check, check_fix};

    #[test]
    fn as_few_sections_as_possible_are_out_of_order() {
        check(
            &RULE,
            expect![[r###"
                ## Corrective Measures
                   ^^^^^^^^^^^^^^^^^^^ warning: "Corrective Measures" belongs behind "Timeline"

                - Rotate logs

                ## Issue Summary

                Down from 10:00 to 11:00 UTC.

                ## Timeline

                - 10:00 UTC - Down
            "###]],
        );
        check(
            &RULE,
            expect![[r###"
                ## Timeline

                - 10:00 UTC - Down

                ## Root Cause

                A full disk.

                ## Resolution

                Cleared.

                ## Issue Summary
                   ^^^^^^^^^^^^^ warning: "Issue Summary" belongs before "Timeline"

                Down from 10:00 to 11:00 UTC.
            "###]],
        );
    }

    #[test]
    fn a_cause_right_behind_a_summary_that_names_none_is_the_summarys() {
        check(
            &RULE,
            expect![[r#"
                **Issue Summary**

                Down from 10:00 to 11:00 UTC.

                **Root Cause**

                A full disk.

                **Timeline**

                - 10:00 UTC - Down

                **Resolution**

                Cleared.
            "#]],
        );
    }

    #[test]
    fn two_postmortems_in_a_file_have_an_order_each() {
        check(
            &RULE,
            expect![[r#"
                # First postmortem

                ## Summary

                Down from 10:00 to 11:00 UTC.

                ## Timeline

                - 10:00 UTC - Down

                # Second postmortem

                ## Summary

                Down from 12:00 to 13:00 UTC.

                ## Timeline

                - 12:00 UTC - Down
            "#]],
        );
    }

    #[test]
    fn the_section_is_moved_with_everything_in_it() {
        check_fix(
            &RULE,
            "# Postmortem\n\n## Summary\n\nDown from 10:00 to 11:00 UTC because of a full disk.\n\n---\n\n## Root Cause\n\nA full disk.\n\n### Details\n\n    df -h\n\n## Resolution\n\nCleared.\n\n---\n\n## Timeline\n\n- 10:00 UTC - Down",
            expect![[r#"
                # Postmortem

                ## Summary

                Down from 10:00 to 11:00 UTC because of a full disk.

                ---

                ## Timeline

                - 10:00 UTC - Down

                ## Root Cause

                A full disk.

                ### Details

                    df -h

                ## Resolution

                Cleared.

                ---
            "#]],
        );
    }

    #[test]
    fn the_last_section_leaves_the_end_of_the_document_where_it_is() {
        check_fix(
            &RULE,
            "# Postmortem\n\n**Timeline**\n\n- 10:00 UTC - Down\n\n**Root cause and resolution**\n\nA full disk, cleared.\n\n**Issue Summary**\n\nDown from 10:00 to 11:00 UTC.\n\n---\n\nWritten by A. Nonymous\n",
            expect![[r#"
                # Postmortem

                **Issue Summary**

                Down from 10:00 to 11:00 UTC.

                **Timeline**

                - 10:00 UTC - Down

                **Root cause and resolution**

                A full disk, cleared.

                ---

                Written by A. Nonymous
            "#]],
        );
    }
}
