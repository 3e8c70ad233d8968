//! `postmortem.toml` as people write it: its types, from which the JSON schema is made, and their reader.

use std::borrow::Cow;
use std::collections::BTreeMap;

use schemars::{JsonSchema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde_json::Value;

use crate::config::places::Places;
use crate::config::schema::{self, Schema};
use crate::config::secrets::Secrets;
use crate::config::tickets::Tickets;
use crate::config::trouble::Trouble;
use crate::profile::{BrokenProfile, Level, Library, Setting};

/// The names that a file of settings may have in its folder; of several, the first counts.
pub const NAMES: [&str; 3] = ["postmortem.toml", ".postmortem.toml", ".config/postmortem.toml"];

/// Settings of a project. They hold for the documents in the folder of this file and below, as far as no file nearer to
/// a document says otherwise.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(deny_unknown_fields, title = "postmortem.toml")]
pub struct File {
    /// Another file of settings, relative to this one: what it says holds where this file says nothing.
    pub extends: Option<String>,
    /// The profile by which postmortems are read, where a document names none itself: the name of a built-in one, or a
    /// table with a profile of the team's own.
    pub profile: Option<ProfileSetting>,
    /// The level of each rule that shall have another than its own: `off`, `hint`, `information`, `warning` or `error`.
    pub rules: BTreeMap<String, Level>,
    /// Which kinds of secrets and private addresses are looked for; all are, unless one is switched off here.
    pub secrets: Option<Secrets>,
    /// How tickets are named and where they are found: their names become links.
    pub tickets: Option<Tickets>,
    /// Patterns as in `.gitignore`. The files that match are postmortems, whatever they look like, and no others are.
    /// Without this key the text of a file tells.
    pub include: Option<Vec<String>>,
    /// Patterns as in `.gitignore`. Nothing is said about the files that match.
    pub exclude: Option<Vec<String>>,
    /// Settings for some of the files; of several, the later ones count.
    pub overrides: Vec<Override>,
}

/// What a file says of the profile; the table itself is read with its places.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Value")]
pub enum ProfileSetting {
    Named(String),
    Own,
}

impl TryFrom<Value> for ProfileSetting {
    type Error = &'static str;

    fn try_from(value: Value) -> Result<ProfileSetting, &'static str> {
        match value {
            Value::String(name) => Ok(ProfileSetting::Named(name)),
            Value::Object(_) => Ok(ProfileSetting::Own),
            _ => Err("expected the name of a profile, or a table"),
        }
    }
}

impl JsonSchema for ProfileSetting {
    fn schema_name() -> Cow<'static, str> {
        "Profile".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> schemars::Schema {
        json_schema!({ "type": ["string", "object"] })
    }
}

/// Settings for the files that match.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(deny_unknown_fields)]
pub struct Override {
    /// Patterns as in `.gitignore`.
    pub files: Vec<String>,
    /// The profile by which these postmortems are read, where a document names none itself.
    pub profile: Option<String>,
    /// Levels of rules in these files.
    pub rules: BTreeMap<String, Level>,
}

/// A file that could be read.
#[derive(Debug)]
pub struct Reading {
    pub file: File,
    pub places: Places,
    /// The profiles with the team's own, where the file has one.
    pub library: Option<Library>,
    /// Keys that mean nothing.
    pub troubles: Vec<Trouble>,
}

/// Reads a file. An unknown key is a trouble beside the rest; a value that cannot be read is one in its place.
/// The schema tells which keys are known.
pub fn read(source: &str, schema: &Schema) -> Result<Reading, Trouble> {
    let places = Places::of(source)?;
    let value = places.value().clone();
    let file: File = serde_path_to_error::deserialize(&value)
        .map_err(|error| Trouble::error(error.path(), error.inner().to_string()).at(&places))?;
    let library = (file.profile == Some(ProfileSetting::Own)).then(|| own_profile(source, &places)).transpose()?;
    let unknown = schema::unknown_keys(&value, schema).into_iter().map(|it| it.at(&places)).collect();
    Ok(Reading { file, places, library, troubles: unknown })
}

/// The built-in profiles and the one that stands in the file, which is set.
fn own_profile(source: &str, places: &Places) -> Result<Library, Trouble> {
    #[derive(Deserialize)]
    struct Only {
        profile: Setting,
    }
    let read = toml::from_str(source).map_err(|error| BrokenProfile::of(source, &error));
    read.and_then(|it: Only| Library::of(&it.profile, source)).map_err(|broken| {
        let key = broken.key.unwrap_or_else(|| "profile".into());
        let trouble = Trouble::error(key, broken.message).at(places);
        Trouble { line: broken.line.unwrap_or(trouble.line), ..trouble }
    })
}
