//! An edited text as pieces of the text before: edits after edits become edits of it.

use crate::text::{Edit, Span};

/// Edits made in turn, each round in the text that the one before it left, as edits of the text before them all. `length`
/// is that of this text, in bytes.
pub fn in_turn(length: usize, rounds: &[Vec<Edit>]) -> Vec<Edit> {
    let mut pieces = Pieces::whole(length);
    rounds.iter().for_each(|it| pieces.apply_all(it));
    pieces.edits()
}

/// An edited text as pieces of the text before and of new text.
pub struct Pieces {
    /// The length of the text before, in bytes.
    length: usize,
    pieces: Vec<Piece>,
}

enum Piece {
    Kept(Span),
    Written(String),
}

impl Piece {
    fn len(&self) -> usize {
        match self {
            Piece::Kept(span) => span.len(),
            Piece::Written(text) => text.len(),
        }
    }
}

impl Pieces {
    pub fn whole(length: usize) -> Pieces {
        Pieces { length, pieces: vec![Piece::Kept(Span::new(0, length))] }
    }

    /// Applies edits that all speak of the text as it is with the edits so far.
    pub fn apply_all(&mut self, edits: &[Edit]) {
        let mut edits: Vec<&Edit> = edits.iter().collect();
        edits.sort_by_key(|it| (it.span.start, it.span.end));
        edits.iter().rev().for_each(|it| self.apply(it));
    }

    /// Applies an edit of the text as it is with the edits so far.
    fn apply(&mut self, edit: &Edit) {
        let behind = self.split_off(edit.span.end);
        self.split_off(edit.span.start);
        self.pieces.push(Piece::Written(edit.text.clone()));
        self.pieces.extend(behind);
    }

    fn split_off(&mut self, offset: usize) -> Vec<Piece> {
        let mut start = 0;
        for index in 0..self.pieces.len() {
            let length = self.pieces[index].len();
            if offset < start + length {
                let mut behind = self.pieces.split_off(index);
                if offset > start {
                    let (before, after) = cut(behind.remove(0), offset - start);
                    self.pieces.push(before);
                    behind.insert(0, after);
                }
                return behind;
            }
            start += length;
        }
        Vec::new()
    }

    /// The edits that make this text of the text before.
    pub fn edits(self) -> Vec<Edit> {
        let mut edits = Vec::new();
        let mut at = 0;
        let mut written = String::new();
        for piece in self.pieces.into_iter().chain([Piece::Kept(Span::at(self.length))]) {
            match piece {
                Piece::Written(text) => written.push_str(&text),
                Piece::Kept(span) => {
                    if span.start > at || !written.is_empty() {
                        edits.push(Edit::replace(Span::new(at, span.start), std::mem::take(&mut written)));
                    }
                    at = span.end;
                }
            }
        }
        edits
    }
}

fn cut(piece: Piece, at: usize) -> (Piece, Piece) {
    match piece {
        Piece::Kept(Span { start, end }) => {
            (Piece::Kept(Span::new(start, start + at)), Piece::Kept(Span::new(start + at, end)))
        }
        Piece::Written(mut text) => {
            let behind = text.split_off(at);
            (Piece::Written(text), Piece::Written(behind))
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::{Text, apply};

    proptest! {
        #[test]
        fn edits_after_edits_are_edits_of_the_text_before(
            text in "[a-f]{0,12}",
            edits in proptest::collection::vec((0usize..16, 0usize..6, "[x-z]{0,4}"), 0..6),
        ) {
            let mut pieces = Pieces::whole(text.len());
            let mut now = Text::new(&text);
            for (start, length, new) in edits {
                let start = start.min(now.len());
                let edit = Edit::replace(Span::new(start, (start + length).min(now.len())), new);
                pieces.apply(&edit);
                now = now.edited(&[edit]);
            }
            prop_assert_eq!(apply(&text, &pieces.edits()), now.to_string());
        }
    }
}
