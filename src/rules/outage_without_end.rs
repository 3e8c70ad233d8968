//! `outage-without-end`: the summary does not say when the outage ended.

use crate::profile::Role;
use crate::rules::{Findings, Rule, Severity, scaffold};
use crate::snapshot::Snapshot;

pub static RULE: Rule = Rule {
    name: "outage-without-end",
    severity: Severity::Warning,
    docs: r#"The summary does not say when the outage ended.

## Why

Without the end nobody can tell how long users were affected, or whether they still are. The timeline holds many times,
so the summary must name this one.

## Example

```markdown
## Issue Summary

The checkout was down from 14:30 UTC on.
```

## Fixed

```markdown
## Issue Summary

The checkout was down from 14:30 to 16:45 UTC.
```
"#,
    check,
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    let Some(summary) = scaffold::written(snapshot, Role::Summary) else { return };
    let outage = &snapshot.postmortem().outage;
    if outage.end.is_some() || scaffold::awaits(snapshot, summary, &["duration", "end", "ended", "from", "time"]) {
        return;
    }
    let place = outage.place.unwrap_or(summary.heading.span);
    findings.add(place, "The summary does not say when the outage ended");
}
