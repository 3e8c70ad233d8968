//! The fields of the front matter and those below the title: `status: draft`, `**Authors:** A. Person`.

use super::Field;
use super::line::Kind;
use super::outline::Outline;
use super::reading::At;
use crate::profile::Profile;
use crate::text::Span;

/// The fields of YAML or TOML, one a line, in their order. Lists and nested values are not read.
pub(super) fn read(lines: &[At]) -> Vec<Field> {
    lines.iter().take_while(|it| it.kind() == Kind::FrontMatter).filter_map(|it| field(*it)).collect()
}

fn field(at: At) -> Option<Field> {
    let line = at.text(at.line.span);
    let (key, value) = key_and_value(line)?;
    Some(Field { key, value: line[value.range()].to_owned(), span: at.place(value.shifted(at.line.span.start)) })
}

/// The key of a line in lower case, and where its value stands in it, without quotes.
pub(super) fn key_and_value(line: &str) -> Option<(String, Span)> {
    let (key, value) = line.split_once([':', '='])?;
    let is_key = !key.is_empty() && !key.starts_with(['#', ' ', '-', '\t']);
    let bare = value.trim().trim_matches(['"', '\'']);
    let start = key.len() + 1 + value.find(bare)?;
    is_key.then(|| (key.trim().to_lowercase(), Span::new(start, start + bare.len())))
}

/// Fields of the profile between title and sections: `**Status:** Draft`. Their keys are the profile's first for them.
pub(super) fn below_title(lines: &[At], outline: &Outline, profile: &Profile) -> Vec<Field> {
    let written = lines[outline.header.clone()].iter().filter(|it| it.is_written(outline.in_fence));
    let labelled = written.filter_map(|it| Some((*it, it.line.label.as_ref()?)));
    labelled
        .filter_map(|(at, label)| {
            let field = profile.fields.iter().find(|it| it.keys.contains(&label.key))?;
            let value = at.text(label.rest).trim_matches(['*', '_', ' ', '\t']);
            let start = label.rest.start + at.text(label.rest).find(value)?;
            let span = at.place(Span::new(start, start + value.len()));
            (!value.is_empty()).then(|| Field { key: field.keys[0].clone(), value: value.to_owned(), span })
        })
        .collect()
}
