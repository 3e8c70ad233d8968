//! `duplicate-section`: a section stands twice.

use crate::profile::Role;
use crate::rewrite::placement;
use crate::rules::{Diagnostic, Findings, Finds, Fix, Group, Rule, Safety, Severity, moving};
use crate::snapshot::Snapshot;
use crate::text::quoted;

pub static RULE: Rule = Rule {
    name: "duplicate-section",
    group: Group::Structure,
    finds: Finds::Presence,
    severity: Severity::Warning,
    docs: r#"A section of the format stands twice under the same name.

A section that goes on under another name is not meant, as "Corrective Measures" and "Preventive Measures", nor a second
postmortem in the same file.

## Why

Who has read one of the two believes to have read it all, and the two soon disagree.

## Example

```markdown
## Timeline

- 14:30 UTC - A monitoring alert reported errors.

## Root Cause and Resolution

A full disk. The log was removed.

## Timeline

- 16:45 UTC - The log was removed.
```

## Fixed

```markdown
## Timeline

- 14:30 UTC - A monitoring alert reported errors.
- 16:45 UTC - The log was removed.

## Root Cause and Resolution

A full disk. The log was removed.
```
"#,
    check,
    fixes: Some(fixes),
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    let sections = &snapshot.postmortem().sections;
    for (index, section) in sections.iter().enumerate() {
        let Some(first) = section.repeats.map(|it| &sections[it]) else { continue };
        let message = format!("The section {} stands here a second time", quoted(&section.heading.text));
        let found = findings.add(section.heading.span, message);
        found.subject = index;
        found.related.push((first.heading.span, "The first one".to_owned()));
    }
}

fn fixes(snapshot: &Snapshot, finding: &Diagnostic) -> Vec<Fix> {
    joined(snapshot, finding.subject).into_iter().collect()
}

/// Moves what stands under the second heading to the end of the first section, without the heading. Where nothing is
/// written in the first one, somebody has to say which of the two stays.
fn joined(snapshot: &Snapshot, index: usize) -> Option<Fix> {
    let sections = &snapshot.postmortem().sections;
    let section = sections.get(index)?;
    let first = section.repeats?;
    if section.body.start < section.heading.line.end || !sections[first].is_written() {
        return None;
    }
    let lines = moving::lines(snapshot, index..index + 1);
    let heading_lines = snapshot.text().line_of(section.heading.line.end) + 1 - lines.start;
    let body = moving::written(snapshot, lines.start + heading_lines..lines.end);
    let mut edits = vec![moving::removal(snapshot, lines)];
    if !body.trim().is_empty() {
        let target = moving::lines(snapshot, first..first + 1).end;
        edits.insert(0, placement::insert_lines(snapshot, target, &body)?);
    }
    let mut roles: Vec<Role> = sections.iter().map(|it| it.role).collect();
    roles.remove(index);
    if !moving::leaves(snapshot, &edits, &roles) {
        return None;
    }
    let title = format!("Join it with the first {}", quoted(&sections[first].heading.text));
    Some(Fix { title, safety: Safety::ForReview, edits })
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::testing::{check, check_fix};

    #[test]
    fn the_second_of_two_is_marked() {
        check(
            &RULE,
            expect![[r#"
                ## Timeline

                - 10:00 UTC - Down

                ## Root Cause and Resolution

                A full disk, cleared.

                ## Timeline:
                   ^^^^^^^^ warning: The section "Timeline" stands here a second time

                - 11:00 UTC - Up
            "#]],
        );
    }

    #[test]
    fn a_section_that_goes_on_and_a_second_postmortem_are_left_alone() {
        check(
            &RULE,
            expect![[r#"
                # Postmortem of the first outage

                ## Summary

                Down from 10:00 to 11:00 UTC.

                ## Timeline

                - 10:00 UTC - Down

                ## Corrective Measures

                - Rotate logs

                ## Preventive Measures

                - Watch the disk

                # Postmortem of the second outage

                ## Summary

                Down from 12:00 to 13:00 UTC.

                ## Timeline

                - 12:00 UTC - Down
            "#]],
        );
    }

    #[test]
    fn a_heading_above_begins_a_second_postmortem() {
        check(
            &RULE,
            expect![[r#"
                # Monday

                ## Timeline

                - 10:00 UTC - Down

                # Tuesday

                ## Timeline

                - 10:00 UTC - Down
            "#]],
        );
    }

    #[test]
    fn the_second_is_joined_with_the_first() {
        check_fix(
            &RULE,
            "# Postmortem\n\n## Timeline\n\n- 10:00 UTC - Down\n\n## Root Cause and Resolution\n\nA full disk, cleared.\n\n## Timeline\n\n- 11:00 UTC - Up\n",
            expect![[r#"
                # Postmortem

                ## Timeline

                - 10:00 UTC - Down

                - 11:00 UTC - Up

                ## Root Cause and Resolution

                A full disk, cleared.
            "#]],
        );
    }
}
