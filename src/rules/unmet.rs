//! What the profile asks for and the text does not tell, of its sections and of the timeline, and the prompt for the
//! latter. Nothing is judged where there is no text.

use crate::model::Section;
use crate::profile::{Evidence, Phase, Requirement, Role};
use crate::rewrite::{prompt, scaffold};
use crate::rules::{Fix, Safety};
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

/// Something that the timeline does not tell.
pub(super) struct Untold<'a> {
    pub timeline: &'a Section,
    pub requirement: &'a Requirement,
}

impl Untold<'_> {
    /// `The timeline does not tell how it was resolved`
    pub fn message(&self) -> String {
        format!("The timeline does not tell {}", self.requirement.title)
    }
}

/// The requirement of the profile that a phase of the incident is told, where the timeline does not meet it. `None` in
/// a timeline that is empty, has no times, or holds a prompt for it: then another finding says so.
pub(super) fn of_phase(snapshot: &Snapshot, phase: Phase) -> Option<Untold<'_>> {
    let wanted = wanted(snapshot).find(|it| it.phase == Some(phase))?;
    unmet(snapshot, wanted)
}

/// The requirement that the timeline tells by what means the incident was detected, where it is not met.
pub(super) fn source(snapshot: &Snapshot) -> Option<Untold<'_>> {
    let detected = wanted(snapshot).find(|it| it.phase == Some(Phase::Detected))?;
    let source = detected.implied_by.as_ref()?;
    unmet(snapshot, wanted(snapshot).find(|it| it.id == *source)?)
}

/// Inserts an entry that asks for what is untold. For review: what was not so must not be told.
pub(super) fn fixes(snapshot: &Snapshot, phase: Phase) -> Vec<Fix> {
    let fix = |it: &Requirement| {
        let title = format!("Insert an entry that tells {}", it.title);
        Some(Fix { title, safety: Safety::ForReview, edits: vec![prompt::insertion(snapshot, it)?] })
    };
    wanted(snapshot).find(|it| it.phase == Some(phase)).and_then(fix).into_iter().collect()
}

/// What the profile wants the timeline to tell.
fn wanted(snapshot: &Snapshot) -> impl Iterator<Item = &Requirement> {
    snapshot.profile.requirements().filter(|it| it.0.role == Role::Timeline).map(|it| it.1)
}

fn unmet<'a>(snapshot: &'a Snapshot, requirement: &'a Requirement) -> Option<Untold<'a>> {
    let timeline = scaffold::written(snapshot, Role::Timeline)?;
    let answer = snapshot.postmortem().checklist.answer(&requirement.id)?;
    let is_untold = !answer.is_met() && answer.prompt.is_none() && snapshot.postmortem().timeline.has_times;
    is_untold.then_some(Untold { timeline, requirement })
}
