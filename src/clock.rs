//! Times of day, dates, zones and lengths as people write them, and arithmetic on them. Knows nothing of Markdown.

mod date;
mod length;
mod season;
mod shift;
mod stamp;
mod time;
mod written;
mod zone;

pub use date::at_start as date_at_start;
pub use length::{Hedge, Length, in_short, length, length_like};
pub use shift::on_clock;
pub use stamp::{dates, stamps};
pub use written::{is_padded, redated};
pub use zone::{Meaning, Zone, offset_in_words, zone, zones};

use crate::text::Span;

/// Minutes of a day.
pub const DAY: i64 = 24 * 60;

/// A time of day on a 24-hour clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Time {
    /// 0 to 23.
    pub hour: u8,
    /// 0 to 59.
    pub minute: u8,
    /// 0 to 59, where written.
    pub second: Option<u8>,
}

/// How a time was written, so that another can be written the same way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeStyle {
    /// The mark of a 12-hour clock; `None` on a 24-hour clock.
    pub mark: Option<Mark>,
    /// The hour has two digits.
    pub padded: bool,
    /// `:` or `.` between hour and minute; `None` in `2100hrs` and in `6 PM`.
    pub separator: Option<char>,
    /// Minutes are written (not in `6 PM`).
    pub minutes: bool,
    pub seconds: bool,
    /// `2100hrs`
    pub hrs: bool,
}

/// `AM`, `pm`, `a.m.`, after a space or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    pub upper: bool,
    pub dotted: bool,
    pub spaced: bool,
}

/// A day of the calendar; the year is often left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Date {
    pub year: Option<i16>,
    /// 1 to 12.
    pub month: i8,
    /// 1 to 31.
    pub day: i8,
}

/// A point in time as somebody wrote it: a time of day and what stood around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// From the first byte of date, time or zone to the last.
    pub span: Span,
    /// The time of day alone.
    pub time_span: Span,
    /// `None` where it was written but cannot be: `25:61`. `13:20PM` is 13:20.
    pub time: Option<Time>,
    pub style: TimeStyle,
    pub date: Option<Date>,
    pub zone: Option<Zone>,
    /// Where the zone stands.
    pub zone_span: Option<Span>,
    /// The end of a range: `12:43 - 12:49`.
    pub until: Option<Time>,
    /// Which stamp of the same list the range ends at.
    pub ends_at: Option<usize>,
    /// `~14:00`
    pub approximate: bool,
    /// Written in a way that no clock shows: `13:20PM`, `25:61`.
    pub odd: bool,
    /// Could be a number as well (`15.25`), or is a word (`noon`): its surroundings decide.
    pub weak: bool,
}

impl Stamp {
    /// The same stamp in a text that it stands in `by` bytes further on.
    pub fn shifted(&self, by: usize) -> Stamp {
        Stamp {
            span: self.span.shifted(by),
            time_span: self.time_span.shifted(by),
            zone_span: self.zone_span.map(|it| it.shifted(by)),
            ..self.clone()
        }
    }
}

impl Time {
    /// Minutes since midnight, seconds dropped.
    pub fn minutes(self) -> i64 {
        i64::from(self.hour) * 60 + i64::from(self.minute)
    }

    /// The time so many minutes after midnight, on any day.
    pub fn from_minutes(minutes: i64) -> Time {
        let of_day = minutes.rem_euclid(24 * 60);
        Time { hour: (of_day / 60) as u8, minute: (of_day % 60) as u8, second: None }
    }
}

impl std::fmt::Display for Time {
    /// 24-hour `HH:MM`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:02}:{:02}", self.hour, self.minute)
    }
}

impl Date {
    /// `June`
    pub fn month_name(self) -> &'static str {
        written::month_name(self.month)
    }

    /// Days from this date to another; where years are left out, in the year of the one that has it, else in the same.
    pub fn days_until(self, other: Date) -> Option<i64> {
        let year = self.year.or(other.year).unwrap_or(2000);
        let civil = |it: Date| jiff::civil::Date::new(it.year.unwrap_or(year), it.month, it.day).ok();
        Some(i64::from((civil(other)? - civil(self)?).get_days()))
    }

    /// The day so many days later; the year stays left out where it is.
    pub fn plus_days(self, days: i64) -> Option<Date> {
        use jiff::ToSpan;
        let civil = jiff::civil::Date::new(self.year.unwrap_or(2000), self.month, self.day).ok()?;
        let moved = civil.checked_add(days.days()).ok()?;
        Some(Date { year: self.year.map(|_| moved.year()), month: moved.month(), day: moved.day() })
    }
}

#[cfg(test)]
mod tests;
