//! `too-short`: fewer words than the format asks for.

use crate::rewrite::{placement, scaffold};
use crate::rules::{Findings, Finds, Group, Rule, Severity};
use crate::snapshot::Snapshot;

pub static RULE: Rule = Rule {
    name: "too-short",
    group: Group::Structure,
    finds: Finds::Absence,
    severity: Severity::Information,
    docs: r#"The document has fewer words than its format asks for.

Words of prose count: no code, HTML, URLs or markup. Nothing is said of a document that has only a title, headings and
scaffolds: it is about to be written.

## Why

A reader who was not there needs to see what happened, why, and what will be done. Few words leave one of these out.

## Example

```markdown
# Postmortem: checkout was down

## Issue Summary

The checkout was down from 14:30 to 16:45 UTC for 40% of users.
```

## Fixed

```markdown
# Postmortem: checkout was down

## Issue Summary

The checkout was down from 14:30 to 16:45 UTC for 40% of users.

… 450 words …
```
"#,
    check,
    fixes: None,
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    let Some(range) = &snapshot.profile.words else { return };
    let words = snapshot.postmortem().words;
    if words >= *range.start() || !scaffold::is_begun(snapshot) {
        return;
    }
    let Some(place) = placement::of_document(snapshot) else { return };
    let unit = if words == 1 { "word" } else { "words" };
    findings.add(place, format!("{words} {unit}: the format asks for {} to {}", range.start(), range.end()));
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::testing::check;

    #[test]
    fn a_short_document_is_told_its_count_on_its_title() {
        check(
            &RULE,
            expect![[r#"
                # Postmortem: checkout was down
                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ information: 15 words: the format asks for 400 to 600

                ## Issue Summary

                The checkout was down from 14:30 to 16:45 UTC.
            "#]],
        );
    }

    #[test]
    fn a_document_that_nobody_has_begun_is_not_short() {
        check(
            &RULE,
            expect![[r#"
                # Postmortem: checkout was down

                ## Issue Summary

                - Duration: <start> to <end> <time zone> (<length>)

                ## Timeline
            "#]],
        );
        check(&RULE, expect![""]);
        check(
            &RULE,
            expect![[r#"
                # Postmortem
            "#]],
        );
    }
}
