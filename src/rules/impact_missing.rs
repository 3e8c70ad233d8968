//! `impact-missing`: the summary does not say what was down or slow, nor what users saw of it.

use crate::rewrite::scaffold;
use crate::rules::{Findings, Finds, Group, Rule, Severity, unmet};
use crate::snapshot::Snapshot;

pub static RULE: Rule = Rule {
    name: "impact-missing",
    group: Group::Summary,
    finds: Finds::Absence,
    severity: Severity::Warning,
    docs: r#"The summary does not say what was down or slow, nor what users saw of it.

Where the format has a section for the impact, that section is asked. A text behind a label such as "Impact:" tells it,
and so does any sentence that names what went wrong for users.

## Why

The impact is why the postmortem is written. Who reads nothing but the summary has to learn from it what happened to
users, not only that something happened.

## Example

```markdown
## Issue Summary

- Duration: 14:30 to 16:45 UTC
- Root cause: a certificate of the checkout had not been renewed.
```

## Fixed

```markdown
## Issue Summary

- Duration: 14:30 to 16:45 UTC
- Impact: the checkout was down, and 40% of users saw an error page.
- Root cause: a certificate of the checkout had not been renewed.
```
"#,
    check,
    fixes: None,
};

/// Words of a prompt that the impact is still to be told by.
const AWAITED: &[&str] = &["impact", "affected", "users", "service", "symptom"];

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    let Some((section, name)) = unmet::teller(snapshot, |it| it.id == "impact") else { return };
    let answer = snapshot.postmortem().checklist.answer("impact");
    if answer.is_none_or(|it| it.is_met()) || scaffold::awaits(snapshot, section, AWAITED) {
        return;
    }
    findings.add(section.heading.span, format!("{name} does not say what was down or slow, or what users saw"));
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::testing::check;

    #[test]
    fn a_summary_of_times_and_cause_alone_is_found() {
        check(
            &RULE,
            expect![[r#"
                ## Issue Summary
                   ^^^^^^^^^^^^^ warning: The summary does not say what was down or slow, or what users saw

                On May 3 from 14:30 to 16:45 UTC the team worked on the database.
            "#]],
        );
    }

    #[test]
    fn a_label_or_a_sentence_tells_the_impact() {
        for summary in ["- Impact: the checkout", "Users could not pay from 14:30 to 16:45 UTC."] {
            let text = format!("## Issue Summary\n\n{summary}\n");
            assert!(crate::rules::findings(&crate::testing::snapshot(&text), &[&RULE]).is_empty(), "{text}");
        }
    }

    #[test]
    fn a_format_with_a_section_for_the_impact_asks_that_one() {
        check(
            &RULE,
            expect![[r##"
                <!-- postmortem-profile: google-sre -->

                # Postmortem

                ## Summary

                On 4 March 2024 the certificate had expired.

                ## Impact
                   ^^^^^^ warning: "Impact" does not say what was down or slow, or what users saw

                It was so from 14:30 to 16:45 UTC.

                ## Root Causes

                A certificate of the checkout had not been renewed.
            "##]],
        );
    }

    #[test]
    fn a_prompt_for_the_impact_an_empty_and_a_missing_summary_have_other_findings() {
        for text in [
            "## Issue Summary\n\n- Duration: 14:30 to 16:45 UTC\n- Impact: <service>\n",
            "## Issue Summary\n\n## Timeline\n\n- 14:30 - An alert\n",
            "## Timeline\n\n- 14:30 - An alert\n",
        ] {
            assert!(crate::rules::findings(&crate::testing::snapshot(text), &[&RULE]).is_empty(), "{text}");
        }
    }
}
