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
    /// The words of each line that was asked for.
    summary: Vec<Row<'a>>,
    entries: Vec<Row<'a>>,
    causes: Vec<Row<'a>>,
    corrective: Vec<Row<'a>>,
}

/// A line and its words, whose spans count from the start of its body.
struct Row<'a> {
    at: At<'a>,
    words: Vec<Word>,
}

impl Row<'_> {
    fn place(&self, span: Span) -> Span {
        self.at.place(span.shifted(self.at.line.body.start))
    }

    fn find(&self, requirement: &Requirement) -> Option<Span> {
        let found = requirement.phrases.find(&self.words)?;
        requirement.unless.find(&self.words).is_none().then(|| self.place(found))
    }

    /// The label of the line is one of the requirement's, with text behind it.
    fn labelled(&self, requirement: &Requirement) -> bool {
        self.at.line.label.as_ref().is_some_and(|it| requirement.labels.contains(&it.key))
    }

    fn has_text_behind_label(&self) -> bool {
        self.at.line.label.as_ref().is_some_and(|it| !it.rest.is_empty())
    }
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
        summary: rows(lines, outline, &summary_ranges(outline)),
        entries: rows(lines, outline, &timeline_ranges(outline)),
        causes: rows(lines, outline, &ranges(outline, &[Role::Cause, Role::CauseAndResolution])),
        corrective: rows(lines, outline, &ranges(outline, &[Role::Corrective])),
    };
    let answer = |(section, requirement): (&crate::profile::SectionSpec, &Requirement)| Answer {
        requirement: requirement.id.clone(),
        role: section.role,
        evidence: reader.evidence(requirement),
    };
    Checklist { answers: profile.requirements().map(answer).collect() }
}

fn ranges(outline: &Outline, roles: &[Role]) -> Vec<Range<usize>> {
    outline.sections.iter().filter(|it| roles.contains(&it.section.role)).map(|it| it.lines.clone()).collect()
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

fn rows<'a>(lines: &[At<'a>], outline: &Outline, ranges: &[Range<usize>]) -> Vec<Row<'a>> {
    let usable = |index: &usize| {
        let kind = lines[*index].line.kind;
        !matches!(kind, Kind::Blank | Kind::Rule | Kind::FrontMatter) && (outline.in_fence || kind != Kind::Fenced)
    };
    let row = |index: usize| Row { at: lines[index], words: words(lines[index].words()) };
    ranges.iter().cloned().flatten().filter(usable).map(row).collect()
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
        let found =
            below_label(&self.summary, requirement).or_else(|| self.summary.iter().find_map(|it| it.find(requirement)));
        found.or_else(|| {
            // A root cause under a heading of its own between summary and timeline is part of the summary.
            let wants_cause = requirement.labels.iter().any(|it| it == "root cause");
            let early = self.outline.sections.iter().take_while(|it| it.section.role != Role::Timeline);
            let cause = early.filter(|_| wants_cause).find(|it| it.section.role == Role::Cause)?;
            let timeline = self.outline.lines(Role::Timeline)?;
            (cause.lines.start < timeline.start).then_some(cause.section.body)
        })
    }

    /// A percentage, a number of people, or a phrase such as `all users`.
    fn share(&self, requirement: &Requirement) -> Option<Span> {
        static PEOPLE: &[&str] = &[
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
        ];
        let counted = |row: &Row| {
            let number = |it: &Word| it.text.bytes().next().is_some_and(|it| it.is_ascii_digit());
            row.words.iter().enumerate().filter(|(_, it)| number(it)).find_map(|(nth, it)| {
                let percent = it.text.ends_with('%')
                    || row.words.get(nth + 1).is_some_and(|it| it.text == "percent" || it.text == "%");
                let next = row.words[nth + 1..].iter().take(3);
                let people =
                    it.text.len() > 1 && next.clone().any(|it| PEOPLE.iter().any(|noun| it.text.starts_with(noun)));
                (percent || people).then(|| row.place(it.span))
            })
        };
        self.summary.iter().find_map(|it| counted(it).or_else(|| it.find(requirement)))
    }

    fn entry(&self, requirement: &Requirement, timed: bool) -> Option<Span> {
        let has_time = |span: Span| {
            let entry =
                self.timeline.entries.iter().rev().find(|it| it.span.start <= span.start && span.start <= it.span.end);
            entry.is_some_and(|it| it.time().is_some())
        };
        let rows = || self.entries.iter().filter(|it| !timed || has_time(it.at.body()));
        let labelled = rows().filter(|it| it.labelled(requirement));
        let by_label = labelled.map(|it| it.at.body()).next();
        by_label.or_else(|| rows().find_map(|it| it.find(requirement))).or_else(|| {
            let stray = self.entries.is_empty();
            stray.then(|| self.stray(requirement, timed)).flatten()
        })
    }

    /// Entries outside of a timeline section.
    fn stray(&self, requirement: &Requirement, _timed: bool) -> Option<Span> {
        let inside = |at: &&At| {
            self.timeline.entries.iter().any(|it| it.span.start <= at.body().start && at.body().start <= it.span.end)
        };
        self.lines.iter().filter(inside).find_map(|at| {
            let row = Row { at: *at, words: words(at.words()) };
            if row.labelled(requirement) { Some(at.body()) } else { row.find(requirement) }
        })
    }

    /// A sentence of some length in a section about the cause.
    fn cause(&self) -> Option<Span> {
        self.causes.iter().find(|it| is_sentence(it)).map(|it| it.at.body())
    }

    fn fix(&self, requirement: &Requirement) -> Option<Span> {
        let resolution = rows(self.lines, self.outline, &ranges(self.outline, &[Role::Resolution]));
        let own = resolution.iter().find(|it| is_sentence(it)).map(|it| it.at.body());
        own.or_else(|| self.causes.iter().filter(|it| it.words.len() > 4).find_map(|it| it.find(requirement)))
    }

    fn improvements(&self, requirement: &Requirement) -> Option<Span> {
        below_label(&self.corrective, requirement)
            .or_else(|| self.corrective.iter().find_map(|it| it.find(requirement)))
    }

    fn tasks(&self, requirement: &Requirement) -> Option<Span> {
        let labelled = below_label(&self.corrective, requirement);
        let listed = || (self.actions.len() >= 2).then(|| self.actions[0].span);
        labelled.or_else(|| self.actions.iter().find(|it| it.is_task).map(|it| it.span)).or_else(listed)
    }

    fn specific_tasks(&self) -> Option<Span> {
        let tasks: Vec<&Action> = self.actions.iter().filter(|it| it.is_task).collect();
        let tasks = if tasks.is_empty() { self.actions.iter().collect() } else { tasks };
        let specific: Vec<&&Action> = tasks.iter().filter(|it| self.is_specific(it)).collect();
        (tasks.len() >= 2 && specific.len() * 2 >= tasks.len()).then(|| specific[0].span)
    }

    fn is_specific(&self, action: &Action) -> bool {
        let rows = self.corrective.iter().find(|it| it.at.body() == action.span);
        rows.is_some_and(|it| it.words.len() >= 3)
    }
}

/// Text behind one of the requirement's labels, or below it where the label stands alone.
fn below_label(rows: &[Row], requirement: &Requirement) -> Option<Span> {
    let nth = rows.iter().position(|it| is_label_for(it, requirement))?;
    let row = &rows[nth];
    if row.has_text_behind_label() {
        return Some(row.at.body());
    }
    rows.get(nth + 1).filter(|it| !is_bare_label(it)).map(|it| it.at.body())
}

fn is_label_for(row: &Row, requirement: &Requirement) -> bool {
    row.labelled(requirement)
        || super::actions::sub_heading(row.at).is_some_and(|key| requirement.labels.contains(&key))
}

fn is_bare_label(row: &Row) -> bool {
    row.at.line.label.as_ref().is_some_and(|it| it.rest.is_empty())
}

fn is_sentence(row: &Row) -> bool {
    row.words.len() >= 6 && !is_placeholder(row.at.words())
}

/// A line that still waits for its text: all of it in brackets.
fn is_placeholder(text: &str) -> bool {
    let text = text.trim();
    (text.starts_with('[') && text.ends_with(']')) || (text.starts_with('<') && text.ends_with('>'))
}
