//! Nested blocks as a flat list: the part of reading that both readers share, so that they agree on spans and depths.

use crate::syntax::{Block, BlockKind};
use crate::text::Span;

/// Takes blocks as a reader meets them, containers before what they hold.
pub(super) struct Flat<'t> {
    text: &'t str,
    blocks: Vec<Block>,
    /// Where in `blocks` the containers are that are still open.
    open: Vec<usize>,
    quotes: usize,
}

impl<'t> Flat<'t> {
    pub(super) fn new(text: &'t str) -> Flat<'t> {
        Flat { text, blocks: Vec::new(), open: Vec::new(), quotes: 0 }
    }

    pub(super) fn blocks(mut self) -> Vec<Block> {
        while !self.open.is_empty() {
            self.close();
        }
        self.blocks
    }

    /// Opens a quote or an item, which holds what follows until it is closed.
    pub(super) fn open(&mut self, kind: BlockKind, start: usize) {
        let bytes = self.text.as_bytes();
        let start = start + bytes[start..].iter().take_while(|it| is_white(it)).count();
        let digits = bytes[start..].iter().take_while(|it| it.is_ascii_digit()).count();
        let end = bytes.len().min(start + digits + 1);
        self.quotes += usize::from(kind == BlockKind::Quote);
        self.open.push(self.blocks.len());
        self.push(kind, Span::new(start, end), self.open.len() - 1);
    }

    /// Closes the innermost container: it ends with the last block in it, or with its own marker where it is empty.
    pub(super) fn close(&mut self) {
        let Some(index) = self.open.pop() else { return };
        let end = self.blocks.last().map_or(0, |it| it.span.end);
        let container = &mut self.blocks[index];
        container.span.end = container.span.end.max(end);
        self.quotes -= usize::from(container.kind == BlockKind::Quote);
    }

    /// Adds a block that holds no others. Its span may have white space around it, and behind it lines of nothing
    /// but the markers of quotes.
    pub(super) fn leaf(&mut self, kind: BlockKind, span: Span) {
        let text = &self.text.as_bytes()[span.range()];
        let start = span.start + text.iter().take_while(|it| is_white(it)).count();
        let mut end = span.end - text.iter().rev().take_while(|it| is_white(it)).count();
        while self.quotes > 0 && start < end {
            let inside = &self.text.as_bytes()[start..end];
            let line = inside.iter().rposition(|it| matches!(it, b'\n' | b'\r')).map_or(0, |it| it + 1);
            if line == 0 || !inside[line..].iter().all(|it| is_white(it) || *it == b'>') {
                break;
            }
            end = start + line - inside[..line].iter().rev().take_while(|it| is_white(it)).count();
        }
        if start < end {
            self.push(kind, Span::new(start, end), self.open.len());
        }
    }

    fn push(&mut self, kind: BlockKind, span: Span, depth: usize) {
        self.blocks.push(Block { kind, span, depth: u8::try_from(depth).unwrap_or(u8::MAX) });
    }

    /// Where the last block ends so far.
    pub(super) fn end(&self) -> usize {
        self.blocks.last().map_or(0, |it| it.span.end)
    }
}

/// What is no text to Markdown.
pub(super) fn is_white(byte: &u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b'\x0b' | b'\x0c')
}

/// Whether a line is the start of an ATX heading, and of which level.
pub(super) fn atx_level(line: &[u8]) -> Option<u8> {
    let level = line.iter().take_while(|it| **it == b'#').count();
    let is_heading = (1..=6).contains(&level) && line.get(level).is_none_or(is_white);
    is_heading.then_some(level as u8)
}
