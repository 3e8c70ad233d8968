//! The requirements of the profile, answered by evidence in the text: each answer carries the place that it rests on.

mod share;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::ops::Range;

use super::line::Kind;
use super::line::task::{cells, ends_in_label};
use super::outline::Outline;
use super::reading::At;
use super::{Action, Answer, Checklist, Outage, Timeline};
use crate::profile::{Evidence, Profile, Requirement, Role, words};
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
        entries: rows(lines, outline, &timeline_ranges(lines, outline, timeline)),
        causes: rows(lines, outline, &or_all(ranges(outline, &[Role::Cause, Role::CauseAndResolution]), outline)),
        corrective: rows(lines, outline, &or_all(ranges(outline, &[Role::Corrective]), outline)),
    };
    let answer = |(section, requirement): (&crate::profile::SectionSpec, &Requirement)| Answer {
        requirement: requirement.id.clone(),
        role: section.role,
        evidence: reader.evidence(section.role, requirement),
        prompt: reader.prompt(section.role, requirement),
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

/// The timeline, without what a rule parts from its last entry: that closes the document.
fn timeline_ranges(lines: &[At], outline: &Outline, timeline: &Timeline) -> Vec<Range<usize>> {
    let mut found = or_all(ranges(outline, &[Role::Timeline]), outline);
    if let (Some(range), Some(last)) = (found.last_mut(), timeline.entries.last()) {
        let behind = |it: &usize| lines[*it].span().start >= last.span.end;
        let is_rule = |it: &usize| lines[*it].kind() == Kind::Rule;
        let is_inside = range.clone().next().is_some_and(|it| !behind(&it));
        range.end = range.clone().filter(behind).find(is_rule).filter(|_| is_inside).unwrap_or(range.end);
    }
    found
}

fn rows<'a>(lines: &[At<'a>], outline: &Outline, ranges: &[Range<usize>]) -> Vec<At<'a>> {
    let usable = |index: &usize| lines[*index].is_written(outline.in_fence);
    ranges.iter().cloned().flatten().filter(usable).map(|it| lines[it]).collect()
}

impl Reader<'_> {
    fn evidence(&self, role: Role, requirement: &Requirement) -> Option<Span> {
        match requirement.evidence {
            Evidence::OutageStart => self.outage.start.as_ref().map(|it| it.span),
            Evidence::OutageEnd => self.outage.end.as_ref().map(|it| it.span),
            Evidence::OutageZone => self.outage.zone.as_ref().map(|it| it.1).filter(|_| self.outage.start.is_some()),
            Evidence::Prose => self.prose(&self.told(role), requirement),
            Evidence::Share => self.share(&self.told(role), requirement),
            Evidence::Entry => self.entry(requirement, false),
            Evidence::TimedEntry => self.entry(requirement, true).or_else(|| {
                let other = requirement.implied_by.as_ref()?;
                let (_, other) = self.profile.evidences().find(|(_, it)| it.id == *other)?;
                self.entry(other, true)
            }),
            Evidence::Cause => self.cause(requirement),
            Evidence::Fix => self.fix(requirement),
            Evidence::Improvements => self.improvements(requirement),
            Evidence::Tasks => self.tasks(requirement),
            Evidence::SpecificTasks => self.specific_tasks(requirement),
        }
    }

    /// A line of the section that would tell it and waits for its text.
    fn prompt(&self, role: Role, requirement: &Requirement) -> Option<Span> {
        let lines = match role {
            Role::Timeline => Cow::Borrowed(&*self.entries),
            Role::Corrective => Cow::Borrowed(&*self.corrective),
            Role::Cause | Role::Resolution | Role::CauseAndResolution => Cow::Borrowed(&*self.causes),
            _ => self.told(role),
        };
        let waiting = lines.iter().filter(|it| !it.line.placeholders.is_empty());
        let asks = |it: &&At| is_labelled(**it, requirement) || it.evidence(self.profile, requirement).is_some();
        waiting.filter(|it| waits(**it)).find(asks).map(|it| it.body())
    }

    /// The lines of a section; of the impact, the summary tells too.
    fn told(&self, role: Role) -> Cow<'_, [At<'_>]> {
        if role == Role::Summary {
            return Cow::Borrowed(&self.summary);
        }
        let mut told = rows(self.lines, self.outline, &ranges(self.outline, &[role]));
        told.extend_from_slice(if role == Role::Impact { &self.summary } else { &[] });
        Cow::Owned(told)
    }

    fn prose(&self, told: &[At], requirement: &Requirement) -> Option<Span> {
        below_label(told, requirement).or_else(|| self.first(told, requirement)).or_else(|| {
            // A root cause under a heading of its own between summary and timeline is part of the summary.
            let wants_cause = requirement.labels.iter().any(|it| it == "root cause");
            let early = self.outline.sections.iter().take_while(|it| it.section.role != Role::Timeline);
            let cause = early.filter(|_| wants_cause).find(|it| it.section.role == Role::Cause)?;
            let timeline = self.outline.lines(Role::Timeline)?;
            let is_written =
                || rows(self.lines, self.outline, std::slice::from_ref(&cause.lines)).iter().any(|it| !waits(*it));
            (cause.lines.start < timeline.start && is_written()).then_some(cause.section.body)
        })
    }

    /// The first of the lines with a phrase of the requirement.
    fn first(&self, lines: &[At], requirement: &Requirement) -> Option<Span> {
        lines.iter().filter(|it| !waits(**it)).find_map(|it| it.evidence(self.profile, requirement))
    }

    /// A percentage, a number of people, or a phrase such as `all users`.
    fn share(&self, told: &[At], requirement: &Requirement) -> Option<Span> {
        let lines = told.iter().enumerate();
        lines.filter(|(_, it)| !waits(**it)).find_map(|(nth, it)| {
            let next = told.get(nth + 1).copied();
            share::share(*it, next).or_else(|| it.evidence(self.profile, requirement))
        })
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

    /// A sentence of some length in a section about the cause, other than one that only tells the repair.
    fn cause(&self, requirement: &Requirement) -> Option<Span> {
        let tells_repair = |it: &At| requirement.unless.opens(&words(it.words()));
        self.causes.iter().find(|it| is_sentence(**it) && !tells_repair(it)).map(|it| it.body())
    }

    fn fix(&self, requirement: &Requirement) -> Option<Span> {
        let resolution = rows(self.lines, self.outline, &ranges(self.outline, &[Role::Resolution]));
        let own = resolution.iter().find(|it| is_sentence(**it)).map(|it| it.body());
        own.or_else(|| below_label(&self.causes, requirement)).or_else(|| {
            let told = self.causes.iter().filter(|it| it.word_count() > 4 && !waits(**it));
            told.filter_map(|it| it.evidence(self.profile, requirement)).next()
        })
    }

    fn improvements(&self, requirement: &Requirement) -> Option<Span> {
        below_label(&self.corrective, requirement).or_else(|| {
            // A label without a text says what belongs below it, not that it is there.
            let said: Vec<At> = self.corrective.iter().filter(|it| !is_bare_label(**it)).copied().collect();
            self.first(&said, requirement)
        })
    }

    fn tasks(&self, requirement: &Requirement) -> Option<Span> {
        let written: Vec<&Action> = self.actions.iter().filter(|it| self.is_written(it)).collect();
        let labelled = below_label(&self.corrective, requirement);
        let listed = || (written.len() >= 2).then(|| written[0].span);
        labelled
            .or_else(|| written.iter().find(|it| it.is_task).map(|it| it.span))
            .or_else(listed)
            .or_else(|| Some(self.imperatives(requirement).first()?.body()))
    }

    /// A list without markers: at least two lines that begin with a verb of work.
    fn imperatives(&self, requirement: &Requirement) -> Vec<At<'_>> {
        let is_imperative = |it: &&At| is_sentence(**it) && requirement.phrases.opens(&words(it.words()));
        let lines: Vec<At> = self.corrective.iter().filter(is_imperative).copied().collect();
        if lines.len() >= 2 { lines } else { Vec::new() }
    }

    /// Most of the tasks are specific; those under a label of tasks count alone where there are any.
    fn specific_tasks(&self, requirement: &Requirement) -> Option<Span> {
        let all: Vec<&Action> = self.actions.iter().collect();
        let tasks: Vec<&Action> = all.iter().filter(|it| it.is_task).copied().collect();
        let tasks = if tasks.is_empty() { all } else { tasks };
        let mut lines: Vec<At> = tasks.iter().filter_map(|it| self.line_of(it)).copied().collect();
        if tasks.is_empty() {
            lines = self.imperatives(requirement);
        }
        let specific: Vec<&At> = lines.iter().filter(|it| is_specific(**it, requirement)).collect();
        (lines.len() >= 2 && specific.len() * 2 >= lines.len()).then(|| specific[0].body())
    }

    fn line_of(&self, action: &Action) -> Option<&At<'_>> {
        self.corrective.iter().find(|it| it.body() == action.span)
    }

    fn is_written(&self, action: &Action) -> bool {
        self.line_of(action).is_some_and(|it| !waits(*it))
    }
}

/// A task of some words that does not begin vaguely, or goes on to something concrete: a verb of work, code, a figure.
fn is_specific(at: At, requirement: &Requirement) -> bool {
    if at.word_count() < 3 || waits(at) {
        return false;
    }
    let text = at.line.label.as_ref().filter(|it| !it.rest.is_empty()).map_or(at.words(), |it| at.text(it.rest));
    let words = words(text);
    let is_concrete = || requirement.phrases.find(&words).is_some() || text.contains(['`', '%']);
    !requirement.unless.opens(&words) || is_concrete()
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
    is_labelled(at, requirement)
        || super::actions::sub_heading(at).is_some_and(|key| requirement.labels.iter().any(|it| it == key))
}

fn is_bare_label(at: At) -> bool {
    at.line.label.as_ref().is_some_and(|it| it.rest.is_empty())
}

fn is_sentence(at: At) -> bool {
    at.word_count() >= 6 && !waits(at)
}

/// This many prompts in a line, and what stands between them is the template's.
const MANY_PROMPTS: usize = 3;

/// Whether a line still waits for its text: it has none, a prompt begins it, follows its label or fills its row, or it is
/// full of them.
fn waits(at: At) -> bool {
    let prompts = &at.line.placeholders;
    if prompts.len() >= MANY_PROMPTS || !at.words().contains(char::is_alphanumeric) {
        return true;
    }
    let is_prompted = |start: usize| prompts.iter().any(|it| it.start <= start && start < it.end);
    // Behind `Rotate the log - owner:` a prompt waits for somebody, not for the task.
    let label = at.line.label.as_ref().filter(|it| !it.rest.is_empty() && !ends_in_label(&it.key));
    is_prompted(label.map_or(at.line.body.start, |it| it.rest.start))
        || at.kind() == Kind::Table && values(at).is_some_and(|mut it| it.all(is_prompted))
}

/// Where the cells behind the first one of a row begin, if there are any.
fn values(at: At) -> Option<impl Iterator<Item = usize>> {
    let cells = cells(at.text(at.line.span));
    (cells.len() > 1).then(|| cells.into_iter().skip(1).map(move |it| it.start + at.line.span.start))
}
