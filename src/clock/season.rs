//! Winter and summer names of time zones, and which of them a day asks for.

use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use super::{Date, Meaning, Time, Zone};

/// A place with two names for its time.
struct Seasons {
    standard: &'static str,
    summer: &'static str,
    /// In long names, what makes the difference: `Pacific Standard Time`.
    words: (&'static str, &'static str),
    region: &'static str,
    /// Other places keep the standard name all year, as Arizona does MST.
    is_kept: bool,
}

const fn seasons(standard: &'static str, summer: &'static str, region: &'static str, is_kept: bool) -> Seasons {
    Seasons { standard, summer, words: ("Standard", "Daylight"), region, is_kept }
}

static SEASONS: &[Seasons] = &[
    seasons("PST", "PDT", "America/Los_Angeles", false),
    seasons("MST", "MDT", "America/Denver", true),
    seasons("CST", "CDT", "America/Chicago", true),
    seasons("EST", "EDT", "America/New_York", false),
    seasons("AKST", "AKDT", "America/Anchorage", false),
    seasons("WET", "WEST", "Europe/Lisbon", true),
    seasons("CET", "CEST", "Europe/Berlin", true),
    seasons("EET", "EEST", "Europe/Athens", true),
    seasons("AEST", "AEDT", "Australia/Sydney", true),
    seasons("NZST", "NZDT", "Pacific/Auckland", false),
];

static LONG_NAMES: &[(&str, &str)] = &[("Pacific", "PST"), ("Eastern", "EST")];

impl Zone {
    /// The name that a day asks for, where the zone's own is that of the other season. Nothing where the day leaves it
    /// open or somebody keeps the name all year.
    pub fn in_season(&self, date: Date) -> Option<String> {
        let abbreviation = |it: &&Seasons| it.standard == self.name || it.summer == self.name;
        if let Some(seasons) = SEASONS.iter().find(abbreviation) {
            let asked = seasons.on(date)?;
            let is_kept = seasons.is_kept && self.name == seasons.standard;
            return (asked != self.name && !is_kept).then(|| asked.to_owned());
        }
        let (_, standard) = LONG_NAMES.iter().find(|(word, _)| self.name.starts_with(word))?;
        let seasons = SEASONS.iter().find(|it| it.standard == *standard)?;
        let (winter, summer) = seasons.words;
        let (own, other) = if seasons.on(date)? == seasons.standard { (winter, summer) } else { (summer, winter) };
        self.name.contains(other).then(|| self.name.replacen(other, own, 1))
    }
}

impl Zone {
    /// Whether two names are those of one place in winter and in summer.
    pub fn is_other_season_of(&self, other: &Zone) -> bool {
        let pair = |it: &Seasons| [it.standard, it.summer];
        self.name != other.name
            && SEASONS.iter().any(|it| [&self.name, &other.name].iter().all(|name| pair(it).contains(&name.as_str())))
    }
}

impl Seasons {
    /// The name on a day, or nothing on one on which it changes or, where the year is left out, may change.
    fn on(&self, date: Date) -> Option<&'static str> {
        let years = date.year.map_or(2007..=2031, |it| it..=it);
        let mut names = years.flat_map(|year| [0, 23].map(|hour| self.at(year, date, hour)));
        let first = names.next()??;
        names.all(|it| it == Some(first)).then_some(first)
    }

    fn at(&self, year: i16, date: Date, hour: i8) -> Option<&'static str> {
        let zone = TimeZone::get(self.region).ok()?;
        // February 29 of a year without one.
        let day = if (date.month, date.day) == (2, 29) { 28 } else { date.day };
        let civil = DateTime::new(year, date.month, day, hour, 30, 0, 0).ok()?;
        let zoned = zone.to_ambiguous_zoned(civil).compatible().ok()?;
        let info = zone.to_offset_info(zoned.timestamp());
        Some(if info.dst().is_dst() { self.summer } else { self.standard })
    }
}

impl Zone {
    /// Minutes east of UTC that the zone's clock may be at on a day, or at some time of the year.
    pub fn offsets(&self, date: Option<Date>) -> Vec<i32> {
        let noon = Time { hour: 12, minute: 0, second: None };
        if let Meaning::Ambiguous(offsets) = self.meaning {
            return offsets.to_vec();
        }
        if let Some(offset) = self.offset(date, noon) {
            return vec![offset];
        }
        let on = |month: i8| self.offset(Some(Date { year: Some(2024), month, day: 15 }), noon);
        let mut offsets: Vec<i32> = [on(1), on(7)].into_iter().flatten().collect();
        offsets.dedup();
        offsets
    }

    /// Whether two zones cannot show the same time on a day.
    pub fn differs(&self, other: &Zone, date: Option<Date>) -> bool {
        let (own, others) = (self.offsets(date), other.offsets(date));
        !self.same_clock(other) && !own.is_empty() && !others.is_empty() && !own.iter().any(|it| others.contains(it))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_asks_for_a_name() {
        let day = |year, month, day| Date { year, month, day };
        for (name, date, expected) in [
            ("PST", day(Some(2024), 6, 12), Some("PDT")),
            ("PDT", day(Some(2024), 6, 12), None),
            ("EDT", day(None, 1, 12), Some("EST")),
            ("PST", day(None, 3, 12), None),
            ("PST", day(Some(2024), 3, 10), None),
            ("MST", day(Some(2024), 6, 12), None),
            ("CEST", day(Some(2024), 1, 12), Some("CET")),
            ("NZST", day(Some(2024), 1, 12), Some("NZDT")),
            ("Pacific Standard Time", day(Some(2024), 6, 12), Some("Pacific Daylight Time")),
            ("UTC", day(Some(2024), 6, 12), None),
        ] {
            let zone = Zone { name: name.to_owned(), meaning: Meaning::Fixed(0) };
            assert_eq!(zone.in_season(date).as_deref(), expected, "{name} on {date:?}");
        }
    }
}
