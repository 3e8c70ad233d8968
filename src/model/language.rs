//! The language of the prose: told of each chunk alone, settled by what most of the prose is written in.

use std::collections::BTreeMap;

use whatlang::Lang;

use super::line::{Kind, Line};
use crate::syntax::Chunk;

/// The language of a chunk, and how many letters say so.
#[derive(Clone, Copy, Debug)]
pub(super) struct Told {
    language: Lang,
    letters: usize,
}

/// A chunk with fewer letters tells too little.
const LEAST: usize = 80;
/// A document with fewer letters that tell a language has none.
const ENOUGH: usize = 200;
/// More bytes of a chunk tell no more.
const SAMPLE: usize = 2048;

/// The language of a chunk's prose, where it has enough of it to tell.
pub(super) fn of_chunk(chunk: &Chunk, lines: &[Line]) -> Option<Told> {
    let mut prose = String::new();
    let read = lines.iter().filter(|it| matches!(it.kind, Kind::Text | Kind::Indented) && !it.is_brief);
    for line in read {
        if prose.len() > SAMPLE {
            break;
        }
        prose.push_str(&chunk.text()[line.body.range()]);
        prose.push('\n');
    }
    let letters = prose.chars().filter(|it| it.is_alphabetic()).count();
    let info = if letters < LEAST { None } else { whatlang::detect(&prose) }?;
    info.is_reliable().then_some(Told { language: info.lang(), letters })
}

/// The language of two thirds of the prose or more: its code in ISO 639-3 and its English name.
pub(super) fn of_document(chunks: impl Iterator<Item = Told>) -> Option<(&'static str, &'static str)> {
    let mut letters: BTreeMap<&str, (usize, Lang)> = BTreeMap::new();
    for told in chunks {
        letters.entry(told.language.code()).or_insert((0, told.language)).0 += told.letters;
    }
    let all: usize = letters.values().map(|it| it.0).sum();
    let (most, language) = letters.into_values().max_by_key(|it| it.0)?;
    (all >= ENOUGH && most * 3 >= all * 2).then(|| (language.code(), language.eng_name()))
}
