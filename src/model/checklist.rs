//! The requirements of the profile, answered by evidence in the text: each answer carries the place that it rests on.

use std::ops::Range;

use super::line::Kind;
use super::outline::Outline;
use super::reading::At;
use super::{Action, Answer, Checklist, Outage, Timeline};
use crate::profile::{Evidence, Profile, Requirement, Role, Word, words};
use crate::text::Span;

/// What the answers are looked for in.
struct Reader<'a> {
    lines: &'a [At<'a>],
    outline: &'a Outline,
    outage: &'a Outage,
    timeline: &'a Timeline,
    actions: &'a [Action],
    profile: &'a Profile,
    summary: Vec<At<'a>>,
    entries: Vec<At<'a>>,
    causes: Vec<At<'a>>,
    corrective: Vec<At<'a>>,
}

/// The label of the line is one of the requirement's.
fn is_labelled(at: At, requirement: &Requirement) -> bool {
    at.line.label.as_ref().is_some_and(|it| requirement.labels.contains(&it.key))
}

pub(super) fn read(
    lines: &[At],
    outline: &Outline,
    outage: &Outage,
    timeline: &Timeline,
    actions: &[Action],
    profile: &Profile,
) -> Checklist {
    let reader = Reader {
        lines,
        outline,
        outage,
        timeline,
        actions,
        profile,
        summary: rows(lines, outline, &summary_ranges(outline)),
        entries: rows(lines, outline, &timeline_ranges(outline)),
        causes: rows(lines, outline, &or_all(ranges(outline, &[Role::Cause, Role::CauseAndResolution]), outline)),
        corrective: rows(lines, outline, &or_all(ranges(outline, &[Role::Corrective]), outline)),
    };
    let answer = |(section, requirement): (&crate::profile::SectionSpec, &Requirement)| Answer {
        requirement: requirement.id.clone(),
        role: section.role,
        evidence: reader.evidence(requirement),
    };
    Checklist { answers: profile.requirements().map(answer).collect() }
}

/// A section that is there this often has said what it says.
const REPEATED: usize = 4;

fn ranges(outline: &Outline, roles: &[Role]) -> Vec<Range<usize>> {
    let found = outline.sections.iter().filter(|it| roles.contains(&it.section.role));
    found.map(|it| it.lines.clone()).take(REPEATED).collect()
}

/// A document without any section is read as if it were all of them.
fn or_all(ranges: Vec<Range<usize>>, outline: &Outline) -> Vec<Range<usize>> {
    if ranges.is_empty() && outline.sections.is_empty() { vec![outline.header.clone()] } else { ranges }
}

/// The summary; where there is none, what stands above the timeline.
fn summary_ranges(outline: &Outline) -> Vec<Range<usize>> {
    let mut found = ranges(outline, &[Role::Summary]);
    if found.is_empty() {
        found.push(outline.header.clone());
        let early = outline.sections.iter().take_while(|it| it.section.role != Role::Timeline);
        if outline.lines(Role::Timeline).is_some() {
            found.extend(early.map(|it| it.lines.clone()));
        }
    }
    found
}

fn timeline_ranges(outline: &Outline) -> Vec<Range<usize>> {
    or_all(ranges(outline, &[Role::Timeline]), outline)
}

fn rows<'a>(lines: &[At<'a>], outline: &Outline, ranges: &[Range<usize>]) -> Vec<At<'a>> {
    let usable = |index: &usize| {
        let kind = lines[*index].line.kind;
        !matches!(kind, Kind::Blank | Kind::Rule | Kind::FrontMatter) && (outline.in_fence || kind != Kind::Fenced)
    };
    ranges.iter().cloned().flatten().filter(usable).map(|it| lines[it]).collect()
}

impl Reader<'_> {
    fn evidence(&self, requirement: &Requirement) -> Option<Span> {
        match requirement.evidence {
            Evidence::OutageStart => self.outage.start.as_ref().map(|it| it.span),
            Evidence::OutageEnd => self.outage.end.as_ref().map(|it| it.span),
            Evidence::OutageZone => self.outage.zone.as_ref().map(|it| it.1).filter(|_| self.outage.start.is_some()),
            Evidence::Prose => self.prose(requirement),
            Evidence::Share => self.share(requirement),
            Evidence::Entry => self.entry(requirement, false),
            Evidence::TimedEntry => self.entry(requirement, true),
            Evidence::Cause => self.cause(),
            Evidence::Fix => self.fix(requirement),
            Evidence::Improvements => self.improvements(requirement),
            Evidence::Tasks => self.tasks(requirement),
            Evidence::SpecificTasks => self.specific_tasks(),
        }
    }

    fn prose(&self, requirement: &Requirement) -> Option<Span> {
        below_label(&self.summary, requirement).or_else(|| self.first(&self.summary, requirement)).or_else(|| {
            // A root cause under a heading of its own between summary and timeline is part of the summary.
            let wants_cause = requirement.labels.iter().any(|it| it == "root cause");
            let early = self.outline.sections.iter().take_while(|it| it.section.role != Role::Timeline);
            let cause = early.filter(|_| wants_cause).find(|it| it.section.role == Role::Cause)?;
            let timeline = self.outline.lines(Role::Timeline)?;
            (cause.lines.start < timeline.start).then_some(cause.section.body)
        })
    }

    /// The first of the lines with a phrase of the requirement.
    fn first(&self, lines: &[At], requirement: &Requirement) -> Option<Span> {
        lines.iter().filter(|it| !waits(**it)).find_map(|it| it.evidence(self.profile, requirement))
    }

    /// A percentage, a number of people, or a phrase such as `all users`.
    fn share(&self, requirement: &Requirement) -> Option<Span> {
        self.summary.iter().find_map(|it| counted(*it).or_else(|| it.evidence(self.profile, requirement)))
    }

    fn entry(&self, requirement: &Requirement, timed: bool) -> Option<Span> {
        let stray = self.entries.is_empty();
        let lines = if stray { self.lines } else { &self.entries };
        let in_place = |it: &&At| if timed || stray { self.is_in_entry(it.body().start, timed) } else { true };
        let labelled = lines.iter().filter(in_place).find(|it| is_labelled(**it, requirement) && !waits(**it));
        labelled.map(|it| it.body()).or_else(|| {
            lines
                .iter()
                .filter(in_place)
                .filter(|it| !waits(**it))
                .find_map(|it| it.evidence(self.profile, requirement))
        })
    }

    /// Whether an offset lies in an entry, one with a time where that is asked.
    fn is_in_entry(&self, offset: usize, timed: bool) -> bool {
        let entries = &self.timeline.entries;
        let before = entries.partition_point(|it| it.span.start <= offset);
        entries[..before].last().is_some_and(|it| offset <= it.span.end && (!timed || it.time().is_some()))
    }

    /// A sentence of some length in a section about the cause.
    fn cause(&self) -> Option<Span> {
        self.causes.iter().find(|it| is_sentence(**it)).map(|it| it.body())
    }

    fn fix(&self, requirement: &Requirement) -> Option<Span> {
        let resolution = rows(self.lines, self.outline, &ranges(self.outline, &[Role::Resolution]));
        let own = resolution.iter().find(|it| is_sentence(**it)).map(|it| it.body());
        own.or_else(|| below_label(&self.causes, requirement)).or_else(|| {
            let told = self.causes.iter().filter(|it| it.line.words > 4 && !waits(**it));
            told.filter_map(|it| it.evidence(self.profile, requirement)).next()
        })
    }

    fn improvements(&self, requirement: &Requirement) -> Option<Span> {
        below_label(&self.corrective, requirement).or_else(|| self.first(&self.corrective, requirement))
    }

    fn tasks(&self, requirement: &Requirement) -> Option<Span> {
        let written: Vec<&Action> = self.actions.iter().filter(|it| self.is_written(it)).collect();
        let labelled = below_label(&self.corrective, requirement);
        let listed = || (written.len() >= 2).then(|| written[0].span);
        labelled.or_else(|| written.iter().find(|it| it.is_task).map(|it| it.span)).or_else(listed)
    }

    fn specific_tasks(&self) -> Option<Span> {
        let tasks: Vec<&Action> = self.actions.iter().filter(|it| it.is_task).collect();
        let tasks = if tasks.is_empty() { self.actions.iter().collect() } else { tasks };
        let specific: Vec<&&Action> = tasks.iter().filter(|it| self.is_specific(it)).collect();
        (tasks.len() >= 2 && specific.len() * 2 >= tasks.len()).then(|| specific[0].span)
    }

    fn line_of(&self, action: &Action) -> Option<&At<'_>> {
        self.corrective.iter().find(|it| it.body() == action.span)
    }

    fn is_written(&self, action: &Action) -> bool {
        self.line_of(action).is_some_and(|it| !waits(*it))
    }

    fn is_specific(&self, action: &Action) -> bool {
        self.line_of(action).is_some_and(|it| it.line.words >= 3 && !waits(*it))
    }
}

/// People and what they do, as word beginnings: a number of them tells the share.
static COUNTED: &[&str] = &[
    "user",
    "customer",
    "client",
    "visitor",
    "request",
    "student",
    "people",
    "transaction",
    "account",
    "employee",
    "subscriber",
    "order",
];

/// `30%`, `100 percent`, `5,000 users`.
fn counted(at: At) -> Option<Span> {
    let line = at.line;
    if !at.words().bytes().any(|it| it.is_ascii_digit()) {
        return None;
    }
    let words = words(at.words());
    let place = |it: &Word| at.place(it.span.shifted(line.body.start));
    // The digits of a time or a date count nobody.
    let in_stamp = |it: &Word| {
        let start = it.span.start + line.body.start;
        line.stamps.iter().any(|stamp| stamp.span.contains(start))
    };
    let is_number = |it: &&Word| it.text.starts_with(|it: char| it.is_ascii_digit()) && !in_stamp(it);
    words.iter().filter(is_number).find_map(|number| {
        let behind = words.iter().filter(|it| it.span.start >= number.span.end).take(3);
        let gap = |it: &&Word| !at.words()[number.span.end..it.span.start].contains(['.', ':', ';']);
        let mut near = behind.filter(gap);
        let percent = number.text.ends_with('%')
            || near.clone().next().is_some_and(|it| matches!(it.text.as_str(), "percent" | "%"));
        let is_counted = number.text.chars().all(|it| it.is_ascii_digit())
            && number.text.len() > 1
            && near.any(|it| COUNTED.iter().any(|noun| it.text.starts_with(noun)));
        (percent || is_counted).then(|| place(number))
    })
}

/// Text behind one of the requirement's labels, or below it where the label stands alone.
fn below_label(lines: &[At], requirement: &Requirement) -> Option<Span> {
    let nth = lines.iter().position(|it| is_label_for(*it, requirement))?;
    let at = lines[nth];
    if at.line.label.as_ref().is_some_and(|it| !it.rest.is_empty()) {
        return (!waits(at)).then(|| at.body());
    }
    lines.get(nth + 1).filter(|it| !is_bare_label(**it) && !waits(**it)).map(|it| it.body())
}

fn is_label_for(at: At, requirement: &Requirement) -> bool {
    is_labelled(at, requirement) || super::actions::sub_heading(at).is_some_and(|key| requirement.labels.contains(&key))
}

fn is_bare_label(at: At) -> bool {
    at.line.label.as_ref().is_some_and(|it| it.rest.is_empty())
}

fn is_sentence(at: At) -> bool {
    at.line.words >= 6 && !waits(at)
}

/// Whether a line still waits for its text: a prompt begins it, or follows its label.
fn waits(at: At) -> bool {
    let start = at.line.label.as_ref().filter(|it| !it.rest.is_empty()).map_or(at.line.body.start, |it| it.rest.start);
    at.line.placeholders.iter().any(|it| it.start <= start && start < it.end)
}
