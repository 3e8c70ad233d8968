//! The same instant on the clock of another zone.

use jiff::ToSpan;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use super::{DAY, Date, Meaning, Time, Zone};

/// What the clock of one zone shows when that of another shows a time: the days between the two, and the time. `None`
/// where an offset is not known: of an ambiguous name, or of a zone that depends on a day without its year.
pub fn on_clock(date: Option<Date>, time: Time, from: &Zone, to: &Zone) -> Option<(i64, Time)> {
    let utc = time.minutes() - i64::from(from.offset(date, time)?);
    let minutes = utc + i64::from(offset_at(to, date, utc)?);
    Some((minutes.div_euclid(DAY), Time { second: time.second, ..Time::from_minutes(minutes) }))
}

/// Minutes east of UTC, so many minutes of UTC after the midnight that a day begins with.
fn offset_at(zone: &Zone, date: Option<Date>, utc: i64) -> Option<i32> {
    match &zone.meaning {
        Meaning::Fixed(minutes) => Some(*minutes),
        Meaning::Ambiguous(_) => None,
        Meaning::Region(name) => {
            let Date { year, month, day } = date?;
            let instant = DateTime::new(year?, month, day, 0, 0, 0, 0).ok()?.checked_add(utc.minutes()).ok()?;
            let timestamp = TimeZone::UTC.to_timestamp(instant).ok()?;
            Some(TimeZone::get(name).ok()?.to_offset(timestamp).seconds() / 60)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::zone;

    #[test]
    fn winter_and_summer_have_their_own_offsets() {
        let time = |hour, minute| Time { hour, minute, second: None };
        let day = |month, day| Some(Date { year: Some(2024), month, day });
        for (date, from, to, told, expected) in [
            (day(1, 12), "UTC", "America/New_York", time(14, 30), Some((0, time(9, 30)))),
            (day(6, 12), "UTC", "America/New_York", time(2, 30), Some((-1, time(22, 30)))),
            (day(6, 12), "PT", "UTC", time(20, 15), Some((1, time(3, 15)))),
            (day(3, 31), "UTC", "Europe/Berlin", time(0, 59), Some((0, time(1, 59)))),
            (day(3, 31), "UTC", "Europe/Berlin", time(1, 0), Some((0, time(3, 0)))),
            (None, "WAT", "EAT", time(23, 0), Some((1, time(1, 0)))),
            (None, "UTC", "Europe/Berlin", time(12, 0), None),
            (None, "CST", "UTC", time(12, 0), None),
        ] {
            let (from, to) = (zone(from).expect("a zone"), zone(to).expect("a zone"));
            assert_eq!(on_clock(date, told, &from, &to), expected, "{told} {from:?} {to:?}");
        }
    }
}
