//! Line and character positions in UTF-8, UTF-16 and UTF-32, to bytes and back: total, clamped, never panicking.

use crate::text::{Span, Text};

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

/// Up to this many bytes are counted one by one.
const SHORT: usize = 512;

impl Encoding {
    /// How many characters a text has.
    fn units(self, text: &str) -> usize {
        match self {
            Encoding::Utf8 => text.len(),
            Encoding::Utf16 => text.chars().map(char::len_utf16).sum(),
            Encoding::Utf32 => text.chars().count(),
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
        let (line, character) = (self.line(line), position.character as usize);
        let rope = &self.rope;
        match encoding {
            Encoding::Utf8 => {
                let offset = line.end.min(line.start + character);
                rope.char_to_byte(rope.byte_to_char(offset))
            }
            Encoding::Utf16 => {
                let units = |offset| rope.char_to_utf16_cu(rope.byte_to_char(offset));
                let unit = units(line.end).min(units(line.start) + character);
                rope.char_to_byte(rope.utf16_cu_to_char(unit))
            }
            Encoding::Utf32 => {
                let (start, end) = (rope.byte_to_char(line.start), rope.byte_to_char(line.end));
                rope.char_to_byte(end.min(start + character))
            }
        }
    }

    /// The position of a byte offset, clamped to the text; an offset inside a character or a line break is its start.
    pub fn position(&self, offset: usize, encoding: Encoding) -> Position {
        let line = self.line_of(offset);
        let rope = &self.rope;
        // Most lines are short and lie in one piece of the rope, where a look at the bytes is enough.
        let line_start = rope.line_to_byte(line);
        let (piece, piece_start, _, _) = rope.chunk_at_byte(line_start);
        if let Some(before) = piece.get(line_start - piece_start..offset.min(self.len()) - piece_start)
            && before.len() < SHORT
            && !before.ends_with(['\n', '\r'])
        {
            let character = encoding.units(before);
            return Position { line: line as u32, character: character as u32 };
        }
        let span = self.line(line);
        let (start, end) = (rope.byte_to_char(span.start), rope.byte_to_char(offset.min(span.end)));
        let character = match encoding {
            Encoding::Utf8 => rope.char_to_byte(end) - span.start,
            Encoding::Utf16 => rope.char_to_utf16_cu(end) - rope.char_to_utf16_cu(start),
            Encoding::Utf32 => end - start,
        };
        Position { line: line as u32, character: character as u32 }
    }

    /// The span between two positions, whichever of them comes first.
    pub fn span(&self, start: Position, end: Position, encoding: Encoding) -> Span {
        let (start, end) = (self.offset(start, encoding), self.offset(end, encoding));
        Span::new(start.min(end), start.max(end))
    }
}
