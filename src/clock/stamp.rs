//! From tokens to stamps: a time of day with the date and the zone that stand beside it.

use super::{Date, Stamp, Time, Zone, date, time, zone};
use crate::text::Span;

/// Every stamp of a line or paragraph, in order. A time that is `weak` (`15.25`, `noon`) is among them; whether it is a
/// time is for the reader of its surroundings to say.
pub fn stamps(text: &str) -> Vec<Stamp> {
    let mut found: Vec<Stamp> = Vec::new();
    if !text.bytes().any(|it| it.is_ascii_digit()) && !text.contains("noon") && !text.contains("idnight") {
        return found;
    }
    let mut day: Option<(Date, Span)> = None;
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let first = rest.chars().next().expect("there is text left");
        if !(first.is_ascii_digit() || first.is_ascii_alphabetic()) {
            at += first.len_utf8();
            continue;
        }
        if let Some((date, length)) = date::at_start(rest) {
            let span = Span::new(at, at + length);
            match found.last_mut() {
                // `13:15 PST 29 april 2022`: the date of the time before it, unless a time of its own follows.
                Some(stamp)
                    if stamp.date.is_none()
                        && is_apposition(&text[stamp.span.end..at])
                        && !time_follows(&text[span.end..]) =>
                {
                    stamp.date = Some(date);
                    stamp.span.end = span.end;
                }
                _ => day = Some((date, span)),
            }
            at = span.end;
            // `2024-08-15T14:00`
            if text[at..].starts_with('T') && text[at + 1..].starts_with(|it: char| it.is_ascii_digit()) {
                at += 1;
            }
            continue;
        }
        if let Some(time) = time::at_start(rest) {
            let stamp = stamp(text, at, time, day.take());
            at = stamp.span.end;
            found.push(stamp);
            continue;
        }
        at += run(rest);
    }
    for next in (1..found.len()).rev() {
        let gap = &text[found[next - 1].span.end..found[next].span.start];
        if is_range(gap) && found[next - 1].until.is_none() {
            found[next - 1].until = found[next].time;
            found[next - 1].ends_at = Some(next);
            share_mark(&mut found[next - 1..=next]);
        }
    }
    found
}

/// The mark at the end of a range holds for its beginning: `2:00 - 2:30 PM` begins at 14:00, `11:30 - 12:10 PM` at 11:30.
fn share_mark(range: &mut [Stamp]) {
    let [start, end] = range else { return };
    let (Some(from), Some(to), Some(mark)) = (start.time, end.time, end.style.mark) else { return };
    if start.style.mark.is_some() || start.odd || start.weak || end.odd || !(1..=12).contains(&from.hour) {
        return;
    }
    let morning = Time { hour: from.hour % 12, ..from };
    let afternoon = Time { hour: morning.hour + 12, ..from };
    start.time = Some(if to >= afternoon { afternoon } else { morning });
    start.style.mark = Some(mark);
}

/// Every date of a text, with a time or without.
pub fn dates(text: &str) -> Vec<(Date, Span)> {
    let mut found = Vec::new();
    // Every date has a number.
    let mut at = if text.bytes().any(|it| it.is_ascii_digit()) { 0 } else { text.len() };
    while at < text.len() {
        let rest = &text[at..];
        let first = rest.chars().next().expect("there is text left");
        if !first.is_ascii_alphanumeric() {
            at += first.len_utf8();
        } else if let Some((date, length)) = date::at_start(rest) {
            found.push((date, Span::new(at, at + length)));
            at += length;
        } else {
            at += run(rest);
        }
    }
    found
}

/// The length of the word or number that a text begins with, so that nothing is looked for inside of it.
fn run(text: &str) -> usize {
    let is_part = |it: char| it.is_alphanumeric() || it == '_';
    let end = text.find(|it: char| !is_part(it)).unwrap_or(text.len());
    let rest = &text[end..];
    // A number goes on over its points: `1.13.2`, `127.0.0.1:8080`.
    if text.as_bytes()[0].is_ascii_digit()
        && rest.starts_with(['.', ':', ',', '-', '/'])
        && rest[1..].starts_with(|it: char| it.is_ascii_digit())
    {
        return end + 1 + run(&rest[1..]);
    }
    end
}

fn stamp(text: &str, at: usize, time: time::Found, day: Option<(Date, Span)>) -> Stamp {
    let time_span = Span::new(at, at + time.length);
    let mut stamp = Stamp {
        span: time_span,
        time_span,
        time: time.time,
        style: time.style,
        date: None,
        zone: None,
        zone_span: None,
        until: None,
        ends_at: None,
        approximate: text[..at].trim_end().ends_with('~'),
        odd: time.odd,
        weak: time.weak,
    };
    if let Some((date, span)) = day
        && is_between_date_and_time(&text[span.end..at])
    {
        stamp.date = Some(date);
        stamp.span.start = span.start;
    }
    if let Some((zone, span, end)) = zone_after(text, time_span.end) {
        stamp.zone = Some(zone);
        stamp.zone_span = Some(span);
        stamp.span.end = end;
    }
    stamp
}

/// The zone right behind a time: `14:30 UTC`, `2:30 PM (UTC)`, `14:00Z`, `2 PM, GMT+1`: the zone, where it stands, and
/// where the stamp ends (behind a closing bracket).
fn zone_after(text: &str, at: usize) -> Option<(Zone, Span, usize)> {
    let rest = &text[at..];
    let skipped = rest.trim_start_matches([' ', '\u{a0}', ',', '*', '_', '`', ']']);
    // At most `, ` and closing markup: a zone stands beside its time.
    if rest.len() - skipped.len() > 4 {
        return None;
    }
    let (inside, bracket) = match skipped.strip_prefix(['(', '[']) {
        Some(inside) => (inside.trim_start(), true),
        None => (skipped, false),
    };
    let (zone, length) = zone::at_start(inside)?;
    let start = text.len() - inside.len();
    let after = &text[start + length..];
    if after.starts_with(|it: char| it.is_alphanumeric()) {
        return None;
    }
    let close = if bracket { after.find([')', ']']).filter(|it| *it <= 3).map_or(0, |it| it + 1) } else { 0 };
    Some((zone, Span::new(start, start + length), start + length + close))
}

fn time_follows(text: &str) -> bool {
    let rest = text.trim_start_matches([' ', ',', 'T', '\u{a0}']);
    let rest = rest.strip_prefix("at ").unwrap_or(rest);
    time::at_start(rest).is_some_and(|it| !it.weak)
}

/// What may stand between a time and the date that follows it.
fn is_apposition(gap: &str) -> bool {
    matches!(gap.trim_matches([' ', ',', '(', '\u{a0}', '*', '_']), "" | "on" | "of" | "on the")
}

fn is_between_date_and_time(gap: &str) -> bool {
    let gap = gap.trim_matches([' ', ',', '~', '\u{a0}', '*', '_', '`', '[', '(', ']']).to_ascii_lowercase();
    matches!(
        gap.as_str(),
        "" | "at"
            | "from"
            | "@"
            | "-"
            | "–"
            | "—"
            | "t"
            | ":"
            | "|"
            | "starting at"
            | "starting from"
            | "at around"
            | "around"
            | "about"
            | "at about"
            | "at approximately"
            | "approximately"
            | "between"
            | "at exactly"
            | "from around"
            | "from approximately"
            | "beginning at"
    )
}

/// What stands between the two ends of a range.
pub(super) fn is_range(gap: &str) -> bool {
    let gap = gap.trim_matches([' ', ',', '*', '_', '`', '~', '\u{a0}', ':', ']', '[', '(', ')']).to_ascii_lowercase();
    matches!(
        gap.as_str(),
        "-" | "–"
            | "—"
            | "--"
            | "to"
            | "until"
            | "till"
            | "through"
            | "and"
            | "up to"
            | "->"
            | "→"
            | "to about"
            | "to around"
            | "to approximately"
            | "until about"
            | "until around"
            | "and ended at"
            | "and lasted until"
    )
}

impl Time {
    /// The same time in the afternoon, for clocks of twelve hours without a mark.
    pub fn afternoon(self) -> Option<Time> {
        (self.hour < 12).then_some(Time { hour: self.hour + 12, ..self })
    }
}
