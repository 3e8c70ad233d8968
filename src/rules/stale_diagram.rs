//! `stale-diagram`: the diagram of the timeline shows other entries than the timeline has.

use crate::rewrite::diagram;
use crate::rules::{Findings, Finds, Fix, Group, Rule, Safety, Severity};
use crate::snapshot::Snapshot;
use crate::text::Span;

pub static RULE: Rule = Rule {
    name: "stale-diagram",
    group: Group::Timeline,
    finds: Finds::Presence,
    severity: Severity::Warning,
    docs: r#"The diagram between the marks `postmortem-timeline:begin` and `postmortem-timeline:end` is not the one that the
entries of the timeline draw.

What stands between the marks is drawn by a command and belongs to it: nothing is written there by hand.

## Why

A reader who sees two courses of the same incident believes neither.

## Example

````markdown
## Timeline

- 14:30 UTC - An alert fired
- 14:50 UTC - Escalated to the storage team

<!-- postmortem-timeline:begin -->
```mermaid
timeline
    title Incident
    14∶30 UTC : An alert fired
```
<!-- postmortem-timeline:end -->
````

## Fixed

````markdown
## Timeline

- 14:30 UTC - An alert fired
- 14:50 UTC - Escalated to the storage team

<!-- postmortem-timeline:begin -->
```mermaid
timeline
    title Incident
    14∶30 UTC : An alert fired
    14∶50 UTC : Escalated to the storage team
```
<!-- postmortem-timeline:end -->
````
"#,
    check,
    fixes: Some(|snapshot, _| {
        let edits = diagram::edit(snapshot).map(|it| vec![it]);
        edits
            .map(|edits| Fix { title: "Draw the diagram anew".into(), safety: Safety::Safe, edits })
            .into_iter()
            .collect()
    }),
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    let Some(place) = diagram::place(snapshot).filter(|_| diagram::is_stale(snapshot)) else { return };
    let mark = Span::new(place.start, place.start + diagram::BEGIN.len());
    findings.add(mark, "The diagram is not the one that the timeline draws");
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::testing::{check, check_fix};

    const STALE: &str = "# Incident\n\n## Timeline\n\n- 14:30 UTC - An alert fired\n\n<!-- postmortem-timeline:begin -->\n```mermaid\n\
        timeline\n```\n<!-- postmortem-timeline:end -->\n";

    #[test]
    fn a_diagram_without_an_entry_is_marked_and_drawn_anew() {
        check_fix(
            &RULE,
            STALE,
            expect![[r#"
                # Incident

                ## Timeline

                - 14:30 UTC - An alert fired

                <!-- postmortem-timeline:begin -->
                ```mermaid
                timeline
                    title Incident
                    14∶30 UTC : An alert fired
                ```
                <!-- postmortem-timeline:end -->
            "#]],
        );
    }

    #[test]
    fn other_diagrams_are_the_authors_own() {
        check(
            &RULE,
            expect![[r#"
                ## Timeline

                - 14:30 UTC - An alert fired

                ```mermaid
                timeline
                    14∶00 UTC : Something else
                ```
            "#]],
        );
    }
}
