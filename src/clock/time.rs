//! Times of day as written: `14:30`, `2:30 PM`, `15.25`, `2100hrs`, `6 PM`, `noon`.

use super::{Mark, Time, TimeStyle};

/// A time of day found at the start of a text.
pub(super) struct Found {
    /// `None` where it cannot be: `25:61`.
    pub time: Option<Time>,
    pub style: TimeStyle,
    /// Bytes taken.
    pub length: usize,
    /// Written in a way that no clock shows: `13:20PM`, `25:61`.
    pub odd: bool,
    /// Could as well be a number or a version (`15.25`): only its neighbours make it a time.
    pub weak: bool,
}

const PLAIN: TimeStyle =
    TimeStyle { mark: None, padded: true, separator: Some(':'), minutes: true, seconds: false, hrs: false };

/// A time at the very start of a text. The caller sees to it that no word or number runs into it.
pub(super) fn at_start(text: &str) -> Option<Found> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    match digits {
        0 => named(text),
        1 | 2 => clock(text, digits),
        4 => military(text),
        _ => None,
    }
}

fn named(text: &str) -> Option<Found> {
    let word_end = text.find(|it: char| !it.is_alphanumeric()).unwrap_or(text.len());
    let hour = match &text[..word_end] {
        "noon" | "midday" | "Noon" => 12,
        "midnight" | "Midnight" => 0,
        _ => return None,
    };
    let time = Some(Time { hour, minute: 0, second: None });
    Some(Found { time, style: PLAIN, length: word_end, odd: false, weak: true })
}

fn two_digits(text: &str) -> Option<u8> {
    let pair = text.get(..2)?;
    let alone = !text[2..].starts_with(|it: char| it.is_ascii_digit());
    (alone && pair.bytes().all(|it| it.is_ascii_digit())).then(|| pair.parse().ok()).flatten()
}

/// One or two digits, then minutes, seconds and mark, as far as they go.
fn clock(text: &str, digits: usize) -> Option<Found> {
    let hour: u8 = text[..digits].parse().ok()?;
    let mut style = TimeStyle { padded: digits == 2, separator: None, minutes: false, ..PLAIN };
    let (mut minute, mut second) = (0, None);
    let mut at = digits;
    for separator in [':', '.'] {
        if let Some(rest) = text[at..].strip_prefix(separator)
            && let Some(found) = two_digits(rest)
        {
            minute = found;
            style = TimeStyle { separator: Some(separator), minutes: true, ..style };
            at += 3;
            break;
        }
    }
    if style.separator == Some(':')
        && let Some(found) = text[at..].strip_prefix(':').and_then(two_digits)
    {
        second = Some(found);
        style.seconds = true;
        at += 3;
    }
    // `3:AM`: the minutes were forgotten.
    let bare_colon = !style.minutes && text[at..].starts_with(':') && mark(&text[at + 1..]).is_some();
    at += usize::from(bare_colon);
    if let Some((is_pm, written, length)) = mark(&text[at..]) {
        style.mark = Some(written);
        at += length;
        // Some clocks of twelve hours show 0 for 12 in the morning.
        let odd = bare_colon || hour > 12 || (hour == 0 && is_pm) || minute > 59;
        let hour = match (hour, is_pm) {
            (12, false) => 0,
            (1..=11, true) => hour + 12,
            _ => hour,
        };
        return Some(Found { time: valid(hour, minute, second), style, length: at, odd, weak: false });
    }
    if !style.minutes || text[at..].starts_with(|it: char| it.is_alphanumeric() && !matches!(it, 'Z' | 'z' | 'T')) {
        return None;
    }
    let dotted = style.separator == Some('.');
    // `1.13.2`, `10.25%`, `14:30:5`: a version, a share, something else.
    if text[at..].strip_prefix(['.', ':']).is_some_and(|it| it.starts_with(|it: char| it.is_ascii_digit()))
        || (dotted && text[at..].trim_start().starts_with('%'))
    {
        return None;
    }
    let time = valid(hour, minute, second);
    if dotted && time.is_none() {
        return None;
    }
    // `8 AM` without its letter, `10:00 M`: seen, and read as the clock shows it.
    Some(Found { time, style, length: at, odd: time.is_none(), weak: dotted })
}

fn valid(hour: u8, minute: u8, second: Option<u8>) -> Option<Time> {
    // `24:00` is the midnight that ends a day.
    let hour = if (hour, minute, second.unwrap_or(0)) == (24, 0, 0) { 0 } else { hour };
    (hour < 24 && minute < 60 && second.is_none_or(|it| it < 60)).then_some(Time { hour, minute, second })
}

/// `2100hrs`, `0930 hours`.
fn military(text: &str) -> Option<Found> {
    let (hour, minute) = (text[..2].parse().ok()?, text[2..4].parse().ok()?);
    let rest = text[4..].trim_start_matches(' ');
    let unit = ["hours", "hrs", "Hrs", "HRS", "hr", "h"].iter().find(|it| rest.starts_with(**it))?;
    let length = text.len() - rest.len() + unit.len();
    if text[length..].starts_with(|it: char| it.is_alphanumeric()) {
        return None;
    }
    let style = TimeStyle { separator: None, hrs: true, ..PLAIN };
    let time = valid(hour, minute, None)?;
    Some(Found { time: Some(time), style, length, odd: false, weak: false })
}

/// `AM`, ` p.m.`: whether after noon, how written, bytes taken with the space before.
fn mark(text: &str) -> Option<(bool, Mark, usize)> {
    let rest = text.strip_prefix([' ', '\u{a0}', '\u{202f}']).unwrap_or(text);
    let mut letters = rest.char_indices();
    let (_, first) = letters.next()?;
    let is_pm = match first {
        'p' | 'P' => true,
        'a' | 'A' => false,
        _ => return None,
    };
    let (mut at, mut second) = letters.next()?;
    let dotted = second == '.';
    if dotted {
        (at, second) = letters.next()?;
        if second == ' ' {
            (at, second) = letters.next()?;
        }
    }
    if !matches!(second, 'm' | 'M') {
        return None;
    }
    let mut end = at + 1;
    if rest[end..].starts_with(|it: char| it.is_alphanumeric()) {
        return None;
    }
    if dotted && rest[end..].starts_with('.') {
        end += 1;
    }
    let spaced = rest.len() < text.len();
    Some((is_pm, Mark { upper: first.is_uppercase(), dotted, spaced }, text.len() - rest.len() + end))
}

impl Time {
    /// In the given style; minutes are always written.
    pub fn written(self, style: TimeStyle) -> String {
        let hour = match style.mark {
            Some(_) => (self.hour + 11) % 12 + 1,
            None => self.hour,
        };
        let hour = if style.padded || style.hrs { format!("{hour:02}") } else { hour.to_string() };
        let separator = match style.separator {
            Some(it) => it.to_string(),
            None if style.hrs => String::new(),
            None => ":".to_owned(),
        };
        let mut out =
            if style.minutes || self.minute > 0 { format!("{hour}{separator}{:02}", self.minute) } else { hour };
        if style.seconds {
            out += &format!(":{:02}", self.second.unwrap_or(0));
        }
        if style.hrs {
            out += "hrs";
        }
        if let Some(mark) = style.mark {
            let word = match (self.hour >= 12, mark.upper, mark.dotted) {
                (false, true, false) => "AM",
                (true, true, false) => "PM",
                (false, false, false) => "am",
                (true, false, false) => "pm",
                (false, true, true) => "A.M.",
                (true, true, true) => "P.M.",
                (false, false, true) => "a.m.",
                (true, false, true) => "p.m.",
            };
            out += if mark.spaced { " " } else { "" };
            out += word;
        }
        out
    }
}
