//! `outage-without-end`: the summary does not say when the outage ended.

use crate::profile::{Evidence, Requirement};
use crate::rewrite::scaffold;
use crate::rules::{Findings, Finds, Group, Rule, Severity, unmet};
use crate::snapshot::Snapshot;

pub static RULE: Rule = Rule {
    name: "outage-without-end",
    group: Group::Summary,
    finds: Finds::Absence,
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
    fixes: None,
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    let asks = |it: &Requirement| it.evidence == Evidence::OutageEnd;
    let Some((section, name)) = unmet::teller(snapshot, asks) else { return };
    let outage = &snapshot.postmortem().outage;
    if outage.end.is_some() || scaffold::awaits(snapshot, section, &["duration", "end", "ended", "from", "time"]) {
        return;
    }
    let place = outage.place.unwrap_or(section.heading.span);
    findings.add(place, format!("{name} does not say when the outage ended"));
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::testing::check;

    #[test]
    fn a_start_alone_is_marked() {
        check(
            &RULE,
            expect![[r#"
                ## Issue Summary

                - Start time: 14:30 UTC
                  ^^^^^^^^^^^^^^^^^^^^^ warning: The summary does not say when the outage ended
                - Impact: the checkout was down for 40% of users
            "#]],
        );
    }

    #[test]
    fn an_end_in_prose_is_found() {
        check(
            &RULE,
            expect![[r#"
                ## Issue Summary

                The checkout went down at 14:30 UTC. At 16:45 UTC the service was restored.
            "#]],
        );
    }
}
