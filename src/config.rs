//! What is asked of one document: its profile, the levels of the rules, the day it is read on. Settled by whoever opens it.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::clock::Date;
use crate::profile::{Level, Profile};

/// Settings, resolved for one document: the core asks nobody else.
#[derive(Clone, Debug)]
pub struct Config {
    pub profile: Arc<Profile>,
    /// Levels by the name of the rule; a rule that is not named here has its profile's level, or else its own.
    pub levels: BTreeMap<String, Level>,
    /// The day on which a task is due or overdue; `None` where nobody knows.
    pub today: Option<Date>,
}

impl Default for Config {
    /// The default profile with the levels that it and the rules have by themselves.
    fn default() -> Config {
        Config { profile: Profile::alx(), levels: BTreeMap::new(), today: None }
    }
}

impl Config {
    /// The level that the settings, or else the profile, give to a rule.
    pub fn level(&self, profile: &Profile, rule: &str) -> Option<Level> {
        self.levels.get(rule).or_else(|| profile.levels.get(rule)).copied()
    }
}
