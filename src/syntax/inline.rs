//! What stands inside paragraphs and headings: code, links, images, HTML.

use crate::text::Span;

/// What an inline is. Emphasis is not listed: nobody above asks for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InlineKind {
    Code,
    Html,
    /// A link or autolink and where it leads. `[text][name]` is one only where its chunk defines the name too.
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
