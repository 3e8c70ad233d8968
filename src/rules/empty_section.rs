//! `empty-section`: a heading with nothing under it.

use crate::rules::{Findings, Fix, Rule, Safety, Severity, quoted, scaffold};
use crate::snapshot::Snapshot;

pub static RULE: Rule = Rule {
    name: "empty-section",
    severity: Severity::Warning,
    docs: r#"A section has a heading and nothing under it.

Comments and rules are nothing. A section that holds its parts under headings of their own is not empty.

## Why

An empty section looks like one that has been dealt with, and says nothing.

## Example

```markdown
## Issue Summary

The checkout was down from 14:30 to 16:45 UTC for 40% of users.

## Timeline
```

## Fixed

```markdown
## Issue Summary

The checkout was down from 14:30 to 16:45 UTC for 40% of users.

## Timeline

- 14:30 UTC - A monitoring alert reported errors.
```
"#,
    check,
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    for section in snapshot.postmortem().sections.iter().filter(|it| scaffold::is_empty(snapshot, it)) {
        let name = quoted(&section.heading.text);
        findings.add(section.heading.span, format!("The section {name} is empty")).fix =
            scaffold::filling(snapshot, section).map(|edit| Fix {
                title: format!("Insert what {name} must tell"),
                safety: Safety::Safe,
                edits: vec![edit],
            });
    }
}
