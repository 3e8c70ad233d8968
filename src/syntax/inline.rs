//! What stands inside paragraphs and headings: code, links, images, HTML. Always from pulldown-cmark, whose time is linear.

use pulldown_cmark::{Event, Parser, Tag};

use super::pulldown::options;
use crate::text::Span;

/// What an inline is. Emphasis is not listed: nobody above asks for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InlineKind {
    Code,
    Html,
    /// A link or autolink and where it leads.
    Link(String),
    /// An image and where it lies.
    Image(String),
}

/// One inline with its markup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inline {
    pub kind: InlineKind,
    pub span: Span,
}

/// The inlines of a chunk in order; a link comes before what it holds.
pub(super) fn inlines(text: &str) -> Vec<Inline> {
    let mut found = Vec::new();
    for (event, range) in Parser::new_ext(text, options()).into_offset_iter() {
        let kind = match event {
            Event::Code(_) => InlineKind::Code,
            Event::InlineHtml(_) => InlineKind::Html,
            Event::Start(Tag::Link { dest_url, .. }) => InlineKind::Link(dest_url.into_string()),
            Event::Start(Tag::Image { dest_url, .. }) => InlineKind::Image(dest_url.into_string()),
            _ => continue,
        };
        found.push(Inline { kind, span: Span::new(range.start, range.end) });
    }
    found
}
