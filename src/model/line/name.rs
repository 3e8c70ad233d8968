//! The section that a line names.

use std::sync::OnceLock;

use super::markup::{self, Dress, undress};
use super::{Kind, Line, Marker};
use crate::model::HeadingStyle;
use crate::model::section::spelt;
use crate::profile::{Fit, Match, Profile, Slip};
use crate::syntax::{Block, BlockKind};
use crate::text::Span;

/// A heading that names a section of the profile.
#[derive(Debug)]
pub(in crate::model) struct Name {
    pub found: Match,
    pub style: HeadingStyle,
    pub level: Option<u8>,
    /// The words of the heading.
    pub text: Span,
    /// Where the section's text begins on the heading's own line.
    pub rest: Option<Span>,
    /// The heading ends in a colon, as labels do.
    pub colon: bool,
    /// Columns of white space in front.
    pub indent: usize,
    /// Read at the first question.
    spelling: OnceLock<Spelling>,
}

/// How a heading is spelt.
#[derive(Debug)]
pub(in crate::model) struct Spelling {
    /// Misspelt words; spans count from the start of the heading's words.
    pub slips: Vec<Slip>,
    /// The words as they are meant, without misspellings, as names are compared.
    pub key: String,
}

impl Name {
    pub fn new(found: Match, style: HeadingStyle, level: Option<u8>, text: Span, indent: usize) -> Name {
        Name { found, style, level, text, rest: None, colon: false, indent, spelling: OnceLock::new() }
    }

    /// `words` are those of the heading.
    pub fn spelling(&self, words: &str, profile: &Profile) -> &Spelling {
        self.spelling.get_or_init(|| {
            let slips = if self.found.fit == Fit::Exact { Vec::new() } else { profile.slips(words) };
            Spelling { key: crate::profile::key(&spelt(words, &slips)), slips }
        })
    }
}

/// The section that a line names, by its shape and its words.
pub(super) fn name(text: &str, line: &Line, profile: &Profile, block: Option<&Block>) -> Option<Name> {
    let inside = &text[line.body.range()];
    let html_level =
        (line.kind == Kind::Html || inside.starts_with('<')).then(|| markup::html_heading(text, line.span)).flatten();
    let hashes = inside.bytes().take_while(|it| *it == b'#').count();
    let (dress, bare) = undress(&inside[hashes..]);
    let bare = bare.shifted(line.body.start + hashes);
    let (style, level) = match line.kind {
        Kind::Heading { level } => {
            let setext = matches!(block.map(|it| it.kind), Some(BlockKind::Heading { setext: true, .. }));
            (if setext { HeadingStyle::Setext } else { HeadingStyle::Atx }, Some(level))
        }
        _ if html_level.is_some() => (HeadingStyle::Html, html_level.flatten()),
        _ if (1..=6).contains(&hashes) => (HeadingStyle::AtxNoSpace, Some(hashes as u8)),
        _ if matches!(line.marker, Some(Marker::Bullet | Marker::Number)) => (HeadingStyle::ListItem, None),
        _ if line.marker.is_some() || dress == Dress::Odd => (HeadingStyle::Other, None),
        _ if dress == Dress::Bold => (HeadingStyle::Bold, None),
        _ if line.kind == Kind::Table => return None,
        _ => (HeadingStyle::Plain, None),
    };
    let is_heading = level.is_some() || style == HeadingStyle::Html;
    let words = &text[bare.range()];
    if !is_heading
        && (words.len() > 90
            || words.ends_with('.')
            || (style != HeadingStyle::Bold && words.starts_with(|it: char| it.is_lowercase())))
    {
        return strong_label(text, line, profile, style);
    }
    let colon = inside.trim_end_matches(['*', '_', ' ']).ends_with(':');
    let whole = profile.match_heading(words);
    if let Some(found) = whole.filter(|it| it.fit != Fit::Contains) {
        return Some(Name { colon, ..Name::new(found, style, level, bare, line.indent) });
    }
    // `## Root cause: the cache was cold`
    if is_heading
        && let Some(label) = line.label.as_ref().filter(|it| !it.rest.is_empty())
        && let Some(found) = profile.match_heading(&text[label.text.range()]).filter(|it| it.fit != Fit::Contains)
    {
        let name = Name::new(found, style, level, label.text, line.indent);
        return Some(Name { rest: Some(label.rest), colon: true, ..name });
    }
    match whole.filter(|_| may_contain(style)) {
        Some(found) => Some(Name { colon, ..Name::new(found, style, level, bare, line.indent) }),
        None => strong_label(text, line, profile, style),
    }
}

/// A telling word inside a longer line is a name only where the line is surely a heading.
fn may_contain(style: HeadingStyle) -> bool {
    use HeadingStyle::{Atx, AtxNoSpace, Bold, Html, Setext};
    matches!(style, Atx | AtxNoSpace | Setext | Bold | Html)
}

/// `Issue Summary: On Monday …` begins a section where the name has two words or more and cannot be a field.
fn strong_label(text: &str, line: &Line, profile: &Profile, style: HeadingStyle) -> Option<Name> {
    let label = line.label.as_ref()?;
    let words = &text[label.text.range()];
    let found = profile.match_heading(words)?;
    let is_field = found.role.may_be_field() || !label.key.contains(' ');
    if found.fit > Fit::Stems || is_field || line.marker.is_some() || label.rest.is_empty() {
        return None;
    }
    let name = Name::new(found, style, None, label.text, line.indent);
    Some(Name { rest: Some(label.rest), colon: true, ..name })
}
