//! `cause-not-explained`: the section on the cause does not explain what broke.

use crate::profile::{Evidence, Role};
use crate::rules::{Findings, Finds, Group, Rule, Severity, unmet};
use crate::snapshot::Snapshot;
use crate::text::quoted;

pub static RULE: Rule = Rule {
    name: "cause-not-explained",
    group: Group::Measures,
    finds: Finds::Absence,
    severity: Severity::Warning,
    docs: r#"The section on the cause holds no sentence that explains what was causing the issue.

A sentence that only tells the repair is none, and neither is a label or a line of a few words. Nothing is said of a
section that is missing, empty or untouched: other rules do.

## Why

Measures follow from causes. "The server was down" is the symptom that everybody saw; what let it happen is what the
document is written for.

## Example

```markdown
## Root Cause and Resolution

A full disk.

We removed the old logs and restarted the service.
```

## Fixed

```markdown
## Root Cause and Resolution

A verbose debug log had filled the disk of the primary database within nine days.

We removed the old logs and restarted the service.
```
"#,
    check,
    fixes: None,
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    let (roles, prompts) = (&[Role::Cause, Role::CauseAndResolution], &["caus", "why", "reason"]);
    if let Some(section) = unmet::section(snapshot, Evidence::Cause, roles, prompts) {
        findings.add(section.heading.span, format!("{} does not explain the cause", quoted(&section.heading.text)));
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::testing::{check, check_no_fix};

    #[test]
    fn a_repair_alone_is_no_cause() {
        check(
            &RULE,
            expect![[r###"
                ## Root Cause and Resolution
                   ^^^^^^^^^^^^^^^^^^^^^^^^^ warning: "Root Cause and Resolution" does not explain the cause

                We fixed the configuration of the load balancer at 11:00.
            "###]],
        );
        check_no_fix(&RULE, "## Root Cause\n\nA full disk.\n");
    }

    #[test]
    fn a_sentence_about_the_cause_is_enough_and_a_prompt_waits() {
        for body in [
            "The certificate had expired on Sunday without a warning.",
            "<what was causing the issue, in detail>\n\nFixed.",
        ] {
            let text = format!("## Root Cause and Resolution\n\n{body}\n");
            assert!(crate::rules::findings(&crate::testing::snapshot(&text), &[&RULE]).is_empty(), "{text}");
        }
    }

    #[test]
    fn a_section_that_is_missing_or_empty_has_other_findings() {
        check(
            &RULE,
            expect![[r###"
                ## Timeline

                - 10:00 - Down

                ## Root Cause and Resolution
            "###]],
        );
    }
}
