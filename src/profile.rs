//! Profiles: which sections a postmortem has, what they are called, what each must tell. Data, read from TOML.

mod level;
mod names;
mod phrases;
mod read;

pub use level::Level;
pub use names::{Fit, Match, key};
pub use phrases::{Phrases, Word, words};
pub use read::BrokenProfile;

use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::sync::{Arc, LazyLock};

use names::Names;

/// What a section is for, whatever it is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Summary,
    Timeline,
    Cause,
    Resolution,
    CauseAndResolution,
    Corrective,
}

impl Role {
    /// The name in profiles and in `inspect`.
    pub fn as_str(self) -> &'static str {
        match self {
            Role::Summary => "summary",
            Role::Timeline => "timeline",
            Role::Cause => "cause",
            Role::Resolution => "resolution",
            Role::CauseAndResolution => "cause_and_resolution",
            Role::Corrective => "corrective",
        }
    }
}

/// One kind of postmortem.
#[derive(Debug)]
pub struct Profile {
    /// `alx`
    pub id: String,
    pub title: String,
    /// How many words of prose the whole document has.
    pub words: RangeInclusive<usize>,
    /// In the order in which they belong.
    pub sections: Vec<SectionSpec>,
    /// Levels of rules that differ from the rules' own, by the name of the rule.
    pub levels: BTreeMap<String, Level>,
    /// Sentences of the instructions for writers, which get pasted along with a postmortem.
    pub brief: Phrases,
    names: Names,
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
    /// What an entry of the timeline with this evidence tells of.
    pub phase: Option<Phase>,
    /// Another requirement, whose evidence is evidence for this one too where it stands in an entry with a time.
    pub implied_by: Option<String>,
    /// Labels whose text tells it: `Escalation:`; as [`key`]s.
    pub labels: Vec<String>,
    pub phrases: Phrases,
    /// Phrases that take an evidence back where they stand in the same sentence.
    pub unless: Phrases,
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

impl Profile {
    /// The profile that is used where nothing is said: ALX / Holberton.
    pub fn alx() -> Arc<Profile> {
        static ALX: LazyLock<Arc<Profile>> = LazyLock::new(|| {
            Arc::new(Profile::parse(include_str!("profile/alx.toml")).expect("the built-in profile is read by a test"))
        });
        ALX.clone()
    }

    /// Reads a profile from TOML.
    pub fn parse(toml: &str) -> Result<Profile, BrokenProfile> {
        read::profile(toml)
    }

    /// The section with this role, also as a part.
    pub fn section(&self, role: Role) -> Option<&SectionSpec> {
        self.specs().find(|it| it.role == role)
    }

    /// Every requirement, with the section that must meet it.
    pub fn requirements(&self) -> impl Iterator<Item = (&SectionSpec, &Requirement)> {
        self.sections.iter().flat_map(|section| section.requirements.iter().map(move |it| (section, it)))
    }

    /// The section that a heading names, if any.
    pub fn match_heading(&self, text: &str) -> Option<Match> {
        self.names.find(text)
    }

    fn specs(&self) -> impl Iterator<Item = &SectionSpec> {
        self.sections.iter().flat_map(|it| std::iter::once(it).chain(&it.parts))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_alx_profile_has_four_sections_in_order_and_seventeen_requirements() {
        let alx = Profile::alx();
        let roles: Vec<&str> = alx.sections.iter().map(|it| it.role.as_str()).collect();
        assert_eq!(roles, ["summary", "timeline", "cause_and_resolution", "corrective"]);
        assert_eq!(alx.requirements().count(), 17);
        assert_eq!(alx.words, 400..=600);
        assert!(alx.sections.iter().all(|it| it.required && it.scaffold.ends_with('\n')));
    }

    #[test]
    fn a_broken_profile_names_the_line() {
        let error = Profile::parse("id = \"x\"\ntitle = 3\n").expect_err("the title is no string");
        assert_eq!(error.line, Some(2), "{error}");
        let error = Profile::parse("id = \"x\"\ntitel = \"y\"\n").expect_err("a misspelt key");
        assert!(error.to_string().contains("titel"), "{error}");
    }
}
