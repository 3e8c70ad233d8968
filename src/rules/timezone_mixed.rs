//! `timezone-mixed`: times of one document are told by clocks that differ.

use crate::clock::{Date, Stamp, Zone};
use crate::model::NamedZone;
use crate::rewrite::conversion::{Old, converted};
use crate::rules::{Diagnostic, Findings, Finds, Fix, Group, Rule, Safety, Severity};
use crate::snapshot::Snapshot;
use crate::text::quoted;

pub static RULE: Rule = Rule {
    name: "timezone-mixed",
    group: Group::Timeline,
    finds: Finds::Presence,
    severity: Severity::Warning,
    docs: r#"Times of one document are told by clocks that differ.

GMT and UTC are one clock. A time that is told twice, "14:00 UTC (10:00 EDT)", and an offset beside a name say how the
two clocks go together, and then both may be used.

## Why

The order of events, the length of the outage and the time to detect it are read off the times. With two clocks all of
them are wrong by whole hours, unless the reader notices.

## Example

```markdown
## Timeline

- 14:30 UTC - A monitoring alert reported errors.
- 10:45 EDT - The on-call engineer restarted the service.
- 15:10 UTC - The rollback ended the errors.
```

## Fixed

```markdown
## Timeline

- 14:30 UTC - A monitoring alert reported errors.
- 14:45 UTC - The on-call engineer restarted the service.
- 15:10 UTC - The rollback ended the errors.
```
"#,
    check,
    fixes: Some(fixes),
};

/// All times on the clock of the many.
fn fixes(snapshot: &Snapshot, _: &Diagnostic) -> Vec<Fix> {
    let places = places(snapshot);
    let Some((main, _)) = main(&places) else { return Vec::new() };
    let title = format!("Convert all times to {}", quoted(&main.zone.name));
    let edits = converted(snapshot, &main.zone, Old::Replaced).ok().filter(|it| !it.is_empty());
    edits.map(|edits| Fix { title, safety: Safety::ForReview, edits }).into_iter().collect()
}

/// Where a zone stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Summary,
    Heading,
    Entry,
}

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    let postmortem = snapshot.postmortem();
    let places = places(snapshot);
    let Some((main, is_in)) = main(&places) else { return };
    let usual = postmortem.day();
    let mut said: Vec<(&Zone, Place)> = Vec::new();
    for (named, place) in &places {
        let date = named.date.filter(|it| it.year.is_some()).or(usual);
        let is_known = said.iter().any(|(zone, at)| at == place && zone.same_clock(&named.zone));
        let is_season = named.zone.is_other_season_of(&main.zone);
        if is_known || is_season || !named.zone.differs(&main.zone, date) || is_told(snapshot, named, main, date) {
            continue;
        }
        said.push((&named.zone, *place));
        let (own, other) = (quoted(&named.zone.name), quoted(&main.zone.name));
        let found = findings.add(named.span, format!("{own} here, {other} {}", elsewhere(is_in, *place)));
        found.related.push((main.span, format!("{other} here")));
    }
}

/// The zones beside the times of the outage and of the entries, and that of the timeline.
fn places(snapshot: &Snapshot) -> Vec<(&NamedZone, Place)> {
    let postmortem = snapshot.postmortem();
    let (outage, timeline) = (&postmortem.outage, &postmortem.timeline);
    let stamped = |it: &Option<Stamp>| it.as_ref().and_then(|it| it.zone_span);
    let stated = [stamped(&outage.start), stamped(&outage.end), outage.zone.as_ref().map(|it| it.1)];
    let mut entries = timeline.entries.iter().filter_map(|it| it.stamp.as_ref()?.zone_span).peekable();
    let mut place = |it: &NamedZone| {
        while entries.peek().is_some_and(|entry| entry.start < it.span.start) {
            entries.next();
        }
        match Some(it.span) {
            span if stated.contains(&span) => Some(Place::Summary),
            span if entries.peek().copied() == span => Some(Place::Entry),
            span if timeline.zone_span == span => Some(Place::Heading),
            _ => None,
        }
    };
    postmortem.zones.iter().filter_map(|it| Some((it, place(it)?))).collect()
}

/// Whether the document says how the two clocks go together. A range from one zone to another says nothing.
fn is_told(snapshot: &Snapshot, named: &NamedZone, main: &NamedZone, date: Option<Date>) -> bool {
    let outage = &snapshot.postmortem().outage;
    let zones = |it: &Option<Stamp>| it.as_ref().and_then(|it| it.zone_span);
    let is_range = zones(&outage.start) == Some(main.span) && zones(&outage.end) == Some(named.span);
    !is_range && snapshot.postmortem().tells_together(&named.zone, &main.zone, date)
}

/// The zone that most entries name, else the timeline's, else the first; and where it stands.
fn main<'a>(places: &[(&'a NamedZone, Place)]) -> Option<(&'a NamedZone, Place)> {
    let mut counts: Vec<(usize, (&NamedZone, Place))> = Vec::new();
    for it in places.iter().filter(|it| it.1 == Place::Entry) {
        match counts.iter_mut().find(|(_, (other, _))| other.zone.same_clock(&it.0.zone)) {
            Some((count, _)) => *count += 1,
            None => counts.push((1, *it)),
        }
    }
    let most = counts.iter().rev().max_by_key(|it| it.0).map(|it| it.1);
    most.or_else(|| places.iter().find(|it| it.1 == Place::Heading).or(places.first()).copied())
}

fn elsewhere(main: Place, own: Place) -> &'static str {
    match (main, own) {
        (Place::Entry, Place::Entry) => "beside other entries",
        (Place::Entry, _) => "beside the entries",
        (Place::Heading, _) => "for the timeline",
        (Place::Summary, _) => "beside the other time",
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::rules;
    use crate::testing::{check, check_fix, snapshot};

    #[test]
    fn the_clock_of_the_few_is_marked_once() {
        check(
            &RULE,
            expect![[r#"
                ## Timeline

                - 14:30 CAT - An alert
                - 08:45 EDT - Restarted
                        ^^^ warning: "EDT" here, "CAT" beside other entries
                - 08:50 EDT - Restarted again
                - 15:10 CAT - Rolled back
                - 15:20 CAT - Up
            "#]],
        );
    }

    #[test]
    fn summary_and_heading_are_held_against_the_entries() {
        check(
            &RULE,
            expect![[r#"
                ## Issue Summary

                Down from 14:30 to 15:20 WAT.
                                         ^^^ warning: "WAT" here, "UTC" beside the entries

                ## Timeline (all times in Pacific Time)
                                          ^^^^^^^^^^^^ warning: "Pacific Time" here, "UTC" beside the entries

                - 14:30 UTC - An alert
                - 15:20 UTC - Up
            "#]],
        );
        check(
            &RULE,
            expect![[r#"
                ## Issue Summary

                Down from 14:30 EST to 15:20 UTC.
                                             ^^^ warning: "UTC" here, "EST" beside the other time
            "#]],
        );
    }

    #[test]
    fn all_times_are_put_on_the_clock_of_the_many() {
        check_fix(
            &RULE,
            "## Timeline\n\n- 14:30 CAT - An alert\n- 08:45 EDT - Restarted\n- 15:10 CAT - Up\n",
            expect![[r#"
                ## Timeline

                - 14:30 CAT - An alert
                - 14:45 CAT - Restarted
                - 15:10 CAT - Up
            "#]],
        );
    }

    #[test]
    fn one_clock_by_two_names_and_two_told_together_are_fine() {
        for (summary, zone) in [
            ("14:30 to 15:20 GMT", "UTC"),
            ("14:30 to 15:20 PT on June 12, 2024", "PDT"),
            ("14:30 UTC (10:30 EDT) to 15:20 UTC", "EDT"),
            ("14:30 to 15:20 EAT (UTC+3)", "UTC"),
            ("14:30 to 15:20 WAT", "GMT+1"),
            ("14:30 to 15:20 CST", "UTC+8"),
            ("14:30 to 15:20 PST on June 12, 2024", "PDT"),
        ] {
            let text =
                format!("## Issue Summary\n\nDown from {summary}.\n\n## Timeline\n\n- 10:30 {zone} - An alert\n");
            assert!(rules::findings(&snapshot(&text), &[&RULE]).is_empty(), "{text}");
        }
    }
}
