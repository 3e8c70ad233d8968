//! What a section holds: nothing, what a template put there, or what somebody wrote.

use super::closing;
use super::line::glance::Has;
use super::outline::Placed;
use super::reading::At;
use crate::profile::Profile;
use crate::text::Span;

/// What a section holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Filling {
    /// Comments and rules at the most. A section that goes on under another heading of its own, or has its parts under
    /// it, holds something.
    Nothing,
    /// Its scaffold and nothing else: it waits for its author.
    Scaffold,
    Text,
}

/// No closing heading is longer, in bytes.
const SHORT: usize = 80;

/// Tells of each section what it holds. `placeholders` are those of the document, in its order.
pub(super) fn tell(sections: &mut [Placed], lines: &[At], placeholders: &[Span], profile: &Profile) {
    for index in 0..sections.len() {
        sections[index].section.filling = match &sections[index] {
            it if it.section.body.start < it.section.heading.line.end => Filling::Text,
            it if is_empty(it, lines) && !is_divided(sections, index, profile) => Filling::Nothing,
            it if is_untouched(it, lines, placeholders, profile) => Filling::Scaffold,
            _ => Filling::Text,
        };
    }
}

fn is_empty(placed: &Placed, lines: &[At]) -> bool {
    placed.opening.is_none_or(|it| lines[it].span().len() < SHORT && lines[it].has(Has::CLOSING))
}

fn is_divided(sections: &[Placed], index: usize, profile: &Profile) -> bool {
    let role = sections[index].section.role;
    let parts = profile.section(role).map_or(&[][..], |it| &it.parts);
    let next = sections.get(index + 1).map(|it| it.section.role);
    next.is_some_and(|next| next == role || parts.iter().any(|it| it.role == next))
}

fn is_untouched(placed: &Placed, lines: &[At], placeholders: &[Span], profile: &Profile) -> bool {
    let section = &placed.section;
    let first = placeholders.partition_point(|it| it.start < section.body.start);
    let has_prompt = placeholders.get(first).is_some_and(|it| it.start < section.body.end);
    let Some(spec) = profile.section(section.role).filter(|_| has_prompt) else { return false };
    let prompts = spec.prompts();
    let mut seen = false;
    for index in placed.lines.clone() {
        let at = lines[index];
        match at.text(at.line.span).trim() {
            "" => {}
            // A directive that somebody put there is no text.
            words if words.starts_with("<!--") && words.ends_with("-->") => {}
            words if prompts.lines().any(|it| it.trim() == words) => seen = true,
            words => {
                let above = index.checked_sub(1).map(|it| lines[it].text(lines[it].line.span));
                return seen && (closing::closes_document(words, above) || at.has(Has::CLOSING));
            }
        }
    }
    seen
}
