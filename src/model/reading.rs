//! From chunks to lines to a postmortem; what a chunk says alone is read once and shared while the chunk lives.

use std::ops::Range;
use std::sync::Arc;

use super::course::Course;
use super::directive::{Directive, Verb};
use super::language::{self, Prose};
use super::line::glance::{Glance, Has};
use super::line::task::Facts;
use super::line::{self, Kind, Line};
use super::{
    Affected, Choice, Postmortem, actions, checklist, days, filling, front, outage, outline, publication, recognise,
    stated, timeline, zones,
};
use crate::clock::Stamp;
use crate::profile::{Profile, Remark, Requirement, Role, key};
use crate::syntax::{Chunk, Document};
use crate::text::Span;

/// Everything that was read from a document with a profile, kept so that the next version reads only what changed.
#[derive(Debug)]
pub struct Reading {
    pub postmortem: Postmortem,
    profile: Arc<Profile>,
    parts: Parts<Part>,
}

/// What a chunk says alone.
#[derive(Debug)]
struct Part {
    lines: Vec<Line>,
    /// One for each line.
    glances: Vec<Glance>,
    prose: Prose,
}

impl Part {
    fn read(chunk: &Chunk, profile: &Profile) -> Part {
        let lines = line::lines(chunk, profile);
        Part { prose: Prose::of(&lines), glances: lines.iter().map(Glance::at).collect(), lines }
    }
}

/// A line in its place in the document.
#[derive(Clone, Copy, Debug)]
pub(super) struct At<'a> {
    pub line: &'a Line,
    /// Where its chunk begins in the document.
    start: usize,
    chunk: &'a Chunk,
    glance: Glance,
}

impl<'a> At<'a> {
    /// Where its chunk begins in the document.
    pub fn start(self) -> usize {
        self.start
    }

    /// A span of the line, in the document.
    pub fn place(self, span: Span) -> Span {
        span.shifted(self.start)
    }

    /// The whole line, in the document.
    pub fn span(self) -> Span {
        self.place(self.glance.span())
    }

    /// The body of the line, in the document.
    pub fn body(self) -> Span {
        self.place(self.line.body)
    }

    /// The text of a span of the line.
    pub fn text(self, span: Span) -> &'a str {
        &self.chunk.text()[span.range()]
    }

    /// A stamp of the line, in the document.
    pub fn stamp(self, stamp: &Stamp) -> Stamp {
        stamp.shifted(self.start)
    }

    /// Where its chunk begins in the document: what is added to the spans of the line.
    pub fn offset(self) -> usize {
        self.start
    }

    /// The text that the spans of the line are in.
    pub fn chunk_text(self) -> &'a str {
        self.chunk.text()
    }

    /// The body's text.
    pub fn words(self) -> &'a str {
        self.text(self.line.body)
    }

    /// Where the line has a phrase of a requirement, in the document.
    pub fn evidence(self, profile: &Profile, requirement: &Requirement) -> Option<Span> {
        self.line.evidence(self.chunk.text(), profile, requirement).map(|it| self.place(it))
    }

    /// What the line says of a task, with spans in its chunk.
    pub fn task(self, profile: &Profile) -> &'a Facts {
        self.line.task(self.chunk, profile)
    }

    /// The body's text as names are compared.
    pub fn key(self) -> &'a str {
        self.line.key.get_or_init(|| key(self.words()).into())
    }

    pub fn kind(self) -> Kind {
        self.glance.kind
    }

    /// Whether the line has one of some things.
    pub fn has(self, one_of: Has) -> bool {
        self.glance.has.intersects(one_of)
    }

    /// How many words of prose it has.
    pub fn word_count(self) -> usize {
        self.glance.words as usize
    }

    pub fn is_blank(self) -> bool {
        self.kind() == Kind::Blank
    }

    /// Whether somebody wrote something here that is read: no blank, no rule, no front matter, and code in a fence only
    /// where the whole document stands in one.
    pub fn is_written(self, in_fence: bool) -> bool {
        match self.kind() {
            Kind::Blank | Kind::Rule | Kind::FrontMatter => false,
            Kind::Fenced => in_fence,
            _ => true,
        }
    }
}

impl Reading {
    /// Reads a document; `before` lends what it read from the chunks that both share. `path` is a hint about what kind
    /// of document it is (`docs/postmortems/2024-03-checkout.md`).
    pub fn of(document: &Document, choice: &Choice, path: Option<&str>, before: Option<&Reading>) -> Reading {
        let profile = &choice.profile;
        let known = before.filter(|it| Arc::ptr_eq(&it.profile, profile)).map_or(&[][..], |it| &it.parts);
        let (parts, fresh) = parts(document, known, |chunk| Part::read(chunk, profile));
        let mut lines: Vec<At> = Vec::with_capacity(parts.iter().map(|(_, it)| it.lines.len()).sum());
        for ((start, _), (chunk, read)) in document.chunks().zip(&parts) {
            let glances = read.lines.iter().zip(&read.glances);
            lines.extend(glances.map(|(line, glance)| At { line, start, chunk, glance: *glance }));
        }
        let mut postmortem = assemble(&lines, document.text.len(), choice, path);
        let prose: Vec<_> = parts.iter().map(|(chunk, it)| (&**chunk, &*it.lines, &it.prose)).collect();
        postmortem.language = language::of_document(&prose, fresh);
        Reading { postmortem, profile: profile.clone(), parts }
    }
}

impl Reading {
    /// The same, where somebody said whether the document is a postmortem. One that is not begun is none: nothing is
    /// said about an empty page with a title.
    pub fn told(mut self, known: Option<bool>) -> Reading {
        // The word of the author comes before that of the settings.
        if let Some(known) = known.filter(|it| !(*it && self.postmortem.is_declined)) {
            self.postmortem.recognised = known && self.is_begun();
            self.postmortem.is_announced = known;
        }
        self
    }

    fn is_begun(&self) -> bool {
        let mut written = self.parts.iter().flat_map(|(_, part)| &part.lines).filter(|it| it.words > 0);
        let first_is_title = written.next().is_none_or(|it| matches!(it.kind, Kind::Heading { .. }));
        !first_is_title || written.next().is_some()
    }
}

/// What was read from each chunk of a document.
pub(super) type Parts<T> = Vec<(Arc<Chunk>, Arc<T>)>;

/// Reads every chunk; what was read before from those that are shared in front or at the end is taken as it is known.
/// Which of them were read anew comes with it.
pub(super) fn parts<T>(
    document: &Document,
    known: &[(Arc<Chunk>, Arc<T>)],
    read: impl Fn(&Chunk) -> T,
) -> (Parts<T>, Range<usize>) {
    let chunks: Vec<&Arc<Chunk>> = document.chunks().map(|(_, chunk)| chunk).collect();
    let same = |(chunk, (other, _)): &(&&Arc<Chunk>, &(Arc<Chunk>, _))| Arc::ptr_eq(chunk, other);
    let front = chunks.iter().zip(known).take_while(same).count();
    let most = chunks.len().min(known.len()) - front;
    let back = chunks.iter().rev().zip(known.iter().rev()).take(most).take_while(same).count();
    let fresh = front..chunks.len() - back;
    let read = chunks[fresh.clone()].iter().map(|it| ((*it).clone(), Arc::new(read(it))));
    let mut parts = Vec::with_capacity(chunks.len());
    parts.extend_from_slice(&known[..front]);
    parts.extend(read);
    parts.extend_from_slice(&known[known.len() - back..]);
    (parts, fresh)
}

fn assemble(lines: &[At], length: usize, choice: &Choice, path: Option<&str>) -> Postmortem {
    let profile = &*choice.profile;
    let mut outline = outline::read(lines, length, profile);
    let outage = outage::read(lines, &outline, profile);
    let timeline = timeline::read(lines, &outline, &outage, profile);
    let stated = stated::read(lines, &outline);
    let milestones = stated::milestones(lines, &outline);
    let affected = affected(lines, &outline);
    let zones = zones::read(lines, &outline, &outage, &timeline);
    let days = days::read(lines, &outline);
    let course = Course::of(&outage, &timeline);
    let actions = actions::read(lines, &outline, profile);
    let checklist = checklist::read(lines, &outline, &outage, &timeline, &actions, profile);
    let mut fields = front::read(lines);
    let said = recognise::said_by_hand(lines, &fields);
    let is_postmortem = || recognise::is_postmortem(lines, &outline, &outage, &timeline, path);
    let recognised = choice.is_by_hand() || said.unwrap_or_else(is_postmortem);
    fields.extend(front::below_title(lines, &outline, profile));
    let said = recognise::said_by_hand(lines, &fields);
    let is_declined = said == Some(false);
    let is_called = || recognise::is_called(lines, &outline, path);
    let is_announced = choice.is_by_hand() || said.unwrap_or_else(is_called);
    let is_draft = fields.iter().any(|it| it.key == "status" && it.value.eq_ignore_ascii_case("draft"));
    let placeholders = placeholders(lines, &outline);
    filling::tell(&mut outline.sections, lines, &placeholders, profile);
    let brief = outline.brief.clone().and_then(|it| written(&lines[it]));
    let remarks = remarks(lines, &outline);
    let publication = publication::read(lines, &outline);
    let directives = directives(lines);
    Postmortem {
        recognised,
        is_announced,
        is_declined,
        is_draft,
        fields,
        title: outline.title,
        sections: outline.sections.into_iter().map(|it| it.section).collect(),
        outage,
        timeline,
        days,
        stated,
        affected,
        milestones,
        zones,
        actions,
        words: outline.words,
        checklist,
        course,
        placeholders,
        language: None,
        brief,
        remarks,
        publication,
        directives,
    }
}

/// Comments that switch rules off, with the lines that they speak of: the own one, or the next that is not blank.
fn directives(lines: &[At]) -> Vec<Directive> {
    let mut found = Vec::new();
    for (index, at) in lines.iter().enumerate().filter(|(_, it)| it.has(Has::DIRECTIVES)) {
        for directive in &at.line.directives {
            let mut directive = directive.shifted(at.start);
            if directive.verb == Verb::DisableNextLine {
                let next = lines[index + 1..].iter().find(|it| !it.is_blank());
                directive.line = next.map_or(Span::at(directive.span.end), |it| it.span());
            }
            found.push(directive);
        }
    }
    found
}

/// The shares of all users that the document says were affected; the timeline tells of moments.
fn affected(lines: &[At], outline: &outline::Outline) -> Vec<Affected> {
    let timeline = outline.lines(Role::Timeline).unwrap_or(0..0);
    let is_pasted = |it: &usize| outline.brief.as_ref().is_some_and(|brief| brief.contains(it));
    let tells = |it: &usize| lines[*it].has(Has::AFFECTED) && lines[*it].is_written(outline.in_fence);
    let told = (0..lines.len()).filter(|it| tells(it) && !timeline.contains(it) && !is_pasted(it));
    told.map(|it| lines[it])
        .flat_map(|at| at.line.affected.iter().map(move |it| it.shifted(at.place(Span::at(0)).start)))
        .collect()
}

/// From the first to the last of some lines that are not blank.
fn written(lines: &[At]) -> Option<Span> {
    let mut written = lines.iter().filter(|it| !it.is_blank()).map(|it| it.span());
    let first = written.next()?;
    Some(written.next_back().map_or(first, |it| first.cover(it)))
}

/// Places that wait for their text. Among the measures a `TODO` is a task, and in a heading it heads a list of them.
fn placeholders(lines: &[At], outline: &outline::Outline) -> Vec<Span> {
    let measures = outline.lines(Role::Corrective).unwrap_or(0..0);
    let is_pasted = |it: &usize| outline.brief.as_ref().is_some_and(|brief| brief.contains(it));
    let mut found = Vec::new();
    for index in (0..lines.len()).filter(|it| lines[*it].has(Has::PLACEHOLDERS) && !is_pasted(it)) {
        let at = lines[index];
        let is_heading = matches!(at.kind(), Kind::Heading { .. });
        let lists_tasks = is_heading || measures.contains(&index);
        let waits = |it: &&Span| !(lists_tasks && at.text(**it) == "TODO");
        found.extend(at.line.placeholders.iter().filter(waits).map(|it| at.place(*it)));
    }
    found
}

/// Wording to remark on, outside of the pasted brief.
fn remarks(lines: &[At], outline: &outline::Outline) -> Vec<Remark> {
    let own = lines.iter().enumerate().filter(|(index, at)| {
        at.has(Has::REMARKS) && !outline.brief.as_ref().is_some_and(|brief| brief.contains(index))
    });
    own.flat_map(|(_, at)| at.line.remarks.iter().map(|it| Remark { span: at.place(it.span), ..*it })).collect()
}
