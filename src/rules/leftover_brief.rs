//! `leftover-brief`: the assignment was pasted along with the postmortem.

use crate::rules::{Diagnostic, Findings, Finds, Fix, Group, Rule, Safety, Severity, moving};
use crate::snapshot::Snapshot;
use crate::text::Span;

pub static RULE: Rule = Rule {
    name: "leftover-brief",
    group: Group::Structure,
    finds: Finds::Presence,
    severity: Severity::Warning,
    docs: r#"The assignment or the instructions of the format stand in the document. They are not read as a part of the postmortem.

Three or more of its sentences near each other make a paste; a single one is taken for a quotation.

## Why

Readers look for what happened, not for what a postmortem must tell. Pasted instructions bury the end of the document.

## Example

```markdown
## Timeline

- 14:30 UTC - A monitoring alert reported errors.

Requirements:

Issue Summary (that is often what executives will read) must contain:
Timeline (format bullet point, format: time) must contain:
Be brief and straight to the point, between 400 to 600 words
```

## Fixed

```markdown
## Timeline

- 14:30 UTC - A monitoring alert reported errors.
```
"#,
    check,
    fixes: Some(fixes),
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    let Some(brief) = snapshot.postmortem().brief else { return };
    let text = snapshot.text();
    let (first, last) = (text.line_of(brief.start), text.line_of(brief.end));
    let line = text.line(first);
    let source = text.slice(line);
    let start = line.start + source.len() - source.trim_start().len();
    let span = Span::new(start, start + source.trim().len());
    let count = last - first + 1;
    findings.add(span, format!("The assignment stands here, {count} lines of it"));
}

fn fixes(snapshot: &Snapshot, _: &Diagnostic) -> Vec<Fix> {
    let Some(brief) = snapshot.postmortem().brief else { return Vec::new() };
    let text = snapshot.text();
    let lines = text.line_of(brief.start)..text.line_of(brief.end) + 1;
    let title = "Remove the pasted assignment".to_owned();
    vec![Fix { title, safety: Safety::ForReview, edits: vec![moving::removal(snapshot, lines)] }]
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::testing::{check, check_fix};

    const PASTED: &str = "\
# Postmortem

## Issue Summary

Down from 10:00 to 11:00 UTC.

Requirements of the text, as they were handed out.

Issue Summary (that is often what executives will read) must contain:

duration of the outage

Timeline (format bullet point, format: time) must contain:

Be brief and straight to the point

## Timeline

- 10:00 UTC - Down
";

    #[test]
    fn a_pasted_assignment_is_one_finding() {
        check(
            &RULE,
            expect![[r#"
                # Postmortem

                ## Timeline

                - 10:00 UTC - Down

                Issue Summary (that is often what executives will read) must contain:
                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: The assignment stands here, 5 lines of it

                Timeline (format bullet point, format: time) must contain:

                Be brief and straight to the point
            "#]],
        );
    }

    #[test]
    fn a_quoted_sentence_is_left_alone() {
        check(
            &RULE,
            expect![[r#"
                # Postmortem

                The brief says to be brief and straight to the point.

                ## Timeline

                - 10:00 UTC - Down
            "#]],
        );
    }

    #[test]
    fn the_paste_goes_and_nothing_else() {
        check_fix(
            &RULE,
            PASTED,
            expect![[r#"
            # Postmortem

            ## Issue Summary

            Down from 10:00 to 11:00 UTC.

            Requirements of the text, as they were handed out.

            ## Timeline

            - 10:00 UTC - Down
        "#]],
        );
    }
}
