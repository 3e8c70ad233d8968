//! `detection-without-source`: the timeline does not tell how the incident was detected.

use crate::profile::Phase;
use crate::rules::{Findings, Finds, Group, Rule, Severity, unmet};
use crate::snapshot::Snapshot;
use crate::text::Span;

pub static RULE: Rule = Rule {
    name: "detection-without-source",
    group: Group::Timeline,
    finds: Finds::Absence,
    severity: Severity::Warning,
    docs: r#"The timeline does not tell how the incident was detected: by an alert, by an engineer or by a customer.

## Why

An outage that customers report first is one that the monitoring missed.

## Example

```markdown
## Timeline

- 14:30 UTC - The issue was detected.
- 14:45 UTC - The cache was restarted.
```

## Fixed

```markdown
## Timeline

- 14:30 UTC - The issue was detected by a monitoring alert.
- 14:45 UTC - The cache was restarted.
```
"#,
    check,
    fixes: None,
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    let Some(untold) = unmet::source(snapshot) else { return };
    let text = snapshot.text();
    let entries = &snapshot.postmortem().timeline.entries;
    let detection = entries.iter().find(|it| it.phases.contains(&Phase::Detected) && !it.event.is_empty());
    let place = detection.map_or(untold.timeline.heading.span, |it| {
        let line = text.line(text.line_of(it.event.start));
        Span::new(it.event.start, it.event.end.min(line.end))
    });
    findings.add(place, untold.message());
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::testing::check;

    #[test]
    fn a_detection_by_nobody_is_marked_where_it_stands() {
        check(
            &RULE,
            expect![[r#"
                ## Timeline

                - 14:00 UTC - The disk was full.
                - 14:30 UTC - The issue was detected.
                              ^^^^^^^^^^^^^^^^^^^^^^^ warning: The timeline does not tell how it was detected
            "#]],
        );
    }

    #[test]
    fn alerts_engineers_and_customers_are_sources() {
        for source in ["by an alert", "by an engineer", "after a customer had called"] {
            let text = format!("## Timeline\n\n- 14:30 UTC - The issue was detected {source}.\n");
            assert!(crate::rules::findings(&crate::testing::snapshot(&text), &[&RULE]).is_empty(), "{source}");
        }
    }
}
