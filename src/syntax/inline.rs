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

/// The words of a line of Markdown without its markup: `**Down** since [14:30](log.md)` says `Down since 14:30`.
pub fn plain(markdown: &str) -> String {
    use pulldown_cmark::{Event, Parser};
    let mut out = String::with_capacity(markdown.len());
    for event in Parser::new(markdown) {
        match event {
            Event::Text(text) | Event::Code(text) => out.push_str(&text),
            Event::SoftBreak | Event::HardBreak => out.push(' '),
            _ => {}
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn words_stand_without_their_markup() {
        assert_eq!(plain("**Down** since [14:30](log.md), `nginx` <b>gone</b>"), "Down since 14:30, nginx gone");
        assert_eq!(plain("under_score 2*3"), "under_score 2*3");
    }
}
