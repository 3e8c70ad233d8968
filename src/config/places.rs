//! Where each key of a TOML file stands, for troubles and for telling where a value comes from.

use std::collections::BTreeMap;

use serde_json::Value;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::config::trouble::Trouble;
use crate::text::Span;

/// A TOML file: its values, and the span of each key by its path: `overrides[0].rules.too-short`.
#[derive(Debug)]
pub struct Places {
    value: Value,
    spans: BTreeMap<String, Span>,
    /// Where each line begins, in bytes.
    lines: Vec<usize>,
}

impl Places {
    pub fn of(source: &str) -> Result<Places, Trouble> {
        let lines = std::iter::once(0).chain(source.match_indices('\n').map(|(at, _)| at + 1)).collect();
        let mut places = Places { value: Value::Null, spans: BTreeMap::new(), lines };
        let broken = |error: toml::de::Error| {
            let span = error.span().map_or(Span::at(0), |it| Span::new(it.start, it.end));
            Trouble { line: places.line_of(span.start), span, ..Trouble::error("", error.message()) }
        };
        places.value = toml::from_str(source).map_err(broken)?;
        let table = DeTable::parse(source).expect("it was just read");
        places.table("", table.get_ref());
        Ok(places)
    }

    pub fn value(&self) -> &Value {
        &self.value
    }

    /// Where a key stands, or the nearest one around it; the start of the file where none does.
    pub fn span(&self, key: &str) -> Span {
        let mut key = key;
        loop {
            match (self.spans.get(key), key.rfind(['.', '['])) {
                (Some(span), _) => return *span,
                (None, Some(end)) => key = &key[..end],
                (None, None) => return Span::at(0),
            }
        }
    }

    /// The line of a key, from 1.
    pub fn line(&self, key: &str) -> usize {
        self.line_of(self.span(key).start)
    }

    pub(super) fn line_of(&self, offset: usize) -> usize {
        self.lines.partition_point(|it| *it <= offset)
    }

    fn table(&mut self, path: &str, table: &DeTable) {
        for (key, value) in table {
            let dot = if path.is_empty() { "" } else { "." };
            let path = format!("{path}{dot}{}", key.get_ref());
            self.spans.insert(path.clone(), span(key));
            self.inside(&path, value.get_ref());
        }
    }

    fn inside(&mut self, path: &str, value: &DeValue) {
        match value {
            DeValue::Table(table) => self.table(path, table),
            DeValue::Array(values) => {
                for (index, value) in values.iter().enumerate() {
                    let path = format!("{path}[{index}]");
                    self.spans.insert(path.clone(), span(value));
                    self.inside(&path, value.get_ref());
                }
            }
            _ => {}
        }
    }
}

fn span<T>(spanned: &Spanned<T>) -> Span {
    let range = spanned.span();
    Span::new(range.start, range.end)
}
