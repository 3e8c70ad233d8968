//! The times that the next entry may have, and what each of them is.

use super::Now;
use crate::clock::{self, DAY, Date, Meaning, Time, Zone};
use crate::model::course::{self, Course};
use crate::model::{Entry, Postmortem};

/// Minutes after the entry before that are offered.
const STEPS: [i64; 6] = [0, 1, 5, 10, 15, 30];

/// A time that may be meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Candidate {
    /// On the timeline's clock.
    pub minute: i64,
    /// For people: `5 minutes after the last entry`.
    pub detail: String,
}

/// A place in the timeline: the entries with a time around it.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    postmortem: &'a Postmortem,
    pub before: Option<&'a Entry>,
    pub after: Option<&'a Entry>,
    course: Course,
}

impl<'a> Place<'a> {
    /// The place at the start of a line, in bytes.
    pub fn at(postmortem: &'a Postmortem, line_start: usize) -> Place<'a> {
        let timed = || postmortem.timeline.entries.iter().filter(|it| it.minute.is_some());
        Place {
            postmortem,
            before: timed().rfind(|it| it.span.start < line_start),
            after: timed().find(|it| it.span.start >= line_start),
            course: postmortem.course,
        }
    }

    /// What the next entry counts from: the entry before, or the end of the range that it tells of; where there is no
    /// entry at all, the stated start.
    fn base(&self) -> Option<i64> {
        let Some(before) = self.before else { return self.course.start.filter(|_| self.after.is_none()) };
        let minute = before.minute?;
        let until = before.stamp.as_ref().and_then(|it| it.until);
        Some(until.map_or(minute, |it| minute + (it.minutes() - minute).rem_euclid(DAY)))
    }

    /// The minute of a clock time: on the day of the entry before, or the next one if that is a step back of more than
    /// half a day, as the timeline is read.
    pub fn minute_of(&self, time: Time) -> i64 {
        let near = self.base().or(self.after.and_then(|it| it.minute)).unwrap_or(0);
        let minute = near.div_euclid(DAY) * DAY + time.minutes();
        if near - minute > DAY / 2 { minute + DAY } else { minute }
    }

    /// The clock time of the entry before.
    pub fn time_before(&self) -> Option<Time> {
        self.base().map(Time::from_minutes)
    }

    /// Every time that may be meant, those first that keep the order of the timeline. No time comes twice.
    pub fn candidates(&self, now: Now) -> Vec<Candidate> {
        let mut found: Vec<Candidate> = Vec::new();
        let mut add = |minute: Option<i64>, detail: String| {
            let Some(minute) = minute else { return };
            match found.iter_mut().find(|it| it.minute == minute) {
                Some(same) => same.detail = format!("{}, {detail}", same.detail),
                None => found.push(Candidate { minute, detail }),
            }
        };
        let (minute, detail) = self.now(now);
        add(Some(minute), detail);
        let name = match (self.before, self.after) {
            (None, _) => "start",
            (Some(_), None) => "last entry",
            (Some(_), Some(_)) => "entry before",
        };
        for step in STEPS {
            let detail = match step {
                0 if self.before.is_none() => "start stated in the summary".to_owned(),
                0 => format!("the time of the {name}"),
                step => format!("{} after the {name}", course::in_words(step)),
            };
            add(self.base().map(|it| it + step), detail);
        }
        add(
            self.course.start.filter(|_| self.base() != self.course.start || self.before.is_some()),
            "start stated in the summary".to_owned(),
        );
        add(self.course.end, "end stated in the summary".to_owned());
        found.sort_by_key(|it| self.rank(it.minute));
        found
    }

    /// Times between the entries around first, then later ones, then those that would be out of order or far away.
    fn rank(&self, minute: i64) -> u8 {
        let base = self.base().unwrap_or(i64::MIN);
        let is_far = self.base().is_some_and(|it| (minute - it).abs() > DAY);
        match self.after.and_then(|it| it.minute) {
            _ if minute < base || is_far => 2,
            Some(after) if minute > after => 1,
            _ => 0,
        }
    }

    /// The present in the timeline's zone; what was taken for the zone is said where it had to be guessed.
    fn now(&self, now: Now) -> (i64, String) {
        let (date, time) = civil(now.utc_seconds, 0);
        let (offset, detail) = match course::zone_of(self.before.or(self.after), self.postmortem) {
            None => (0, "now, in UTC".to_owned()),
            Some(zone) => offset(zone, date, time),
        };
        let (date, time) = civil(now.utc_seconds, offset);
        let minute = self.course.minute_of(date).map(|it| it + time.minutes());
        (minute.unwrap_or_else(|| self.minute_of(time)), detail)
    }
}

/// Minutes east of UTC on a day, and the words for now.
fn offset(zone: &Zone, date: Date, time: Time) -> (i32, String) {
    match (&zone.meaning, zone.offset(Some(date), time)) {
        (_, Some(offset)) => (offset, "now".to_owned()),
        (Meaning::Ambiguous(offsets), None) if !offsets.is_empty() => {
            (offsets[0], format!("now, if {} is {}", zone.name, clock::offset_in_words(offsets[0])))
        }
        _ => (0, "now, in UTC".to_owned()),
    }
}

/// The day and the time so many minutes east of UTC.
pub(super) fn civil(utc_seconds: i64, offset: i32) -> (Date, Time) {
    let minutes = utc_seconds.div_euclid(60).saturating_add(i64::from(offset));
    let epoch = Date { year: Some(1970), month: 1, day: 1 };
    (epoch.plus_days(minutes.div_euclid(DAY)).unwrap_or(epoch), Time::from_minutes(minutes))
}
