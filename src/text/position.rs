//! Line and character positions in UTF-8, UTF-16 and UTF-32, to bytes and back: total, clamped, never panicking.

use super::{Span, Text};

/// What a character of a [`Position`] counts; agreed with the client once, at initialize.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Encoding {
    Utf8,
    /// What the protocol assumes where nothing is said.
    #[default]
    Utf16,
    Utf32,
}

/// A line and a character in it, both from 0; what a character is tells the [`Encoding`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    pub line: u32,
    pub character: u32,
}

impl Encoding {
    fn units(self, text: &str) -> usize {
        match self {
            Encoding::Utf8 => text.len(),
            Encoding::Utf16 => text.encode_utf16().count(),
            Encoding::Utf32 => text.chars().count(),
        }
    }

    fn units_of(self, character: char) -> usize {
        match self {
            Encoding::Utf8 => character.len_utf8(),
            Encoding::Utf16 => character.len_utf16(),
            Encoding::Utf32 => 1,
        }
    }
}

impl Text {
    /// The byte offset of a position. A line past the end is the end of the text, a character past the end of its
    /// line is the end of that line (before the line break), and a position inside a character is its start.
    pub fn offset(&self, position: Position, encoding: Encoding) -> usize {
        let line = position.line as usize;
        if line >= self.line_count() {
            return self.len();
        }
        let span = self.line(line);
        let text = self.slice(span);
        let mut left = position.character as usize;
        let mut offset = span.start;
        for character in text.chars() {
            let units = encoding.units_of(character);
            if left < units {
                break;
            }
            left -= units;
            offset += character.len_utf8();
        }
        offset
    }

    /// The position of a byte offset, clamped to the text; an offset inside a character or a line break is its start.
    pub fn position(&self, offset: usize, encoding: Encoding) -> Position {
        let line = self.line_of(offset);
        let span = self.line(line);
        let text = self.slice(span);
        let mut inside = offset.clamp(span.start, span.end) - span.start;
        while !text.is_char_boundary(inside) {
            inside -= 1;
        }
        Position { line: line as u32, character: encoding.units(&text[..inside]) as u32 }
    }

    /// The span between two positions, whichever of them comes first.
    pub fn span(&self, start: Position, end: Position, encoding: Encoding) -> Span {
        let (start, end) = (self.offset(start, encoding), self.offset(end, encoding));
        Span::new(start.min(end), start.max(end))
    }
}
