//! What is wrong with a profile or with other settings in TOML, told with its line and its key.

use std::fmt;
use std::ops::Range;

use strsim::osa_distance;
use toml::de::{DeTable, DeValue};

/// Settings that cannot be used, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BrokenProfile {
    /// From 1, where known.
    pub line: Option<usize>,
    /// Where it stands in the tables: `profile.sections[1].titel`, the first of an array being 0.
    pub key: Option<String>,
    pub message: String,
}

impl BrokenProfile {
    /// What the reader of some TOML refused. A key or a word that is not known comes with the one that was meant.
    pub fn of(toml: &str, error: &toml::de::Error) -> BrokenProfile {
        BrokenProfile::at(toml, error.span(), &plain(error.message()))
    }

    /// Something that is wrong at a place of some TOML.
    pub fn at(toml: &str, span: Option<Range<usize>>, message: &str) -> BrokenProfile {
        let start = span.map(|it| it.start.min(toml.len()));
        BrokenProfile {
            line: start.map(|it| toml.as_bytes()[..it].iter().filter(|it| **it == b'\n').count() + 1),
            key: start.and_then(|it| key_at(toml, it)),
            message: message.to_owned(),
        }
    }
}

impl fmt::Display for BrokenProfile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(line) = self.line {
            write!(f, "line {line}: ")?;
        }
        if let Some(key) = &self.key {
            write!(f, "{key}: ")?;
        }
        f.write_str(&self.message)
    }
}

impl std::error::Error for BrokenProfile {}

/// The candidate that somebody meant who wrote `word`.
pub fn meant<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let (distance, best) = candidates.into_iter().map(|it| (osa_distance(word, it), it)).min()?;
    (distance <= word.len().max(best.len()).div_ceil(3)).then_some(best)
}

/// `; did you mean "title"?`, or nothing.
pub fn hint<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> String {
    meant(word, candidates).map_or_else(String::new, |it| format!("; did you mean \"{it}\"?"))
}

/// In our words what serde says of a name that is not known: ``unknown field `titel`, expected one of `id`, `title` ``.
fn plain(message: &str) -> String {
    let mut names = message.split('`').skip(1).step_by(2);
    let noun = match message.split(' ').take(2).collect::<Vec<_>>()[..] {
        ["unknown", "field"] => "unknown key",
        ["unknown", "variant"] => "unknown word",
        _ => return message.to_owned(),
    };
    let unknown = names.next().unwrap_or_default();
    let quoted = if noun == "unknown word" { format!(" \"{unknown}\"") } else { String::new() };
    format!("{noun}{quoted}{}", hint(unknown, names))
}

/// The key, with the tables around it, that stands at an offset or whose value does.
fn key_at(toml: &str, offset: usize) -> Option<String> {
    let table = DeTable::parse(toml).ok()?;
    let mut path = String::new();
    in_table(table.get_ref(), offset, &mut path).then_some(path)
}

/// Tables are written in pieces, so every value is looked into, wherever its table begins.
fn in_table(table: &DeTable, offset: usize, path: &mut String) -> bool {
    table.iter().any(|(key, value)| {
        let before = path.len();
        if !path.is_empty() {
            path.push('.');
        }
        path.push_str(key.get_ref());
        let found =
            in_value(value.get_ref(), offset, path) || holds(&key.span(), offset) || holds(&value.span(), offset);
        if !found {
            path.truncate(before);
        }
        found
    })
}

fn in_value(value: &DeValue, offset: usize, path: &mut String) -> bool {
    match value {
        DeValue::Table(table) => in_table(table, offset, path),
        DeValue::Array(items) => items.iter().enumerate().any(|(index, item)| {
            let before = path.len();
            path.push_str(&format!("[{index}]"));
            let found = in_value(item.get_ref(), offset, path) || holds(&item.span(), offset);
            if !found {
                path.truncate(before);
            }
            found
        }),
        _ => false,
    }
}

fn holds(span: &Range<usize>, offset: usize) -> bool {
    span.start <= offset && offset < span.end.max(span.start + 1)
}
