//! The stretch of a document that is being cut, copied out of its rope: as little as the cuts ask for.

use std::borrow::Cow;

use crate::syntax::chunk::{Chunk, Reader};
use crate::syntax::cut::{self, Piece};
use crate::syntax::front;
use crate::text::{Span, Text};

/// How much is copied at first, in bytes: a few chunks, and enough to tell whether a document has front matter.
const FIRST: usize = front::LIMIT;

pub(super) struct Window<'t> {
    text: &'t Text,
    /// Where it begins in the document, in bytes.
    start: usize,
    raw: Cow<'t, str>,
    /// As the readers take it: byte for byte as long.
    readable: Option<String>,
}

impl<'t> Window<'t> {
    /// Over a whole text, which is at hand.
    pub(super) fn whole(text: &'t Text, raw: &'t str) -> Window<'t> {
        Window { text, start: 0, raw: Cow::Borrowed(raw), readable: readable(raw, 0) }
    }

    pub(super) fn from(text: &'t Text, start: usize) -> Window<'t> {
        let mut window = Window { text, start, raw: Cow::Borrowed(""), readable: None };
        window.move_to(start, FIRST);
        window
    }

    /// The piece that begins at an offset of the document.
    pub(super) fn piece(&mut self, at: usize) -> Piece {
        loop {
            let inside = at - self.start;
            let end = self.start + self.raw.len();
            let part = cut::Window { is_first: at == 0, is_last: end == self.text.len() };
            if let Some(piece) = cut::next(&self.readable()[inside..], part) {
                return piece;
            }
            self.move_to(at, FIRST.max(2 * (end - at)));
        }
    }

    /// The chunk of a piece that was just cut at the same offset.
    pub(super) fn chunk(&self, at: usize, piece: Piece, reader: Reader) -> Chunk {
        let inside = Span::new(at, at + piece.length);
        let range = inside.start - self.start..inside.end - self.start;
        Chunk::new(&self.raw[range.clone()], &self.readable()[range], piece, reader)
    }

    fn readable(&self) -> &str {
        self.readable.as_deref().unwrap_or(&self.raw)
    }

    fn move_to(&mut self, start: usize, length: usize) {
        self.start = start;
        self.raw = self.text.slice(Span::new(start, start + length));
        self.readable = readable(&self.raw, start);
    }
}

/// The text without what the readers stumble over, byte for byte as long; `None` where nothing is to be done. NUL is a
/// space, CR alone is LF, and a byte order mark before the first line is three spaces.
pub(super) fn readable(raw: &str, start: usize) -> Option<String> {
    const MARK: &str = "\u{feff}";
    let is_marked = start == 0 && raw.starts_with(MARK) && front::length(raw).is_none();
    let has_cr = raw.split('\r').skip(1).any(|it| !it.starts_with('\n'));
    if !is_marked && !has_cr && !raw.contains('\0') {
        return None;
    }
    let mut plain = String::with_capacity(raw.len());
    let mut characters = raw.chars().peekable();
    if is_marked {
        characters.next();
        plain.push_str("   ");
    }
    while let Some(character) = characters.next() {
        plain.push(match character {
            '\0' => ' ',
            '\r' if characters.peek() != Some(&'\n') => '\n',
            other => other,
        });
    }
    Some(plain)
}
