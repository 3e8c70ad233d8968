//! A chunk: a piece of a document that Markdown reads alone as it does in its place.

use crate::syntax::cut::Piece;
use crate::syntax::{Block, BlockKind, Inline, misread, tree};

/// A piece of text with its blocks and inlines; spans count from the start of the chunk.
#[derive(Debug)]
pub struct Chunk {
    text: Box<str>,
    blocks: Vec<Block>,
    inlines: Vec<Inline>,
}

/// Who makes the blocks of a chunk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reader {
    Tree,
    Pulldown,
}

impl Chunk {
    /// The chunk that was cut; `readable` is its text as the readers take it.
    pub(super) fn new(text: &str, readable: &str, piece: Piece, reader: Reader) -> Chunk {
        let mut reading = piece.reading;
        let is_front_matter = reading.blocks.first().is_some_and(|it| it.kind == BlockKind::FrontMatter);
        if reader == Reader::Tree && !is_front_matter && !misread::is_likely(readable) {
            reading.blocks = tree::blocks(readable).unwrap_or(reading.blocks);
        }
        Chunk { text: text.into(), blocks: reading.blocks, inlines: reading.inlines }
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    pub fn inlines(&self) -> &[Inline] {
        &self.inlines
    }
}
