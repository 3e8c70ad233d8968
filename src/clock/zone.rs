//! Time zones as written: abbreviations, offsets, long names and IANA names, and what they may stand for.

use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use super::{Date, Time};
use crate::text::Span;

/// A zone as somebody wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zone {
    /// As written, without brackets: `UTC`, `GMT+1`, `Eastern Time`. Where a long name carries its abbreviation
    /// (`Pacific Standard Time (PST)`), the abbreviation.
    pub name: String,
    pub meaning: Meaning,
}

/// What a zone's name stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// Minutes east of UTC, all year.
    Fixed(i32),
    /// A zone of the tz database, whose offset depends on the day.
    Region(String),
    /// Several offsets go by this name; minutes east of UTC.
    Ambiguous(&'static [i32]),
}

impl Zone {
    /// Minutes east of UTC on a day (today's rules of the tz database); `None` where the name is ambiguous, or where
    /// the offset depends on the day and the day or its year is not known.
    pub fn offset(&self, date: Option<Date>, time: Time) -> Option<i32> {
        match &self.meaning {
            Meaning::Fixed(minutes) => Some(*minutes),
            Meaning::Ambiguous(_) => None,
            Meaning::Region(name) => {
                let zone = TimeZone::get(name).ok()?;
                let Date { year, month, day } = date?;
                let civil = DateTime::new(year?, month, day, time.hour as i8, time.minute as i8, 0, 0).ok()?;
                Some(zone.to_ambiguous_zoned(civil).compatible().ok()?.offset().seconds() / 60)
            }
        }
    }

    /// Two names for the same clock: `GMT` and `UTC`.
    pub fn same_clock(&self, other: &Zone) -> bool {
        self.name.eq_ignore_ascii_case(&other.name) || self.meaning == other.meaning
    }
}

/// Abbreviations. They are also words (`EAT`, `PT`), so they are matched in capitals and only where a zone can stand.
/// The standard offsets are those of the tz database; the ambiguous ones are the readings met in postmortems.
static ABBREVIATIONS: &[(&str, Meaning)] = &[
    ("UTC", Meaning::Fixed(0)),
    ("GMT", Meaning::Fixed(0)),
    ("Z", Meaning::Fixed(0)),
    ("WET", Meaning::Fixed(0)),
    ("WEST", Meaning::Fixed(60)),
    ("WAT", Meaning::Fixed(60)),
    ("CET", Meaning::Fixed(60)),
    ("CEST", Meaning::Fixed(120)),
    ("CAT", Meaning::Fixed(120)),
    ("SAST", Meaning::Fixed(120)),
    ("EET", Meaning::Fixed(120)),
    ("EEST", Meaning::Fixed(180)),
    ("EAT", Meaning::Fixed(180)),
    ("MSK", Meaning::Fixed(180)),
    ("PKT", Meaning::Fixed(300)),
    ("SGT", Meaning::Fixed(480)),
    ("HKT", Meaning::Fixed(480)),
    ("AWST", Meaning::Fixed(480)),
    ("JST", Meaning::Fixed(540)),
    ("KST", Meaning::Fixed(540)),
    ("AEST", Meaning::Fixed(600)),
    ("AEDT", Meaning::Fixed(660)),
    ("NZST", Meaning::Fixed(720)),
    ("NZDT", Meaning::Fixed(780)),
    ("BRT", Meaning::Fixed(-180)),
    ("ART", Meaning::Fixed(-180)),
    ("AST", Meaning::Ambiguous(&[-240, 180])),
    ("ADT", Meaning::Fixed(-180)),
    ("EST", Meaning::Fixed(-300)),
    ("EDT", Meaning::Fixed(-240)),
    ("CST", Meaning::Ambiguous(&[-360, 480, -300])),
    ("CDT", Meaning::Fixed(-300)),
    ("MST", Meaning::Fixed(-420)),
    ("MDT", Meaning::Fixed(-360)),
    ("PST", Meaning::Fixed(-480)),
    ("PDT", Meaning::Fixed(-420)),
    ("AKST", Meaning::Fixed(-540)),
    ("AKDT", Meaning::Fixed(-480)),
    ("HST", Meaning::Fixed(-600)),
    ("BST", Meaning::Ambiguous(&[60, 360])),
    ("IST", Meaning::Ambiguous(&[330, 60, 120])),
];

/// Abbreviations and long names whose offset depends on the day.
static REGIONS: &[(&str, &str)] = &[
    ("PT", "America/Los_Angeles"),
    ("MT", "America/Denver"),
    ("CT", "America/Chicago"),
    ("ET", "America/New_York"),
    ("PST8PDT", "America/Los_Angeles"),
    ("EST5EDT", "America/New_York"),
];

/// Long names without the final `Time`, lower case, and the abbreviation or region that they stand for.
static LONG_NAMES: &[(&str, &str)] = &[
    ("coordinated universal", "UTC"),
    ("universal", "UTC"),
    ("greenwich mean", "GMT"),
    ("greenwich", "GMT"),
    ("west africa", "WAT"),
    ("west african", "WAT"),
    ("west central africa", "WAT"),
    ("west central african", "WAT"),
    ("central africa", "CAT"),
    ("central african", "CAT"),
    ("east africa", "EAT"),
    ("east african", "EAT"),
    ("eastern africa", "EAT"),
    ("eastern african", "EAT"),
    ("south africa", "SAST"),
    ("south african", "SAST"),
    ("central european", "CET"),
    ("central european summer", "CEST"),
    ("eastern european", "EET"),
    ("eastern european summer", "EEST"),
    ("western european", "WET"),
    ("british summer", "BST"),
    ("india", "IST"),
    ("indian", "IST"),
    ("pacific", "PT"),
    ("mountain", "MT"),
    ("central", "CT"),
    ("eastern", "ET"),
    ("pacific daylight", "PDT"),
    ("mountain daylight", "MDT"),
    ("central daylight", "CDT"),
    ("eastern daylight", "EDT"),
];

/// North American names for which `Standard` fixes the offset.
static STANDARD_NAMES: &[(&str, i32)] = &[("pacific", -480), ("mountain", -420), ("central", -360), ("eastern", -300)];

/// Long names that leave no doubt where their abbreviation does.
static CLEAR_NAMES: &[(&str, i32)] = &[("british summer", 60), ("india", 330), ("indian", 330)];

fn abbreviation(word: &str) -> Option<Meaning> {
    ABBREVIATIONS.iter().find(|(name, _)| *name == word).map(|(_, meaning)| meaning.clone()).or_else(|| {
        REGIONS.iter().find(|(name, _)| *name == word).map(|(_, region)| Meaning::Region((*region).to_owned()))
    })
}

/// A zone at the very start of a text, without leading space or bracket, and how many bytes it takes.
pub(super) fn at_start(text: &str) -> Option<(Zone, usize)> {
    let first = *text.as_bytes().first()?;
    if first == b'+' || first == b'-' {
        let (minutes, length) = signed_offset(text)?;
        // `14:30 -15 minutes` is no zone: a bare offset needs its minutes.
        return (length >= 5).then(|| (named(&text[..length], Meaning::Fixed(minutes)), length));
    }
    if !first.is_ascii_alphabetic() {
        return None;
    }
    let word = word_at_start(text);
    if let Some(found) = region(text) {
        return Some(found);
    }
    if let Some(meaning) = abbreviation(word) {
        if matches!(word, "UTC" | "GMT") {
            let rest = &text[word.len()..];
            let space = rest.len() - rest.trim_start_matches(' ').len();
            if space <= 1
                && let Some((minutes, length)) = signed_offset(&rest[space..])
            {
                let end = word.len() + space + length;
                return Some((named(&text[..end], Meaning::Fixed(minutes)), end));
            }
        }
        return Some((named(word, meaning), word.len()));
    }
    long_name(text)
}

fn named(name: &str, meaning: Meaning) -> Zone {
    Zone { name: name.to_owned(), meaning }
}

/// Letters, and digits as in `PST8PDT`.
fn word_at_start(text: &str) -> &str {
    let end = text.find(|it: char| !it.is_alphanumeric()).unwrap_or(text.len());
    &text[..end]
}

/// `+3`, `-08:00`, `+0530`: minutes east of UTC and bytes taken.
fn signed_offset(text: &str) -> Option<(i32, usize)> {
    let sign = match text.as_bytes().first()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let digits = |from: usize| text[from..].bytes().take_while(u8::is_ascii_digit).count();
    let number = |from: usize, to: usize| text[from..to].parse::<i32>().ok();
    let (hours, minutes, end) = match digits(1) {
        length @ (1 | 2) if text[1 + length..].starts_with(':') && digits(2 + length) == 2 => {
            (number(1, 1 + length)?, number(2 + length, 4 + length)?, 4 + length)
        }
        length @ (1 | 2) => (number(1, 1 + length)?, 0, 1 + length),
        4 => (number(1, 3)?, number(3, 5)?, 5),
        _ => return None,
    };
    let runs_on = |rest: &str| rest.starts_with(|it: char| it.is_alphanumeric());
    let alone = !runs_on(&text[end..]) && !text[end..].strip_prefix(':').is_some_and(runs_on);
    (hours <= 14 && minutes < 60 && alone).then_some((sign * (hours * 60 + minutes), end))
}

/// `Africa/Lagos`, where the tz database knows it.
fn region(text: &str) -> Option<(Zone, usize)> {
    let end = text.find(|it: char| !it.is_ascii_alphanumeric() && !matches!(it, '/' | '_' | '-' | '+'));
    let end = end.unwrap_or(text.len()).max(1);
    region_of(&text[..end]).or_else(|| region_of(text[..end].trim_end_matches(['-', '/'])))
}

fn region_of(name: &str) -> Option<(Zone, usize)> {
    let known = name.contains('/') && name.starts_with(|it: char| it.is_ascii_uppercase()) && name.len() < 40;
    (known && TimeZone::get(name).is_ok()).then(|| (named(name, Meaning::Region(name.to_owned())), name.len()))
}

/// `Pacific Standard Time (PST)`, `West African Time`, `Greenwich Mean Time`.
fn long_name(text: &str) -> Option<(Zone, usize)> {
    let mut words = Vec::new();
    let mut end = 0;
    for _ in 0..5 {
        let rest = &text[end..];
        let word = word_at_start(rest.trim_start_matches(' '));
        if word.is_empty() {
            return None;
        }
        end += rest.len() - rest.trim_start_matches(' ').len() + word.len();
        let lower = word.to_ascii_lowercase();
        if matches!(lower.as_str(), "time" | "timezone") {
            break;
        }
        words.push(lower);
    }
    let standard = words.last().is_some_and(|it| it == "standard");
    if standard {
        words.pop();
    }
    let key = words.join(" ");
    let (_, short) = LONG_NAMES.iter().find(|(name, _)| *name == key)?;
    let standard = STANDARD_NAMES.iter().filter(|_| standard);
    let fixed = standard.chain(CLEAR_NAMES).find(|(name, _)| *name == key).map(|it| Meaning::Fixed(it.1));
    let zone = named(&text[..end], fixed.or_else(|| abbreviation(short))?);
    // The abbreviation in brackets behind a long name is how the rest of the document will call it.
    let behind = text[end..].trim_start();
    if let Some(inside) = behind.strip_prefix('(')
        && let Some((short, length)) = at_start(inside.trim_start())
        && inside.trim_start()[length..].trim_start().starts_with(')')
    {
        let close = text.len() - inside.len() + inside.find(')')? + 1;
        let is_unclear = matches!(short.meaning, Meaning::Ambiguous(_)) && matches!(zone.meaning, Meaning::Fixed(_));
        return Some((if is_unclear { named(&short.name, zone.meaning) } else { short }, close));
    }
    Some((zone, end))
}

/// The zone that a text names and nothing else: `UTC`, `GMT+1`, `Africa/Lagos`.
pub fn zone(text: &str) -> Option<Zone> {
    at_start(text).filter(|it| it.1 == text.len()).map(|it| it.0)
}

/// Every zone named in a text where no time stands beside it: a heading, a line such as `all times in UTC`.
/// Abbreviations of two letters and `Z` are too weak for that.
pub fn zones(text: &str) -> Vec<(Zone, Span)> {
    let mut found = Vec::new();
    let is_capital = |it: &[u8]| it[0].is_ascii_uppercase() && it[1].is_ascii_uppercase();
    // Every name is in capitals, has a slash in it, or ends in `Time`.
    let may_name = text.contains("ime") || text.contains('/') || text.as_bytes().windows(2).any(is_capital);
    let mut at = if may_name { 0 } else { text.len() };
    while at < text.len() {
        let rest = &text[at..];
        if rest.as_bytes()[0].is_ascii_alphabetic() {
            if let Some((zone, length)) = at_start(rest)
                && zone.name.len() > 2
            {
                found.push((zone, Span::new(at, at + length)));
                at += length;
            } else {
                at += word_at_start(rest).len();
            }
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    found
}

/// `UTC+5:30`, `UTC-8`, `UTC`, for minutes east of UTC.
pub fn offset_in_words(minutes: i32) -> String {
    let sign = if minutes < 0 { '-' } else { '+' };
    match (minutes.abs() / 60, minutes.abs() % 60) {
        (0, 0) => "UTC".to_owned(),
        (hours, 0) => format!("UTC{sign}{hours}"),
        (hours, minutes) => format!("UTC{sign}{hours}:{minutes:02}"),
    }
}
