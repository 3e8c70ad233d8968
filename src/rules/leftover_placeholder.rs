//! `leftover-placeholder`: a place of a template still waits for its text.

use crate::model::Section;
use crate::rules::{Findings, Rule, Severity, quoted, scaffold};
use crate::snapshot::Snapshot;

pub static RULE: Rule = Rule {
    name: "leftover-placeholder",
    severity: Severity::Warning,
    docs: r#"A place that a template left open still waits for its text: `[Date]`, `TBD`, `TODO`, `{{service}}`, `<how>`.

Nothing is said of the prompts in a section that holds its scaffold and nothing else: it was just inserted and waits for
its author. With the first line that somebody writes in it, each prompt that is left is a finding.

## Why

A reader cannot tell a fact that is unknown from one that was forgotten.

## Example

```markdown
## Issue Summary

The checkout was down on [Date] from 14:30 to 16:45 UTC.
```

## Fixed

```markdown
## Issue Summary

The checkout was down on 4 March 2024 from 14:30 to 16:45 UTC.
```
"#,
    check,
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    let postmortem = snapshot.postmortem();
    let waiting: Vec<&Section> = postmortem.sections.iter().filter(|it| scaffold::is_untouched(snapshot, it)).collect();
    for span in &postmortem.placeholders {
        if !waiting.iter().any(|it| it.body.contains(span.start)) {
            let words = snapshot.text().slice(*span);
            findings.add(*span, format!("{} still waits for its text", quoted(&words)));
        }
    }
}
