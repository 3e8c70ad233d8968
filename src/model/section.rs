//! Titles and sections of a postmortem, and how their headings are written.

use super::Filling;
use crate::profile::{Role, Slip};
use crate::text::Span;

#[derive(Clone, Debug)]
pub struct Title {
    /// The words, without markup.
    pub span: Span,
    pub text: String,
    /// Whether it is a heading, of Markdown or of HTML.
    pub is_heading: bool,
}

/// A section of the profile, found in the document.
#[derive(Clone, Debug)]
pub struct Section {
    pub role: Role,
    pub heading: Heading,
    /// From the line after the heading (or from the text behind it on its line) to the next section or the end.
    pub body: Span,
    /// The first line of the body that says something: neither blank nor a rule nor a comment.
    pub opening: Option<Span>,
    pub filling: Filling,
    /// Words of prose in the body.
    pub words: usize,
    /// Which of several postmortems in one file it belongs to, from 0.
    pub account: usize,
    /// The section of the same name before it in its account, which it repeats.
    pub repeats: Option<usize>,
}

impl Section {
    /// Whether there is something in it to judge.
    pub fn is_written(&self) -> bool {
        self.filling == Filling::Text
    }
}

#[derive(Clone, Debug)]
pub struct Heading {
    /// The whole line (two lines for setext) without its line break.
    pub line: Span,
    /// The words, without markup, trailing colon, emoji or number.
    pub span: Span,
    pub text: String,
    pub style: HeadingStyle,
    /// 1 to 6 for real headings.
    pub level: Option<u8>,
    /// Misspelt words, in the document.
    pub slips: Vec<Slip>,
}

impl Heading {
    /// The words as they are meant, without misspellings.
    pub fn spelt(&self) -> String {
        let slips = self.slips.iter();
        let inside = |it: &Slip| Span::new(it.span.start - self.span.start, it.span.end - self.span.start);
        let slips: Vec<Slip> = slips.map(|it| Slip { span: inside(it), ..it.clone() }).collect();
        spelt(&self.text, &slips)
    }
}

/// Words without their misspellings, whose spans count from their start.
pub(super) fn spelt(words: &str, slips: &[Slip]) -> String {
    let mut words = words.to_owned();
    for slip in slips.iter().rev() {
        words.replace_range(slip.span.range(), &slip.right);
    }
    words
}

/// How somebody wrote a heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeadingStyle {
    /// `## Timeline`
    Atx,
    /// `##Timeline`: no heading to Markdown.
    AtxNoSpace,
    /// A line underlined with `===` or `---`.
    Setext,
    /// A line that is all bold.
    Bold,
    /// A bare line.
    Plain,
    /// `* Timeline:`
    ListItem,
    /// `<h2>Timeline</h2>`
    Html,
    Other,
}

impl HeadingStyle {
    /// The name in `inspect`.
    pub fn as_str(self) -> &'static str {
        match self {
            HeadingStyle::Atx => "atx",
            HeadingStyle::AtxNoSpace => "atx_nospace",
            HeadingStyle::Setext => "setext",
            HeadingStyle::Bold => "bold",
            HeadingStyle::Plain => "plain",
            HeadingStyle::ListItem => "list_item",
            HeadingStyle::Html => "html",
            HeadingStyle::Other => "other",
        }
    }

    /// Whether Markdown sees a heading too.
    pub fn is_markdown(self) -> bool {
        matches!(self, HeadingStyle::Atx | HeadingStyle::Setext)
    }
}
