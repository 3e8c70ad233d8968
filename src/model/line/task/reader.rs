//! What stands behind a task and around it: labels, brackets, names, dates, numbers, ticks.

use super::says::{LABELS, Says};
use super::{Facts, is_done};
use crate::clock::date_at_start;
use crate::model::Detail;
use crate::text::Span;

/// Words of a due date that is no day of the calendar.
static RELATIVE: &[&str] = &[
    "asap",
    "end of",
    "eod",
    "eow",
    "friday",
    "monday",
    "next ",
    "q1",
    "q2",
    "q3",
    "q4",
    "saturday",
    "sunday",
    "the end of",
    "thursday",
    "tomorrow",
    "tuesday",
    "wednesday",
];

static PRIORITIES: &[&str] = &["critical", "high", "low", "medium", "p0", "p1", "p2", "p3", "p4"];

static KINDS: &[&str] = &["detect", "investigate", "mitigate", "prevent", "process", "repair"];

/// Numbers that look like tickets and are standards.
static STANDARDS: &[&str] =
    &["AES", "CVE", "HTTP", "IEC", "IEEE", "ISO", "PEP", "RFC", "RSA", "SHA", "TLS", "UTC", "UTF", "GMT"];

/// Reads the text of a line behind its marker; `masked` tells what is code.
pub(super) fn read(text: &str, facts: Facts, masked: &dyn Fn(Span) -> bool) -> Facts {
    let mut reader = Reader { text, facts, ends: text.len() };
    reader.labels(masked);
    reader.tail();
    reader.handle(masked);
    reader.until(masked);
    reader.number(masked);
    reader.mark();
    reader.phrase();
    reader.facts
}

/// A line being read; spans count from the start of its body.
struct Reader<'a> {
    text: &'a str,
    facts: Facts,
    /// Where the first thing begins that is said of the task.
    ends: usize,
}

impl Reader<'_> {
    /// `owner: Ann`, `due 2024-05-01`.
    fn labels(&mut self, masked: &dyn Fn(Span) -> bool) {
        let lower = self.text.to_ascii_lowercase();
        for (label, says) in LABELS {
            for (at, _) in lower.match_indices(label) {
                let after = at + label.len();
                if !is_apart(self.text, at, after) || masked(Span::new(at, after)) {
                    continue;
                }
                let rest = self.text[after..].trim_start_matches(['*', '_', ' ']);
                let (value, has_colon) = match rest.strip_prefix(':') {
                    Some(value) => (value, true),
                    None => (rest, false),
                };
                let start = self.text.len() - value.trim_start_matches(['*', '_', ' ', '\t']).len();
                let length = value_length(&self.text[start..]);
                let is_date = *says == Says::Due && date_at_start(&self.text[start..]).is_some();
                if (has_colon || is_date) && length > 0 {
                    self.take(
                        *says,
                        Detail { span: Span::new(at, start + length), value: Span::new(start, start + length) },
                    );
                }
            }
        }
    }

    /// What stands in brackets or behind a dash at the end.
    fn tail(&mut self) {
        let end = self.text.trim_end_matches(['.', ' ', '*', '_', '~', ';', ',']).len();
        let open = match self.text[..end].chars().last() {
            Some(')') => self.text[..end].rfind('('),
            Some(']') => self.text[..end].rfind('['),
            _ => None,
        };
        if let Some(open) = open {
            self.parts(Span::new(open, end), Span::new(open + 1, end - 1));
        } else if let Some((at, dash)) =
            [" — ", " – ", " -- "].iter().filter_map(|it| Some((self.text[..end].rfind(it)?, *it))).max()
        {
            self.parts(Span::new(at, end), Span::new(at + dash.len(), end));
        }
    }

    fn parts(&mut self, whole: Span, inside: Span) {
        let mut at = inside.start;
        for part in self.text[inside.range()].split([',', ';']) {
            let start = at + (part.len() - part.trim_start().len());
            at += part.len() + 1;
            let words = part.trim();
            let value = Span::new(start, start + words.len());
            let detail = Detail { span: whole, value };
            let lower = words.to_lowercase();
            if date_at_start(words).is_some_and(|(_, length)| length == words.len()) {
                self.take(Says::Due, detail);
            } else if is_done(words) {
                self.take(Says::State, detail);
            } else if PRIORITIES.contains(&lower.as_str()) {
                self.take(Says::Priority, detail);
            } else if KINDS.contains(&lower.as_str()) {
                self.take(Says::Kind, detail);
            } else if is_name(words) && self.facts.name.is_none() {
                let start = self.text[..whole.start].trim_end().len();
                self.facts.name = Some(Detail { span: Span::new(start, whole.end), value });
            }
        }
    }

    /// `@ann`
    fn handle(&mut self, masked: &dyn Fn(Span) -> bool) {
        for (at, _) in self.text.match_indices('@') {
            let name: &str = &self.text[at + 1..];
            let length = name.bytes().take_while(|it| it.is_ascii_alphanumeric() || matches!(it, b'-' | b'_')).count();
            let is_apart =
                !self.text[..at].ends_with(|it: char| it.is_alphanumeric() || matches!(it, '.' | '-' | '_' | '/'));
            let span = Span::new(at, at + 1 + length);
            if length > 1 && is_apart && name.starts_with(|it: char| it.is_ascii_alphabetic()) && !masked(span) {
                return self.take(Says::Owner, Detail { span, value: span });
            }
        }
    }

    /// `by 1 May 2024`, `until the end of June`.
    fn until(&mut self, masked: &dyn Fn(Span) -> bool) {
        let lower = self.text.to_ascii_lowercase();
        for word in ["by ", "before ", "until "] {
            for (at, _) in lower.match_indices(word) {
                let start = at + word.len();
                if lower[..at].ends_with(|it: char| it.is_alphanumeric()) || masked(Span::new(at, start)) {
                    continue;
                }
                let length = date_at_start(&self.text[start..]).map(|it| it.1);
                let relative = || {
                    let found = RELATIVE.iter().find(|it| lower[start..].starts_with(**it))?;
                    let rest = &lower[start + found.len()..];
                    let is_end = found.ends_with(' ')
                        || found.ends_with("of")
                        || !rest.starts_with(|it: char| it.is_alphanumeric());
                    is_end.then(|| value_length(&self.text[start..]))
                };
                if let Some(length) = length.or_else(relative) {
                    return self.take(
                        Says::Due,
                        Detail { span: Span::new(at, start + length), value: Span::new(start, start + length) },
                    );
                }
            }
        }
    }

    /// `#123`, `ABC-12`, `P1`.
    fn number(&mut self, masked: &dyn Fn(Span) -> bool) {
        let mut at = 0;
        for token in self.text.split(|it: char| !(it.is_ascii_alphanumeric() || matches!(it, '#' | '-'))) {
            let span = Span::new(at, at + token.len());
            at = span.end + self.text[span.end..].chars().next().map_or(0, char::len_utf8);
            if masked(span) {
                continue;
            }
            let detail = Detail { span, value: span };
            if is_ticket(token) && self.facts.ticket.is_none() {
                self.facts.ticket = Some(detail);
            } else if matches!(token.as_bytes(), [b'P', b'0'..=b'4']) && self.facts.priority.is_none() {
                self.facts.priority = Some(detail);
            }
        }
    }

    /// `DONE`, `✅`, `~~struck~~`.
    fn mark(&mut self) {
        let bare = self.text.trim_matches(['*', '_', ' ', '[', '(']);
        let first = bare.split(|it: char| !it.is_alphanumeric()).next().unwrap_or_default();
        let behind = bare[first.len()..].trim_start_matches(['*', '_']);
        let opens = is_done(first) && (first == "DONE" || behind.starts_with([':', ']', ')']));
        let ends = bare.trim_end_matches(['.', ']', ')', '*', '!']).ends_with("DONE");
        let ticked =
            ['✅', '✔', '☑'].iter().any(|it| bare.starts_with(*it) || bare.trim_end_matches('\u{fe0f}').ends_with(*it));
        let struck = self.text.starts_with("~~") && self.text[2..].contains("~~");
        if ends {
            self.ends = self.ends.min(self.text.rfind("DONE").unwrap_or(self.ends));
        }
        self.facts.is_done |= opens || ends || ticked || struck;
    }

    /// What is left in front of everything else that is said.
    fn phrase(&mut self) {
        let head = &self.text[..self.ends];
        let end =
            head.trim_end_matches([' ', '\t', '-', '–', '—', ',', ';', ':', '(', '[', '*', '_', '|', '~', '.']).len();
        let mut start = crate::model::line::markup::skip_dressing(&head[..end]).0;
        for word in ["TODO", "DONE", "Done", "Todo", "Task"] {
            let rest = head[start..end].strip_prefix(word).map(|it| it.trim_start_matches(['*', '_', ' ', ']']));
            if let Some(rest) = rest.and_then(|it| it.strip_prefix(':').or((word == "TODO").then_some(it))) {
                start = end - rest.trim_start_matches(['*', '_', ' ', '-']).len();
            }
        }
        self.facts.phrase = Span::new(start.min(end), end);
    }

    fn take(&mut self, says: Says, detail: Detail) {
        // A detail in front of the task leaves the task behind it.
        if detail.span.start > 0 {
            self.ends = self.ends.min(detail.span.start);
        }
        self.facts.take(says, detail, self.text);
    }
}

/// One to three words that begin as names do, with a small letter somewhere.
fn is_name(words: &str) -> bool {
    let is_word = |it: &str| {
        it.starts_with(char::is_uppercase)
            && it.contains(char::is_lowercase)
            && it.chars().all(|it| it.is_alphabetic() || matches!(it, '.' | '\'' | '-'))
    };
    let count = words.split_whitespace().count();
    let bare = words.strip_suffix(" team").unwrap_or(words);
    (1..=3).contains(&count) && bare.split_whitespace().all(is_word)
}

fn is_ticket(token: &str) -> bool {
    if let Some(number) = token.strip_prefix('#') {
        return !number.is_empty() && number.bytes().all(|it| it.is_ascii_digit());
    }
    let Some((project, number)) = token.split_once('-') else { return false };
    project.len() > 1
        && project.starts_with(|it: char| it.is_ascii_uppercase())
        && project.bytes().all(|it| it.is_ascii_uppercase() || it.is_ascii_digit())
        && !number.is_empty()
        && number.bytes().all(|it| it.is_ascii_digit())
        && !STANDARDS.contains(&project)
}

/// The bytes of a value: a date whole, or else what stands before the next comma, dash or bracket.
fn value_length(text: &str) -> usize {
    if let Some((_, length)) = date_at_start(text) {
        return length;
    }
    let end = [", ", "; ", " - ", " – ", " — ", ")", "]", "|", "~~"].iter().filter_map(|it| text.find(it)).min();
    text[..end.unwrap_or(text.len())].trim_end_matches(['.', ',', ';', ' ', '*', '_']).len()
}

/// Whether no letter and no digit stands on either side.
fn is_apart(text: &str, start: usize, end: usize) -> bool {
    let is_part = |it: char| it.is_alphanumeric() || it == '-';
    !text[..start].ends_with(is_part) && !text[end..].starts_with(is_part)
}
