//! `fix-not-explained`: the section on the resolution does not tell how the issue was fixed.

use crate::profile::{Evidence, Role};
use crate::rules::{Findings, Finds, Group, Rule, Severity, unmet};
use crate::snapshot::Snapshot;
use crate::text::quoted;

pub static RULE: Rule = Rule {
    name: "fix-not-explained",
    group: Group::Measures,
    finds: Finds::Absence,
    severity: Severity::Warning,
    docs: r#"The section on the resolution does not tell how the issue was fixed.

Nothing is said of a section that is missing, empty or untouched: other rules do.

## Why

Whoever meets the same issue at night looks for the steps that ended it the last time.

## Example

```markdown
## Root Cause and Resolution

A verbose debug log had filled the disk of the primary database within nine days.
```

## Fixed

```markdown
## Root Cause and Resolution

A verbose debug log had filled the disk of the primary database within nine days.

The old logs were removed and PostgreSQL was restarted.
```
"#,
    check,
    fixes: None,
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    let (roles, prompts) = (&[Role::Resolution, Role::CauseAndResolution], &["fix", "resol", "solv"]);
    if let Some(section) = unmet::section(snapshot, Evidence::Fix, roles, prompts) {
        findings.add(
            section.heading.span,
            format!("{} does not tell how the issue was fixed", quoted(&section.heading.text)),
        );
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::testing::{check, check_no_fix};

    #[test]
    fn a_cause_alone_is_no_repair() {
        check(
            &RULE,
            expect![[r###"
                ## Root Cause and Resolution
                   ^^^^^^^^^^^^^^^^^^^^^^^^^ warning: "Root Cause and Resolution" does not tell how the issue was fixed

                The certificate of the login page had expired on Sunday without a warning.
            "###]],
        );
        check_no_fix(&RULE, "## Root Cause and Resolution\n\nThe certificate had expired.\n");
    }

    #[test]
    fn words_of_a_repair_are_enough() {
        check(
            &RULE,
            expect![[r###"
                ## Root Cause and Resolution

                The certificate had expired. A new one was installed at 11:00.
            "###]],
        );
    }

    #[test]
    fn a_prompt_waits() {
        check(
            &RULE,
            expect![[r###"
                ## Root Cause and Resolution

                The certificate had expired.

                <how it was fixed, in detail>
            "###]],
        );
    }
}
