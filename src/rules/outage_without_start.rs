//! `outage-without-start`: the summary does not say when the outage began.

use crate::profile::Role;
use crate::rules::{Findings, Rule, Severity, scaffold};
use crate::snapshot::Snapshot;

pub static RULE: Rule = Rule {
    name: "outage-without-start",
    severity: Severity::Warning,
    docs: r#"The summary does not say when the outage began.

## Why

Nobody can tell how long users were affected, or line the outage up with graphs and logs, without knowing when it began.
The timeline holds many times, so the summary must name this one.

## Example

```markdown
## Issue Summary

The checkout was down for more than two hours.
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
    if outage.start.is_some() || scaffold::awaits(snapshot, summary, &["duration", "start", "began", "from", "time"]) {
        return;
    }
    let place = outage.place.unwrap_or(summary.heading.span);
    findings.add(place, "The summary does not say when the outage began");
}
