//! `tasks-missing`: the corrective section lists nothing to do.

use crate::profile::{Evidence, Role};
use crate::rules::{Findings, Finds, Group, Rule, Severity, unmet};
use crate::snapshot::Snapshot;
use crate::text::quoted;

pub static RULE: Rule = Rule {
    name: "tasks-missing",
    group: Group::Measures,
    finds: Finds::Absence,
    severity: Severity::Warning,
    docs: r#"The section on corrective measures holds no list of tasks.

## Why

A plan in prose is hard to hand out and hard to tick off. What is not listed is rarely done, and the same outage comes
again.

## Example

```markdown
## Corrective and Preventative Measures

We will watch the disks more closely from here on.
```

## Fixed

```markdown
## Corrective and Preventative Measures

We will watch the disks more closely from here on.

- Add an alert on disk space above 80%.
- Rotate the access log every day.
```
"#,
    check,
    fixes: None,
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    let prompts = &["task", "verb", "specific"];
    let Some(section) = unmet::section(snapshot, Evidence::Tasks, &[Role::Corrective], prompts) else { return };
    // A list of one is short, but a list.
    if snapshot.postmortem().actions.is_empty() {
        findings.add(section.heading.span, format!("{} lists no tasks", quoted(&section.heading.text)));
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::rules;
    use crate::testing::{check, snapshot};

    #[test]
    fn measures_in_prose_are_no_tasks() {
        check(
            &RULE,
            expect![[r###"
                ## Corrective and Preventative Measures
                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: "Corrective and Preventative Measures" lists no tasks

                We will watch the disks more closely.
            "###]],
        );
    }

    #[test]
    fn items_numbered_lines_and_checkboxes_are_tasks() {
        for list in ["- Rotate logs", "1. Rotate logs", "- [ ] Rotate logs"] {
            let text = format!("## Corrective measures\n\n{list}\n");
            assert!(rules::findings(&snapshot(&text), &[&RULE]).is_empty(), "{list}");
        }
    }
}
