//! What is asked of one document: its profiles, the levels of the rules, the day it is read on. Settled by whoever opens it.

pub mod editor;
pub mod file;
pub mod schema;
pub mod settings;

mod places;
mod secrets;
mod surroundings;
mod tickets;
mod trouble;

#[cfg(test)]
mod tests;

pub use secrets::Secrets;
pub use surroundings::Surroundings;
pub use tickets::Tickets;
pub use trouble::Trouble;

use std::collections::BTreeMap;

use crate::clock::Date;
use crate::profile::{Level, Library, Profile};

/// Settings, resolved for one document: the core asks nobody else.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// Every profile that a document can name, and the one that the settings name for all that name none.
    pub profiles: Library,
    /// Levels by the name of the rule; a rule that is not named here has its profile's level, or else its own.
    pub levels: BTreeMap<String, Level>,
    /// What the settings say of the file.
    pub standing: Standing,
    /// Which kinds of secrets are looked for.
    pub secrets: Secrets,
    /// Where tickets are found; `None` where nobody says.
    pub tickets: Option<Tickets>,
    /// Which files exist beside the document.
    pub surroundings: Surroundings,
    /// The day on which a task is due or overdue; `None` where nobody knows.
    pub today: Option<Date>,
}

/// Whether a file is a postmortem, as far as the settings tell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Standing {
    /// Its text tells.
    #[default]
    Open,
    /// It is one, whatever it looks like.
    Included,
    /// Nothing is said about it.
    Excluded,
}

impl Config {
    /// The level that the settings, or else the profile, give to a rule.
    pub fn level(&self, profile: &Profile, rule: &str) -> Option<Level> {
        self.levels.get(rule).or_else(|| profile.levels.get(rule)).copied()
    }
}
