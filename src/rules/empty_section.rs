//! `empty-section`: a heading with nothing under it.

use crate::model::Filling;
use crate::rewrite::scaffold;
use crate::rules::{Diagnostic, Findings, Finds, Fix, Group, Rule, Safety, Severity};
use crate::snapshot::Snapshot;
use crate::text::quoted;

pub static RULE: Rule = Rule {
    name: "empty-section",
    group: Group::Structure,
    finds: Finds::Absence,
    severity: Severity::Warning,
    docs: r#"A section has a heading and nothing under it.

Comments and rules are nothing. A section that holds its parts under headings of their own is not empty.

## Why

An empty section looks like one that has been dealt with, and says nothing.

## Example

```markdown
## Issue Summary

The checkout was down from 14:30 to 16:45 UTC for 40% of users.

## Timeline
```

## Fixed

```markdown
## Issue Summary

The checkout was down from 14:30 to 16:45 UTC for 40% of users.

## Timeline

- 14:30 UTC - A monitoring alert reported errors.
```
"#,
    check,
    fixes: Some(fixes),
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    let sections = snapshot.postmortem().sections.iter().enumerate();
    // An empty section that repeats another one is a `duplicate-section`.
    for (index, section) in sections.filter(|(_, it)| it.repeats.is_none() && it.filling == Filling::Nothing) {
        let message = format!("The section {} is empty", quoted(&section.heading.text));
        findings.add(section.heading.span, message).subject = index;
    }
}

fn fixes(snapshot: &Snapshot, finding: &Diagnostic) -> Vec<Fix> {
    fix(snapshot, finding).into_iter().collect()
}

fn fix(snapshot: &Snapshot, finding: &Diagnostic) -> Option<Fix> {
    let section = snapshot.postmortem().sections.get(finding.subject)?;
    let title = format!("Insert what {} must tell", quoted(&section.heading.text));
    let edits = vec![scaffold::filling(snapshot, section)?];
    Some(Fix { title, safety: Safety::Safe, edits })
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::testing::{check, check_fix, check_no_fix};

    #[test]
    fn a_heading_with_nothing_but_a_rule_or_a_comment_is_empty() {
        check(
            &RULE,
            expect![[r###"
                ## Issue Summary
                   ^^^^^^^^^^^^^ warning: The section "Issue Summary" is empty

                ---

                ## Timeline
                   ^^^^^^^^ warning: The section "Timeline" is empty
                <!-- to be written -->
                ## Root Cause and Resolution
                A full disk.
                ## Corrective Measures
                   ^^^^^^^^^^^^^^^^^^^ warning: The section "Corrective Measures" is empty
            "###]],
        );
    }

    #[test]
    fn a_section_in_parts_and_an_image_are_not_empty() {
        check(
            &RULE,
            expect![[r#"
                ## Timeline

                ![the timeline](timeline.png)

                ## Root Cause and Resolution

                ### Root Cause

                A full disk.

                ### Resolution

                The log was removed.
            "#]],
        );
    }

    #[test]
    fn the_prompts_of_the_section_are_inserted() {
        check_fix(
            &RULE,
            "# Postmortem\n\n## Issue Summary\n## Timeline\n\n- 10:00 UTC - Down\n",
            expect![[r#"
                # Postmortem

                ## Issue Summary

                - Duration: <start> to <end> <time zone> (<length>)
                - Impact: <service> was <down or slow>; users saw <symptom>; <share> of users were affected
                - Root cause: <one sentence>

                ## Timeline

                - 10:00 UTC - Down
            "#]],
        );
    }

    #[test]
    fn prompts_stand_inside_of_an_item_that_is_the_heading() {
        check_fix(
            &RULE,
            "# Postmortem\n\n* Issue Summary:\n\n---\n\n* Root Cause and Resolution:\n\nA full disk, emptied.\n",
            expect![[r#"
                # Postmortem

                * Issue Summary:

                  - Duration: <start> to <end> <time zone> (<length>)
                  - Impact: <service> was <down or slow>; users saw <symptom>; <share> of users were affected
                  - Root cause: <one sentence>

                ---

                * Root Cause and Resolution:

                A full disk, emptied.
            "#]],
        );
    }

    #[test]
    fn an_indented_line_below_stays_the_heading_that_it_is() {
        check_fix(
            &RULE,
            "* Root cause and resolution:\n\n    <h2>Issue Summary</h2>\n\nThe site was down.\n\n* Timeline:\n    - 23:30 - Noticed\n",
            expect![[r#"
                * Root cause and resolution:

                  <what was causing the issue, in detail>

                  <how it was fixed, in detail>

                    <h2>Issue Summary</h2>

                The site was down.

                * Timeline:
                    - 23:30 - Noticed
            "#]],
        );
    }

    #[test]
    fn nothing_is_inserted_where_the_text_below_would_be_read_otherwise() {
        check_no_fix(
            &RULE,
            "# Postmortem\n\n### Timeline\n\n- 10:00 UTC - An alert told of it.\n- 12:00 UTC - The queue was emptied.\n\n## Corrective actions\n\n- Watch the queue\n\n## Root Cause\n\nIt was full.\n\n## Corrective actions\n\n- Watch the disk\n\n## Timeline\n",
        );
    }
}
