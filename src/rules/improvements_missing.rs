//! `improvements-missing`: the corrective section does not say what can be improved.

use crate::profile::{Evidence, Role};
use crate::rules::{Findings, Finds, Group, Rule, Severity, unmet};
use crate::snapshot::Snapshot;
use crate::text::quoted;

pub static RULE: Rule = Rule {
    name: "improvements-missing",
    group: Group::Measures,
    finds: Finds::Absence,
    severity: Severity::Warning,
    docs: r#"The section on corrective measures says nothing of what can be improved, broadly.

A sentence or a label such as "Improvements" tells it. Nothing is said of a section that is missing, empty or untouched.

## Why

Tasks mend what broke this time. What can be improved is what the next outage of another kind will meet, too.

## Example

```markdown
## Corrective and Preventative Measures

Tasks:

- Rotate the access log daily.
```

## Fixed

```markdown
## Corrective and Preventative Measures

Disks should never fill up unseen.

Tasks:

- Rotate the access log daily.
```
"#,
    check,
    fixes: None,
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    let (roles, prompts) = (&[Role::Corrective], &["improve", "broadly"]);
    if let Some(section) = unmet::section(snapshot, Evidence::Improvements, roles, prompts) {
        findings
            .add(section.heading.span, format!("{} does not say what can be improved", quoted(&section.heading.text)));
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::testing::{check, check_no_fix};

    #[test]
    fn tasks_alone_are_no_improvements() {
        check(
            &RULE,
            expect![[r###"
                ## Corrective measures
                   ^^^^^^^^^^^^^^^^^^^ warning: "Corrective measures" does not say what can be improved

                - Rotate the log
                - Patch Nginx
            "###]],
        );
        check_no_fix(&RULE, "## Corrective measures\n\n- Rotate the log\n");
    }

    #[test]
    fn a_label_or_a_wish_tells_them() {
        for body in ["Improvements:\n\n- Disks", "- Improve monitoring", "We should test restores."] {
            let text = format!("## Corrective measures\n\n{body}\n");
            assert!(crate::rules::findings(&crate::testing::snapshot(&text), &[&RULE]).is_empty(), "{text}");
        }
    }
}
