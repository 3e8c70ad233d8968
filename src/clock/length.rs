//! Lengths of time as written: `2 hours and 30 minutes`, `1h30`, `5 days`, `half an hour`, `over two hours`.

use super::DAY;
use crate::text::Span;

/// A length of time as somebody wrote it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Length {
    pub minutes: i64,
    pub span: Span,
    /// The smallest unit that is written, in minutes; of seconds and less than an hour, one minute.
    pub unit: i64,
    pub hedge: Hedge,
}

/// How exactly a length is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hedge {
    Exact,
    /// `about two hours`, `nearly two hours`
    About,
    /// `over two hours`
    AtLeast,
    /// `less than two hours`
    AtMost,
    /// `5 hours (support hours only)`: the rest of the time is not counted.
    Partial,
}

impl Length {
    /// The same length in a text that it stands in `by` bytes further on.
    pub fn shifted(self, by: usize) -> Length {
        Length { span: self.span.shifted(by), ..self }
    }

    /// The same length, told less exactly: the times that it is held against are rounded.
    pub fn hedged(self) -> Length {
        let hedge = if self.hedge == Hedge::Exact { Hedge::About } else { self.hedge };
        Length { hedge, ..self }
    }

    /// Whether something that took so many minutes may be said to have taken this long.
    pub fn may_mean(self, minutes: i64) -> bool {
        // Who writes hours rounds some minutes off; who writes days counts the first and the last.
        let slack = match self.unit {
            1 => 1,
            60 => 10,
            _ => DAY,
        };
        let apart = (self.minutes - minutes).abs();
        match self.hedge {
            Hedge::Exact => apart <= slack,
            Hedge::About => apart <= slack.max(self.unit / 2).max(minutes / 5).max(5),
            Hedge::AtLeast => minutes >= self.minutes - slack,
            Hedge::AtMost => minutes <= self.minutes + slack,
            Hedge::Partial => true,
        }
    }
}

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

/// What stands before a length that is not meant to the minute.
static HEDGES: &[(&str, Hedge)] = &[
    ("~", Hedge::About),
    ("≈", Hedge::About),
    ("about", Hedge::About),
    ("approximately", Hedge::About),
    ("approx", Hedge::About),
    ("approx.", Hedge::About),
    ("roughly", Hedge::About),
    ("around", Hedge::About),
    ("nearly", Hedge::About),
    ("almost", Hedge::About),
    ("some", Hedge::About),
    ("estimated", Hedge::About),
    ("close to", Hedge::About),
    ("over", Hedge::AtLeast),
    ("more than", Hedge::AtLeast),
    ("at least", Hedge::AtLeast),
    ("well over", Hedge::AtLeast),
    (">", Hedge::AtLeast),
    ("under", Hedge::AtMost),
    ("less than", Hedge::AtMost),
    ("at most", Hedge::AtMost),
    ("within", Hedge::AtMost),
    ("up to", Hedge::AtMost),
    ("<", Hedge::AtMost),
];

/// What stands behind a length, within a few words, that counts only some of the time.
static PARTIAL: &[&str] =
    &["support hour", "working hour", "business hour", "office hour", "hours only", "in hours", "of work"];

/// The first length of time in a text. Several parts that follow each other are one length. Not `14:30`, and not
/// `30m users`-like words: the unit must end where its word ends.
pub fn length(text: &str) -> Option<Length> {
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let boundary =
            at == 0 || !text[..at].ends_with(|it: char| it.is_alphanumeric() || matches!(it, '.' | ':' | ','));
        if boundary && let Some(parts) = parts(rest) {
            let span = Span::new(at, at + parts.taken);
            let minutes = (parts.seconds / 60.0).round() as i64;
            let unit = (parts.unit / 60.0).max(1.0) as i64;
            return Some(Length { minutes, span, unit, hedge: hedge(text, span) });
        }
        at += rest.chars().next().map_or(1, char::len_utf8);
    }
    None
}

/// How exactly the length at a span is told.
fn hedge(text: &str, span: Span) -> Hedge {
    let before = text[..span.start].trim_end_matches([' ', '*', '_', '(', '\u{a0}']).to_lowercase();
    let is_before = |word: &str| {
        before
            .strip_suffix(word)
            .is_some_and(|it| !word.starts_with(char::is_alphabetic) || !it.ends_with(|it: char| it.is_alphanumeric()))
    };
    let after = text[span.end..].to_lowercase();
    let near = after.char_indices().nth(40).map_or(&*after, |(end, _)| &after[..end]);
    if PARTIAL.iter().any(|it| near.contains(it)) {
        return Hedge::Partial;
    }
    if let Some((_, hedge)) = HEDGES.iter().find(|(word, _)| is_before(word)) {
        return *hedge;
    }
    match near.trim_start() {
        it if it.starts_with("or so") || it.starts_with("approx") || it.starts_with("or less") => Hedge::About,
        it if it.starts_with('+') || it.starts_with("or more") => Hedge::AtLeast,
        _ => Hedge::Exact,
    }
}

/// What one length is made of.
struct Parts {
    seconds: f64,
    /// Bytes.
    taken: usize,
    /// Seconds of the smallest unit.
    unit: f64,
}

/// One or more parts, joined by spaces, commas or `and`.
fn parts(text: &str) -> Option<Parts> {
    let (mut seconds, mut end, mut unit) = part(text)?;
    // `half an hour` and `2.5 hours` are told in minutes.
    let is_broken = |seconds: f64, unit: f64| unit > 60.0 && (seconds / unit).fract() != 0.0;
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
            return Some(Parts {
                seconds: seconds + unit / 2.0,
                taken: text.len() - rest.len(),
                unit: unit.min(3600.0),
            });
        }
    }
    // `1h30`: the minutes lost their unit.
    if unit == 3600.0
        && text[..end].ends_with('h')
        && let Some((minutes, taken)) = amount(&text[end..])
        && taken == 2
        && !text[end + 2..].starts_with(|it: char| it.is_alphanumeric())
    {
        return Some(Parts { seconds: seconds + minutes * 60.0, taken: end + 2, unit: 60.0 });
    }
    let unit = if is_broken(seconds, unit) { unit.min(3600.0) } else { unit };
    Some(Parts { seconds, taken: end, unit })
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
    // `1h30` goes on after the unit; `5m5.large` does not.
    let runs_on = rest[end..].starts_with(|it: char| it.is_alphanumeric());
    let digits = rest[end..].bytes().take_while(u8::is_ascii_digit).count();
    let goes_on = word.len() == 1 && *unit >= 60.0 && digits == 2;
    (!runs_on || goes_on).then_some((amount * unit, after, *unit))
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

/// So many minutes, with the words and signs of another length: `2 hours` becomes `2 hours 15 minutes`, `2h 5m`
/// becomes `2h 15m`, `90 mins` becomes `135 mins`.
pub fn length_like(model: &str, minutes: i64) -> String {
    let words: Vec<&str> = model.split(|it: char| !it.is_alphabetic()).filter(|it| !it.is_empty()).collect();
    let written = |seconds: f64| {
        let (names, _) = UNITS.iter().find(|it| it.1 == seconds).expect("one of the units");
        words.iter().find(|it| names.contains(&it.to_ascii_lowercase().as_str())).copied()
    };
    let (hour, minute) = (written(3600.0), written(60.0));
    let (hours, rest) = match (hour, minute) {
        (None, Some(_)) => (0, minutes),
        _ => (minutes / 60, minutes % 60),
    };
    let first = hour.or(minute).or(words.last().copied()).unwrap_or("hours");
    let is_short = first.len() == 1;
    let gap = match model.find(first).map(|it| &model[..it]) {
        Some(before) if before.ends_with('-') => "-",
        Some(before) if before.ends_with(' ') => " ",
        _ => "",
    };
    let unit = |count: i64, word: &str| {
        let bare = word.trim_end_matches(['s', 'S']);
        let is_whole_word = bare.len() > 3;
        let word = match () {
            _ if gap == "-" => word,
            _ if count == 1 => bare,
            _ if is_whole_word && word == bare => &format!("{bare}s"),
            _ => word,
        };
        format!("{count}{gap}{word}")
    };
    let hour = hour.unwrap_or(if is_short { "h" } else { "hours" });
    let minute = minute.unwrap_or(match hour {
        "h" => "m",
        "hr" | "hrs" => "mins",
        _ => "minutes",
    });
    let joiner = if model.contains(" and ") {
        " and "
    } else if model.contains(", ") {
        ", "
    } else {
        " "
    };
    match (hours, rest) {
        (0, rest) => unit(rest, minute),
        (hours, 0) => unit(hours, hour),
        (hours, rest) => format!("{}{joiner}{}", unit(hours, hour), unit(rest, minute)),
    }
}

/// `2 h 15 min`, as figures stand beside each other in a message.
pub fn in_short(minutes: i64) -> String {
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes} min"),
        (hours, 0) => format!("{hours} h"),
        (hours, minutes) => format!("{hours} h {minutes} min"),
    }
}
