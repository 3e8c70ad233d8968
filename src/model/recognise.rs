//! Whether a Markdown document is a postmortem at all. A server for postmortems says nothing about anything else.

use super::line::Kind;
use super::outline::{Outline, says_postmortem};
use super::reading::At;
use super::{Outage, Timeline};
use crate::profile::{Fit, Role, key};

/// Whether the document is one. The author's own word comes first (`<!-- postmortem: off -->`), then what the document
/// is called, together with what it holds: names alone make no postmortem.
pub(super) fn is_postmortem(
    lines: &[At],
    outline: &Outline,
    outage: &Outage,
    timeline: &Timeline,
    path: Option<&str>,
) -> bool {
    if let Some(said) = said_by_hand(lines) {
        return said;
    }
    let titled = outline.title.as_ref().is_some_and(|it| says_postmortem(&it.text)) || first_words_say_so(lines);
    let named = path.is_some_and(says_postmortem);
    let mut roles: Vec<Role> = Vec::new();
    for placed in &outline.sections {
        let sure = lines[placed.heading].line.name.as_ref().is_some_and(|it| it.found.fit < Fit::Contains);
        if sure && !roles.contains(&placed.section.role) {
            roles.push(placed.section.role);
        }
    }
    let times = timeline.entries.iter().filter(|it| it.stamp.is_some()).count()
        + usize::from(outage.start.is_some())
        + usize::from(outage.end.is_some());
    let fields = fields(lines, outline);
    let has_duration = outage.length.is_some() || fields > 0 || outage.place.is_some();
    // How sure each kind of document may be: the more it is called a postmortem, the less it must hold.
    match (titled || named, roles.len()) {
        (true, 2..) => true,
        (true, 1) => times >= 2 || fields >= 2,
        (true, 0) => times >= 2 && outage.start.is_some() && outage.end.is_some(),
        (false, 3..) => times >= 2 || has_duration || roles.contains(&Role::CauseAndResolution),
        (false, 2) => times >= 2 && roles.contains(&Role::Timeline),
        (false, _) => false,
    }
}

/// `<!-- postmortem: on -->` or `off`.
fn said_by_hand(lines: &[At]) -> Option<bool> {
    lines.iter().filter(|it| it.line.kind == Kind::Html || it.line.kind == Kind::Text).find_map(|it| {
        let inside = it.text(it.line.span).trim().strip_prefix("<!--")?.strip_suffix("-->")?;
        match inside.trim().strip_prefix("postmortem:")?.trim() {
            "on" => Some(true),
            "off" => Some(false),
            _ => None,
        }
    })
}

fn first_words_say_so(lines: &[At]) -> bool {
    lines.iter().filter(|it| !it.is_blank()).take(3).any(|it| it.words().len() < 120 && says_postmortem(it.words()))
}

/// How many of the fields of a summary stand in front of lines outside of a pasted assignment.
fn fields(lines: &[At], outline: &Outline) -> usize {
    let end = outline.brief.as_ref().map_or(lines.len(), |it| it.start);
    let is_field =
        |it: &str| lines[..end].iter().any(|at| at.line.label.as_ref().is_some_and(|label| label.key == key(it)));
    ["duration", "impact", "root cause", "start time", "end time"].iter().filter(|it| is_field(it)).count()
}
