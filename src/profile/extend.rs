//! A profile over another one. What has a name is matched by it: sections by role, requirements by id, fields by name,
//! rules and vocabularies by key. Names and phrases are added to; everything else is replaced.

use std::ops::Range;

use toml::Spanned;

use super::key;
use super::written::{Merge, Written, WrittenField, WrittenRequirement, WrittenSection};

/// What is wrong with a layer, and where in its TOML.
#[derive(Debug)]
pub(super) struct Fault {
    pub(super) span: Range<usize>,
    pub(super) message: String,
}

/// The profile that `own` makes of `base`.
pub(super) fn extended(mut base: Written, own: Written) -> Result<Written, Fault> {
    let gone = removed(&base, &own)?;
    claim_names(&mut base, &own);
    let known = base.clone();
    let mut sections = base.sections;
    for section in own.sections.iter().filter(|it| it.get_ref().merge != Merge::Remove) {
        let role = section.get_ref().role;
        let place = sections.iter().position(|it| it.get_ref().role == role);
        let lifted = lift(&mut sections, role);
        let before = place.map(|at| sections.remove(at)).or(lifted);
        let merged = respan(section, section_over(before.map(Spanned::into_inner), section, &known)?);
        sections.insert(place.unwrap_or(sections.len()), merged);
    }
    sections.retain(|it| !gone.contains(&it.get_ref().role));
    leave_requirements(&mut sections, &own);
    forget_removed(&mut sections, &known);
    let mut order = if own.order.is_empty() { base.order } else { own.order };
    order.retain(|it| !gone.contains(it.get_ref()));
    let mut rules = base.rules;
    rules.extend(own.rules);
    let mut vocabulary = base.vocabulary;
    vocabulary.extend(own.vocabulary);
    Ok(Written {
        extends: None,
        id: own.id.or(base.id),
        title: own.title.or(base.title),
        language: own.language.or(base.language),
        words: own.words.or(base.words),
        order,
        rules,
        vocabulary,
        fields: fields(base.fields, own.fields)?,
        brief: added(own.brief, base.brief),
        wording: own.wording.over(base.wording),
        sections,
    })
}

fn respan<T, U>(like: &Spanned<T>, value: U) -> Spanned<U> {
    Spanned::new(like.span(), value)
}

fn fault<T>(at: &Spanned<T>, message: String) -> Fault {
    Fault { span: at.span(), message }
}

/// The roles of the sections that are left out.
fn removed(base: &Written, own: &Written) -> Result<Vec<super::Role>, Fault> {
    let gone: Vec<_> = own.sections.iter().filter(|it| it.get_ref().merge == Merge::Remove).collect();
    for section in &gone {
        let role = section.get_ref().role;
        if !base.sections.iter().any(|it| it.get_ref().role == role) {
            let message = format!("there is no section with the role \"{}\" to remove", role.as_str());
            return Err(fault(section, message));
        }
    }
    Ok(gone.iter().map(|it| it.get_ref().role).collect())
}

/// A name that a section claims names no other section any more.
fn claim_names(base: &mut Written, own: &Written) {
    let owners: Vec<(String, super::Role)> = own
        .sections
        .iter()
        .map(Spanned::get_ref)
        .flat_map(|it| it.title.iter().chain(&it.aliases).chain(&it.inside).map(|name| (key(name), it.role)))
        .collect();
    let is_free = |role: super::Role, name: &str| {
        let name = key(name);
        owners.iter().all(|(claimed, owner)| *owner == role || *claimed != name)
    };
    for section in base.sections.iter_mut().map(Spanned::get_mut) {
        for part in std::iter::once(&mut *section.parts).flatten().map(Spanned::get_mut) {
            part.aliases.retain(|it| is_free(part.role, it));
        }
        section.aliases.retain(|it| is_free(section.role, it));
        section.keywords.retain(|it| is_free(section.role, it));
        section.inside.retain(|it| is_free(section.role, it));
    }
}

/// Takes a section out of the parts of another one.
fn lift(sections: &mut [Spanned<WrittenSection>], role: super::Role) -> Option<Spanned<WrittenSection>> {
    sections.iter_mut().find_map(|it| {
        let parts = &mut it.get_mut().parts;
        parts.iter().position(|it| it.get_ref().role == role).map(|at| parts.remove(at))
    })
}

fn section_over(
    base: Option<WrittenSection>,
    own: &Spanned<WrittenSection>,
    known: &Written,
) -> Result<WrittenSection, Fault> {
    let section = own.get_ref().clone();
    let base = base.filter(|_| section.merge != Merge::Replace);
    if base.is_none() && section.title.is_none() {
        let roles = known.sections.iter().map(|it| it.get_ref().role.as_str());
        let hint = super::broken::hint(section.role.as_str(), roles);
        return Err(fault(own, format!("a new section needs a title{hint}")));
    }
    let own_requirements = section.requirements.iter();
    let mut requirements: Vec<Spanned<WrittenRequirement>> = Vec::new();
    let mine =
        |it: &Spanned<WrittenRequirement>| section.requirements.iter().any(|own| own.get_ref().id == it.get_ref().id);
    let inherited = base.iter().flat_map(|it| &it.requirements).filter(|it| !mine(it));
    requirements.extend(inherited.cloned());
    for requirement in own_requirements.filter(|it| it.get_ref().merge != Merge::Remove) {
        let merged = requirement_over(requirement_of(known, &requirement.get_ref().id), requirement)?;
        requirements.push(respan(requirement, merged));
    }
    let mut parts = base.as_ref().map_or_else(Vec::new, |it| it.parts.clone());
    for part in &section.parts {
        let role = part.get_ref().role;
        let place = parts.iter().position(|it| it.get_ref().role == role);
        let before = place.map(|at| parts.remove(at).into_inner());
        if part.get_ref().merge != Merge::Remove {
            parts.insert(place.unwrap_or(parts.len()), respan(part, section_over(before, part, known)?));
        }
    }
    let Some(base) = base else { return Ok(WrittenSection { requirements, parts, ..section }) };
    Ok(WrittenSection {
        role: section.role,
        merge: Merge::Extend,
        // The title that it had is a name of it still.
        aliases: added(added(section.aliases, base.aliases), base.title.clone().into_iter().collect()),
        title: section.title.or(base.title),
        keywords: added(section.keywords, base.keywords),
        inside: added(section.inside, base.inside),
        required: section.required.or(base.required),
        requirements,
        scaffold: section.scaffold.or(base.scaffold),
        parts,
    })
}

fn requirement_of<'a>(known: &'a Written, id: &str) -> Option<&'a WrittenRequirement> {
    let sections = known.sections.iter().map(Spanned::get_ref);
    sections.flat_map(|it| &it.requirements).map(Spanned::get_ref).find(|it| it.id == id)
}

fn requirement_over(
    base: Option<&WrittenRequirement>,
    own: &Spanned<WrittenRequirement>,
) -> Result<WrittenRequirement, Fault> {
    let requirement = own.get_ref().clone();
    let Some(base) = base.filter(|_| requirement.merge != Merge::Replace).cloned() else {
        let lacks = [("title", requirement.title.is_none()), ("evidence", requirement.evidence.is_none())];
        return match lacks.iter().find(|it| it.1) {
            Some((lacking, _)) => Err(fault(own, format!("a new requirement needs \"{lacking}\""))),
            None => Ok(requirement),
        };
    };
    Ok(WrittenRequirement {
        id: requirement.id,
        merge: Merge::Extend,
        title: requirement.title.or(base.title),
        evidence: requirement.evidence.or(base.evidence),
        asked: requirement.asked.or(base.asked),
        phase: requirement.phase.or(base.phase),
        implied_by: requirement.implied_by.or(base.implied_by),
        labels: added(requirement.labels, base.labels),
        phrases: added(requirement.phrases, base.phrases),
        unless: added(requirement.unless, base.unless),
        plainly: added(requirement.plainly, base.plainly),
    })
}

/// A requirement that another section claims leaves the one that it stood in.
fn leave_requirements(sections: &mut [Spanned<WrittenSection>], own: &Written) {
    for claim in own.sections.iter().map(Spanned::get_ref) {
        let ids: Vec<&str> = claim.requirements.iter().map(|it| it.get_ref().id.as_str()).collect();
        for other in sections.iter_mut().map(Spanned::get_mut).filter(|it| it.role != claim.role) {
            other.requirements.retain(|it| !ids.contains(&it.get_ref().id.as_str()));
        }
    }
}

/// What was implied by a requirement that is left out is implied by nothing.
fn forget_removed(sections: &mut [Spanned<WrittenSection>], known: &Written) {
    let all = sections.iter().flat_map(|it| &it.get_ref().requirements);
    let left: Vec<String> = all.map(|it| it.get_ref().id.clone()).collect();
    let is_gone = |id: &String| !left.contains(id) && requirement_of(known, id).is_some();
    for requirement in sections.iter_mut().flat_map(|it| &mut it.get_mut().requirements).map(Spanned::get_mut) {
        requirement.implied_by.take_if(|it| is_gone(it));
    }
}

fn fields(
    mut base: Vec<Spanned<WrittenField>>,
    own: Vec<Spanned<WrittenField>>,
) -> Result<Vec<Spanned<WrittenField>>, Fault> {
    for field in own {
        let span = field.span();
        let place = base.iter().position(|it| key(&it.get_ref().name) == key(&field.get_ref().name));
        let before = place.map(|at| base.remove(at).into_inner());
        let field = field.into_inner();
        let merged = match (field.merge, before) {
            (Merge::Remove, Some(_)) => continue,
            (Merge::Remove, None) => {
                return Err(Fault { span, message: format!("there is no field \"{}\" to remove", field.name) });
            }
            (Merge::Extend, Some(before)) => WrittenField {
                name: field.name,
                merge: Merge::Extend,
                aliases: added(field.aliases, before.aliases),
                values: field.values.or(before.values),
                scaffold: field.scaffold.or(before.scaffold),
            },
            _ => field,
        };
        base.insert(place.unwrap_or(base.len()), Spanned::new(span, merged));
    }
    Ok(base)
}

/// What is written here, then what is written there.
pub(super) fn added(own: Vec<String>, base: Vec<String>) -> Vec<String> {
    let more: Vec<String> = base.into_iter().filter(|it| !own.contains(it)).collect();
    own.into_iter().chain(more).collect()
}
