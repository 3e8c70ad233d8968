//! A requirement of the profile that the text of its section does not meet: nothing is judged where there is no text.

use crate::model::Section;
use crate::profile::{Evidence, Requirement, Role};
use crate::rewrite::scaffold;
use crate::snapshot::Snapshot;
use crate::text::quoted;

/// The first written section with one of the roles, where the profile asks for the evidence and the text has none.
/// Prompts with one of the words say by themselves that it is still to come.
pub(super) fn section<'a>(
    snapshot: &'a Snapshot,
    evidence: Evidence,
    roles: &[Role],
    prompts: &[&str],
) -> Option<&'a Section> {
    let (_, requirement) = snapshot.profile.requirements().find(|(_, it)| it.evidence == evidence)?;
    let answer = snapshot.postmortem().checklist.answer(&requirement.id)?;
    if answer.is_met() {
        return None;
    }
    let section = roles.iter().find_map(|it| scaffold::written(snapshot, *it))?;
    (!scaffold::awaits(snapshot, section, prompts)).then_some(section)
}

/// The section that the profile asks for a piece of evidence, where it is written, and how a message begins with it.
pub(super) fn teller(snapshot: &Snapshot, evidence: impl Fn(&Requirement) -> bool) -> Option<(&Section, String)> {
    let (spec, _) = snapshot.profile.requirements().find(|(_, it)| evidence(it))?;
    let section = scaffold::written(snapshot, spec.role)?;
    let name = match section.role {
        Role::Summary => "The summary".to_owned(),
        _ => quoted(&section.heading.text),
    };
    Some((section, name))
}
