//! Times and days, written the way others of the document are written.

use super::Date;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl std::fmt::Display for Date {
    /// `4 March 2024`, `4 March`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.day, month_name(self.month))?;
        self.year.map_or(Ok(()), |it| write!(f, " {it}"))
    }
}

/// Whether the hours have two digits, by those that could have one; where none could, by the custom of the clock.
pub fn is_padded(times: &[String], has_twelve_hours: bool) -> bool {
    let digits = |it: &String| it.bytes().take_while(u8::is_ascii_digit).count();
    if times.iter().any(|it| digits(it) == 1) {
        return false;
    }
    !has_twelve_hours || times.iter().any(|it| it.starts_with('0'))
}

/// The name of a month from 1 to 12.
pub(super) fn month_name(month: i8) -> &'static str {
    MONTHS[(month - 1) as usize]
}

/// A text that holds a date, with another date in its place; what stands around the date is kept. `None` where the date
/// is not found in the text.
pub fn redated(text: &str, old: Date, new: Date) -> Option<String> {
    let runs = runs(text);
    let is_number = |it: &&str| it.as_bytes()[0].is_ascii_digit();
    let numbers: Vec<&str> = runs.iter().copied().filter(is_number).collect();
    let named = runs.iter().any(|it| is_month(it, old.month));
    let parts = if named { vec![Part::Day, Part::Year] } else { numeric(&numbers, old)? };
    let mut parts = parts.into_iter();
    let mut out = String::new();
    let mut after_day = false;
    for run in runs {
        let ordinal = after_day && ["st", "nd", "rd", "th"].iter().any(|it| run.eq_ignore_ascii_case(it));
        after_day = false;
        if is_number(&run) {
            let part = parts.next();
            after_day = part == Some(Part::Day) && named;
            out.push_str(&match part {
                Some(Part::Year) => year(run, new),
                Some(Part::Month) => padded(run, new.month),
                Some(Part::Day) if named && !run.starts_with('0') => new.day.to_string(),
                Some(Part::Day) => padded(run, new.day),
                None => run.to_owned(),
            });
        } else if named && is_month(run, old.month) {
            out.push_str(&month_like(run, new.month));
        } else if ordinal {
            out.push_str(ordinal_suffix(new.day));
        } else {
            out.push_str(run);
        }
    }
    Some(out)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Year,
    Month,
    Day,
}

/// Which number of a date without words is which; the day before the month where both readings agree with the date.
fn numeric(numbers: &[&str], date: Date) -> Option<Vec<Part>> {
    let value = |at: usize| numbers.get(at)?.parse::<i8>().ok();
    if numbers.first()?.len() == 4 {
        return Some(vec![Part::Year, Part::Month, Part::Day]);
    }
    match (value(0), value(1)) {
        (Some(first), Some(second)) if (first, second) == (date.day, date.month) => {
            Some(vec![Part::Day, Part::Month, Part::Year])
        }
        (Some(first), Some(second)) if (first, second) == (date.month, date.day) => {
            Some(vec![Part::Month, Part::Day, Part::Year])
        }
        _ => None,
    }
}

/// Runs of digits, of letters, and of anything else.
fn runs(text: &str) -> Vec<&str> {
    let class = |it: char| (it.is_ascii_digit(), it.is_alphabetic());
    let mut runs = Vec::new();
    let mut start = 0;
    let mut last = None;
    for (at, character) in text.char_indices() {
        if last.is_some_and(|it| it != class(character)) {
            runs.push(&text[start..at]);
            start = at;
        }
        last = Some(class(character));
    }
    if start < text.len() {
        runs.push(&text[start..]);
    }
    runs
}

fn is_month(word: &str, month: i8) -> bool {
    let name = month_name(month);
    word.len() >= 3
        && name
            .get(..word.len())
            .or((word.eq_ignore_ascii_case("sept")).then_some("Sept"))
            .is_some_and(|it| it.eq_ignore_ascii_case(word) && (word.len() <= 4 || word.len() == name.len()))
}

/// As long and in the case of another month's name.
fn month_like(word: &str, month: i8) -> String {
    let name = month_name(month);
    let name = if word.len() <= 3 || word.eq_ignore_ascii_case("sept") { &name[..3] } else { name };
    if word.chars().all(char::is_uppercase) {
        name.to_uppercase()
    } else if word.starts_with(char::is_lowercase) {
        name.to_lowercase()
    } else {
        name.to_owned()
    }
}

fn padded(old: &str, value: i8) -> String {
    format!("{value:0width$}", width = old.len())
}

fn year(old: &str, new: Date) -> String {
    match new.year {
        Some(year) if old.len() == 2 => format!("{:02}", year % 100),
        Some(year) => year.to_string(),
        None => old.to_owned(),
    }
}

fn ordinal_suffix(day: i8) -> &'static str {
    match day {
        1 | 21 | 31 => "st",
        2 | 22 => "nd",
        3 | 23 => "rd",
        _ => "th",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_day_is_written_like_the_day_before() {
        let old = Date { year: Some(2024), month: 8, day: 31 };
        let new = Date { year: Some(2024), month: 9, day: 1 };
        for (text, expected) in [
            ("2024-08-31 ", "2024-09-01 "),
            ("2024-08-31T", "2024-09-01T"),
            ("31/08/2024, ", "01/09/2024, "),
            ("08/31/2024 at ", "09/01/2024 at "),
            ("31.08.24 ", "01.09.24 "),
            ("August 31st, 2024, ", "September 1st, 2024, "),
            ("Aug 31 ", "Sep 1 "),
            ("31 AUG 2024 ", "1 SEP 2024 "),
            ("31st of august - ", "1st of september - "),
        ] {
            assert_eq!(redated(text, old, new).as_deref(), Some(expected));
        }
        assert_eq!(redated("the day after ", old, new), None);
    }

    #[test]
    fn the_year_changes_at_its_end() {
        let old = Date { year: Some(2024), month: 12, day: 31 };
        let new = Date { year: Some(2025), month: 1, day: 1 };
        assert_eq!(redated("31 Dec 2024, ", old, new).as_deref(), Some("1 Jan 2025, "));
        assert_eq!(redated("2024/12/31 ", old, new).as_deref(), Some("2025/01/01 "));
    }
}
