//! The fields of the front matter: `status: draft`, `profile = "google-sre"`.

use super::Field;
use super::line::Kind;
use super::reading::At;
use crate::text::Span;

/// The fields of YAML or TOML, one a line, in their order. Lists and nested values are not read.
pub(super) fn read(lines: &[At]) -> Vec<Field> {
    lines.iter().take_while(|it| it.line.kind == Kind::FrontMatter).filter_map(|it| field(*it)).collect()
}

fn field(at: At) -> Option<Field> {
    let line = at.text(at.line.span);
    let (key, value) = line.split_once([':', '='])?;
    let is_key = !key.is_empty() && !key.starts_with(['#', ' ', '-', '\t']);
    let behind = key.len() + 1;
    let bare = value.trim().trim_matches(['"', '\'']);
    let start = behind + value.find(bare)?;
    let span = at.place(Span::new(start, start + bare.len()).shifted(at.line.span.start));
    is_key.then(|| Field { key: key.trim().to_lowercase(), value: bare.to_owned(), span })
}
