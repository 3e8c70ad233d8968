//! An entry that waits for its text: what a timeline does not tell yet, asked for in the shape of its neighbours.

use crate::clock::Mark;
use crate::model::{Entry, Layout, Postmortem};
use crate::profile::{Phase, Profile, Requirement, Role, key, words};
use crate::rewrite::entry::own_span;
use crate::rewrite::marker::marker;
use crate::rewrite::shape::Shape;
use crate::snapshot::Snapshot;
use crate::text::{Edit, Span, Text};

/// What stands for a time to come.
const TIME: &str = "HH:MM";

/// Inserts an entry that asks for a requirement where it belongs in the course of the incident. `None` where the
/// entries around it are no lines of their own, or HTML.
pub fn insertion(snapshot: &Snapshot, requirement: &Requirement) -> Option<Edit> {
    let (text, postmortem) = (snapshot.text(), snapshot.postmortem());
    let entries = &postmortem.timeline.entries;
    let at = place(postmortem, requirement.phase?);
    // The nearest entry with a time lends its shape; the line is put beside it.
    let (model, is_behind) = match at.checked_sub(1) {
        Some(before) => (entries.get(before)?, true),
        None => (entries.first()?, false),
    };
    if matches!(model.layout, Layout::Heading | Layout::Html | Layout::Inline) {
        return None;
    }
    let own = own_span(text, model);
    let shape = Shape::near(postmortem, text, if is_behind { own.end } else { own.start });
    let line = written(&shape, text, model, &asked(&snapshot.profile, requirement));
    let gap = gap(text, entries);
    Some(match is_behind {
        true => Edit::insert(own.end, format!("{gap}{line}")),
        false => Edit::insert(own.start, format!("{line}{gap}")),
    })
}

/// Before which entry a phase belongs: the detection first, the resolution last, the escalation before the resolution,
/// what was investigated behind the first entry, and what misled before the escalation.
fn place(postmortem: &Postmortem, phase: Phase) -> usize {
    let entries = &postmortem.timeline.entries;
    let told = |phase: Phase| move |it: &Entry| it.phases.contains(&phase);
    let resolved = entries.iter().rposition(told(Phase::Resolved)).filter(|it| *it > 0).unwrap_or(entries.len());
    match phase {
        Phase::Detected => 0,
        Phase::Investigated => 1.min(entries.len()),
        Phase::Misled => {
            entries.iter().position(told(Phase::Escalated)).filter(|it| (1..resolved).contains(it)).unwrap_or(resolved)
        }
        Phase::Escalated => resolved,
        Phase::Mitigated | Phase::Resolved => entries.len(),
    }
}

fn written(shape: &Shape, text: &Text, model: &Entry, event: &str) -> String {
    let mark =
        shape.mark().map_or(String::new(), |it| format!("{}{}", if it.spaced { " " } else { "" }, half(it, model)));
    let stamp = shape.around(&format!("{TIME}{mark}"));
    let line = format!("{}{}{stamp}{event}", shape.indent, shape.prefix);
    closed_row(line, text, model)
}

/// A line beside an entry; in a table with as many cells as the row of the entry.
pub(super) fn closed_row(line: String, text: &Text, model: &Entry) -> String {
    if model.layout != Layout::TableRow {
        return line;
    }
    let row = text.slice(text.line(text.line_of(model.span.start))).into_owned();
    let pipes = |it: &str| it.matches('|').count() - it.matches("\\|").count();
    let missing = pipes(row.trim_end()).saturating_sub(pipes(&line));
    format!("{line}{}", " |".repeat(missing))
}

/// The mark of the half of the day that the entry beside it has.
fn half(mark: Mark, model: &Entry) -> &'static str {
    match (model.time().is_some_and(|it| it.hour >= 12), mark.upper) {
        (false, true) => "AM",
        (true, true) => "PM",
        (false, false) => "am",
        (true, false) => "pm",
    }
}

/// The words that the profile's scaffold asks with: those under one of the requirement's labels, or that begin as one
/// of its phrases, or that hold one; else the requirement's title.
fn asked(profile: &Profile, requirement: &Requirement) -> String {
    let scaffold = profile.section(Role::Timeline).map_or("", |it| it.scaffold.as_str());
    let lines: Vec<&str> = scaffold.lines().filter_map(event).collect();
    let is_labelled =
        |it: &&&str| it.split_once(':').is_some_and(|(label, _)| requirement.labels.contains(&key(label)));
    let opens = |it: &&&str| requirement.phrases.opens(&words(it));
    let tells = |it: &&&str| requirement.phrases.find(&words(it)).is_some();
    let found =
        lines.iter().find(is_labelled).or_else(|| lines.iter().find(opens)).or_else(|| lines.iter().find(tells));
    found.map_or_else(|| format!("<{}>", requirement.title), |it| (*it).to_owned())
}

/// What follows the time in a line of the scaffold.
fn event(line: &str) -> Option<&str> {
    let (_, length) = marker(line.trim_start());
    let inside = line.trim_start()[length..].trim();
    let behind = inside.strip_prefix(TIME)?;
    let (_, event) = [" - ", ": ", "|"].iter().find_map(|it| behind.split_once(it))?;
    Some(event.trim_matches(['|', ' ']))
}

/// What stands between two entries of the timeline: a line break, or a blank line as well.
pub(super) fn gap(text: &Text, entries: &[Entry]) -> String {
    let between = |it: &[Entry]| Some(Span::new(own_span(text, &it[0]).end, it[1].span.start));
    let bare = |it: Span| {
        let gap = text.slice(it).into_owned();
        (it.start < it.end && gap.contains(['\n', '\r']) && gap.trim_matches(['>', ' ', '\t', '\r', '\n']).is_empty())
            .then_some(gap)
    };
    let found = entries
        .windows(2)
        .filter(|it| own_span(text, &it[0]).end <= it[1].span.start)
        .find_map(|it| bare(between(it)?));
    found.unwrap_or_else(|| text.line_ending().as_str().to_owned())
}
