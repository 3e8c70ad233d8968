//! `tasks-missing`: the corrective section lists nothing to do.

use crate::profile::Role;
use crate::rules::{Findings, Rule, Severity, quoted, scaffold};
use crate::snapshot::Snapshot;

pub static RULE: Rule = Rule {
    name: "tasks-missing",
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
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    let Some(section) = scaffold::written(snapshot, Role::Corrective) else { return };
    if snapshot.postmortem().actions.is_empty() {
        findings.add(section.heading.span, format!("{} lists no tasks", quoted(&section.heading.text)));
    }
}
