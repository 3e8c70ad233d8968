//! What a line says of the task that it holds: whether it is done, who has it, until when, and under which number.

use super::{Kind, Line, people};
use crate::clock::{Date, date_at_start};
use crate::model::{Detail, Due};
use crate::profile::{Evidence, Profile, words};
use crate::syntax::{Chunk, InlineKind};
use crate::text::Span;

/// All spans count from the start of the chunk.
#[derive(Clone, Debug, Default)]
pub(in crate::model) struct Facts {
    /// What is to be done, without what else is said of it.
    pub phrase: Span,
    /// `[ ]` or `[x]`.
    pub checkbox: Option<Span>,
    pub is_done: bool,
    pub owner: Option<Detail>,
    /// `(Ann)`, `— Ann`: a name where the rest of the list has names there too.
    pub name: Option<Detail>,
    pub due: Option<Due>,
    pub priority: Option<Detail>,
    pub kind: Option<Detail>,
    pub ticket: Option<Detail>,
    /// A wish without anything that could be ticked off.
    pub is_vague: bool,
    /// Where people are asked to do better and nothing else is done.
    pub asks_people: Option<Span>,
}

/// What a label or the head of a column says of a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::model) enum Says {
    What,
    Owner,
    Due,
    Priority,
    Kind,
    Ticket,
    State,
}

static LABELS: &[(&str, Says)] = &[
    ("owner", Says::Owner),
    ("owners", Says::Owner),
    ("owned by", Says::Owner),
    ("assignee", Says::Owner),
    ("assignees", Says::Owner),
    ("assigned to", Says::Owner),
    ("responsible", Says::Owner),
    ("dri", Says::Owner),
    ("who", Says::Owner),
    ("due", Says::Due),
    ("due date", Says::Due),
    ("due by", Says::Due),
    ("due on", Says::Due),
    ("deadline", Says::Due),
    ("eta", Says::Due),
    ("target date", Says::Due),
    ("by when", Says::Due),
    ("priority", Says::Priority),
    ("prio", Says::Priority),
    ("type", Says::Kind),
    ("ticket", Says::Ticket),
    ("tracking bug", Says::Ticket),
    ("jira", Says::Ticket),
    ("status", Says::State),
    ("state", Says::State),
];

/// Heads of columns that are no labels within a line.
static COLUMNS: &[(&str, Says)] = &[
    ("action", Says::What),
    ("action item", Says::What),
    ("action items", Says::What),
    ("description", Says::What),
    ("item", Says::What),
    ("task", Says::What),
    ("tasks", Says::What),
    ("what", Says::What),
    ("assigned", Says::Owner),
    ("person", Says::Owner),
    ("responsible party", Says::Owner),
    ("team", Says::Owner),
    ("date", Says::Due),
    ("when", Says::Due),
    ("category", Says::Kind),
    ("kind", Says::Kind),
    ("bug", Says::Ticket),
    ("bug #", Says::Ticket),
    ("issue", Says::Ticket),
    ("related issue", Says::Ticket),
    ("link", Says::Ticket),
    ("done", Says::State),
];

/// What a label says of the task that it stands in or below.
pub(in crate::model) fn of_label(key: &str) -> Option<Says> {
    LABELS.iter().find(|(label, _)| *label == key).map(|(_, says)| *says)
}

/// Whether a label is that of a detail behind a task: `Rotate the log - owner:`.
pub(in crate::model) fn ends_in_label(key: &str) -> bool {
    LABELS.iter().any(|(label, _)| key.strip_suffix(label).is_some_and(|it| it.ends_with([' ', '(', '['])))
}

/// What the head of a column says of the tasks in its rows.
pub(in crate::model) fn of_column(key: &str) -> Option<Says> {
    of_label(key).or_else(|| COLUMNS.iter().find(|(label, _)| *label == key).map(|(_, says)| *says))
}

static DONE: &[&str] = &["closed", "complete", "completed", "done", "finished", "fixed", "resolved", "shipped"];

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

/// Where links to trackers lead.
static TRACKERS: &[&str] = &["/browse/", "/issues/", "/merge_requests/", "/pull/", "/ticket", "trello.com/c/"];

/// Numbers that look like tickets and are standards.
static STANDARDS: &[&str] =
    &["AES", "CVE", "HTTP", "IEC", "IEEE", "ISO", "PEP", "RFC", "RSA", "SHA", "TLS", "UTC", "UTF", "GMT"];

pub(super) fn facts(chunk: &Chunk, line: &Line, profile: &Profile) -> Facts {
    let text = chunk.text();
    let mut facts = Facts { checkbox: checkbox(text, line), ..Facts::default() };
    facts.is_done = facts.checkbox.is_some_and(|it| text[it.range()].to_lowercase().contains('x'));
    let body = line.body;
    let inside = &text[body.range()];
    if line.kind == Kind::Table {
        facts.phrase = body;
        return facts;
    }
    let masked = |span: Span| {
        chunk.inlines().iter().any(|it| {
            it.kind == InlineKind::Code
                && it.span.start < span.end + body.start
                && span.start + body.start < it.span.end
        })
    };
    let mut reader = Reader { text: inside, facts, ends: inside.len() };
    reader.labels(&masked);
    reader.tail();
    reader.handle(&masked);
    reader.until(&masked);
    reader.number(&masked);
    reader.mark();
    reader.phrase();
    let checkbox = reader.facts.checkbox.take();
    let mut facts = Facts { checkbox, ..reader.facts.shifted(body.start) };
    let is_tracker = |to: &str| TRACKERS.iter().any(|it| to.contains(it));
    let link = chunk.inlines().iter().find(|it| {
        body.start <= it.span.start
            && it.span.end <= body.end
            && matches!(&it.kind, InlineKind::Link(to) if is_tracker(to))
    });
    facts.ticket = facts.ticket.or(link.map(|it| Detail { span: it.span, value: it.span }));
    facts.judge(text, profile);
    facts
}

impl Facts {
    /// The same facts in a text that the chunk begins in `by` bytes further on.
    pub fn shifted(&self, by: usize) -> Facts {
        let span = |it: Span| it.shifted(by);
        let detail = |it: Detail| it.shifted(by);
        Facts {
            phrase: span(self.phrase),
            checkbox: self.checkbox.map(span),
            is_done: self.is_done,
            owner: self.owner.map(detail),
            name: self.name.map(detail),
            due: self.due.map(|it| Due { detail: detail(it.detail), date: it.date }),
            priority: self.priority.map(detail),
            kind: self.kind.map(detail),
            ticket: self.ticket.map(detail),
            is_vague: self.is_vague,
            asks_people: self.asks_people.map(span),
        }
    }

    /// Tells from the phrase whether it is vague, and whether it asks people.
    pub fn judge(&mut self, text: &str, profile: &Profile) {
        /// A longer wish says what it wishes for.
        const SHORT: usize = 8;
        let phrase = &text[self.phrase.range()];
        let words = words(phrase);
        let requirement = profile.requirements().map(|(_, it)| it).find(|it| it.evidence == Evidence::SpecificTasks);
        self.is_vague = words.len() <= SHORT
            && !phrase.contains(|it: char| matches!(it, '`' | '%' | '<' | '[') || it.is_ascii_digit())
            && requirement.is_some_and(|it| it.unless.opens(&words) && it.phrases.find(&words).is_none());
        self.asks_people = people::asked(&words).map(|it| it.shifted(self.phrase.start));
    }
}

/// `[ ]`, `[x]` or `[]` between marker and text.
fn checkbox(text: &str, line: &Line) -> Option<Span> {
    let before = Span::new(line.span.start, line.body.start);
    let raw = &text[before.range()];
    let close = raw.rfind(']')?;
    let open = raw[..close].rfind('[')?;
    Some(Span::new(before.start + open, before.start + close + 1))
}

/// The cells of a row of a table, without the space around them.
pub fn cells(raw: &str) -> Vec<Span> {
    let end = raw.trim_end().len();
    let mut bars = Vec::new();
    let (mut in_code, mut escaped) = (false, false);
    for (at, it) in raw[..end].char_indices() {
        match it {
            '`' => in_code = !in_code,
            '|' if !escaped && !in_code => bars.push(at),
            _ => {}
        }
        escaped = it == '\\' && !escaped;
    }
    let opens = raw.trim_start().starts_with('|');
    let mut starts: Vec<usize> = if opens { Vec::new() } else { vec![0] };
    starts.extend(bars.iter().map(|it| it + 1));
    let mut cells = Vec::new();
    for (nth, start) in starts.iter().enumerate() {
        let stop = starts.get(nth + 1).map_or(end, |it| it - 1);
        if nth + 1 == starts.len() && *start >= end {
            break;
        }
        let inside = &raw[*start..stop];
        let lead = inside.len() - inside.trim_start().len();
        let words = inside.trim();
        let from = if words.is_empty() { start + lead.min(1) } else { start + lead };
        cells.push(Span::new(from, from + words.len()));
    }
    cells
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
        let mut start = super::markup::skip_dressing(&head[..end]).0;
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

impl Facts {
    /// What a detail says of the task; what was said first counts.
    pub fn take(&mut self, says: Says, detail: Detail, text: &str) {
        let value = &text[detail.value.range()];
        match says {
            Says::Owner => self.owner = self.owner.or(Some(detail)),
            Says::Due => self.due = self.due.or(Some(Due { detail, date: due_date(value) })),
            Says::Priority => self.priority = self.priority.or(Some(detail)),
            Says::Kind => self.kind = self.kind.or(Some(detail)),
            Says::Ticket if is_done(value) => self.is_done = true,
            Says::Ticket => self.ticket = self.ticket.or(Some(detail)),
            Says::State => self.is_done |= is_done(value),
            Says::What => self.phrase = detail.value,
        }
    }
}

/// The day, where it is one of the calendar.
fn due_date(value: &str) -> Option<Date> {
    date_at_start(value).map(|it| it.0)
}

/// Whether a word says that a task is done.
pub(in crate::model) fn is_done(words: &str) -> bool {
    let lower = words.trim_matches(|it: char| !it.is_alphanumeric()).to_lowercase();
    DONE.contains(&lower.as_str()) || words.contains(['✅', '✔', '☑'])
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
