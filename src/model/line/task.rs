//! What a line says of the task that it holds: whether it is done, who has it, until when, and under which number.

mod reader;
mod says;

pub use says::cells;
pub(in crate::model) use says::{Says, ends_in_label, of_column, of_label};

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

static DONE: &[&str] = &["closed", "complete", "completed", "done", "finished", "fixed", "resolved", "shipped"];

/// Where links to trackers lead.
static TRACKERS: &[&str] = &["/browse/", "/issues/", "/merge_requests/", "/pull/", "/ticket", "trello.com/c/"];

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
    let read = reader::read(inside, facts, &masked);
    let mut facts = Facts { checkbox: read.checkbox, ..read.shifted(body.start) };
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
