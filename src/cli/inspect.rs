//! `inspect`: what is read from files, as JSON. The shape is a contract, told by `inspect --help`.

use std::io::{self, Write};
use std::path::PathBuf;

use serde::{Serialize, Serializer};

use crate::cli::files::{self, Source};
use crate::cli::{Outcome, say, settings};
use crate::clock::{Date, Stamp};
use crate::model::{self, Action, Detail, Postmortem};
use crate::snapshot::Snapshot;
use crate::text::{Span, Text};

pub const HELP: &str = r#"Prints one JSON array with one object a file, in the order of the paths:

  {"file": "a.md", "postmortem": true, "profile": "alx", "words": 512,
   "title": {"line": 1, "text": "Postmortem: checkout outage"},
   "sections": [{"line": 3, "id": "summary", "text": "Issue Summary", "style": "atx", "words": 96}],
   "outage": {"start": "14:30", "end": "16:45", "zone": "UTC", "minutes": 135},
   "stated": [{"line": 42, "measure": "detect", "minutes": 40}],
   "timeline": [{"line": 9, "time": "14:30", "zone": "UTC", "phases": ["detected"]}],
   "tasks": [{"line": 51, "text": "Rotate the log", "done": false, "owner": "Ann", "due": "2024-05-01",
              "priority": "P1", "type": "prevent", "ticket": "OPS-12"}],
   "checks": {"duration_start": {"met": true, "line": 5}}}

  lines      from 1
  words      words of prose: no code, HTML, URLs or markup
  title      null where there is none
  sections   id: summary, timeline, cause, resolution, cause_and_resolution, corrective
             style: atx, atx_nospace, setext, bold, plain, list_item, html, other
  outage     as stated outside the timeline, null where nothing is; start and end are HH:MM on a 24-hour clock,
             zone is as written, minutes are the stated length, else end minus start; each may be null
  stated     times that the document states itself, in minutes from the start of the incident
             measure: detect, acknowledge, mitigate, repair, resolve
  timeline   time: HH:MM on a 24-hour clock, or null; zone: as written on the entry, or null
             phases: detected, investigated, misled, escalated, mitigated, resolved
  tasks      of the corrective measures; due is YYYY-MM-DD where it is a whole date, else as written; all but line, text
             and done may be null
  checks     one for each requirement of the profile; line: where the text tells it, or null

A file that is no postmortem has "postmortem": false and whatever else was read from it. A path that cannot be read has
no object: it is named on standard error, and the exit code is 2 instead of 0."#;

/// Prints what is read from what the paths stand for.
pub fn run(paths: &[PathBuf], out: &mut dyn Write) -> io::Result<Outcome> {
    let mut outcome = Outcome::Clean;
    let mut inspections = Vec::new();
    let sources = files::sources(paths, None);
    if !settings::are_usable(sources.iter().flatten().map(Source::path)) {
        return Ok(Outcome::Trouble);
    }
    for source in sources {
        match source.and_then(Source::read) {
            Ok(file) => inspections.push(Inspection::of(file.name.clone(), &file.snapshot(&file.text))),
            Err(refusal) => {
                say(&refusal.to_string());
                outcome = Outcome::Trouble;
            }
        }
    }
    serde_json::to_writer_pretty(&mut *out, &inspections)?;
    writeln!(out)?;
    Ok(outcome)
}

#[derive(Serialize)]
struct Inspection {
    file: String,
    postmortem: bool,
    profile: String,
    words: usize,
    title: Option<Title>,
    sections: Vec<Section>,
    outage: Option<Outage>,
    stated: Vec<Stated>,
    timeline: Vec<Entry>,
    tasks: Vec<Task>,
    #[serde(serialize_with = "as_map")]
    checks: Vec<(String, Check)>,
}

#[derive(Serialize)]
struct Title {
    line: usize,
    text: String,
}

#[derive(Serialize)]
struct Section {
    line: usize,
    id: &'static str,
    text: String,
    style: &'static str,
    words: usize,
}

#[derive(Serialize)]
struct Outage {
    start: Option<String>,
    end: Option<String>,
    zone: Option<String>,
    minutes: Option<i64>,
}

#[derive(Serialize)]
struct Stated {
    line: usize,
    measure: &'static str,
    minutes: i64,
}

#[derive(Serialize)]
struct Task {
    line: usize,
    text: String,
    done: bool,
    owner: Option<String>,
    due: Option<String>,
    priority: Option<String>,
    #[serde(rename = "type")]
    kind: Option<String>,
    ticket: Option<String>,
}

#[derive(Serialize)]
struct Entry {
    line: usize,
    time: Option<String>,
    zone: Option<String>,
    phases: Vec<&'static str>,
}

#[derive(Serialize)]
struct Check {
    met: bool,
    line: Option<usize>,
}

impl Inspection {
    fn of(file: String, snapshot: &Snapshot) -> Inspection {
        let Postmortem { recognised, title, sections, outage, stated, timeline, words, checklist, .. } =
            snapshot.postmortem();
        let text = snapshot.text();
        let check = |it: &model::Answer| Check { met: it.is_met(), line: it.evidence.map(|it| line(text, it)) };
        Inspection {
            file,
            postmortem: *recognised,
            profile: snapshot.profile.id.clone(),
            words: *words,
            title: title.as_ref().map(|it| Title { line: line(text, it.span), text: it.text.clone() }),
            sections: sections.iter().map(|it| section(text, it)).collect(),
            outage: outage.is_stated().then(|| self::outage(outage)),
            stated: stated.iter().map(|it| measured(text, it)).collect(),
            tasks: snapshot.postmortem().tasks().map(|it| task(text, it)).collect(),
            timeline: timeline.entries.iter().map(|it| entry(text, it)).collect(),
            checks: checklist.answers.iter().map(|it| (it.requirement.clone(), check(it))).collect(),
        }
    }
}

fn section(text: &Text, section: &model::Section) -> Section {
    Section {
        line: line(text, section.heading.line),
        id: section.role.as_str(),
        text: section.heading.text.clone(),
        style: section.heading.style.as_str(),
        words: section.words,
    }
}

fn measured(text: &Text, stated: &model::Stated) -> Stated {
    Stated { line: line(text, stated.span), measure: stated.measure.as_str(), minutes: stated.minutes }
}

fn outage(outage: &model::Outage) -> Outage {
    let time = |it: &Option<Stamp>| it.as_ref().and_then(|it| it.time).map(|it| it.to_string());
    Outage {
        start: time(&outage.start),
        end: time(&outage.end),
        zone: outage.zone.as_ref().map(|(zone, _)| zone.name.clone()),
        minutes: outage.minutes(),
    }
}

fn task(text: &Text, task: &Action) -> Task {
    let words = |it: Detail| text.slice(it.value).into_owned();
    let date = |it: Date| it.year.map(|year| format!("{year:04}-{:02}-{:02}", it.month, it.day));
    Task {
        line: line(text, task.span),
        text: text.slice(task.phrase).into_owned(),
        done: task.is_done,
        owner: task.owner.map(words),
        due: task.due.map(|it| it.date.and_then(date).unwrap_or_else(|| words(it.detail))),
        priority: task.priority.map(words),
        kind: task.kind.map(words),
        ticket: task.ticket.map(words),
    }
}

fn entry(text: &Text, entry: &model::Entry) -> Entry {
    Entry {
        line: line(text, entry.span),
        time: entry.time().map(|it| it.to_string()),
        zone: entry.stamp.as_ref().and_then(|it| it.zone.as_ref()).map(|it| it.name.clone()),
        phases: entry.phases.iter().map(|it| it.as_str()).collect(),
    }
}

/// The line where a span begins, from 1.
fn line(text: &Text, span: Span) -> usize {
    text.line_of(span.start) + 1
}

/// A JSON object that keeps the order of the profile.
fn as_map<S: Serializer>(checks: &[(String, Check)], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(checks.iter().map(|(id, check)| (id, check)))
}
