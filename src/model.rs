//! A postmortem as a careful reader takes it: title, sections, timeline, outage, action items, words, checklist.

mod accounts;
mod actions;
mod affected;
mod checklist;
mod choice;
pub mod closing;
pub mod course;
mod days;
mod directive;
mod filling;
mod front;
mod language;
mod line;
mod link;
mod measures;
mod outage;
mod outline;
mod publication;
mod reading;
mod recognise;
mod secret;
mod section;
mod stated;
mod timeline;
mod zones;

pub use affected::Affected;
pub use choice::{Choice, Named};
pub use directive::{Directive, Name, VERBS, Verb};
pub use filling::Filling;
pub use line::task::cells;
pub use link::{Link, LinkKind, MalformedImage, Target, words_of_name};
pub use measures::Measures;
pub use outline::says_postmortem;
pub use publication::Publication;
pub use reading::Reading;
pub use secret::{Secret, SecretKind};
pub use section::{Heading, HeadingStyle, Section, Title};
pub use stated::Between;

use course::Course;

use crate::clock::{Date, Length, Stamp, Time, Zone};
use crate::profile::{Phase, Remark, Role};
use crate::text::Span;

/// What was read. Total: every text has one, the empty text and binary noise included.
#[derive(Debug)]
pub struct Postmortem {
    /// Whether the document is a postmortem at all; where it is not, nothing is said about it.
    pub recognised: bool,
    /// Its title, its path or its author says that it is a postmortem, or is to become one.
    pub is_announced: bool,
    /// The document says itself that it is none: `<!-- postmortem: off -->`.
    pub is_declined: bool,
    /// The front matter says `status: draft`: what is not written yet is still to come.
    pub is_draft: bool,
    /// What the front matter says, and then the profile's fields between title and sections.
    pub fields: Vec<Field>,
    pub title: Option<Title>,
    /// In the order of the document.
    pub sections: Vec<Section>,
    /// The outage as stated outside the timeline.
    pub outage: Outage,
    pub timeline: Timeline,
    /// The days that the document names where it tells of the outage, in its order.
    pub days: Vec<Day>,
    /// Times to detect, mitigate and repair that the document states itself.
    pub stated: Vec<Stated>,
    /// The shares of all users that it says were affected, outside of the timeline.
    pub affected: Vec<Affected>,
    /// The points that it dates under labels of their own.
    pub milestones: Vec<Milestone>,
    /// The time zones that it names, in its order.
    pub zones: Vec<NamedZone>,
    /// Items of the corrective section.
    pub actions: Vec<Action>,
    /// Words of prose: no code, HTML, URLs or markup.
    pub words: usize,
    pub checklist: Checklist,
    pub course: Course,
    /// Places that still wait for their text: `[Date]`, `TBD`, `<how>`.
    pub placeholders: Vec<Span>,
    /// What most of the prose is written in, where that can be told: the code in ISO 639-3 and the English name.
    pub language: Option<(&'static str, &'static str)>,
    /// Lines of a pasted assignment, which are not read.
    pub brief: Option<Span>,
    /// Words that a reviewer would ask to change, in the order of the document.
    pub remarks: Vec<Remark>,
    pub publication: Publication,
    /// Comments that switch rules off.
    pub directives: Vec<Directive>,
}

/// A field of metadata.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// In lower case.
    pub key: String,
    /// Without quotes.
    pub value: String,
    /// Where the value stands.
    pub span: Span,
}

/// A day that is named above the summary, in it or in the timeline: in the title, a heading, a label, beside a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day {
    pub date: Date,
    pub span: Span,
}

/// The entries of the timeline section.
#[derive(Clone, Debug, Default)]
pub struct Timeline {
    pub entries: Vec<Entry>,
    /// Half of the entries have a time, be it one that no clock shows, or a date.
    pub has_times: bool,
    /// The zone that holds where an entry names none: from the heading, a line under it or the summary.
    pub zone: Option<Zone>,
    /// Where that zone stands, if it is not the summary's.
    pub zone_span: Option<Span>,
}

/// One entry of the timeline.
#[derive(Clone, Debug)]
pub struct Entry {
    /// From the first byte of its first line (marker included, indentation too) to the last byte of its text.
    pub span: Span,
    pub layout: Layout,
    /// `None` for an entry without a time that stands among entries with one.
    pub stamp: Option<Stamp>,
    /// What happened: the text after the time and its separator.
    pub event: Span,
    /// Marks that may end a sentence with more of the entry behind it: it has no more than one sentence more.
    pub stops: usize,
    pub phases: Vec<Phase>,
    /// It says in plain words that the outage was noticed: a narrower reading than the phase.
    pub tells_detection: bool,
    /// It says in plain words that the service works again.
    pub tells_recovery: bool,
    /// Minutes since midnight of the first entry's day, carried over midnight and over dates.
    pub minute: Option<i64>,
}

/// How an entry is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    Bullet,
    Numbered,
    /// A line of its own without a marker.
    Line,
    /// Indented by four or more: code to Markdown.
    Indented,
    Quoted,
    TableRow,
    Heading,
    Html,
    /// One of several on a line.
    Inline,
}

/// The outage as stated in the summary or above it.
#[derive(Clone, Debug, Default)]
pub struct Outage {
    pub start: Option<Stamp>,
    pub end: Option<Stamp>,
    /// The zone of those times and where it stands.
    pub zone: Option<(Zone, Span)>,
    /// The stated length.
    pub length: Option<Length>,
    /// That length is told together with both times, or as that of the outage: no other one can be meant.
    pub is_length_sure: bool,
    /// The text says that the outage ended on another day than it began: `until 2:45 PM of the next day`.
    pub is_overnight: bool,
    /// Where the duration is stated, or would be: the smallest place to point at.
    pub place: Option<Span>,
}

impl Outage {
    /// Whether anything of it is stated.
    pub fn is_stated(&self) -> bool {
        self.start.is_some() || self.end.is_some() || self.zone.is_some() || self.length.is_some()
    }
}

/// A time to detect, mitigate or repair, as the document states it: `Time to recovery: 55 minutes`.
#[derive(Clone, Copy, Debug)]
pub struct Stated {
    pub measure: Measure,
    pub minutes: i64,
    /// Where the length stands.
    pub span: Span,
    pub length: Length,
}

/// A point of the course that the document dates behind words of its own: `First detected 2024-06-12 10:43`.
#[derive(Clone, Debug)]
pub struct Milestone {
    pub point: Point,
    pub stamp: Stamp,
}

/// What is reached at a milestone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Point {
    Started,
    Detected,
    Declared,
    Mitigated,
    Repaired,
    Resolved,
}

/// A time zone that the document names.
#[derive(Clone, Debug)]
pub struct NamedZone {
    pub zone: Zone,
    pub span: Span,
    /// The date of the time that it stands beside.
    pub date: Option<Date>,
    /// It stands beside a time, or is the one that the summary or the timeline is in: no word that looks like a zone.
    pub is_sure: bool,
    /// The other zones on its line: `14:00 UTC (10:00 EDT)`, `PST (UTC-8)`.
    pub beside: Vec<Zone>,
}

/// What is measured from the start of an incident.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// To the first alert or report: TTD.
    Detect,
    /// To the first person at work on it: TTA.
    Acknowledge,
    /// To the end of the impact: TTM.
    Mitigate,
    /// To the service's recovery.
    Repair,
    /// To the end of all work: TTR.
    Resolve,
}

impl Measure {
    /// The name in `inspect`.
    pub fn as_str(self) -> &'static str {
        match self {
            Measure::Detect => "detect",
            Measure::Acknowledge => "acknowledge",
            Measure::Mitigate => "mitigate",
            Measure::Repair => "repair",
            Measure::Resolve => "resolve",
        }
    }
}

/// An item of the corrective section: something to be done, or something to be learned.
#[derive(Clone, Debug)]
pub struct Action {
    /// The text of its first line, without marker and checkbox; of a row, all cells.
    pub span: Span,
    /// The line(s), marker included.
    pub line: Span,
    /// Under a label such as `Tasks`.
    pub is_task: bool,
    pub form: Form,
    /// What is to be done: without owner, due date and what else is said of it.
    pub phrase: Span,
    /// `[ ]` or `[x]`.
    pub checkbox: Option<Span>,
    /// Ticked, struck through, or said to be.
    pub is_done: bool,
    pub owner: Option<Detail>,
    pub due: Option<Due>,
    pub priority: Option<Detail>,
    /// `prevent`, `mitigate`, `process`
    pub kind: Option<Detail>,
    /// A number or a link of a tracker.
    pub ticket: Option<Detail>,
    /// It has items of its own below it, which are what is to be done.
    pub has_parts: bool,
    /// Its text goes on with a prompt or begins as one.
    pub waits: bool,
    /// A wish without anything that could be ticked off, by the phrases of the profile.
    pub is_vague: bool,
    /// Where it asks people to do better, and names no control.
    pub asks_people: Option<Span>,
}

/// How an action is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// An item of a list.
    Item,
    /// A line without a marker.
    Line,
    /// A row of a table, and its cells for owner and due date where the table has such columns.
    Row { owner: Option<Span>, due: Option<Span> },
}

/// Something that is said of an action: `owner: Ann`, `(Ann)`, a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Detail {
    /// With its label and its brackets.
    pub span: Span,
    /// `Ann`
    pub value: Span,
}

/// Until when something is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    pub detail: Detail,
    /// `None` for what is no day of the calendar: `next week`.
    pub date: Option<Date>,
}

impl Detail {
    /// The same detail in a text that it stands in `by` bytes further on.
    pub fn shifted(self, by: usize) -> Detail {
        Detail { span: self.span.shifted(by), value: self.value.shifted(by) }
    }
}

/// The requirements of the profile, each answered.
#[derive(Clone, Debug, Default)]
pub struct Checklist {
    /// In the order of the profile.
    pub answers: Vec<Answer>,
}

#[derive(Clone, Debug)]
pub struct Answer {
    /// The id of the requirement, unique in the profile.
    pub requirement: String,
    /// The role of the section that must tell it.
    pub role: Role,
    /// Where the text tells it; `None` where it does not.
    pub evidence: Option<Span>,
    /// The first line of its section that asks for it and still waits for its text.
    pub prompt: Option<Span>,
}

impl Answer {
    pub fn is_met(&self) -> bool {
        self.evidence.is_some()
    }
}

impl Checklist {
    /// How many requirements are met, and how many there are.
    pub fn score(&self) -> (usize, usize) {
        (self.answers.iter().filter(|it| it.is_met()).count(), self.answers.len())
    }

    pub fn answer(&self, requirement: &str) -> Option<&Answer> {
        self.answers.iter().find(|it| it.requirement == requirement)
    }
}

impl Postmortem {
    /// The first section with this role.
    pub fn section(&self, role: Role) -> Option<&Section> {
        self.sections.iter().find(|it| it.role == role)
    }

    /// What is to be done: the actions under a label of tasks, or else all of them, where they are no mere lessons. Of an
    /// action with parts, the parts.
    pub fn tasks(&self) -> impl Iterator<Item = &Action> {
        let is_labelled = self.actions.iter().any(|it| it.is_task);
        let are_lessons = || {
            let heading = self.section(Role::Corrective).map(|it| crate::profile::key(&it.heading.text));
            heading.is_some_and(|it| it.starts_with("lesson") && !it.contains("next steps"))
        };
        let are_none = !is_labelled && are_lessons();
        self.actions.iter().filter(move |it| !are_none && !it.has_parts && (it.is_task || !is_labelled))
    }

    /// A field of metadata.
    pub fn field(&self, key: &str) -> Option<&Field> {
        self.fields.iter().find(|it| it.key == key)
    }

    /// The day on which the outage began, as far as the document tells one with its year.
    pub fn day(&self) -> Option<Date> {
        let has_year = |it: &Date| it.year.is_some();
        let begins = self.course.start.and_then(|it| self.course.date(it)).filter(has_year);
        begins.or_else(|| self.days.iter().map(|it| it.date).find(has_year))
    }

    /// The section whose heading or body holds the offset.
    pub fn section_at(&self, offset: usize) -> Option<&Section> {
        let behind = self.sections.partition_point(|it| it.heading.line.start <= offset);
        self.sections[..behind].last()
    }
}

impl Entry {
    /// The time, where it can be read.
    pub fn time(&self) -> Option<Time> {
        self.stamp.as_ref().and_then(|it| it.time)
    }
}

#[cfg(test)]
mod tests;
