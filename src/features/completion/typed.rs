//! What stands on the line of the cursor, where it can be the beginning of a timeline entry.

use crate::clock::{self, Time};
use crate::rewrite::marker::{Marker, marker};

/// Marks that stand around a time.
const OPENING: [char; 8] = ['*', '_', '`', '[', '(', '"', '\'', '~'];
const CLOSING: [char; 7] = ['*', '_', '`', ']', ')', '"', '\''];

/// The line of the cursor; everything but the beginning of an entry is refused.
#[derive(Debug)]
pub(super) struct Typed<'a> {
    /// Bytes of white space in front.
    pub indent: usize,
    /// From the first mark to the cursor.
    pub text: &'a str,
    pub marker: Option<Marker>,
    /// Marks around the time have been opened.
    pub dressed: bool,
    /// What there is of date and time.
    pub core: &'a str,
    /// Closing marks behind the cursor, which many editors type along with the opening ones.
    pub closing: &'a str,
    /// What follows them.
    pub behind: &'a str,
}

impl Typed<'_> {
    /// Reads a line at a cursor, in bytes. Refused: any text that cannot become a stamp, a time that is complete and
    /// followed by its event, and the inside of a time.
    pub fn read(line: &str, cursor: usize) -> Option<Typed<'_>> {
        let (before, rest) = line.split_at(cursor);
        let indent = before.len() - before.trim_start().len();
        let text = &before[indent..];
        let (marker, length) = marker(text);
        let inside = &text[length..];
        let core = inside.trim_start_matches(is_dress);
        let behind = rest.trim_start_matches(CLOSING);
        let typed = Typed {
            indent,
            text,
            marker,
            dressed: core.len() < inside.len(),
            core,
            closing: &rest[..rest.len() - behind.len()],
            behind,
        };
        let can_be_stamp = core.is_empty()
            || (core.len() <= 40
                && core.starts_with(char::is_alphanumeric)
                && core.chars().all(|it| it.is_alphanumeric() || " ,:.-/".contains(it))
                && !has_event(core));
        (can_be_stamp && typed.has_room(line, cursor)).then_some(typed)
    }

    /// Whether a stamp can be put before what follows on the line.
    fn has_room(&self, line: &str, cursor: usize) -> bool {
        let behind = self.behind.trim_start();
        if behind.is_empty() || (self.marker == Some(Marker::Row) && behind.starts_with('|')) {
            return true;
        }
        let parted = self.behind.len() > behind.len() || (self.core.is_empty() && self.text.ends_with([' ', '\t']));
        let has_stamp = clock::stamps(line).iter().any(|it| it.span.start <= cursor + self.closing.len());
        self.marker.is_some() && parted && !has_stamp && !behind.starts_with(|it: char| it.is_ascii_digit())
    }

    /// Only a marker so far, or nothing.
    pub fn is_bare(&self) -> bool {
        self.core.is_empty()
    }
}

/// Marks, and pictures with the space behind them: `🕑 14:30`.
fn is_dress(it: char) -> bool {
    OPENING.contains(&it) || it == ' ' || !(it.is_ascii() || it.is_alphanumeric())
}

/// Whether a time is there already and more than the beginning of a zone or a date behind it.
fn has_event(core: &str) -> bool {
    let stamps = clock::stamps(core);
    let behind = stamps.first().filter(|it| !it.weak).map_or("", |it| core[it.span.end..].trim());
    behind.len() > 12 || behind.contains([':', '-', ','])
}

/// The beginning of a time of day: `1`, `14`, `143`, `14:3`, `2:15 p`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Partial<'a> {
    /// The digits of the hour; those of the minutes too where nothing parts them.
    digits: &'a str,
    /// The digits behind the separator.
    minutes: Option<&'a str>,
    is_pm: Option<bool>,
}

impl Partial<'_> {
    pub fn read(text: &str) -> Option<Partial<'_>> {
        let end = text.rfind(|it: char| it.is_ascii_digit() || matches!(it, ':' | '.'))? + 1;
        let (clock, mark) = match text.find(['a', 'A', 'p', 'P']) {
            Some(at) => (text[..at].trim_end(), &text[at..]),
            None => (&text[..end], &text[end..]),
        };
        let is_pm = match mark.to_ascii_lowercase().replace('.', "").trim() {
            "" => None,
            "a" | "am" => Some(false),
            "p" | "pm" => Some(true),
            _ => return None,
        };
        let (digits, minutes) = match clock.split_once([':', '.']) {
            Some((digits, minutes)) => (digits, Some(minutes)),
            None => (clock, None),
        };
        let all_digits = |it: &str| it.bytes().all(|it| it.is_ascii_digit());
        let most = if minutes.is_some() { 2 } else { 4 };
        let is_clock = (1..=most).contains(&digits.len())
            && all_digits(digits)
            && minutes.is_none_or(|it| it.len() <= 2 && all_digits(it));
        is_clock.then_some(Partial { digits, minutes, is_pm })
    }

    /// Hour and minute have both been typed in full.
    pub fn is_complete(&self) -> bool {
        self.minutes.map_or(self.digits.len() == 4, |it| it.len() == 2)
    }

    /// Whether a time, written on such a clock, can be what is being typed.
    pub fn fits(&self, time: Time, clock: Clock) -> bool {
        let twelve = (time.hour + 11) % 12 + 1;
        if self.is_pm.is_some_and(|it| it != (time.hour >= 12)) {
            return false;
        }
        if let Some(minutes) = self.minutes {
            let hour = self.digits.parse::<u8>().ok();
            let same_hour = hour == Some(time.hour) || (clock.has_twelve_hours && hour == Some(twelve));
            return same_hour && format!("{:02}", time.minute).starts_with(minutes);
        }
        let mut spellings = vec![format!("{:02}{:02}", time.hour, time.minute)];
        if clock.has_twelve_hours {
            spellings.push(format!("{twelve}{:02}", time.minute));
            spellings.push(format!("{twelve:02}{:02}", time.minute));
        } else if !clock.is_padded {
            spellings.push(format!("{}{:02}", time.hour, time.minute));
        }
        spellings.iter().any(|it| it.starts_with(self.digits))
    }

    /// The time that it most likely becomes, at or after another: `14` is 14:00, `143` is 14:30.
    pub fn completed(&self, clock: Clock, after: Option<Time>) -> Option<Time> {
        let (hour, minute) = match self.minutes {
            Some(minutes) => (self.digits.parse().ok()?, tens(minutes)?),
            None => self.split(clock)?,
        };
        let valid = |hour: u8| (hour < 24 && minute < 60).then_some(Time { hour, minute, second: None });
        let morning = hour % 12;
        match self.is_pm {
            Some(is_pm) => valid(if is_pm { morning + 12 } else { morning }).filter(|_| hour <= 12),
            None if clock.has_twelve_hours && (1..=12).contains(&hour) => {
                let after = after.map_or(0, Time::minutes);
                let halves = [valid(morning)?, valid(morning + 12)?];
                halves.into_iter().min_by_key(|it| (it.minutes() - after).rem_euclid(24 * 60))
            }
            None => valid(hour),
        }
    }

    /// Hour and minute of digits that nothing parts.
    fn split(&self, clock: Clock) -> Option<(u8, u8)> {
        let part = |at: usize| {
            let (hour, minutes) = self.digits.split_at_checked(at)?;
            let (hour, minute) = (hour.parse::<u8>().ok()?, tens(minutes)?);
            let most = if clock.has_twelve_hours { 12 } else { 23 };
            (hour <= most && minute < 60).then_some((hour, minute))
        };
        match self.digits.len() {
            1 => part(1),
            // `143` on a clock of twelve hours.
            3 if clock.has_twelve_hours => part(1).or_else(|| part(2)),
            _ => part(2).or_else(|| part(1)),
        }
        .or_else(|| Some((self.digits.get(..2)?.parse().ok()?, tens(&self.digits[2..])?)))
    }
}

/// How a document writes its hours.
#[derive(Clone, Copy, Debug)]
pub(super) struct Clock {
    pub has_twelve_hours: bool,
    pub is_padded: bool,
}

/// Minutes of which the first digits are typed: none is 0, `3` is 30.
fn tens(digits: &str) -> Option<u8> {
    match digits.len() {
        0 => Some(0),
        1 => Some(digits.parse::<u8>().ok()? * 10),
        _ => digits.parse().ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TWENTY_FOUR: Clock = Clock { has_twelve_hours: false, is_padded: true };
    const TWELVE: Clock = Clock { has_twelve_hours: true, is_padded: false };

    fn completed(text: &str, clock: Clock) -> String {
        let after = Some(Time::from_minutes(13 * 60));
        let time = Partial::read(text).and_then(|it| it.completed(clock, after));
        time.map_or("nothing".to_owned(), |it| it.to_string())
    }

    #[test]
    fn digits_become_the_time_that_they_begin() {
        for (typed, time) in [
            ("1", "01:00"),
            ("14", "14:00"),
            ("143", "14:30"),
            ("1437", "14:37"),
            ("14:", "14:00"),
            ("14:3", "14:30"),
            ("14.3", "14:30"),
            ("2:1", "02:10"),
            ("930", "09:30"),
            ("25", "02:50"),
            ("25:0", "nothing"),
            ("14:7", "nothing"),
            ("2430", "nothing"),
        ] {
            assert_eq!(completed(typed, TWENTY_FOUR), time, "{typed}");
        }
    }

    #[test]
    fn twelve_hours_take_the_half_of_the_day_that_comes_next() {
        for (typed, time) in [
            ("2", "14:00"),
            ("143", "13:43"),
            ("2:1", "14:10"),
            ("2:1a", "02:10"),
            ("2:15 p", "14:15"),
            ("12:05 AM", "00:05"),
            ("11:59", "23:59"),
            ("1430", "14:30"),
        ] {
            assert_eq!(completed(typed, TWELVE), time, "{typed}");
        }
    }

    #[test]
    fn typed_digits_fit_the_times_that_begin_with_them() {
        let fits = |typed: &str, time: i64, clock| {
            Partial::read(typed).expect("a time is being typed").fits(Time::from_minutes(time), clock)
        };
        let (afternoon, night) = (14 * 60 + 35, 2 * 60 + 10);
        assert!(["1", "14", "143", "14:", "14:3", "14.35"].iter().all(|it| fits(it, afternoon, TWENTY_FOUR)));
        assert!(!["2", "15", "144", "14:4", "1:4"].iter().any(|it| fits(it, afternoon, TWENTY_FOUR)));
        assert!(["2", "23", "2:3", "2:35 P", "14"].iter().all(|it| fits(it, afternoon, TWELVE)));
        assert!(!["2:35 a", "3"].iter().any(|it| fits(it, afternoon, TWELVE)));
        assert!(fits("2:1", night, TWENTY_FOUR) && !fits("21", night, TWENTY_FOUR));
    }

    #[test]
    fn what_cannot_become_a_stamp_is_refused() {
        let read = |line: &str| {
            let cursor = line.find('|').expect("a cursor");
            Typed::read(&line.replacen('|', "", 1), cursor).is_some()
        };
        for line in ["|", "-|", "- |", "* 1|", "1. 14:|", "> - |", "- [14|]", "- [14|", "**14:3|**", "- |restarted it"]
        {
            assert!(read(line), "{line}");
        }
        for line in ["- 14:30 - Alert|", "- 14:30 - |", "- 1|4:30 - Alert", "- 14:30| - Alert", "|restarted", "*|word"]
        {
            assert!(!read(line), "{line}");
        }
    }
}
