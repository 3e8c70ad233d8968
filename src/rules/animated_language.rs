//! `animated-language`: the text shouts where it might measure.

use crate::profile::Objection;
use crate::rules::{Diagnostic, Findings, Finds, Fix, Group, Rule, Safety, Severity};
use crate::snapshot::Snapshot;
use crate::text::{Edit, quoted};

pub static RULE: Rule = Rule {
    name: "animated-language",
    group: Group::Language,
    finds: Finds::Presence,
    severity: Severity::Hint,
    docs: r#"The text shouts: "nightmare", "ridiculous", `!!`, a sentence in capitals.

Off for the ALX format, whose assignment asks for humour. Quotations, code and links are not looked at. A profile adds
words under `[wording]` as `animated`, and takes some out as `allowed`.

## Why

A reader who was not there cannot tell how bad a "nightmare" was. A number tells it, and lets nobody feel accused.

## Example

```markdown
## Issue Summary

The checkout was down for everybody!!!
```

## Fixed

```markdown
## Issue Summary

The checkout was down for everybody.
```
"#,
    check,
    fixes: Some(fixes),
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    for remark in snapshot.postmortem().remarks.iter().filter(|it| it.objection == Objection::Animated) {
        let words = snapshot.text().slice(remark.span);
        let message = match words.chars().any(char::is_alphanumeric) {
            true => format!("{} is loud: a number would tell how bad it was", quoted(&words)),
            false => format!("{} shouts", quoted(&words)),
        };
        findings.add(remark.span, message);
    }
}

/// Many exclamation marks become a full stop.
fn fixes(snapshot: &Snapshot, finding: &Diagnostic) -> Vec<Fix> {
    if !snapshot.text().slice(finding.span).chars().all(|it| it == '!') {
        return Vec::new();
    }
    let edits = vec![Edit::replace(finding.span, ".")];
    vec![Fix { title: "Write a full stop".into(), safety: Safety::ForReview, edits }]
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::testing::{check, check_fix, check_no_fix};

    #[test]
    fn loud_words_and_marks_are_found() {
        check(
            &RULE,
            expect![[r#"
                ## Issue Summary

                A nightmare! THEN EVERYTHING WENT DOWN AT ONCE!!
                  ^^^^^^^^^ hint: "nightmare" is loud: a number would tell how bad it was
                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ hint: "THEN EVERYTHING WENT DOWN AT ONCE" is loud: a number would tell how bad it was
                                                              ^^ hint: "!!" shouts
            "#]],
        );
        check_no_fix(&RULE, "## Issue Summary\n\nIt was a nightmare.\n");
    }

    #[test]
    fn abbreviations_and_quotations_are_quiet() {
        check(
            &RULE,
            expect![[r#"
                ## Issue Summary

                The AWS EC2 API in US EAST was down! A user wrote "what a nightmare!!".
            "#]],
        );
    }

    #[test]
    fn many_marks_become_a_full_stop() {
        check_fix(
            &RULE,
            "## Issue Summary\n\nEverything was down!!!\n",
            expect![[r#"
                ## Issue Summary

                Everything was down.
            "#]],
        );
    }
}
