//! Times to detect, mitigate and repair that a document states itself, and the points that they are measured between.

use super::line::glance::Has;
use super::outline::Outline;
use super::reading::At;
use super::{Entry, Measure, Milestone, Point, Postmortem, Stated};
use crate::clock::{self, DAY, Length, Stamp};
use crate::profile::{Phase, key};

/// What follows `time to` in a label, as word beginnings, and the measure that it names.
static TIME_TO: &[(&str, Measure)] = &[
    ("detect", Measure::Detect),
    ("acknowledg", Measure::Acknowledge),
    ("engage", Measure::Acknowledge),
    ("mitigat", Measure::Mitigate),
    ("repair", Measure::Repair),
    ("recover", Measure::Repair),
    ("restor", Measure::Repair),
    ("fix", Measure::Repair),
    ("resol", Measure::Resolve),
];

static ABBREVIATIONS: &[(&str, Measure)] =
    &[("ttd", Measure::Detect), ("tta", Measure::Acknowledge), ("ttm", Measure::Mitigate), ("ttr", Measure::Resolve)];

/// The words in front of a time that say what happened at it.
static POINTS: &[(&[&str], Point)] = &[
    (
        &["started", "incident started", "outage started", "impact started", "incident start", "start of impact"],
        Point::Started,
    ),
    (&["first detected", "detected", "incident detected", "first alert"], Point::Detected),
    (&["declared", "incident declared", "acknowledged"], Point::Declared),
    (&["mitigated", "incident mitigated"], Point::Mitigated),
    (&["repaired", "fixed", "recovered"], Point::Repaired),
    (&["resolved", "incident resolved"], Point::Resolved),
];

/// The measures in the order of the document; a label without a length (`Time to detection: ?`) states none.
pub(super) fn read(lines: &[At], outline: &Outline) -> Vec<Stated> {
    let measures = lines.iter().filter(|it| it.has(Has::MEASURE) && it.is_written(outline.in_fence));
    measures.filter_map(|it| stated(*it)).collect()
}

fn stated(at: At) -> Option<Stated> {
    let (measure, label) = (at.line.measure?, at.line.label.as_ref()?);
    let length = clock::length(at.text(label.rest))?.shifted(at.place(label.rest).start);
    Some(Stated { measure, minutes: length.minutes, span: length.span, length })
}

/// The measure that a label names.
pub(super) fn measure(key: &str) -> Option<Measure> {
    if let Some((_, measure)) = ABBREVIATIONS.iter().find(|(short, _)| key == *short) {
        return Some(*measure);
    }
    let rest = key.strip_prefix("mean ").unwrap_or(key).strip_prefix("time to ")?;
    TIME_TO.iter().find(|(word, _)| rest.starts_with(word)).map(|(_, measure)| *measure)
}

/// The milestones in the order of the document.
pub(super) fn milestones(lines: &[At], outline: &Outline) -> Vec<Milestone> {
    let points = lines.iter().filter(|it| it.has(Has::POINT) && it.is_written(outline.in_fence));
    points.filter_map(|it| milestone(*it)).collect()
}

fn milestone(at: At) -> Option<Milestone> {
    Some(Milestone { point: at.line.point?, stamp: at.stamp(at.line.stamps.first()?) })
}

/// What the words before a time say was reached at it.
pub(super) fn point(before: &str) -> Option<Point> {
    // A label is short.
    let key = (before.len() < 40).then(|| key(before)).filter(|it| !it.is_empty())?;
    POINTS.iter().find(|(names, _)| names.contains(&key.as_str())).map(|it| it.1)
}

/// What lies between two times of a document.
#[derive(Clone, Copy, Debug)]
pub struct Between<'a> {
    pub start: &'a Stamp,
    pub end: &'a Stamp,
    pub minutes: i64,
}

impl Postmortem {
    /// What the outage took by its times, where its stated length cannot mean that.
    pub fn length_mismatch(&self) -> Option<(Length, Between<'_>)> {
        let outage = &self.outage;
        let length = outage.length.filter(|_| outage.is_length_sure)?;
        let (start, end) = (outage.start.as_ref()?, outage.end.as_ref()?);
        let minutes = outage.computed_minutes().filter(|it| *it >= 0)?;
        let is_open = start.date.is_none() || end.date.is_none();
        // Without dates, whole days are left out of the times.
        let days = if is_open { length.minutes.div_euclid(DAY) * DAY } else { 0 };
        let is_vague = start.approximate || end.approximate;
        let length = if is_vague { length.hedged() } else { length };
        let has_marks = |it: &Stamp| it.style.mark.is_some() || it.time.is_some_and(|it| it.hour > 12);
        let is_twelve = !has_marks(start) || !has_marks(end);
        let may_mean = length.may_mean(minutes + days) || is_twelve && length.may_mean((minutes + DAY / 2) % DAY);
        (!may_mean).then_some((length, Between { start, end, minutes }))
    }

    /// What a measure took by the milestones, else by the times of the outage and the timeline, where the stated length
    /// fits no two of them. Nothing where a milestone is told twice.
    pub fn measure_mismatch(&self, stated: &Stated) -> Option<Between<'_>> {
        let (starts, ends) = if self.milestones.is_empty() { self.told(stated) } else { self.dated(stated) };
        let (start, end) = (*starts.first()?, *ends.first()?);
        let minutes = minutes_between(start, end).filter(|it| *it >= 0)?;
        let mut pairs = starts.iter().flat_map(|start| ends.iter().map(move |end| (start, end)));
        let may_mean =
            pairs.any(|(start, end)| minutes_between(start, end).is_none_or(|it| stated.length.may_mean(it)));
        (!may_mean).then_some(Between { start, end, minutes })
    }

    /// The milestones that a measure may begin and end with, the likeliest first.
    fn dated(&self, stated: &Stated) -> (Vec<&Stamp>, Vec<&Stamp>) {
        let (starts, ends): (&[Point], &[Point]) = match stated.measure {
            Measure::Detect => (&[Point::Started], &[Point::Detected]),
            Measure::Acknowledge => (&[Point::Started, Point::Detected], &[Point::Declared]),
            Measure::Mitigate => (&BEGINNINGS, &[Point::Mitigated]),
            Measure::Repair => (&BEGINNINGS, &[Point::Repaired]),
            Measure::Resolve => (&BEGINNINGS, &[Point::Resolved]),
        };
        let stamps = |points: &[Point]| -> Vec<&Stamp> {
            let mut found: Vec<&Milestone> = self.milestones.iter().filter(|it| points.contains(&it.point)).collect();
            found.sort_by_key(|it| points.iter().position(|point| *point == it.point));
            found.into_iter().map(|it| &it.stamp).collect()
        };
        (stamps(starts), stamps(ends))
    }

    /// The times of the outage and of the timeline that a measure may begin and end with.
    fn told(&self, stated: &Stated) -> (Vec<&Stamp>, Vec<&Stamp>) {
        let entries = |phases: &'static [Phase]| {
            let tells = move |it: &&Entry| it.phases.iter().any(|it| phases.contains(it));
            self.timeline.entries.iter().filter(tells).filter_map(|it| it.stamp.as_ref())
        };
        let Some(start) = &self.outage.start else { return (Vec::new(), Vec::new()) };
        let first = self.timeline.entries.iter().find_map(|it| it.stamp.as_ref());
        let mut starts: Vec<&Stamp> = std::iter::once(start).chain(first).collect();
        let ends = match stated.measure {
            Measure::Detect => entries(&[Phase::Detected]).collect(),
            // When somebody began to work is not told by a word.
            Measure::Acknowledge => Vec::new(),
            Measure::Mitigate | Measure::Repair | Measure::Resolve => {
                starts.extend(entries(&[Phase::Detected]));
                self.outage.end.iter().chain(entries(&[Phase::Mitigated, Phase::Resolved])).collect()
            }
        };
        (starts, ends)
    }
}

static BEGINNINGS: [Point; 3] = [Point::Started, Point::Detected, Point::Declared];

/// From one time to another; over at most one midnight where one of them has no date. Nothing where their zones differ.
fn minutes_between(start: &Stamp, end: &Stamp) -> Option<i64> {
    let is_one_clock = start.zone.as_ref().zip(end.zone.as_ref()).is_none_or(|(first, last)| first.same_clock(last));
    let difference = end.time?.minutes() - start.time?.minutes();
    let minutes = match start.date.zip(end.date) {
        Some((first, last)) => first.days_until(last)? * DAY + difference,
        None => difference.rem_euclid(DAY),
    };
    is_one_clock.then_some(minutes)
}
