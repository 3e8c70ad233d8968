//! What a section is for, whatever it is called.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Deserializer, de};

/// What a section is for. The well-known roles are those that the model looks for; every other section has a role of its
/// profile's own, which no code asks for by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    Summary,
    Impact,
    Detection,
    Timeline,
    Cause,
    Resolution,
    CauseAndResolution,
    Lessons,
    Corrective,
    Other(Other),
}

/// The role of a section that only its profile knows: `messaging`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Other(&'static str);

static KNOWN: &[(&str, Role)] = &[
    ("summary", Role::Summary),
    ("impact", Role::Impact),
    ("detection", Role::Detection),
    ("timeline", Role::Timeline),
    ("cause", Role::Cause),
    ("resolution", Role::Resolution),
    ("cause_and_resolution", Role::CauseAndResolution),
    ("lessons", Role::Lessons),
    ("corrective", Role::Corrective),
];

impl Role {
    /// The role with a name in snake case; `None` where the name is in no such case.
    pub fn named(name: &str) -> Option<Role> {
        if let Some((_, role)) = KNOWN.iter().find(|(known, _)| *known == name) {
            return Some(*role);
        }
        let is_name = name.starts_with(|it: char| it.is_ascii_lowercase())
            && name.chars().all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || it == '_');
        is_name.then(|| Role::Other(Other(kept(name))))
    }

    /// The name in profiles and in `inspect`.
    pub fn as_str(self) -> &'static str {
        match self {
            Role::Other(Other(name)) => name,
            known => KNOWN.iter().find(|(_, role)| *role == known).expect("every well-known role has a name").0,
        }
    }

    /// Whether a line with the name of such a section may as well be a field in another one: `Impact:` in a summary,
    /// `Resolution:` in a timeline.
    pub fn may_be_field(self) -> bool {
        !matches!(self, Role::Summary | Role::Timeline | Role::CauseAndResolution | Role::Lessons | Role::Corrective)
    }
}

/// One copy of each name for the life of the process: there are no more of them than profiles spell.
fn kept(name: &str) -> &'static str {
    static NAMES: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());
    let mut names = NAMES.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = names.get(name) {
        return known;
    }
    let name: &'static str = name.to_owned().leak();
    names.insert(name);
    name
}

impl fmt::Debug for Other {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl<'de> Deserialize<'de> for Role {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Role, D::Error> {
        let name = String::deserialize(deserializer)?;
        let broken = || de::Error::custom(format!("a role is a word in snake case, not \"{name}\""));
        Role::named(&name).ok_or_else(broken)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_comes_back() {
        for name in ["summary", "cause_and_resolution", "lessons", "messaging", "backlog_check", "five_whys"] {
            assert_eq!(Role::named(name).map(Role::as_str), Some(name));
            assert_eq!(Role::named(name), Role::named(name));
        }
        assert_ne!(Role::named("trigger"), Role::named("leadup"));
    }

    #[test]
    fn a_role_is_in_snake_case() {
        for name in ["", "Summary", "five whys", "5_whys", "what-happened"] {
            assert_eq!(Role::named(name), None, "{name}");
        }
    }
}
