//! From TOML to a profile. Every key is known; what is wrong is told with its line.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;

use super::names::Names;
use super::phrases::Phrases;
use super::{Evidence, Level, Phase, Profile, Requirement, Role, SectionSpec, key};

/// A profile that cannot be used, and why.
#[derive(Debug)]
pub struct BrokenProfile {
    /// From 1, where known.
    pub line: Option<usize>,
    pub message: String,
}

impl fmt::Display for BrokenProfile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "line {line}: {}", self.message),
            None => f.write_str(&self.message),
        }
    }
}

impl std::error::Error for BrokenProfile {}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ProfileToml {
    id: String,
    title: String,
    words: WordsToml,
    #[serde(default)]
    rules: BTreeMap<String, Level>,
    #[serde(default)]
    brief: Vec<String>,
    sections: Vec<SectionToml>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WordsToml {
    min: usize,
    max: usize,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SectionToml {
    role: Role,
    title: String,
    #[serde(default)]
    aliases: Vec<String>,
    #[serde(default)]
    keywords: Vec<String>,
    #[serde(default = "yes")]
    required: bool,
    #[serde(default)]
    requirements: Vec<RequirementToml>,
    #[serde(default)]
    scaffold: String,
    #[serde(default)]
    parts: Vec<SectionToml>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RequirementToml {
    id: String,
    title: String,
    evidence: Evidence,
    phase: Option<Phase>,
    implied_by: Option<String>,
    #[serde(default)]
    labels: Vec<String>,
    #[serde(default)]
    phrases: Vec<String>,
    #[serde(default)]
    unless: Vec<String>,
}

fn yes() -> bool {
    true
}

pub(super) fn profile(toml: &str) -> Result<Profile, BrokenProfile> {
    let read: ProfileToml = toml::from_str(toml).map_err(|error| BrokenProfile {
        line: error.span().map(|span| toml[..span.start.min(toml.len())].matches('\n').count() + 1),
        message: error.message().to_owned(),
    })?;
    if read.words.min > read.words.max {
        let message = format!("words: min {} is more than max {}", read.words.min, read.words.max);
        return Err(BrokenProfile { line: None, message });
    }
    let mut names = Names::default();
    for section in &read.sections {
        for spec in std::iter::once(section).chain(&section.parts) {
            names.add(spec.role, std::iter::once(&spec.title).chain(&spec.aliases), &spec.keywords);
        }
    }
    let mut sections: Vec<SectionSpec> = read.sections.into_iter().map(section).collect();
    for (index, requirement) in sections.iter_mut().flat_map(|it| &mut it.requirements).enumerate() {
        requirement.index = index;
    }
    Ok(Profile {
        id: read.id,
        title: read.title,
        words: read.words.min..=read.words.max,
        sections,
        levels: read.rules,
        brief: Phrases::new(&read.brief),
        names,
    })
}

fn section(read: SectionToml) -> SectionSpec {
    SectionSpec {
        role: read.role,
        title: read.title,
        aliases: read.aliases,
        required: read.required,
        requirements: read.requirements.into_iter().map(requirement).collect(),
        // A scaffold in triple quotes begins on the line after them.
        scaffold: read.scaffold.trim_start_matches('\n').to_owned(),
        parts: read.parts.into_iter().map(section).collect(),
    }
}

fn requirement(read: RequirementToml) -> Requirement {
    Requirement {
        // The caller counts them.
        index: 0,
        id: read.id,
        title: read.title,
        evidence: read.evidence,
        phase: read.phase,
        implied_by: read.implied_by,
        labels: read.labels.iter().map(|it| key(it)).collect(),
        phrases: Phrases::new(&read.phrases),
        unless: Phrases::new(&read.unless),
    }
}
