//! `missing-section`: one of the sections of the format is not there.

use crate::model::Postmortem;
use crate::profile::SectionSpec;
use crate::rules::{Findings, Rule, Severity, placement, quoted, scaffold};
use crate::snapshot::Snapshot;

pub static RULE: Rule = Rule {
    name: "missing-section",
    severity: Severity::Warning,
    docs: r#"A section that the format asks for is not there, under any of its names.

Root cause and resolution under two headings of their own count as the one section that holds both; where one of the two
is there, the other one is missing.

## Why

Readers look for a section by its name: an executive reads the summary, the next one on call reads the timeline. What is
missing is most often what was hardest to write.

## Example

```markdown
# Postmortem: checkout was down

## Issue Summary

The checkout was down from 14:30 to 16:45 UTC for 40% of users.

## Timeline

- 14:30 UTC - A monitoring alert reported errors.

## Corrective and Preventative Measures

- Add an alert on disk space.
```

## Fixed

```markdown
# Postmortem: checkout was down

## Issue Summary

The checkout was down from 14:30 to 16:45 UTC for 40% of users.

## Timeline

- 14:30 UTC - A monitoring alert reported errors.

## Root Cause and Resolution

A log that nobody rotated filled the disk. The log was removed and is now rotated every day.

## Corrective and Preventative Measures

- Add an alert on disk space.
```
"#,
    check,
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    let Some(place) = placement::of_document(snapshot) else { return };
    let postmortem = snapshot.postmortem();
    for spec in snapshot.profile.sections.iter().filter(|it| it.required).flat_map(|it| missing(postmortem, it)) {
        let message = format!("The section {} is missing", quoted(&spec.title));
        findings.add(place, message).fix = scaffold::insertion(snapshot, spec);
    }
}

/// What is missing of a section: nothing, all of it, or some of its parts.
fn missing<'a>(postmortem: &Postmortem, spec: &'a SectionSpec) -> Vec<&'a SectionSpec> {
    let is_there = |it: &SectionSpec| postmortem.section(it.role).is_some();
    if is_there(spec) {
        return Vec::new();
    }
    if !spec.parts.iter().any(is_there) {
        return vec![spec];
    }
    spec.parts.iter().filter(|it| !is_there(it)).collect()
}
