//! Sections whose headings are named for fun (`The Road to Redemption`), told by the labels that stand under them.

use crate::model::HeadingStyle;
use crate::model::line::{Kind, Name};
use crate::model::reading::At;
use crate::profile::{Fit, Match, Role};

/// Headings behind the timeline, of its level, that name no section and hold what a missing one holds.
pub(super) fn names(lines: &[At], headings: &[usize]) -> Vec<(usize, Name)> {
    let role = |it: &usize| lines[*it].line.name.as_ref().map(|it| it.found.role);
    let Some(timeline) = headings.iter().find(|it| role(it) == Some(Role::Timeline)) else { return Vec::new() };
    let Kind::Heading { level } = lines[*timeline].kind() else { return Vec::new() };
    let is_there = |roles: &[Role]| headings.iter().filter_map(role).any(|it| roles.contains(&it));
    let wants_cause = !is_there(&[Role::Cause, Role::Resolution, Role::CauseAndResolution]);
    let wants_measures = !is_there(&[Role::Corrective]);
    let mut found: Vec<(usize, Name)> = Vec::new();
    if !wants_cause && !wants_measures {
        return found;
    }
    let unnamed = |it: &usize| lines[*it].kind() == Kind::Heading { level } && lines[*it].line.name.is_none();
    for index in (timeline + 1..lines.len()).filter(unnamed) {
        let labels: Vec<&str> = lines[index + 1..]
            .iter()
            .take_while(|it| !matches!(it.kind(), Kind::Heading { level: next } if next <= level))
            .filter_map(|it| Some(it.line.label.as_ref()?.key.as_str()))
            .collect();
        let is_new = |role: Role| found.iter().all(|(_, it)| it.found.role != role);
        let role = if wants_cause && tell_cause(&labels) && is_new(Role::CauseAndResolution) {
            Role::CauseAndResolution
        } else if wants_measures && tell_measures(&labels) && is_new(Role::Corrective) {
            Role::Corrective
        } else {
            continue;
        };
        found.push((index, name(lines[index], role, level)));
    }
    found
}

/// `Root cause:` and `Resolution:`, or other names of both.
fn tell_cause(labels: &[&str]) -> bool {
    let any = |words: &[&str]| labels.iter().any(|it| words.iter().any(|word| it.starts_with(word)));
    any(&["root cause", "cause"]) && any(&["resolution", "fix", "solution", "how it was fixed"])
}

/// Two or more of `Immediate action:`, `Tasks:`, `Improvements:`, `Prevention:`.
fn tell_measures(labels: &[&str]) -> bool {
    let words = ["action", "actions", "task", "tasks", "improvement", "improvements", "prevention", "prevent"];
    labels.iter().filter(|it| it.split(' ').any(|word| words.contains(&word))).count() >= 2
}

fn name(at: At, role: Role, level: u8) -> Name {
    let line = at.line;
    let bare = crate::model::line::undressed(at.words()).shifted(line.body.start);
    Name::new(Match { role, fit: Fit::Contains }, HeadingStyle::Atx, Some(level), bare, line.indent)
}
