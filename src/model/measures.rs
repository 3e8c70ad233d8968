//! The measures of an incident: from its start to the detection, to the mitigation and to the end.

use super::{Entry, Point, Postmortem};
use crate::profile::Phase;

/// What is known of an incident's course; times without a document that tells them are `None`.
///
/// TTD runs from the start of the impact to the first detection, TTM to the first mitigation, TTR to the end. Definitions
/// differ from team to team, so whoever shows one shows its formula.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Measures {
    /// The stated start, or else the first entry: minutes on the clock of the timeline.
    pub start: Option<i64>,
    /// The document states the start, so that a detection at that minute came at once.
    is_start_stated: bool,
    /// The first entry from the start on that tells of the detection.
    pub detected: Option<i64>,
    /// The first entry from the detection on that tells of a mitigation.
    pub mitigated: Option<i64>,
    /// The stated end, or else the last entry that tells of the resolution.
    pub end: Option<i64>,
}

impl Measures {
    pub fn of(postmortem: &Postmortem) -> Measures {
        let timed = || postmortem.timeline.entries.iter().filter_map(|it| Some((it.minute?, it)));
        let tells = |entry: &Entry, phase: Phase| entry.phases.contains(&phase);
        let first = timed().map(|it| it.0).next();
        let begins = || postmortem.milestones.iter().filter(|it| it.point == Point::Started);
        let dated = || begins().find_map(|it| postmortem.course.minute_at(&it.stamp, first));
        let stated = postmortem.course.start.or_else(dated);
        let Some(start) = stated.or(first) else { return Measures::default() };
        let first = |phase: Phase, from: i64| {
            timed().filter(|(minute, entry)| *minute >= from && tells(entry, phase)).map(|it| it.0).min()
        };
        let detected = first(Phase::Detected, start);
        let mitigated = first(Phase::Mitigated, detected.unwrap_or(start));
        let resolved = || timed().filter(|it| it.0 >= start && tells(it.1, Phase::Resolved)).map(|it| it.0).max();
        let end = postmortem.course.end.or_else(resolved);
        Measures { start: Some(start), is_start_stated: stated.is_some(), detected, mitigated, end }
    }

    /// Time to detect, in minutes. Where the timeline begins with the detection and nothing tells what came before it,
    /// there is none.
    pub fn to_detect(&self) -> Option<i64> {
        self.since_start(self.detected).filter(|it| *it > 0 || self.is_start_stated)
    }

    /// Time to mitigate, in minutes.
    pub fn to_mitigate(&self) -> Option<i64> {
        self.since_start(self.mitigated)
    }

    /// Time to resolve, in minutes.
    pub fn to_resolve(&self) -> Option<i64> {
        self.since_start(self.end)
    }

    fn since_start(&self, minute: Option<i64>) -> Option<i64> {
        Some(minute? - self.start?).filter(|it| *it >= 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::snapshot;

    #[track_caller]
    fn check(summary: &str, entries: &str, expected: [Option<i64>; 3]) {
        let text = format!("# Postmortem\n\n## Issue Summary\n\n{summary}\n\n## Timeline\n\n{entries}\n");
        let measures = Measures::of(snapshot(&text).postmortem());
        assert_eq!([measures.to_detect(), measures.to_mitigate(), measures.to_resolve()], expected, "{text}");
    }

    #[test]
    fn detection_and_end_are_counted_from_the_stated_start() {
        check(
            "Down from 14:00 to 16:00 UTC.",
            "- 14:10 UTC - A monitoring alert fired\n- 14:30 UTC - Escalated to the storage team\n- 16:10 UTC - Resolved",
            [Some(10), None, Some(120)],
        );
    }

    #[test]
    fn without_a_stated_outage_the_timeline_tells() {
        check(
            "Nobody could pay.",
            "- 23:50 UTC - A release went out\n- 23:55 UTC - Customers complained\n- 00:20 UTC - Service restored",
            [Some(5), None, Some(30)],
        );
    }

    #[test]
    fn a_timeline_that_begins_with_the_detection_tells_no_start() {
        let entries = "- 14:10 UTC - A monitoring alert fired\n- 16:00 UTC - Resolved";
        check("Nobody could pay.", entries, [None, None, Some(110)]);
        check("Down from 13:50 to 16:00 UTC.", entries, [Some(20), None, Some(130)]);
        check("Down from 14:10 to 16:00 UTC.", entries, [Some(0), None, Some(110)]);
        check("Outage started: 14:00 UTC", entries, [Some(10), None, Some(120)]);
    }

    #[test]
    fn what_is_not_told_is_not_measured() {
        check("Nobody could pay.", "- A release went out", [None, None, None]);
    }
}
