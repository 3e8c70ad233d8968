//! From TOML to a profile: the layers are put over each other, and what is left is made ready to be matched.

use std::collections::BTreeSet;

use toml::Spanned;

use super::broken::{BrokenProfile, hint};
use super::extend::{Fault, extended};
use super::names::Names;
use super::phrases::Phrases;
use super::wording::Wording;
use super::written::{Written, WrittenField, WrittenRequirement, WrittenSection};
use super::{BUILT_IN, Field, Profile, Requirement, SectionSpec, key};

pub(super) fn profile(toml: &str) -> Result<Profile, BrokenProfile> {
    let written: Written = toml::from_str(toml).map_err(|error| BrokenProfile::of(toml, &error))?;
    of_written(written, toml)
}

/// The profile of a table that was read from `toml`.
pub(super) fn of_written(written: Written, toml: &str) -> Result<Profile, BrokenProfile> {
    let lacks = |what: &str| BrokenProfile::at(toml, None, &format!("a profile that extends none needs \"{what}\""));
    let whole = layered(written).map_err(|fault| BrokenProfile::at(toml, Some(fault.span), &fault.message))?;
    let id = whole.id.clone().ok_or_else(|| lacks("id"))?;
    let title = whole.title.clone().ok_or_else(|| lacks("title"))?;
    built(whole, id, title).map_err(|fault| BrokenProfile::at(toml, Some(fault.span), &fault.message))
}

/// A layer over all that it extends.
fn layered(own: Written) -> Result<Written, Fault> {
    let base = match &own.extends {
        Some(base) => {
            let (_, toml) = BUILT_IN.iter().find(|(id, _)| *id == base.0).expect("the reader knows the built-in names");
            layered(toml::from_str(toml).expect("the built-in profiles are read by a test"))?
        }
        None => Written::default(),
    };
    extended(base, own)
}

fn built(whole: Written, id: String, title: String) -> Result<Profile, Fault> {
    let mut sections: Vec<Spanned<WrittenSection>> = whole.sections;
    check(&sections)?;
    for (place, role) in whole.order.iter().enumerate() {
        let Some(at) = sections.iter().position(|it| it.get_ref().role == *role.get_ref()) else {
            let roles = sections.iter().map(|it| it.get_ref().role.as_str());
            let name = role.get_ref().as_str();
            return Err(Fault {
                span: role.span(),
                message: format!("there is no section with the role \"{name}\"{}", hint(name, roles)),
            });
        };
        let section = sections.remove(at);
        sections.insert(place.min(sections.len()), section);
    }
    let mut names = Names::default();
    for section in sections.iter().map(Spanned::get_ref) {
        for spec in std::iter::once(section).chain(section.parts.iter().map(Spanned::get_ref)) {
            names.add(spec.role, spec.title.iter().chain(&spec.aliases), &spec.keywords);
            names.add_inside(spec.role, spec.inside.iter());
        }
    }
    let mut sections: Vec<SectionSpec> = sections.into_iter().map(|it| section(it.into_inner())).collect();
    for (index, requirement) in sections.iter_mut().flat_map(|it| &mut it.requirements).enumerate() {
        requirement.index = index;
    }
    Ok(Profile {
        id,
        title,
        language: whole.language.unwrap_or_else(|| "en".to_owned()),
        words: whole.words.and_then(|it| it.0),
        fields: whole.fields.into_iter().map(|it| field(it.into_inner())).collect(),
        vocabulary: whole.vocabulary,
        sections,
        levels: whole.rules,
        brief: Phrases::new(&whole.brief),
        wording: Wording::with(&whole.wording),
        names,
    })
}

/// Roles and ids are unique, and what one requirement says of another holds.
fn check(sections: &[Spanned<WrittenSection>]) -> Result<(), Fault> {
    let mut roles = BTreeSet::new();
    for section in sections.iter().flat_map(|it| std::iter::once(it).chain(&it.get_ref().parts)) {
        let role = section.get_ref().role;
        if !roles.insert(role) {
            let message = format!("there is another section with the role \"{}\"", role.as_str());
            return Err(Fault { span: section.span(), message });
        }
    }
    let requirements = || sections.iter().flat_map(|it| &it.get_ref().requirements);
    let mut ids = BTreeSet::new();
    for requirement in requirements() {
        let it = requirement.get_ref();
        let unknown = it.implied_by.as_deref().filter(|id| !requirements().any(|it| it.get_ref().id == *id));
        let message = match unknown {
            Some(id) => format!("there is no requirement \"{id}\" that could imply \"{}\"", it.id),
            None if !ids.insert(it.id.as_str()) => format!("there is another requirement \"{}\"", it.id),
            None => continue,
        };
        return Err(Fault { span: requirement.span(), message });
    }
    Ok(())
}

fn field(read: WrittenField) -> Field {
    Field {
        keys: std::iter::once(&read.name).chain(&read.aliases).map(|it| key(it)).collect(),
        name: read.name,
        vocabulary: read.values,
        scaffold: read.scaffold.unwrap_or_default(),
    }
}

fn section(read: WrittenSection) -> SectionSpec {
    SectionSpec {
        role: read.role,
        title: read.title.expect("a section without a title is refused"),
        aliases: read.aliases,
        required: read.required.unwrap_or(true),
        requirements: read.requirements.into_iter().map(|it| requirement(it.into_inner())).collect(),
        // A scaffold in triple quotes begins on the line after them.
        scaffold: read.scaffold.unwrap_or_default().trim_start_matches('\n').to_owned(),
        parts: read.parts.into_iter().map(|it| section(it.into_inner())).collect(),
    }
}

fn requirement(read: WrittenRequirement) -> Requirement {
    Requirement {
        // The caller counts them.
        index: 0,
        id: read.id,
        title: read.title.expect("a requirement without a title is refused"),
        evidence: read.evidence.expect("a requirement without evidence is refused"),
        is_asked: read.asked.unwrap_or(true),
        phase: read.phase,
        implied_by: read.implied_by,
        labels: read.labels.iter().map(|it| key(it)).collect(),
        phrases: Phrases::new(&read.phrases),
        unless: Phrases::new(&read.unless),
        plainly: Phrases::new(&read.plainly),
    }
}
