//! The course of an incident on the clock of its timeline: where the stated start and end lie on it, and on which days.

use super::{Entry, Outage, Postmortem, Timeline};
use crate::clock::{DAY, Date, Stamp, Zone};

/// All minutes count from the midnight before the first entry, as [`Entry::minute`] does; where there is no entry, from
/// the midnight before the stated start.
#[derive(Clone, Copy, Debug, Default)]
pub struct Course {
    /// The start stated in the summary.
    pub start: Option<i64>,
    /// The end stated in the summary.
    pub end: Option<i64>,
    /// The day on which the count begins, where the document tells it.
    first_day: Option<Date>,
}

impl Course {
    pub(super) fn of(outage: &Outage, timeline: &Timeline) -> Course {
        let entries = &timeline.entries;
        let dated = entries.iter().find_map(|it| Some((it.minute?, it.stamp.as_ref()?.date?)));
        let first_day = dated.and_then(|(minute, date)| date.plus_days(-minute.div_euclid(DAY)));
        let mut course = Course { start: None, end: None, first_day };
        let first = entries.iter().find_map(|it| it.minute);
        let last = entries.iter().rev().find_map(|it| it.minute);
        let clock = clock_of(entries.first(), outage, timeline);
        let place = |course: &Course, stamp: &Stamp, near: Option<i64>| {
            let zone = stamp.zone.as_ref().or(outage.zone.as_ref().map(|it| &it.0));
            Some(course.place(stamp, near)? + shift(zone, clock, stamp)?)
        };
        course.start = outage.start.as_ref().and_then(|it| place(&course, it, first));
        course.end = match (course.start, outage.computed_minutes()) {
            (Some(start), Some(minutes)) => Some(start + minutes),
            _ => outage.end.as_ref().and_then(|it| place(&course, it, last)),
        };
        // `from 14:02 to 14:49 on 9 October` names the day once.
        let stated = [(course.start, &outage.start), (course.end, &outage.end)];
        let dated = || stated.iter().find_map(|(minute, stamp)| Some(((*minute)?, stamp.as_ref()?.date?)));
        if first_day.is_none() {
            course.first_day = dated().and_then(|(minute, date)| date.plus_days(-minute.div_euclid(DAY)));
        }
        course
    }

    /// The day of a minute.
    pub fn date(&self, minute: i64) -> Option<Date> {
        self.first_day?.plus_days(minute.div_euclid(DAY))
    }

    /// The minute at which a day begins.
    pub fn minute_of(&self, date: Date) -> Option<i64> {
        Some(self.first_day?.days_until(date)? * DAY)
    }

    /// The minute of a time that the document states by the clock of its timeline.
    pub(super) fn minute_at(&self, stamp: &Stamp, near: Option<i64>) -> Option<i64> {
        self.place(stamp, near)
    }

    /// The minute of a stamp: by its date, else on the day that puts it nearest to a minute.
    fn place(&self, stamp: &Stamp, near: Option<i64>) -> Option<i64> {
        let minutes = stamp.time?.minutes();
        if let Some(day) = stamp.date.and_then(|it| self.minute_of(it)) {
            return Some(day + minutes);
        }
        let Some(near) = near else { return Some(minutes) };
        let day = near.div_euclid(DAY) * DAY;
        [day - DAY, day, day + DAY].into_iter().map(|it| it + minutes).min_by_key(|it| (it - near).abs())
    }
}

/// The zone that an entry's time is in: its own, the timeline's, the summary's, or the one that all other entries name.
pub fn zone_of<'a>(entry: Option<&'a Entry>, postmortem: &'a Postmortem) -> Option<&'a Zone> {
    clock_of(entry, &postmortem.outage, &postmortem.timeline)
}

fn clock_of<'a>(entry: Option<&'a Entry>, outage: &'a Outage, timeline: &'a Timeline) -> Option<&'a Zone> {
    let own = |it: &'a Entry| it.stamp.as_ref()?.zone.as_ref();
    let named = timeline.zone.as_ref().or(outage.zone.as_ref().map(|it| &it.0));
    entry.and_then(own).or(named).or_else(|| {
        let mut zones = timeline.entries.iter().filter_map(own);
        let first = zones.next()?;
        zones.all(|it| it.same_clock(first)).then_some(first)
    })
}

/// Minutes from a time in one zone to the same instant's time in another; nothing where that cannot be known.
fn shift(from: Option<&Zone>, to: Option<&Zone>, stamp: &Stamp) -> Option<i64> {
    let (Some(from), Some(to)) = (from, to) else { return Some(0) };
    if from.same_clock(to) {
        return Some(0);
    }
    Some(i64::from(to.offset(stamp.date, stamp.time?)? - from.offset(stamp.date, stamp.time?)?))
}

/// `1 hour 5 minutes`.
pub fn in_words(minutes: i64) -> String {
    let unit = |count: i64, name: &str| format!("{count} {name}{}", if count == 1 { "" } else { "s" });
    match (minutes / 60, minutes % 60) {
        (0, minutes) => unit(minutes, "minute"),
        (hours, 0) => unit(hours, "hour"),
        (hours, minutes) => format!("{} {}", unit(hours, "hour"), unit(minutes, "minute")),
    }
}

/// `2 h 15 min`, `45 min`, `3 h`.
pub fn in_short(minutes: i64) -> String {
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes} min"),
        (hours, 0) => format!("{hours} h"),
        (hours, minutes) => format!("{hours} h {minutes} min"),
    }
}
