//! One line of a document: what Markdown makes of it, its marker, its words, stamps and label, and the section it may name.

pub(super) mod glance;
mod label;
mod links;
mod markup;
mod name;
mod people;
mod placeholder;
mod remarks;
mod secrets;
mod shown;
pub(super) mod task;

use std::sync::OnceLock;

use crate::clock::{Date, Stamp, Zone, dates, stamps, zones};
use crate::profile::{Phase, Profile, Remark, Requirement};
use crate::syntax::{Block, BlockKind, Chunk};
use crate::text::Span;

use super::affected::{Affected, affected};
use super::directive::{self, Directive};
use super::timeline::Lead;
use super::{Measure, Point, closing, recognise, stated};
pub(super) use label::Label;
use markup::undress;
pub(super) use name::Name;
use shown::Shown;
use task::Facts;

/// What Markdown makes of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Blank,
    FrontMatter,
    Heading {
        level: u8,
    },
    /// The `---` or `===` below a setext heading, a thematic break, the dashes below the head of a table.
    Rule,
    /// A line of a paragraph.
    Text,
    Fenced,
    /// Code by its indentation; in postmortems more often a list that was pasted.
    Indented,
    Html,
    Table,
}

/// The marker in front of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Marker {
    Bullet,
    Number,
    Quote,
}

/// One line; all spans count from the start of its chunk.
#[derive(Debug)]
pub(super) struct Line {
    /// Without its line break.
    pub span: Span,
    pub kind: Kind,
    pub marker: Option<Marker>,
    /// Columns of white space in front.
    pub indent: usize,
    /// After indentation, markers, number signs, pipes and opening tags; without closing ones.
    pub body: Span,
    /// Marks that may end a sentence before the end of the line: white space follows.
    pub stops: usize,
    /// A sentence may end with the line.
    pub is_stopped: bool,
    /// Words of prose; in a fence they count only where the whole document stands in it.
    pub words: usize,
    pub stamps: Vec<Stamp>,
    /// Days of the calendar, with a time or without.
    pub dates: Vec<(Date, Span)>,
    /// Shares of all users that it says were affected.
    pub affected: Vec<Affected>,
    /// Time zones, beside times or not, and words that look like one.
    pub zones: Vec<(Zone, Span)>,
    /// The section that the line would begin.
    pub name: Option<Name>,
    pub label: Option<Label>,
    /// Places that wait for their text.
    pub placeholders: Vec<Span>,
    /// What the line shows or gives away once it is published.
    pub shown: Shown,
    /// Words that a reviewer would ask to change.
    pub remarks: Vec<Remark>,
    /// Comments that switch rules off. One at the end of the line is no part of the body, and a line that holds nothing
    /// else is blank.
    pub directives: Vec<Directive>,
    /// The line carries a sentence of the pasted assignment.
    pub is_brief: bool,
    /// What the line measures: `Time to detection: 5 minutes`.
    pub measure: Option<Measure>,
    /// What was reached at its first time: `Resolved: 14:30`.
    pub point: Option<Point>,
    /// The author's word whether the document is a postmortem.
    pub is_postmortem: Option<bool>,
    /// Which requirements the words of the line may meet, and where; read at the first question.
    evidence: OnceLock<Box<[(usize, Span)]>>,
    /// What the line says in plain words of the course; read at the first question.
    pub plainly: OnceLock<Plainly>,
    /// The time that it begins with; read at the first question.
    pub lead: OnceLock<Option<Lead>>,
    /// What it tells of the course by labels and phrases, and by which requirements; read at the first question.
    pub phases: OnceLock<Box<[(usize, Phase)]>>,
    /// The heading of a conclusion or the like.
    pub is_closing: bool,
    /// The words of the line as names are compared; read at the first question.
    pub key: OnceLock<Box<str>>,
    /// Whether it has an amount that may be a share or a count of people; read at the first question.
    pub has_amount: OnceLock<bool>,
    /// The share or count that it tells alone; read at the first question.
    pub share: OnceLock<Option<Span>>,
    /// What the words of a bare line head; read at the first question.
    pub heads: OnceLock<Option<Box<str>>>,
    /// What the line says of a task; read at the first question.
    task: OnceLock<Box<Facts>>,
}

impl Line {
    /// The level of a heading that is written in HTML. `text` is that of the line.
    pub fn html_level(&self, text: &str) -> Option<u8> {
        let is_html = self.kind == Kind::Html && text.contains('<');
        is_html.then(|| markup::html_heading(text, Span::new(0, text.len()))).flatten().flatten()
    }

    /// Where the line has a phrase of a requirement, and none that takes it back. `text` is that of the line's chunk.
    pub fn evidence(&self, text: &str, profile: &Profile, requirement: &Requirement) -> Option<Span> {
        let read = || {
            let words = crate::profile::words(&text[self.body.range()]);
            let find = |it: &Requirement| {
                let found = it.phrases.find(&words)?;
                it.unless.find(&words).is_none().then_some((it.index, found.shifted(self.body.start)))
            };
            profile.evidences().filter_map(|(_, it)| find(it)).collect()
        };
        let found = self.evidence.get_or_init(read);
        found.iter().find(|(index, _)| *index == requirement.index).map(|(_, span)| *span)
    }

    /// What the line says of the task that it holds.
    pub fn task(&self, chunk: &Chunk, profile: &Profile) -> &Facts {
        self.task.get_or_init(|| Box::new(task::facts(chunk, self, profile)))
    }
}

/// What somebody says in plain words: that the outage was noticed, that the service works again.
#[derive(Clone, Copy, Debug)]
pub(super) struct Plainly {
    pub detection: bool,
    pub recovery: bool,
}

/// The words of a text without emphasis, emoji, tags and trailing colon.
pub(super) fn undressed(text: &str) -> Span {
    undress(text).1
}

/// Reads the lines of a chunk.
pub(super) fn lines(chunk: &Chunk, profile: &Profile) -> Vec<Line> {
    let text = chunk.text();
    let mut blocks =
        chunk.blocks().iter().filter(|it| !matches!(it.kind, BlockKind::Item | BlockKind::Quote)).peekable();
    let mut current: Option<&Block> = None;
    let mut lines = Vec::new();
    for span in line_spans(text) {
        while let Some(next) = blocks.peek()
            && next.span.start < span.end.max(span.start + 1)
        {
            current = blocks.next();
        }
        let inside = current.filter(|it| it.span.end > span.start);
        lines.push(line(chunk, profile, span, inside));
    }
    lines
}

/// Lines end at LF, CR LF and CR, as everywhere in this program.
fn line_spans(text: &str) -> impl Iterator<Item = Span> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        if at >= bytes.len() {
            return None;
        }
        let end = bytes[at..].iter().position(|it| matches!(it, b'\n' | b'\r')).map_or(bytes.len(), |it| at + it);
        let span = Span::new(at, end);
        at = end + if bytes[end..].starts_with(b"\r\n") { 2 } else { 1 };
        Some(span)
    })
}

fn line(chunk: &Chunk, profile: &Profile, span: Span, block: Option<&Block>) -> Line {
    let text = chunk.text();
    let directives = directives(chunk, span, block);
    let raw = &text[span.start..directive::without_directives(text, span, &directives)];
    let kind = if raw.is_empty() { Kind::Blank } else { kind(raw, span, block) };
    let (marker, indent, body) = markup::body(raw, kind);
    let body = body.shifted(span.start);
    let mut line = Line {
        span,
        kind,
        marker,
        indent,
        body,
        stops: stops(&text[span.range()]),
        is_stopped: text[span.range()].trim_end_matches(CLOSING).ends_with(STOPS),
        words: 0,
        stamps: Vec::new(),
        dates: Vec::new(),
        affected: Vec::new(),
        zones: Vec::new(),
        name: None,
        label: None,
        placeholders: Vec::new(),
        shown: shown::shown(chunk, span, kind, body),
        remarks: Vec::new(),
        directives,
        is_brief: false,
        measure: None,
        point: None,
        is_postmortem: recognise::said(&text[span.range()]).filter(|_| matches!(kind, Kind::Html | Kind::Text)),
        evidence: OnceLock::new(),
        plainly: OnceLock::new(),
        lead: OnceLock::new(),
        phases: OnceLock::new(),
        is_closing: closing::is_closing_heading(&text[span.range()]),
        key: OnceLock::new(),
        has_amount: OnceLock::new(),
        share: OnceLock::new(),
        heads: OnceLock::new(),
        task: OnceLock::new(),
    };
    if matches!(kind, Kind::Blank | Kind::Rule | Kind::FrontMatter) {
        return line;
    }
    if kind != Kind::Fenced {
        line.placeholders = placeholder::placeholders(text, span, chunk.inlines());
    }
    if body.is_empty() {
        return line;
    }
    line.words = prose_words(chunk, body);
    line.stamps = stamps(&text[body.range()]).iter().map(|it| it.shifted(body.start)).collect();
    line.dates = dates(&text[body.range()]).iter().map(|(date, at)| (*date, at.shifted(body.start))).collect();
    line.zones = line_zones(&text[body.range()], body.start, &line.stamps);
    line.affected = affected(&text[body.range()]).iter().map(|it| it.shifted(body.start)).collect();
    for stamp in &mut line.stamps {
        // A time in code within a sentence is an example, unless its surroundings say otherwise.
        stamp.weak |= stamp.span.start > body.start + 1 && markup::is_code(chunk.inlines(), stamp.span);
    }
    line.label = label::label(text, body);
    line.measure = line.label.as_ref().filter(|it| !it.rest.is_empty()).and_then(|it| stated::measure(&it.key));
    let first = line.stamps.first().filter(|it| it.time.is_some());
    line.point = first.and_then(|it| stated::point(&text[body.start..it.span.start]));
    line.name = name::name(text, &line, profile, block);
    line.is_brief =
        raw.len() > 12 && !profile.brief.is_empty() && profile.brief.find(&crate::profile::words(raw)).is_some();
    line.remarks = remarks::remarks(text, &line, profile, chunk.inlines());
    line
}

const STOPS: [char; 3] = ['.', '!', '?'];
/// What may stand between the end of a sentence and white space.
const CLOSING: [char; 9] = [')', ']', '"', '”', '’', '\'', '*', '_', '`'];

/// How many marks in a line may end a sentence, with more of the line behind it.
fn stops(text: &str) -> usize {
    let is_followed = |at: usize| {
        text[at + 1..].trim_start_matches(STOPS).trim_start_matches(CLOSING).starts_with(char::is_whitespace)
    };
    text.match_indices(STOPS).filter(|it| is_followed(it.0)).count()
}

/// The zones beside times and all others, in their order.
fn line_zones(text: &str, start: usize, stamps: &[Stamp]) -> Vec<(Zone, Span)> {
    let mut found: Vec<(Zone, Span)> = stamps.iter().filter_map(|it| Some((it.zone.clone()?, it.zone_span?))).collect();
    let bare = zones(text).into_iter().map(|(zone, span)| (zone, span.shifted(start)));
    let is_new =
        |it: &(Zone, Span)| !stamps.iter().any(|stamp| stamp.zone_span.is_some_and(|other| other.touches(it.1)));
    found.extend(bare.filter(is_new));
    found.sort_by_key(|it| it.1.start);
    found
}

/// Comments that switch rules off, outside of code.
fn directives(chunk: &Chunk, span: Span, block: Option<&Block>) -> Vec<Directive> {
    let text = chunk.text();
    let is_code = matches!(block.map(|it| it.kind), Some(BlockKind::FencedCode | BlockKind::FrontMatter));
    if is_code || !text[span.range()].contains("<!--") {
        return Vec::new();
    }
    let mut directives = directive::directives(text, span);
    directives.retain(|it| !markup::is_code(chunk.inlines(), it.span));
    directives
}

fn kind(raw: &str, span: Span, block: Option<&Block>) -> Kind {
    if raw.trim().is_empty() {
        return Kind::Blank;
    }
    let is_ruled = raw.trim().bytes().all(|it| matches!(it, b'-' | b'=' | b'|' | b':' | b' ' | b'*' | b'_'));
    match block.map(|it| it.kind) {
        Some(BlockKind::FrontMatter) => Kind::FrontMatter,
        Some(BlockKind::Heading { setext: true, .. }) if is_ruled => Kind::Rule,
        Some(BlockKind::Heading { level, setext }) => {
            // Only the last line above the rule names the heading; what stands before it is text that ran into it.
            if setext && block.is_some_and(|it| it.span.start < span.start) {
                Kind::Text
            } else {
                Kind::Heading { level }
            }
        }
        Some(BlockKind::ThematicBreak) => Kind::Rule,
        Some(BlockKind::FencedCode) => Kind::Fenced,
        Some(BlockKind::IndentedCode) => Kind::Indented,
        Some(BlockKind::Html) => Kind::Html,
        Some(BlockKind::Table) if is_ruled => Kind::Rule,
        Some(BlockKind::Table) => Kind::Table,
        _ => Kind::Text,
    }
}

/// Words of prose: runs without white space that hold a letter or digit, outside of code, HTML tags, images and URLs.
fn prose_words(chunk: &Chunk, body: Span) -> usize {
    let text = markup::without_tags(&chunk.text()[body.range()]);
    let (mut words, mut at) = (0, 0);
    for token in text.split_whitespace() {
        at += text[at..].find(token).expect("tokens stand in the text, in order");
        let span = Span::new(at, at + token.len()).shifted(body.start);
        at += token.len();
        if markup::is_prose(token) && !markup::is_masked(chunk.inlines(), span) {
            words += 1;
        }
    }
    words
}
