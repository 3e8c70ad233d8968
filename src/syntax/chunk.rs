//! A chunk: a piece of a document that Markdown reads alone as it does in its place.

use super::inline::{self, Inline};
use super::{Block, pulldown};

/// A piece of text with its blocks and inlines; spans count from the start of the chunk.
#[derive(Debug)]
pub struct Chunk {
    text: Box<str>,
    blocks: Vec<Block>,
    inlines: Vec<Inline>,
}

impl Chunk {
    pub(super) fn read(text: &str) -> Chunk {
        Chunk { text: text.into(), blocks: pulldown::blocks(text), inlines: inline::inlines(text) }
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
