//! A document as Markdown: chunks of text, the blocks and inlines in them. The only door to tree-sitter.

mod chunk;
mod inline;
mod pulldown;

pub use chunk::Chunk;
pub use inline::{Inline, InlineKind};

use std::sync::Arc;

use crate::text::{Edit, Span, Text};

/// What a block of Markdown is; containers and leaves alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// YAML between `---` or TOML between `+++` at the start of the document.
    FrontMatter,
    Heading {
        /// 1 to 6.
        level: u8,
        setext: bool,
    },
    Paragraph,
    IndentedCode,
    FencedCode,
    Html,
    Table,
    ThematicBreak,
    /// A block quote.
    Quote,
    /// An item of a bullet or ordered list. Lists themselves are no blocks: a chunk may begin inside of one.
    Item,
}

/// One block. Containers come before what they hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    pub kind: BlockKind,
    /// From the first byte after indentation and container markers to the last byte that is not white space.
    pub span: Span,
    /// How many quotes and items are around it.
    pub depth: u8,
}

/// A Markdown text, parsed. Immutable: an edit makes a new one, which shares every chunk that the edit does not touch.
#[derive(Clone, Debug)]
pub struct Document {
    /// The version that the editor gave it; `None` for a file.
    pub version: Option<i32>,
    pub text: Text,
    chunks: Vec<Arc<Chunk>>,
    /// Where each chunk begins, in bytes.
    starts: Vec<usize>,
}

impl Document {
    /// Parses a text that will be edited: blocks by tree-sitter.
    pub fn parse(version: Option<i32>, text: &str) -> Document {
        let chunks = vec![Arc::new(Chunk::read(text))];
        Document { version, text: Text::new(text), chunks, starts: vec![0] }
    }

    /// Reads a text that will not be edited: the same blocks, made by the cheaper reader.
    pub fn read(text: &str) -> Document {
        Document::parse(None, text)
    }

    /// The document after edits, applied one after the other: each span is in the text that the edits before it left.
    pub fn edited(&self, version: Option<i32>, edits: &[Edit]) -> Document {
        let text = self.text.edited(edits);
        Document::parse(version, &text.to_string())
    }

    /// The chunks and where they begin, in bytes. They cover the whole text, in order, without gaps.
    pub fn chunks(&self) -> impl ExactSizeIterator<Item = (usize, &Arc<Chunk>)> {
        self.starts.iter().copied().zip(&self.chunks)
    }

    /// All blocks in order, with spans in the document.
    pub fn blocks(&self) -> impl Iterator<Item = Block> {
        self.chunks().flat_map(|(start, chunk)| {
            chunk.blocks().iter().map(move |it| Block { span: it.span.shifted(start), ..*it })
        })
    }
}
