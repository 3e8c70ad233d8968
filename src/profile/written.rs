//! A profile as it is written in TOML: every key is known, and none is required as far as it comes from what is extended.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use serde::de::value::MapAccessDeserializer;
use serde::{Deserialize, Deserializer, de};
use toml::Spanned;

use super::broken::hint;
use super::wording::Additions;
use super::{Evidence, Level, Phase, Profile, Role};

/// What settings say of the profile: the name of a built-in one, or a table with one of the team's own.
#[derive(Clone, Debug)]
pub enum Setting {
    Named(String),
    Own(Box<Written>),
}

/// One layer of a profile: the whole of it, or what differs from the one that it extends.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Written {
    pub(super) extends: Option<BuiltIn>,
    pub(super) id: Option<String>,
    pub(super) title: Option<String>,
    pub(super) language: Option<String>,
    pub(super) words: Option<Words>,
    pub(super) order: Vec<Spanned<Role>>,
    pub(super) rules: BTreeMap<String, Level>,
    pub(super) vocabulary: BTreeMap<String, Vec<String>>,
    pub(super) fields: Vec<Spanned<WrittenField>>,
    pub(super) brief: Vec<String>,
    pub(super) wording: Additions,
    pub(super) sections: Vec<Spanned<WrittenSection>>,
}

/// The name of a built-in profile.
#[derive(Clone, Debug)]
pub(super) struct BuiltIn(pub(super) String);

/// `{ min = 400, max = 600 }`, or `"any"` for a format that asks for no length.
#[derive(Clone, Debug)]
pub(super) struct Words(pub(super) Option<RangeInclusive<usize>>);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Range {
    min: usize,
    max: usize,
}

/// What becomes of something that the extended profile has, too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Merge {
    /// What is written here goes before what is written there.
    #[default]
    Extend,
    /// Nothing is taken over.
    Replace,
    /// It is left out.
    Remove,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WrittenField {
    pub(super) name: String,
    #[serde(default)]
    pub(super) merge: Merge,
    #[serde(default)]
    pub(super) aliases: Vec<String>,
    pub(super) values: Option<String>,
    pub(super) scaffold: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WrittenSection {
    pub(super) role: Role,
    #[serde(default)]
    pub(super) merge: Merge,
    pub(super) title: Option<String>,
    #[serde(default)]
    pub(super) aliases: Vec<String>,
    #[serde(default)]
    pub(super) keywords: Vec<String>,
    #[serde(default)]
    pub(super) inside: Vec<String>,
    pub(super) required: Option<bool>,
    #[serde(default)]
    pub(super) requirements: Vec<Spanned<WrittenRequirement>>,
    pub(super) scaffold: Option<String>,
    #[serde(default)]
    pub(super) parts: Vec<Spanned<WrittenSection>>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WrittenRequirement {
    pub(super) id: String,
    #[serde(default)]
    pub(super) merge: Merge,
    pub(super) title: Option<String>,
    pub(super) evidence: Option<Evidence>,
    pub(super) asked: Option<bool>,
    pub(super) phase: Option<Phase>,
    pub(super) implied_by: Option<String>,
    #[serde(default)]
    pub(super) labels: Vec<String>,
    #[serde(default)]
    pub(super) phrases: Vec<String>,
    #[serde(default)]
    pub(super) unless: Vec<String>,
    #[serde(default)]
    pub(super) plainly: Vec<String>,
}

impl<'de> Deserialize<'de> for Words {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Words, D::Error> {
        struct Visitor;
        impl<'de> de::Visitor<'de> for Visitor {
            type Value = Words;

            fn expecting(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
                f.write_str("a table with min and max, or \"any\"")
            }

            fn visit_str<E: de::Error>(self, word: &str) -> Result<Words, E> {
                match word {
                    "any" => Ok(Words(None)),
                    _ => Err(E::custom(format!("words are \"any\" or a table with min and max, not \"{word}\""))),
                }
            }

            fn visit_map<A: de::MapAccess<'de>>(self, map: A) -> Result<Words, A::Error> {
                let Range { min, max } = Range::deserialize(MapAccessDeserializer::new(map))?;
                let reversed = || de::Error::custom(format!("min {min} is more than max {max}"));
                if min > max { Err(reversed()) } else { Ok(Words(Some(min..=max))) }
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

/// The name of a built-in profile, or an error that says which one may be meant.
fn built_in<E: de::Error>(name: &str) -> Result<String, E> {
    let unknown = || E::custom(format!("there is no profile \"{name}\"{}", hint(name, Profile::ids())));
    Profile::ids().find(|it| *it == name).map(str::to_owned).ok_or_else(unknown)
}

impl<'de> Deserialize<'de> for BuiltIn {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<BuiltIn, D::Error> {
        built_in(&String::deserialize(deserializer)?).map(BuiltIn)
    }
}

impl<'de> Deserialize<'de> for Setting {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Setting, D::Error> {
        struct Visitor;
        impl<'de> de::Visitor<'de> for Visitor {
            type Value = Setting;

            fn expecting(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
                f.write_str("the name of a profile, or a table with one")
            }

            fn visit_str<E: de::Error>(self, name: &str) -> Result<Setting, E> {
                built_in(name).map(Setting::Named)
            }

            fn visit_map<A: de::MapAccess<'de>>(self, map: A) -> Result<Setting, A::Error> {
                Written::deserialize(MapAccessDeserializer::new(map)).map(|it| Setting::Own(Box::new(it)))
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}
