//! A requirement of the profile that the text of its section does not meet: nothing is judged where there is no text.

use crate::model::Section;
use crate::profile::{Evidence, Role};
use crate::rules::scaffold;
use crate::snapshot::Snapshot;

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
