//! Several postmortems in one file, and sections that stand twice in one of them.

use std::collections::HashMap;

use super::line::Kind;
use super::outline::Placed;
use super::reading::At;
use crate::profile::Role;

/// Tells each section which postmortem of the file it belongs to and which section it repeats. `keys` are the names of
/// the sections as they are compared, without misspellings.
pub(super) fn mark(lines: &[At], sections: &mut [Placed], keys: &[&str]) {
    let mut account = 0;
    let mut roles: Vec<Role> = Vec::new();
    let mut names: HashMap<(Role, &str), usize> = HashMap::new();
    let next = next_roles(sections);
    for index in 0..sections.len() {
        let role = sections[index].section.role;
        let is_there = roles.contains(&role);
        // The section behind it is there already too, or a heading above it says that something new begins.
        let is_new =
            || next[index].is_some_and(|it| roles.contains(&it)) || is_below_new_heading(lines, sections, index);
        if is_there && is_new() {
            account += 1;
            roles.clear();
            names.clear();
        }
        if !roles.contains(&role) {
            roles.push(role);
        }
        let section = &mut sections[index].section;
        section.account = account;
        let first = *names.entry((role, keys[index])).or_insert(index);
        section.repeats = (first < index).then_some(first);
    }
}

/// For each section the role of the next one that has another.
fn next_roles(sections: &[Placed]) -> Vec<Option<Role>> {
    let mut next = vec![None; sections.len()];
    for index in (0..sections.len().saturating_sub(1)).rev() {
        let (own, behind) = (sections[index].section.role, sections[index + 1].section.role);
        next[index] = if behind == own { next[index + 1] } else { Some(behind) };
    }
    next
}

/// Whether a heading of a higher level stands between a section and the one before it.
fn is_below_new_heading(lines: &[At], sections: &[Placed], index: usize) -> bool {
    let Some(own) = sections[index].section.heading.level else { return false };
    let before = index.checked_sub(1).map_or(0, |it| sections[it].heading + 1);
    lines[before..sections[index].heading].iter().any(|it| matches!(it.kind(), Kind::Heading { level } if level < own))
}
