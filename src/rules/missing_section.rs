//! `missing-section`: one of the sections of the format is not there.

use crate::model::Postmortem;
use crate::profile::SectionSpec;
use crate::rewrite::{placement, scaffold};
use crate::rules::{Diagnostic, Findings, Finds, Fix, Group, Rule, Safety, Severity, pseudo_heading, unclosed_fence};
use crate::snapshot::Snapshot;
use crate::text::quoted;

pub static RULE: Rule = Rule {
    name: "missing-section",
    group: Group::Structure,
    finds: Finds::Absence,
    severity: Severity::Warning,
    docs: r#"A section that the format asks for is not there, under any of its names.

Root cause and resolution under two headings of their own count as the one section that holds both; where one of the two
is there, the other one is missing.

## Why

Readers look for a section by its name: an executive reads the summary, the next one on call reads the timeline. What is
missing is most often what was hardest to write.

## Example

```markdown
# Postmortem: checkout was down

## Issue Summary

The checkout was down from 14:30 to 16:45 UTC for 40% of users.

## Timeline

- 14:30 UTC - A monitoring alert reported errors.

## Corrective and Preventative Measures

- Add an alert on disk space.
```

## Fixed

```markdown
# Postmortem: checkout was down

## Issue Summary

The checkout was down from 14:30 to 16:45 UTC for 40% of users.

## Timeline

- 14:30 UTC - A monitoring alert reported errors.

## Root Cause and Resolution

A log that nobody rotated filled the disk. The log was removed and is now rotated every day.

## Corrective and Preventative Measures

- Add an alert on disk space.
```
"#,
    check,
    fixes: Some(fixes),
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    // A page with a title alone is offered all sections at once.
    if snapshot.postmortem().sections.is_empty() && !scaffold::is_begun(snapshot) {
        return;
    }
    let Some(place) = placement::of_document(snapshot) else { return };
    for (index, spec) in all_missing(snapshot).enumerate() {
        findings.add(place, format!("The section {} is missing", quoted(&spec.title))).subject = index;
    }
}

fn fixes(snapshot: &Snapshot, finding: &Diagnostic) -> Vec<Fix> {
    fix(snapshot, finding).into_iter().collect()
}

fn fix(snapshot: &Snapshot, finding: &Diagnostic) -> Option<Fix> {
    insertion(snapshot, all_missing(snapshot).nth(finding.subject)?)
}

/// Inserts a section where it belongs.
fn insertion(snapshot: &Snapshot, spec: &SectionSpec) -> Option<Fix> {
    let text = snapshot.text();
    let level = placement::heading_level(snapshot);
    let lines = format!("{} {}\n\n{}", "#".repeat(level.into()), spec.title, spec.prompts());
    let line = placement::line_for(snapshot, spec.role);
    let mut edits = vec![placement::insert_lines(snapshot, line, &lines)?];
    let sections = &snapshot.postmortem().sections;
    let behind = sections.partition_point(|it| text.line_of(it.heading.line.start) < line);
    edits.extend(pseudo_heading::edits_behind(snapshot, spec.role, &sections[behind..], level)?);
    Some(Fix { title: format!("Insert the section \"{}\"", spec.title), safety: Safety::Safe, edits })
}

/// The sections that the format asks for and the document lacks, in their order; of one that is there in part, its parts.
pub(crate) fn all_missing(snapshot: &Snapshot) -> impl Iterator<Item = &SectionSpec> {
    // What a code block that nobody closed hides is there.
    let hidden = unclosed_fence::hidden(snapshot);
    let required = snapshot.profile.sections.iter().filter(move |it| {
        it.required && !hidden.iter().any(|role| it.role == *role || it.parts.iter().any(|it| it.role == *role))
    });
    required.flat_map(|it| missing(snapshot.postmortem(), it))
}

/// What is missing of a section: nothing, all of it, or some of its parts.
fn missing<'a>(postmortem: &Postmortem, spec: &'a SectionSpec) -> Vec<&'a SectionSpec> {
    let is_there = |it: &SectionSpec| postmortem.section(it.role).is_some();
    if is_there(spec) {
        return Vec::new();
    }
    if !spec.parts.iter().any(is_there) {
        return vec![spec];
    }
    spec.parts.iter().filter(|it| !is_there(it)).collect()
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::testing::{check, check_fix, check_no_fix};

    #[test]
    fn each_missing_section_is_one_finding_on_the_title() {
        check(
            &RULE,
            expect![[r##"
                # Postmortem: checkout was down
                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: The section "Issue Summary" is missing
                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: The section "Root Cause and Resolution" is missing

                ## Timeline

                - 14:30 UTC - A monitoring alert reported errors.

                ## Corrective and Preventative Measures

                - Add an alert on disk space.
            "##]],
        );
    }

    #[test]
    fn cause_and_resolution_under_two_headings_are_one_section_and_each_is_missed_alone() {
        check(
            &RULE,
            expect![[r##"
                # Postmortem
                  ^^^^^^^^^^ warning: The section "Resolution" is missing
                ## Summary
                Down from 10:00 to 11:00 UTC.
                ## Timeline
                - 10:00 - Down
                ## Root cause
                A full disk.
                ## Prevention
                - Rotate logs
            "##]],
        );
        check(
            &RULE,
            expect![[r#"
                # Postmortem
                ## Summary
                Down from 10:00 to 11:00 UTC.
                ## Timeline
                - 10:00 - Down
                ## Root cause
                A full disk.
                ## Resolution
                The log was removed.
                ## Prevention
                - Rotate logs
            "#]],
        );
    }

    #[test]
    fn without_a_title_the_first_words_are_marked() {
        check(
            &RULE,
            expect![[r#"

                ## Issue Summary
                ^^^^^^^^^^^^^^^^ warning: The section "Root Cause and Resolution" is missing

                Down from 10:00 to 11:00 UTC.

                ## Timeline

                - 10:00 - Down

                ## Corrective measures

                - Rotate logs
            "#]],
        );
    }

    #[test]
    fn a_section_is_inserted_behind_the_one_before_it() {
        check_fix(
            &RULE,
            "# Postmortem\n\n### Issue Summary\n\nDown from 10:00 to 11:00 UTC.\n\n### Root Cause and Resolution\n\nA full disk, cleared.\n",
            expect![[r#"
                # Postmortem

                ### Issue Summary

                Down from 10:00 to 11:00 UTC.

                ### Timeline

                - HH:MM <time zone> - Detected: <how: monitoring alert, engineer or customer>
                - HH:MM <time zone> - Investigated <part>; assumed <cause>
                - HH:MM <time zone> - Misleading path: <what looked wrong but was not>
                - HH:MM <time zone> - Escalated to <team or person>
                - HH:MM <time zone> - Resolved: <how>

                ### Root Cause and Resolution

                A full disk, cleared.
            "#]],
        );
    }

    #[test]
    fn the_first_section_is_inserted_before_the_others() {
        check_fix(
            &RULE,
            "# Postmortem\n## Timeline\n- 10:00 - Down\n",
            expect![[r#"
                # Postmortem

                ## Issue Summary

                - Duration: <start> to <end> <time zone> (<length>)
                - Impact: <service> was <down or slow>; users saw <symptom>; <share> of users were affected
                - Root cause: <one sentence>

                ## Timeline
                - 10:00 - Down
            "#]],
        );
    }

    #[test]
    fn the_last_section_is_inserted_before_what_closes_the_document() {
        let before = "# Postmortem\n\n## Summary\n\nDown.\n\n## Timeline\n\n- 10:00 UTC - Down\n\n## Root cause and resolution\n\nA full disk.\n\n![graph](graph.png)\n\n---\n\n## Conclusion\n\nDisks fill up.\n\n*Written by the storage team*";
        check_fix(
            &RULE,
            before,
            expect![[r#"
                # Postmortem

                ## Summary

                Down.

                ## Timeline

                - 10:00 UTC - Down

                ## Root cause and resolution

                A full disk.

                ## Corrective and Preventative Measures

                Improvements:

                - <what can be improved, broadly>

                Tasks:

                - [ ] <verb> <one specific thing>
                - [ ] <verb> <one specific thing>

                ![graph](graph.png)

                ---

                ## Conclusion

                Disks fill up.

                *Written by the storage team*"#]],
        );
    }

    #[test]
    fn a_document_without_final_newline_gets_one() {
        check_fix(
            &RULE,
            "Postmortem\n\n**Summary**\n\nDown.\n\n**Timeline**\n\n10:00 UTC - Down\n\n**Root cause and resolution**\n\nA full disk.",
            expect![[r#"
                Postmortem

                **Summary**

                Down.

                **Timeline**

                10:00 UTC - Down

                **Root cause and resolution**

                A full disk.

                ## Corrective and Preventative Measures

                Improvements:

                - <what can be improved, broadly>

                Tasks:

                - [ ] <verb> <one specific thing>
                - [ ] <verb> <one specific thing>
            "#]],
        );
    }

    #[test]
    fn nothing_is_inserted_into_a_fence_that_nobody_closed() {
        check_no_fix(
            &RULE,
            "# Postmortem\n\n## Summary\n\nDown.\n\n## Timeline\n\n- 10:00 UTC - Down\n\n## Root cause and resolution\n\n```\ndf -h\n",
        );
    }

    #[test]
    fn what_signs_a_document_is_no_part_of_a_timeline_above_it() {
        check_fix(
            &RULE,
            "# Postmortem\n\n## Summary\n\nSlow from 10:00 to 12:00.\n\n## Timeline\n\n| Time | Event |\n|---|---|\n| 10:00 CST | Down |\n| 11:30 CST | Up again |\n\n---\n\nWritten by the team on call\n",
            expect![[r#"
                # Postmortem

                ## Summary

                Slow from 10:00 to 12:00.

                ## Timeline

                | Time | Event |
                |---|---|
                | 10:00 CST | Down |
                | 11:30 CST | Up again |

                ## Root Cause and Resolution

                <what was causing the issue, in detail>

                <how it was fixed, in detail>

                ---

                Written by the team on call
            "#]],
        );
    }

    #[test]
    fn nothing_is_inserted_that_would_stand_in_the_wrong_place() {
        check_no_fix(
            &RULE,
            "### Resolution\n\n**Issue Summary:**\n\nThe queue stopped.\n\n**Timeline:**\n\n### 10:00\n\nDown\n\n### 10:30\n\nUp\n\n**Root Cause and Resolution:**\n\n### Root Cause\n\nA route was wrong.\n",
        );
    }

    #[test]
    fn every_section_and_part_has_prompts() {
        let profile = crate::profile::Profile::alx();
        for spec in profile.sections.iter().flat_map(|it| std::iter::once(it).chain(&it.parts)) {
            assert!(!spec.prompts().trim().is_empty(), "{}", spec.title);
        }
    }
}
