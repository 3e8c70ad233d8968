//! How loud a rule is.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The level of a rule in settings and profiles, the quietest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// The rule says nothing.
    Off,
    /// Could read better.
    Hint,
    /// Probably unintended.
    Information,
    /// Something the format requires is missing, or a reader will be misled.
    Warning,
    /// The document contradicts itself or cannot mean what it says.
    Error,
}

impl Level {
    pub const ALL: [Level; 5] = [Level::Off, Level::Hint, Level::Information, Level::Warning, Level::Error];

    /// The word in settings and reports.
    pub fn as_str(self) -> &'static str {
        match self {
            Level::Off => "off",
            Level::Hint => "hint",
            Level::Information => "information",
            Level::Warning => "warning",
            Level::Error => "error",
        }
    }
}
