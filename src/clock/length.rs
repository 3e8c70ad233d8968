//! Lengths of time as written: `2 hours and 30 minutes`, `1h30`, `5 days`, `half an hour`, `3 hours and a half`.

use crate::text::Span;

static NUMBERS: [&str; 13] =
    ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

/// Units by their names, and their seconds.
static UNITS: &[(&[&str], f64)] = &[
    (&["s", "sec", "secs", "second", "seconds"], 1.0),
    (&["m", "min", "mins", "minute", "minutes"], 60.0),
    (&["h", "hr", "hrs", "hour", "hours"], 3600.0),
    (&["d", "day", "days"], 86_400.0),
    (&["week", "weeks"], 604_800.0),
];

/// The first length of time in a text: minutes, and where it stands. Several parts that follow each other are one
/// length. Not `14:30`, and not `30m users`-like words: the unit must end where its word ends.
pub fn length(text: &str) -> Option<(i64, Span)> {
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let boundary =
            at == 0 || !text[..at].ends_with(|it: char| it.is_alphanumeric() || matches!(it, '.' | ':' | ','));
        if boundary && let Some((seconds, taken)) = parts(rest) {
            return Some(((seconds / 60.0).round() as i64, Span::new(at, at + taken)));
        }
        at += rest.chars().next().map_or(1, char::len_utf8);
    }
    None
}

/// One or more parts, joined by spaces, commas or `and`.
fn parts(text: &str) -> Option<(f64, usize)> {
    let (mut seconds, mut end, mut unit) = part(text)?;
    loop {
        let rest = text[end..].trim_start_matches([' ', ',', '\u{a0}']);
        let rest = rest.strip_prefix("and ").or_else(|| rest.strip_prefix("& ")).unwrap_or(rest);
        match part(rest) {
            Some((more, taken, smaller)) if smaller < unit => {
                seconds += more;
                end = text.len() - rest.len() + taken;
                unit = smaller;
            }
            _ => break,
        }
    }
    // `3 hours and a half`
    for half in [" and a half", " and half"] {
        if let Some(rest) = text[end..].strip_prefix(half) {
            return Some((seconds + unit / 2.0, text.len() - rest.len()));
        }
    }
    // `1h30`: the minutes lost their unit.
    if unit == 3600.0
        && text[..end].ends_with('h')
        && let Some((minutes, taken)) = amount(&text[end..])
        && taken == 2
        && !text[end + 2..].starts_with(|it: char| it.is_alphanumeric())
    {
        return Some((seconds + minutes * 60.0, end + 2));
    }
    Some((seconds, end))
}

/// A number and its unit: seconds, bytes taken, seconds of the unit.
fn part(text: &str) -> Option<(f64, usize, f64)> {
    let (mut amount, mut taken) = amount(text)?;
    if text[taken..].starts_with(" and a half ") {
        amount += 0.5;
        taken += " and a half".len();
    }
    let rest = text[taken..].trim_start_matches([' ', '-', '\u{a0}', '+']);
    let end = rest.find(|it: char| !it.is_alphabetic()).unwrap_or(rest.len());
    let word = rest[..end].to_ascii_lowercase();
    let (_, unit) = UNITS.iter().find(|(names, _)| names.contains(&word.as_str()))?;
    let after = text.len() - rest.len() + end;
    // `1h30` goes on after the unit; `3m5` in a name does not.
    let runs_on = rest[end..].starts_with(|it: char| it.is_alphanumeric());
    (!runs_on || (*unit >= 60.0 && word.len() == 1)).then_some((amount * unit, after, *unit))
}

/// `2`, `2.5`, `two`, `an`, `half an`: the number and the bytes taken.
fn amount(text: &str) -> Option<(f64, usize)> {
    let digits = text.bytes().take_while(|it| it.is_ascii_digit() || *it == b'.').count();
    if digits > 0 {
        let number = text[..digits].trim_end_matches('.');
        return Some((number.parse().ok()?, number.len()));
    }
    let end = text.find(|it: char| !it.is_alphabetic()).unwrap_or(text.len());
    if end == 0 || end > 8 {
        return None;
    }
    let word = text[..end].to_ascii_lowercase();
    if word == "half" {
        let rest = text[end..].trim_start();
        let article = rest.strip_prefix("an ").or_else(|| rest.strip_prefix("a "))?;
        return Some((0.5, text.len() - article.len()));
    }
    if matches!(word.as_str(), "a" | "an") {
        return Some((1.0, end));
    }
    NUMBERS.iter().position(|it| *it == word).map(|it| (it as f64, end))
}
