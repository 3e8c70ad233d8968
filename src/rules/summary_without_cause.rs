//! `summary-without-cause`: the summary does not name the root cause.

use crate::profile::Role;
use crate::rewrite::scaffold;
use crate::rules::{Findings, Finds, Group, Rule, Severity};
use crate::snapshot::Snapshot;

pub static RULE: Rule = Rule {
    name: "summary-without-cause",
    group: Group::Summary,
    finds: Finds::Absence,
    severity: Severity::Warning,
    docs: r#"The summary does not name the root cause.

A text behind a label such as "Root cause:" names it, and so does a sentence that says what the outage was due to. The
section about the cause explains it; the summary needs one sentence of it.

## Why

Many readers stop after the summary. Without the cause they learn that something broke, and not what.

## Example

```markdown
## Issue Summary

- Duration: 14:30 to 16:45 UTC
- Impact: the checkout was down for 40% of users.
```

## Fixed

```markdown
## Issue Summary

- Duration: 14:30 to 16:45 UTC
- Impact: the checkout was down for 40% of users.
- Root cause: the certificate of the checkout had not been renewed.
```
"#,
    check,
    fixes: None,
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    let Some(summary) = scaffold::written(snapshot, Role::Summary) else { return };
    let answer = snapshot.postmortem().checklist.answer("summary_root_cause");
    if answer.is_none_or(|it| it.is_met()) || scaffold::awaits(snapshot, summary, &["cause", "reason"]) {
        return;
    }
    findings.add(summary.heading.span, "The summary does not name the root cause");
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::testing::{check, snapshot};

    #[test]
    fn a_summary_without_cause_is_marked_at_its_heading() {
        check(
            &RULE,
            expect![[r#"
                ## Issue Summary
                   ^^^^^^^^^^^^^ warning: The summary does not name the root cause

                The checkout was down from 14:30 to 16:45 UTC for 40% of users.

                ## Root cause and resolution

                The certificate had expired because nobody renews it.
            "#]],
        );
    }

    #[test]
    fn a_label_a_sentence_and_a_prompt_are_enough() {
        for summary in ["- Root cause: a full disk", "The checkout was down due to a full disk.", "Root cause: <cause>"]
        {
            let text = format!("## Issue Summary\n\n{summary}\n\nDown from 14:30 to 16:45 UTC.\n");
            assert!(crate::rules::findings(&snapshot(&text), &[&RULE]).is_empty(), "{text}");
        }
    }
}
