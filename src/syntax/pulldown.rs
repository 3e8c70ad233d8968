//! Blocks and inlines by pulldown-cmark, in one pass whose time is linear.
//!
//! Files that are only read take their blocks from here, and so do the chunks that tree-sitter cannot read well: those
//! that it parses with an error, takes too long over, or that are too big to parse at every keystroke.

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use crate::syntax::flat::{Flat, atx_level};
use crate::syntax::{Block, BlockKind, Inline, InlineKind};
use crate::text::Span;

/// What a piece of Markdown without front matter holds.
pub(super) struct Reading {
    pub(super) blocks: Vec<Block>,
    pub(super) inlines: Vec<Inline>,
}

/// The dialect: CommonMark with tables and strikethrough. Front matter is cut off before, because pulldown-cmark sees
/// it in the middle of a document too; the `[ ]` of a task is text of its paragraph.
fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH
}

pub(super) fn read(text: &str) -> Reading {
    let mut reader = Reader { text, flat: Flat::new(text), inlines: Vec::new(), leaf: 0, loose: None };
    for (event, range) in Parser::new_ext(text, options()).into_offset_iter() {
        reader.take(event, Span::new(range.start, range.end));
    }
    reader.end_loose();
    Reading { blocks: reader.flat.blocks(), inlines: reader.inlines }
}

struct Reader<'t> {
    text: &'t str,
    flat: Flat<'t>,
    inlines: Vec<Inline>,
    /// How many leaf blocks are open: a table counts with its cells.
    leaf: usize,
    /// The paragraph of a tight item, for which pulldown-cmark has no events of its own.
    loose: Option<Span>,
}

impl Reader<'_> {
    fn take(&mut self, event: Event, span: Span) {
        match event {
            Event::Start(tag) => match self.block(&tag, span) {
                Some(BlockKind::Quote) => self.open(BlockKind::Quote, span),
                Some(BlockKind::Item) => self.open(BlockKind::Item, span),
                Some(kind) => {
                    self.end_loose();
                    self.flat.leaf(kind, span);
                    self.leaf += 1;
                }
                None => self.start_inline(tag, span),
            },
            Event::End(TagEnd::BlockQuote(_) | TagEnd::Item) => {
                self.end_loose();
                self.flat.close();
            }
            Event::End(
                TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::CodeBlock | TagEnd::HtmlBlock | TagEnd::Table,
            ) => self.leaf -= 1,
            Event::End(_) => {}
            Event::Rule => {
                self.end_loose();
                self.flat.leaf(BlockKind::ThematicBreak, span);
            }
            Event::Code(_) => self.inline(InlineKind::Code, span),
            Event::InlineHtml(_) => self.inline(InlineKind::Html, span),
            _ => self.text(span),
        }
    }

    fn block(&self, tag: &Tag, span: Span) -> Option<BlockKind> {
        Some(match tag {
            Tag::Heading { level, .. } => {
                let setext = atx_level(self.text[span.range()].trim_start().as_bytes()).is_none();
                BlockKind::Heading { level: *level as u8, setext }
            }
            Tag::Paragraph => BlockKind::Paragraph,
            Tag::CodeBlock(CodeBlockKind::Indented) => BlockKind::IndentedCode,
            Tag::CodeBlock(CodeBlockKind::Fenced(_)) => BlockKind::FencedCode,
            Tag::HtmlBlock => BlockKind::Html,
            Tag::Table(_) => BlockKind::Table,
            Tag::BlockQuote(_) => BlockKind::Quote,
            Tag::Item => BlockKind::Item,
            _ => return None,
        })
    }

    fn open(&mut self, kind: BlockKind, span: Span) {
        self.end_loose();
        self.flat.open(kind, span.start);
    }

    fn start_inline(&mut self, tag: Tag, span: Span) {
        match tag {
            Tag::Link { dest_url, .. } => self.inline(InlineKind::Link(dest_url.into_string()), span),
            Tag::Image { dest_url, .. } => self.inline(InlineKind::Image(dest_url.into_string()), span),
            Tag::List(_) => self.end_loose(),
            Tag::TableHead | Tag::TableRow | Tag::TableCell => {}
            _ => self.text(span),
        }
    }

    fn inline(&mut self, kind: InlineKind, span: Span) {
        self.inlines.push(Inline { kind, span });
        self.text(span);
    }

    /// Text outside of every leaf is the paragraph of a tight item.
    fn text(&mut self, span: Span) {
        if self.leaf > 0 || span.is_empty() {
            return;
        }
        // The text behind `\*` begins at the star.
        let is_escaped = span.start > 0 && self.text.as_bytes()[span.start - 1] == b'\\';
        let span = Span::new(span.start - usize::from(is_escaped), span.end);
        self.loose = Some(self.loose.map_or(span, |it| it.cover(span)));
    }

    fn end_loose(&mut self) {
        if let Some(span) = self.loose.take() {
            self.flat.leaf(BlockKind::Paragraph, span);
        }
    }
}
