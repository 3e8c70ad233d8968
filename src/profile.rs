//! Profiles: which sections a postmortem has, what they are called, what each must tell. Data, read from TOML.

mod broken;
mod extend;
mod level;
mod library;
mod names;
mod phrases;
mod read;
mod role;
mod skeleton;
mod wording;
mod written;

pub use broken::{BrokenProfile, hint, meant};
pub use level::Level;
pub use library::Library;
pub use names::{Fit, Match, Slip, key};
pub use phrases::{Phrases, Word, words};
pub use role::Role;
pub use wording::{Objection, Remark, Wording};
pub use written::{Setting, Written};

use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::sync::{Arc, LazyLock};

use names::Names;

/// One kind of postmortem.
#[derive(Debug)]
pub struct Profile {
    /// `alx`
    pub id: String,
    pub title: String,
    /// The language that it is written in: `en`.
    pub language: String,
    /// How many words of prose the whole document has; `None` for a format that asks for no length.
    pub words: Option<RangeInclusive<usize>>,
    /// What stands between title and sections or in the front matter, in order: `Status: Draft`.
    pub fields: Vec<Field>,
    /// Words that people choose from, by what they are: `severities`, `statuses`, `roles`.
    pub vocabulary: BTreeMap<String, Vec<String>>,
    /// In the order in which they belong.
    pub sections: Vec<SectionSpec>,
    /// Levels of rules that differ from the rules' own, by the name of the rule.
    pub levels: BTreeMap<String, Level>,
    /// Sentences of the instructions for writers, which get pasted along with a postmortem.
    pub brief: Phrases,
    /// Words that a reviewer would ask to change.
    pub wording: Wording,
    names: Names,
}

/// A field of metadata.
#[derive(Debug)]
pub struct Field {
    /// As a new document has it: `Status`.
    pub name: String,
    /// The name and its aliases as [`key`]s.
    pub keys: Vec<String>,
    /// The vocabulary that its value is from: `statuses`.
    pub vocabulary: Option<String>,
    /// What a new document has for a value; `{date}` stands for the day.
    pub scaffold: String,
}

/// One section of a profile.
#[derive(Debug)]
pub struct SectionSpec {
    pub role: Role,
    /// The heading that a scaffold gets.
    pub title: String,
    pub aliases: Vec<String>,
    pub required: bool,
    pub requirements: Vec<Requirement>,
    /// What a new section holds, with LF and without heading; ends with a line break. Empty for a part.
    pub scaffold: String,
    /// Sections that together stand for this one: root cause and resolution under headings of their own.
    pub parts: Vec<SectionSpec>,
}

impl SectionSpec {
    /// What a new section holds. A part without a scaffold of its own gets one prompt that names it.
    pub fn prompts(&self) -> String {
        match self.scaffold.trim() {
            "" => format!("<{}, in detail>\n", self.title.to_lowercase()),
            scaffold => format!("{scaffold}\n"),
        }
    }
}

/// Something that a section must tell.
#[derive(Debug)]
pub struct Requirement {
    /// Which of the profile's requirements it is, from 0 in their order.
    pub index: usize,
    /// `duration_start`
    pub id: String,
    /// For people: `when the outage began`.
    pub title: String,
    pub evidence: Evidence,
    /// Whether the format asks for it; one that it does not ask for still tells which phase an entry is of.
    pub is_asked: bool,
    /// What an entry of the timeline with this evidence tells of.
    pub phase: Option<Phase>,
    /// Another requirement, whose evidence is evidence for this one too where it stands in an entry with a time.
    pub implied_by: Option<String>,
    /// Labels whose text tells it: `Escalation:`; as [`key`]s.
    pub labels: Vec<String>,
    pub phrases: Phrases,
    /// Phrases that take an evidence back where they stand in the same sentence.
    pub unless: Phrases,
    /// Phrases that leave no doubt that an entry tells it. The others are many, for a requirement is met by any of them.
    pub plainly: Phrases,
}

/// Where the evidence for a requirement is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Evidence {
    OutageStart,
    OutageEnd,
    OutageZone,
    /// A sentence of the section with one of the phrases, or text behind one of the labels.
    Prose,
    /// A percentage, a counted group, or one of the phrases.
    Share,
    /// An entry of the timeline with one of the phrases or labels.
    Entry,
    /// An entry that tells of the detection, and when.
    TimedEntry,
    Cause,
    Fix,
    Improvements,
    Tasks,
    SpecificTasks,
}

/// What an entry tells of the course of an incident.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    Detected,
    Investigated,
    Misled,
    Escalated,
    Mitigated,
    Resolved,
}

impl Phase {
    pub fn as_str(self) -> &'static str {
        match self {
            Phase::Detected => "detected",
            Phase::Investigated => "investigated",
            Phase::Misled => "misled",
            Phase::Escalated => "escalated",
            Phase::Mitigated => "mitigated",
            Phase::Resolved => "resolved",
        }
    }
}

/// The built-in profiles by their ids, the default one first.
static BUILT_IN: &[(&str, &str)] = &[
    ("alx", include_str!("profile/alx.toml")),
    ("google-sre", include_str!("profile/google-sre.toml")),
    ("sre-workbook", include_str!("profile/sre-workbook.toml")),
    ("pagerduty", include_str!("profile/pagerduty.toml")),
    ("atlassian", include_str!("profile/atlassian.toml")),
];

impl SectionSpec {
    /// The requirements that the format asks for.
    pub fn asks(&self) -> impl Iterator<Item = &Requirement> {
        self.requirements.iter().filter(|it| it.is_asked)
    }
}

impl Profile {
    /// The profile that is used where nothing is said: ALX / Holberton.
    pub fn alx() -> Arc<Profile> {
        Profile::built_in("alx").expect("it is one of the built-in profiles")
    }

    /// The built-in profile with this id.
    pub fn built_in(id: &str) -> Option<Arc<Profile>> {
        static PROFILES: LazyLock<Vec<Arc<Profile>>> = LazyLock::new(|| {
            let read = |toml| Profile::parse(toml).expect("the built-in profiles are read by a test");
            BUILT_IN.iter().map(|(_, toml)| Arc::new(read(toml))).collect()
        });
        PROFILES.iter().find(|it| it.id == id).cloned()
    }

    /// The ids of the built-in profiles, the default one first.
    pub fn ids() -> impl Iterator<Item = &'static str> {
        BUILT_IN.iter().map(|(id, _)| *id)
    }

    /// Reads a profile from TOML that holds nothing else. Settings with a profile among other things have a [`Setting`].
    pub fn parse(toml: &str) -> Result<Profile, BrokenProfile> {
        read::profile(toml)
    }

    /// The section with this role, also as a part.
    pub fn section(&self, role: Role) -> Option<&SectionSpec> {
        self.specs().find(|it| it.role == role)
    }

    /// Every requirement that the format asks for, with the section that must meet it.
    pub fn requirements(&self) -> impl Iterator<Item = (&SectionSpec, &Requirement)> {
        self.evidences().filter(|(_, it)| it.is_asked)
    }

    /// Every requirement, also those that only tell the phases of the timeline.
    pub fn evidences(&self) -> impl Iterator<Item = (&SectionSpec, &Requirement)> {
        self.sections.iter().flat_map(|section| section.requirements.iter().map(move |it| (section, it)))
    }

    /// Whether a section is asked for the times of the outage.
    pub fn states_outage(&self, role: Role) -> bool {
        let is_of_outage = |it: &Requirement| {
            matches!(it.evidence, Evidence::OutageStart | Evidence::OutageEnd | Evidence::OutageZone)
        };
        self.section(role).is_some_and(|it| it.asks().any(is_of_outage))
    }

    /// The section that a heading names, if any.
    pub fn match_heading(&self, text: &str) -> Option<Match> {
        self.names.find(text)
    }

    /// The words of a heading that are misspelt names of its section.
    pub fn slips(&self, heading: &str) -> Vec<Slip> {
        self.names.slips(heading)
    }

    /// Which of the sections has this role, itself or as a part.
    pub fn place(&self, role: Role) -> Option<usize> {
        self.sections.iter().position(|it| it.role == role || it.parts.iter().any(|it| it.role == role))
    }

    fn specs(&self) -> impl Iterator<Item = &SectionSpec> {
        self.sections.iter().flat_map(|it| std::iter::once(it).chain(&it.parts))
    }
}

#[cfg(test)]
mod tests;
