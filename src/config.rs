//! What is asked of one document: its profiles, the levels of the rules, the day it is read on. Settled by whoever opens it.

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
    /// The day on which a task is due or overdue; `None` where nobody knows.
    pub today: Option<Date>,
}

impl Config {
    /// The level that the settings, or else the profile, give to a rule.
    pub fn level(&self, profile: &Profile, rule: &str) -> Option<Level> {
        self.levels.get(rule).or_else(|| profile.levels.get(rule)).copied()
    }
}
