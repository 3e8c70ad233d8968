//! Dates as written: `2024-08-15`, `August 15th, 2024`, `15 Aug 2024`, `15/08/2024`.

use super::Date;

static MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// A date at the very start of a text and how many bytes it takes.
pub fn at_start(text: &str) -> Option<(Date, usize)> {
    let first = *text.as_bytes().first()?;
    if first.is_ascii_digit() { numeric(text).or_else(|| day_month(text)) } else { month_day(text) }
}

fn number(text: &str) -> Option<(i16, usize)> {
    let length = text.bytes().take_while(u8::is_ascii_digit).count();
    Some((text[..length].parse().ok()?, length))
}

fn valid(year: Option<i16>, month: i16, day: i16) -> Option<Date> {
    let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    // A leap year where none is given: February 29 is a date.
    jiff::civil::Date::new(year.unwrap_or(2000), month, day).ok()?;
    Some(Date { year, month, day })
}

/// Three numbers with the same separator. Without a year in front, the day comes first unless that cannot be:
/// most of the world and most of the postmortems met write it so.
fn numeric(text: &str) -> Option<(Date, usize)> {
    let (first, length) = number(text)?;
    let separator = text[length..].chars().next().filter(|it| matches!(it, '-' | '/' | '.'))?;
    let mut at = length + 1;
    let (second, digits) = number(&text[at..])?;
    at += digits;
    let rest = text[at..].strip_prefix(separator)?;
    let (third, digits) = number(rest)?;
    at += 1 + digits;
    if text[at..].starts_with(|it: char| it.is_ascii_digit()) || (second > 31) {
        return None;
    }
    let date = match (length, digits) {
        (4, 1 | 2) => valid(Some(first), second, third),
        (1 | 2, 4) => valid(Some(third), second, first).or_else(|| valid(Some(third), first, second)),
        (1 | 2, 2) if separator != '.' => {
            valid(Some(2000 + third), second, first).or_else(|| valid(Some(2000 + third), first, second))
        }
        _ => None,
    }?;
    Some((date, at))
}

/// The month that a word names, in full or by three or four letters, and the bytes taken (with a dot).
fn month(text: &str) -> Option<(i16, usize)> {
    let length = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    if !(3..=9).contains(&length) {
        return None;
    }
    let word = &text[..length];
    let is_short = |month: &str| length <= 4 && month.get(..length).is_some_and(|it| it.eq_ignore_ascii_case(word));
    let at = MONTHS.iter().position(|it| it.eq_ignore_ascii_case(word) || is_short(it))?;
    let dot = usize::from(length <= 4 && text[length..].starts_with('.'));
    Some((at as i16 + 1, length + dot))
}

/// `15`, `15th`: the day and the bytes taken.
fn day(text: &str) -> Option<(i16, usize)> {
    let (day, mut length) = number(text)?;
    if length > 2 {
        return None;
    }
    if let Some(suffix) = text.get(length..length + 2)
        && ["st", "nd", "rd", "th"].iter().any(|it| suffix.eq_ignore_ascii_case(it))
    {
        length += 2;
    }
    (!text[length..].starts_with(|it: char| it.is_alphanumeric() || it == ':')).then_some((day, length))
}

/// A year of four digits after spaces and a comma, and the bytes taken; nothing taken where there is none.
fn year(text: &str) -> (Option<i16>, usize) {
    let rest = text.trim_start_matches([' ', ',', '\u{a0}']);
    let skipped = text.len() - rest.len();
    match number(rest) {
        Some((year @ 1970..=2199, 4)) if skipped > 0 && !rest[4..].starts_with([':', 'h']) => (Some(year), skipped + 4),
        _ => (None, 0),
    }
}

fn spaces(text: &str) -> usize {
    text.len() - text.trim_start_matches([' ', '\u{a0}']).len()
}

/// `August 15th, 2024`, `Aug 15`.
fn month_day(text: &str) -> Option<(Date, usize)> {
    let (month, mut at) = month(text)?;
    let space = spaces(&text[at..]);
    if space == 0 {
        return None;
    }
    at += space;
    let (day, length) = day(&text[at..])?;
    at += length;
    let (year, length) = year(&text[at..]);
    // `may 5` is more often the verb than the month.
    if text.starts_with("may") && year.is_none() {
        return None;
    }
    Some((valid(year, month, day)?, at + length))
}

/// `15th of August 2024`, `15 Aug`, `15/Aug/2024`.
fn day_month(text: &str) -> Option<(Date, usize)> {
    let (day, mut at) = day(text)?;
    if let Some((month, length)) = text[at..].strip_prefix(['/', '-']).and_then(month) {
        at += 1 + length;
        let (year, length) = number(text[at..].strip_prefix(['/', '-'])?)?;
        return (length == 4)
            .then_some(())
            .and_then(|()| valid(Some(year), month, day))
            .map(|date| (date, at + 1 + length));
    }
    let space = spaces(&text[at..]);
    if space == 0 {
        return None;
    }
    at += space;
    if let Some(rest) = text[at..].strip_prefix("of ") {
        at += 3 + spaces(rest);
    }
    let (month, length) = month(&text[at..])?;
    at += length;
    if text[at..].starts_with(|it: char| it.is_alphanumeric()) {
        return None;
    }
    let (year, length) = year(&text[at..]);
    Some((valid(year, month, day)?, at + length))
}
