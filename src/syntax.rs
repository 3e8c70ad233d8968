//! A document as Markdown: chunks of text, the blocks and inlines in them. The only door to tree-sitter.

mod chunk;
mod cut;
mod flat;
mod front;
mod inline;
mod line;
mod misread;
mod pulldown;
mod tree;
mod window;

#[cfg(test)]
mod tests;

pub use chunk::Chunk;
pub use inline::{Inline, InlineKind, plain};

use std::sync::Arc;

use crate::syntax::chunk::Reader;
use crate::syntax::window::Window;
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

/// How much of a document tree-sitter parses when it is opened, in bytes: at 0.1 ms for a KiB. A longer one is read by
/// pulldown-cmark, until its chunks are edited.
const OPEN_LIMIT: usize = 256 * 1024;

/// How much tree-sitter parses after an edit, in bytes, a single long chunk or many short ones; the rest is for
/// pulldown-cmark, so that no keystroke costs more than about 6 ms. A longer chunk is never for tree-sitter: the first
/// keystroke in it would hand it over anyway.
const EDIT_LIMIT: usize = 64 * 1024;

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
        let trees = if text.len() <= OPEN_LIMIT { text.len() } else { 0 };
        Document::cut(version, text, trees)
    }

    /// Reads a text that will not be edited: the same blocks, made by the cheaper reader.
    pub fn read(text: &str) -> Document {
        Document::cut(None, text, 0)
    }

    fn cut(version: Option<i32>, source: &str, trees: usize) -> Document {
        let text = Text::new(source);
        let mut recut = Recut { trees, ..Recut::default() };
        let mut window = Window::whole(&text, source);
        while recut.end < source.len() || recut.chunks.is_empty() {
            let piece = window.piece(recut.end);
            recut.read(&window, piece);
        }
        Document { version, chunks: recut.chunks, starts: recut.starts, text }
    }

    /// The document after edits, applied one after the other: each span is in the text that the edits before it left.
    /// Chunks outside of what the edits touch, taken together, are shared.
    pub fn edited(&self, version: Option<i32>, edits: &[Edit]) -> Document {
        let mut text = self.text.clone();
        let mut dirty = None;
        for edit in edits {
            let edit = text.narrowed(edit);
            dirty = Dirty::with(dirty, &edit);
            text = text.edited(&[edit]);
        }
        let Some(dirty) = dirty else { return Document { version, ..self.clone() } };
        let kept = self.kept_before(dirty);
        let mut recut = Recut {
            chunks: self.chunks[..kept].to_vec(),
            starts: self.starts[..kept].to_vec(),
            end: self.starts[kept],
            trees: EDIT_LIMIT,
        };
        let mut window = Window::from(&text, recut.end);
        while recut.end < text.len() || recut.chunks.is_empty() {
            if let Some(index) = self.boundary_behind(dirty, recut.end) {
                recut.share(&self.chunks[index..]);
                break;
            }
            let piece = window.piece(recut.end);
            match self.untouched(dirty, Span::new(recut.end, recut.end + piece.length)) {
                Some(chunk) => recut.share(std::slice::from_ref(chunk)),
                None => recut.read(&window, piece),
            }
        }
        Document { version, chunks: recut.chunks, starts: recut.starts, text }
    }

    /// How many chunks an edit leaves as they are for certain: all but the one before the first that it touches, whose
    /// end depends on the line behind it. Front matter depends on the first lines of the document as a whole.
    fn kept_before(&self, dirty: Dirty) -> usize {
        if dirty.start < front::LIMIT && front::may_begin(self.chunks[0].text()) {
            return 0;
        }
        self.starts.partition_point(|it| *it <= dirty.start).saturating_sub(2)
    }

    /// The chunk that stands at a span before the edit and ended there before it.
    fn untouched(&self, dirty: Dirty, span: Span) -> Option<&Arc<Chunk>> {
        let index = self.starts.binary_search(&span.start).ok().filter(|_| span.end <= dirty.start)?;
        Some(&self.chunks[index]).filter(|it| it.text().len() == span.len())
    }

    /// The chunk that began where one may begin behind the edit: from there on everything is as it was.
    fn boundary_behind(&self, dirty: Dirty, at: usize) -> Option<usize> {
        let before = (at + dirty.old_end).checked_sub(dirty.end).filter(|it| *it > 0 && at > 0 && at >= dirty.end)?;
        self.starts.binary_search(&before).ok()
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

/// What edits touched, taken together: bytes from `start` to `old_end` became those from `start` to `end`.
#[derive(Clone, Copy, Debug)]
struct Dirty {
    start: usize,
    old_end: usize,
    end: usize,
}

impl Dirty {
    /// With one more edit, whose span is in the text that the others left.
    fn with(before: Option<Dirty>, edit: &Edit) -> Option<Dirty> {
        let Span { start, end } = edit.span;
        if edit.span.is_empty() && edit.text.is_empty() {
            return before;
        }
        let Some(before) = before else {
            return Some(Dirty { start, old_end: end, end: start + edit.text.len() });
        };
        let reach = end.max(before.end);
        Some(Dirty {
            start: start.min(before.start),
            old_end: before.old_end + (reach - before.end),
            end: reach - edit.span.len() + edit.text.len(),
        })
    }
}

/// The chunks of a document in the making.
#[derive(Default)]
struct Recut {
    chunks: Vec<Arc<Chunk>>,
    starts: Vec<usize>,
    /// Where the last chunk ends, in bytes.
    end: usize,
    /// How many more bytes tree-sitter may parse.
    trees: usize,
}

impl Recut {
    fn share(&mut self, chunks: &[Arc<Chunk>]) {
        for chunk in chunks {
            self.starts.push(self.end);
            self.end += chunk.text().len();
        }
        self.chunks.extend_from_slice(chunks);
    }

    fn read(&mut self, window: &Window, piece: cut::Piece) {
        let reader = if piece.length <= self.trees.min(EDIT_LIMIT) { Reader::Tree } else { Reader::Pulldown };
        self.trees = self.trees.saturating_sub(piece.length);
        let chunk = window.chunk(self.end, piece, reader);
        self.share(&[Arc::new(chunk)]);
    }
}
