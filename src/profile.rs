//! Profiles: which sections a postmortem has, what they are called, what each must tell. Data, read from TOML.

use std::ops::RangeInclusive;
use std::sync::{Arc, LazyLock};

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
    /// What a new section holds, with LF and without heading; ends with a line break.
    pub scaffold: String,
    /// Sections that together stand for this one: root cause and resolution under headings of their own.
    pub parts: Vec<SectionSpec>,
}

/// Something that a section must tell.
#[derive(Debug)]
pub struct Requirement {
    /// `duration_start`
    pub id: String,
    /// For people: `when the outage began`.
    pub title: String,
}

impl Profile {
    /// The profile that is used where nothing is said: ALX / Holberton.
    pub fn alx() -> Arc<Profile> {
        static ALX: LazyLock<Arc<Profile>> = LazyLock::new(|| {
            Arc::new(Profile { id: "alx".into(), title: "ALX".into(), words: 400..=600, sections: Vec::new() })
        });
        ALX.clone()
    }

    /// The section with this role, also as a part.
    pub fn section(&self, role: Role) -> Option<&SectionSpec> {
        self.sections.iter().flat_map(|it| std::iter::once(it).chain(&it.parts)).find(|it| it.role == role)
    }
}
