//! Text, spans and edits in bytes, and the one place where editor positions are converted.

mod pieces;
mod position;

pub use pieces::{Pieces, in_turn};
pub use position::{Encoding, Position};

use std::borrow::Cow;
use std::ops::Range;

use ropey::Rope;

/// A half-open range of bytes in a text.
#[derive(Clone, Copy, Default, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    pub start: usize,
    pub end: usize,
}

impl Span {
    pub fn new(start: usize, end: usize) -> Span {
        debug_assert!(start <= end, "a span ends before it starts: {start}..{end}");
        Span { start, end }
    }

    /// The empty span at an offset.
    pub fn at(offset: usize) -> Span {
        Span { start: offset, end: offset }
    }

    pub fn len(self) -> usize {
        self.end - self.start
    }

    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The same span, `by` bytes further on.
    pub fn shifted(self, by: usize) -> Span {
        Span { start: self.start + by, end: self.end + by }
    }

    /// The smallest span that holds both.
    pub fn cover(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    pub fn contains(self, offset: usize) -> bool {
        self.start <= offset && offset < self.end
    }

    /// Whether the two share a byte or an end: a cursor at the edge of a word touches it.
    pub fn touches(self, other: Span) -> bool {
        self.start <= other.end && other.start <= self.end
    }

    /// For slicing a `str`.
    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }
}

/// Replaces the bytes of a span by a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    pub span: Span,
    pub text: String,
}

impl Edit {
    pub fn insert(offset: usize, text: impl Into<String>) -> Edit {
        Edit { span: Span::at(offset), text: text.into() }
    }

    pub fn replace(span: Span, text: impl Into<String>) -> Edit {
        Edit { span, text: text.into() }
    }
}

/// How the lines of a text end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineEnding {
    Lf,
    CrLf,
    Cr,
}

impl LineEnding {
    pub fn as_str(self) -> &'static str {
        match self {
            LineEnding::Lf => "\n",
            LineEnding::CrLf => "\r\n",
            LineEnding::Cr => "\r",
        }
    }
}

/// An immutable text; a clone shares everything.
///
/// Lines end at LF, CR LF and CR, as in the Language Server Protocol, and nowhere else.
#[derive(Clone, Debug)]
pub struct Text {
    rope: Rope,
}

impl Text {
    pub fn new(text: &str) -> Text {
        Text { rope: Rope::from_str(text) }
    }

    /// The length in bytes.
    pub fn len(&self) -> usize {
        self.rope.len_bytes()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The text of a span, clamped to the text and widened to whole characters.
    pub fn slice(&self, span: Span) -> Cow<'_, str> {
        // Most spans are short and lie in one piece of the rope.
        let end = span.end.min(self.len());
        let start = span.start.min(end);
        let (piece, piece_start, _, _) = self.rope.chunk_at_byte(start);
        match piece.get(start - piece_start..end - piece_start) {
            Some(inside) => Cow::Borrowed(inside),
            None => Cow::from(self.rope.slice(self.characters(span))),
        }
    }

    /// The characters of a span, clamped to the text and widened to whole characters.
    fn characters(&self, span: Span) -> Range<usize> {
        let end = span.end.min(self.len());
        let first = self.rope.byte_to_char(span.start.min(end));
        let last = self.rope.byte_to_char(end);
        let is_inside = self.rope.char_to_byte(last) < end;
        first..last + usize::from(is_inside)
    }

    /// The bytes of a span, clamped to the text and widened to whole characters.
    pub fn clamped(&self, span: Span) -> Span {
        let characters = self.characters(span);
        Span::new(self.rope.char_to_byte(characters.start), self.rope.char_to_byte(characters.end))
    }

    /// The number of lines; a final line break opens one more, empty line.
    pub fn line_count(&self) -> usize {
        self.rope.len_lines()
    }

    /// The line (from 0) that holds an offset, clamped.
    pub fn line_of(&self, offset: usize) -> usize {
        self.rope.byte_to_line(offset.min(self.len()))
    }

    /// The bytes of a line (from 0, clamped) without its line break.
    pub fn line(&self, line: usize) -> Span {
        let line = line.min(self.line_count() - 1);
        let start = self.rope.line_to_byte(line);
        let slice = self.rope.line(line);
        let mut length = slice.len_bytes();
        for ending in ["\n", "\r"] {
            if length > 0 && slice.byte(length - 1) == ending.as_bytes()[0] {
                length -= 1;
            }
        }
        Span::new(start, start + length)
    }

    /// The bytes of a line (from 0, clamped) with its line break.
    pub fn full_line(&self, line: usize) -> Span {
        let line = line.min(self.line_count() - 1);
        let start = self.rope.line_to_byte(line);
        Span::new(start, start + self.rope.line(line).len_bytes())
    }

    /// The line ending of the first line that has one; LF where none has.
    pub fn line_ending(&self) -> LineEnding {
        let first = self.full_line(0);
        let text = self.slice(first);
        match text {
            it if it.ends_with("\r\n") => LineEnding::CrLf,
            it if it.ends_with('\r') => LineEnding::Cr,
            _ => LineEnding::Lf,
        }
    }

    /// The text after edits, applied one after the other: each span is in the text that the edits before it left.
    /// Spans are clamped to the text and widened to whole characters.
    pub fn edited(&self, edits: &[Edit]) -> Text {
        let mut text = self.clone();
        for edit in edits {
            let characters = text.characters(edit.span);
            let at = characters.start;
            if !characters.is_empty() {
                text.rope.remove(characters);
            }
            if !edit.text.is_empty() {
                text.rope.insert(at, &edit.text);
            }
        }
        text
    }

    /// The same edit without the bytes at both ends that it puts back as they were: some editors send the whole text
    /// at every change.
    pub fn narrowed(&self, edit: &Edit) -> Edit {
        let span = self.clamped(edit.span);
        let old = self.rope.byte_slice(span.range());
        let mut start = old.bytes().zip(edit.text.bytes()).take_while(|(a, b)| a == b).count();
        while !edit.text.is_char_boundary(start) {
            start -= 1;
        }
        let left = span.len().min(edit.text.len()) - start;
        let backwards = old.bytes_at(old.len_bytes()).reversed();
        let mut end = backwards.zip(edit.text.bytes().rev()).take(left).take_while(|(a, b)| a == b).count();
        while !edit.text.is_char_boundary(edit.text.len() - end) {
            end -= 1;
        }
        Edit::replace(Span::new(span.start + start, span.end - end), &edit.text[start..edit.text.len() - end])
    }
}

impl std::fmt::Display for Text {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.rope.chunks().try_for_each(|chunk| f.write_str(chunk))
    }
}

/// The text after edits that all speak of the text as it was. They must not overlap; edits at one place apply in order.
pub fn apply(text: &str, edits: &[Edit]) -> String {
    let mut edits: Vec<&Edit> = edits.iter().collect();
    edits.sort_by_key(|it| (it.span.start, it.span.end));
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        debug_assert!(at <= edit.span.start, "edits overlap at byte {}", edit.span.start);
        out.push_str(&text[at..edit.span.start]);
        out.push_str(&edit.text);
        at = edit.span.end;
    }
    out.push_str(&text[at..]);
    out
}

/// Words of the author in a message: in quotes, on one line, and shortened where they are many.
pub fn quoted(words: &str) -> String {
    const LONGEST: usize = 40;
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(LONGEST) {
        Some((cut, _)) => format!("\"{}…\"", line[..cut].trim_end()),
        None => format!("\"{line}\""),
    }
}

#[cfg(test)]
mod tests;
