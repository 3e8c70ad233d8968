//! A stamp of the timeline: the time since the start, since the entry before, and in UTC.

use super::prose::{Prose, quoted};
use crate::clock::{DAY, Date, Meaning, Time, Zone};
use crate::model::course;
use crate::model::{Entry, Postmortem};

pub(super) fn about(entry: &Entry, postmortem: &Postmortem) -> Option<Prose> {
    let stamp = entry.stamp.as_ref()?;
    let (Some(time), Some(minute)) = (stamp.time, entry.minute) else {
        return Some(Prose::new("no time that a clock shows".to_owned()));
    };
    let course = postmortem.course;
    let timed = || postmortem.timeline.entries.iter().filter(|it| it.minute.is_some());
    let first = timed().next().and_then(|it| it.minute);
    let before = timed().take_while(|it| !std::ptr::eq(*it, entry)).last().and_then(|it| it.minute);
    let since_start = match (course.start, first) {
        (Some(start), _) => apart(minute - start, "the stated start"),
        (None, Some(first)) if before.is_some() => apart(minute - first, "the first entry"),
        _ => FIRST.to_owned(),
    };
    let mut prose = Prose::new(since_start);
    match before {
        Some(before) => prose.bullet(apart(minute - before, "the entry before")),
        None if course.start.is_some() => prose.bullet(FIRST.to_owned()),
        None => {}
    }
    if let Some(until) = stamp.until {
        let length = (until.minutes() - time.minutes()).rem_euclid(DAY);
        prose.bullet(format!("lasts {}", course::in_words(length)));
    }
    let date = stamp.date.or_else(|| course.date(minute));
    match course::zone_of(Some(entry), postmortem) {
        None => prose.bullet("UTC: unknown, since no time zone is given".to_owned()),
        Some(zone) => in_utc(zone, date, time, &mut prose),
    }
    Some(prose)
}

const FIRST: &str = "the first entry with a time";

/// `5 minutes after the stated start`.
fn apart(minutes: i64, name: &str) -> String {
    match minutes {
        0 => format!("at the same time as {name}"),
        1.. => format!("{} after {name}", course::in_words(minutes)),
        _ => format!("{} earlier than {name}", course::in_words(-minutes)),
    }
}

/// The same instant in UTC; every reading where the zone's name or an unknown day leaves several.
fn in_utc(zone: &Zone, date: Option<Date>, time: Time, prose: &mut Prose) {
    let offsets = match (zone.offset(date, time), &zone.meaning) {
        (Some(offset), _) => vec![offset],
        (None, Meaning::Ambiguous(offsets)) => offsets.to_vec(),
        (None, _) => over_the_year(zone, time),
    };
    match offsets[..] {
        [] => prose.bullet("UTC: unknown".to_owned()),
        [0] => prose.bullet(format!("UTC: {}", utc(0, date, time))),
        [offset] => prose.bullet(format!(
            "UTC: {} ({} is {})",
            utc(offset, date, time),
            quoted(&zone.name),
            course::offset_in_words(offset)
        )),
        _ => {
            let reason = match zone.meaning {
                Meaning::Region(_) => "depends on the day",
                _ => "has several meanings",
            };
            prose.bullet(format!("UTC: {} {reason}", quoted(&zone.name)));
            for offset in offsets {
                prose.bullet(format!("{} if it is {}", utc(offset, date, time), course::offset_in_words(offset)));
            }
        }
    }
}

/// The offsets of a zone in winter and in summer.
fn over_the_year(zone: &Zone, time: Time) -> Vec<i32> {
    let on = |month: i8| zone.offset(Some(Date { year: Some(2024), month, day: 15 }), time);
    let mut offsets: Vec<i32> = [on(1), on(7)].into_iter().flatten().collect();
    offsets.dedup();
    offsets
}

/// `13:45`, with the day where it is known or is another one.
fn utc(offset: i32, date: Option<Date>, time: Time) -> String {
    let minutes = time.minutes() - i64::from(offset);
    let days = minutes.div_euclid(DAY);
    let clock = Time::from_minutes(minutes);
    match date.and_then(|it| it.plus_days(days)) {
        Some(Date { year: Some(year), month, day }) => format!("{clock} on {year}-{month:02}-{day:02}"),
        _ => match days {
            0 => clock.to_string(),
            1.. => format!("{clock} on the next day"),
            _ => format!("{clock} on the day before"),
        },
    }
}
