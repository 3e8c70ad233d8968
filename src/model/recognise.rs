//! Whether a Markdown document is a postmortem at all. A server for postmortems says nothing about anything else.

use super::line::Kind;
use super::line::glance::Has;
use super::outline::{Outline, says_postmortem};
use super::reading::At;
use super::{Field, Outage, Timeline};

use crate::profile::{Role, words};

/// Whether the document is one, where its author does not say so: by what it is called, together with what it holds.
/// Names alone make no postmortem.
pub(super) fn is_postmortem(
    lines: &[At],
    outline: &Outline,
    outage: &Outage,
    timeline: &Timeline,
    path: Option<&str>,
) -> bool {
    let called = is_called(lines, outline, path);
    let mut roles: Vec<Role> = Vec::new();
    for role in outline.sections.iter().map(|it| it.section.role) {
        if !roles.contains(&role) {
            roles.push(role);
        }
    }
    let times = timeline.entries.iter().filter(|it| it.stamp.is_some()).count();
    let explains = roles.contains(&Role::CauseAndResolution)
        || (roles.contains(&Role::Cause) && roles.contains(&Role::Resolution));
    let states_outage = outage.start.is_some() && outage.end.is_some();
    let tells = times > 0
        || outage.start.is_some()
        || outage.length.is_some()
        || has_date(lines, outline)
        || is_draft(lines, outline);
    match (called, roles.len()) {
        (true, 2..) => tells,
        (true, 1) => times >= 2 || states_outage,
        (true, 0) => times >= 2 || (states_outage && outline.brief.is_none()),
        // What nowhere calls itself a postmortem is one when it has the sections of the profile and tells of an outage.
        (false, 3..) => tells && (outage.start.is_some() || explains || opening(lines, 8, speaks_of_postmortem)),
        (false, 2) => times >= 2 && states_outage && roles.contains(&Role::Timeline),
        (false, _) => false,
    }
}

/// Whether the title or the path says that the document is a postmortem, whatever it holds.
pub(super) fn is_called(lines: &[At], outline: &Outline, path: Option<&str>) -> bool {
    outline.title.as_ref().is_some_and(|it| says_postmortem(&it.text))
        || opening(lines, 3, is_called_postmortem)
        || path.is_some_and(is_postmortem_path)
}

/// A folder that holds postmortems, or a file whose short name says that it is one.
fn is_postmortem_path(path: &str) -> bool {
    let mut parts = path.rsplit(['/', '\\']);
    let file = parts.next().unwrap_or_default();
    let stem = file.split('.').next().unwrap_or_default();
    let is_short = words(stem).iter().filter(|it| it.text.chars().all(char::is_alphabetic)).count() <= 4;
    let folder = |it: &str| {
        matches!(it, "postmortems" | "postmortem" | "post-mortems" | "post-mortem" | "0x19-postmortem" | "incidents")
    };
    (is_short && says_postmortem(stem)) || parts.any(folder)
}

/// Whether one of the first few lines that are no table says something.
fn opening(lines: &[At], count: usize, says: fn(&str) -> bool) -> bool {
    let written = |it: &&At| !matches!(it.kind(), Kind::Blank | Kind::Table | Kind::Rule | Kind::FrontMatter);
    lines.iter().filter(written).take(count).any(|it| says(it.words()))
}

/// A line short enough to be a title.
fn is_called_postmortem(text: &str) -> bool {
    text.len() < 120 && says_postmortem(text)
}

/// `This postmortem outlines …`: a sentence about itself.
fn speaks_of_postmortem(text: &str) -> bool {
    let lower = text.to_lowercase();
    ["this postmortem", "this post-mortem", "this incident report"].iter().any(|it| lower.contains(it))
}

/// A day of the calendar in one of the sections: guides and templates tell of no day.
fn has_date(lines: &[At], outline: &Outline) -> bool {
    outline.sections.iter().flat_map(|it| it.lines.clone()).any(|it| lines[it].has(Has::DATES))
}

/// Sections that are there and wait for their text.
fn is_draft(lines: &[At], outline: &Outline) -> bool {
    let waits =
        |text: &str| text.starts_with(['[', '<']) || text.is_empty() || text.contains("TBD") || text.contains("TODO");
    let filled = |range: std::ops::Range<usize>| {
        let said = lines[range].iter().filter(|it| !matches!(it.kind(), Kind::Blank | Kind::Rule));
        said.into_iter().any(|it| {
            let rest = it.line.label.as_ref().map_or(it.words(), |label| it.text(label.rest));
            !waits(rest.trim())
        })
    };
    outline.sections.iter().any(|it| !filled(it.lines.clone()))
}

/// The author's own word: `<!-- postmortem: on -->` or `off`; in the front matter `postmortem: true`, `type: postmortem`.
pub(super) fn said_by_hand(lines: &[At], fields: &[Field]) -> Option<bool> {
    let in_front = fields.iter().find_map(|it| match it.key.as_str() {
        "postmortem" => switch(&it.value),
        "type" | "kind" | "layout" => says_postmortem(&it.value).then_some(true),
        _ => None,
    });
    in_front.or_else(|| lines.iter().find(|it| it.has(Has::WORD))?.line.is_postmortem)
}

/// What a comment on a line of its own says.
pub(super) fn said(line: &str) -> Option<bool> {
    let inside = line.trim().strip_prefix("<!--")?.strip_suffix("-->")?;
    switch(inside.trim().strip_prefix("postmortem:")?)
}

fn switch(word: &str) -> Option<bool> {
    match word.trim() {
        "on" | "true" | "yes" => Some(true),
        "off" | "false" | "no" => Some(false),
        _ => None,
    }
}
