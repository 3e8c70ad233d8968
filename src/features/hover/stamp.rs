//! A stamp of the timeline: the time since the start, since the entry before, and in UTC.

use super::prose::{Prose, quoted};
use crate::clock::{self, DAY, Date, Meaning, Time, Zone};
use crate::features::mentions;
use crate::model::course;
use crate::model::{Entry, Postmortem};
use crate::snapshot::Snapshot;
use crate::syntax::plain;
use crate::text::Span;

/// What there is to say about the stamp of an entry at a place.
pub(super) fn at(postmortem: &Postmortem, local: Option<&Zone>, here: Span) -> Option<(Span, Prose)> {
    let is_here = |it: &&Entry| it.stamp.as_ref().is_some_and(|it| it.span.touches(here));
    let entry = postmortem.timeline.entries.iter().find(is_here)?;
    Some((entry.stamp.as_ref()?.span, about(entry, postmortem, local)?))
}

/// What there is to say about a time outside of the timeline: the entry that tells of it, and UTC.
pub(super) fn elsewhere(snapshot: &Snapshot, local: Option<&Zone>, here: Span) -> Option<(Span, Prose)> {
    let postmortem = snapshot.postmortem();
    let stamp = mentions::stamps(snapshot).into_iter().find(|it| it.span.touches(here))?;
    let time = stamp.time?;
    let mut prose = match mentions::entry_of(&stamp, postmortem) {
        Some(entry) => {
            let event = snapshot.text().slice(entry.event);
            Prose::new(format!("the timeline: {}", quoted(&plain(event.lines().next().unwrap_or_default()))))
        }
        None => Prose::new("no entry of the timeline tells of this time".to_owned()),
    };
    let zone = stamp.zone.as_ref().or(postmortem.outage.zone.as_ref().map(|it| &it.0));
    if let Some(zone) = zone {
        let date = stamp.date.or_else(|| postmortem.day());
        in_utc(zone, date, time, &mut prose);
        in_local(zone, local, date, time, &mut prose);
    }
    Some((stamp.span, prose))
}

fn about(entry: &Entry, postmortem: &Postmortem, local: Option<&Zone>) -> Option<Prose> {
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
        Some(zone) => {
            in_utc(zone, date, time, &mut prose);
            in_local(zone, local, date, time, &mut prose);
        }
    }
    let phases: Vec<&str> = entry.phases.iter().map(|it| it.as_str()).collect();
    if !phases.is_empty() {
        prose.bullet(format!("phase: {}", phases.join(", ")));
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
    let offsets = zone.offset(date, time).map_or_else(|| zone.offsets(None), |it| vec![it]);
    match offsets[..] {
        [] => prose.bullet("UTC: unknown".to_owned()),
        [0] => prose.bullet(format!("UTC: {}", utc(0, date, time))),
        [offset] => prose.bullet(format!(
            "UTC: {} ({} is {})",
            utc(offset, date, time),
            quoted(&zone.name),
            clock::offset_in_words(offset)
        )),
        _ => {
            let reason = match zone.meaning {
                Meaning::Region(_) => "depends on the day",
                _ => "has several meanings",
            };
            prose.bullet(format!("UTC: {} {reason}", quoted(&zone.name)));
            for offset in offsets {
                prose.bullet(format!("{} if it is {}", utc(offset, date, time), clock::offset_in_words(offset)));
            }
        }
    }
}

/// The same instant on the reader's clock, where that shows another time than the zone and UTC.
fn in_local(zone: &Zone, local: Option<&Zone>, date: Option<Date>, time: Time, prose: &mut Prose) {
    let Some(local) = local else { return };
    let (Some(offset), Some(here)) = (zone.offset(date, time), local.offset(date, time)) else { return };
    if here != offset && here != 0 {
        let there = utc(offset - here, date, time);
        prose.bullet(format!("here: {there} ({})", quoted(&local.name)));
    }
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
