//! The language of the prose: told of each chunk alone, settled by what most of the prose is written in.
//!
//! To tell a chunk's language costs more than all else that is read in it. So it is done once, and never where it cannot
//! change what the document is written in: mostly not in the chunk in which somebody is typing.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::OnceLock;

use whatlang::Lang;

use super::line::{Kind, Line};
use crate::syntax::Chunk;

/// What a chunk says of the language.
#[derive(Debug)]
pub(super) struct Prose {
    /// It has no more letters than this.
    most: usize,
    told: OnceLock<Option<Told>>,
}

/// The language of a chunk, and how many letters say so.
#[derive(Clone, Copy, Debug)]
struct Told {
    language: Lang,
    letters: usize,
}

/// A chunk with fewer letters tells too little.
const LEAST: usize = 80;
/// A document with fewer letters that tell a language has none.
const ENOUGH: usize = 200;
/// More bytes of a chunk tell no more.
const SAMPLE: usize = 2048;

impl Prose {
    pub fn of(lines: &[Line]) -> Prose {
        let most = prose(lines).map(|it| it.body.len()).sum();
        Prose { most, told: if most < LEAST { OnceLock::from(None) } else { OnceLock::new() } }
    }

    fn told(&self, chunk: &Chunk, lines: &[Line]) -> Option<Told> {
        *self.told.get_or_init(|| of_chunk(chunk, lines))
    }
}

/// The lines of a chunk that are looked at.
fn prose(lines: &[Line]) -> impl Iterator<Item = &Line> {
    let read = lines.iter().filter(|it| matches!(it.kind, Kind::Text | Kind::Indented) && !it.is_brief);
    read.scan(0, |length, it| {
        let is_enough = *length > SAMPLE;
        *length += it.body.len() + 1;
        (!is_enough).then_some(it)
    })
}

/// The language of a chunk's prose, where it has enough of it to tell.
fn of_chunk(chunk: &Chunk, lines: &[Line]) -> Option<Told> {
    let mut text = String::new();
    for line in prose(lines) {
        text.push_str(&chunk.text()[line.body.range()]);
        text.push('\n');
    }
    let letters = text.chars().filter(|it| it.is_alphabetic()).count();
    let info = if letters < LEAST { None } else { whatlang::detect(&text) }?;
    info.is_reliable().then_some(Told { language: info.lang(), letters })
}

/// The language of two thirds of the prose or more: its code in ISO 639-3 and its English name. The chunks in `fresh` are
/// looked at last.
pub(super) fn of_document<'a>(
    chunks: &[(&'a Chunk, &'a [Line], &'a Prose)],
    fresh: Range<usize>,
) -> Option<(&'static str, &'static str)> {
    let mut told = Tally::default();
    let mut open = Vec::new();
    for (index, (_, _, prose)) in chunks.iter().enumerate() {
        match prose.told.get() {
            Some(known) => told.add(*known),
            None => {
                told.open += prose.most;
                open.push(index);
            }
        }
    }
    let (last, first): (Vec<usize>, Vec<usize>) = open.into_iter().partition(|it| fresh.contains(it));
    for index in first.into_iter().chain(last) {
        if told.is_settled() {
            break;
        }
        let (chunk, lines, prose) = chunks[index];
        told.open -= prose.most;
        told.add(prose.told(chunk, lines));
    }
    told.language()
}

/// How many letters are in which language.
#[derive(Default)]
struct Tally {
    letters: BTreeMap<&'static str, (usize, Lang)>,
    all: usize,
    /// So many more at the most may be in any.
    open: usize,
}

impl Tally {
    fn add(&mut self, told: Option<Told>) {
        let Some(Told { language, letters }) = told else { return };
        self.letters.entry(language.code()).or_insert((0, language)).0 += letters;
        self.all += letters;
    }

    /// Whether the rest cannot change what most is written in.
    fn is_settled(&self) -> bool {
        let most = self.letters.values().map(|it| it.0).max().unwrap_or_default();
        self.all >= ENOUGH && most * 3 >= (self.all + self.open) * 2
    }

    fn language(self) -> Option<(&'static str, &'static str)> {
        let (most, language) = self.letters.into_values().max_by_key(|it| it.0)?;
        (self.all >= ENOUGH && most * 3 >= self.all * 2).then(|| (language.code(), language.eng_name()))
    }
}

#[cfg(test)]
mod tests {
    use crate::snapshot::Snapshot;
    use crate::testing::snapshot;
    use crate::text::{Edit, Span};

    const ENGLISH: &str = "## Part\n\nThe payment service rejected every order because its certificate had expired over \
        night, and nobody had been told that it would.\n\n";
    const FRENCH: &str = "## Partie\n\nLe service de paiement refusait toutes les commandes, car son certificat avait expiré \
        pendant la nuit et personne ne le savait.\n\n";

    fn code(read: &Snapshot) -> Option<&'static str> {
        read.postmortem().language.map(|it| it.0)
    }

    #[test]
    fn two_thirds_settle_the_language() {
        for (english, french, expected) in
            [(9, 0, Some("eng")), (9, 3, Some("eng")), (3, 9, Some("fra")), (5, 5, None), (0, 1, None), (0, 0, None)]
        {
            let (english, french) = (ENGLISH.repeat(english), FRENCH.repeat(french));
            assert_eq!(code(&snapshot(&format!("{english}{french}"))), expected);
            assert_eq!(code(&snapshot(&format!("{french}{english}"))), expected);
        }
    }

    #[test]
    fn a_language_that_changes_while_somebody_types_is_the_one_of_a_fresh_look() {
        let mut text = format!("# Postmortem\n\n{}", ENGLISH.repeat(8));
        let mut read = snapshot(&text);
        for nth in 0..24 {
            let at = if nth % 2 == 0 { text.len() } else { text.find("## Part\n").unwrap_or(text.len()) };
            let gone = if text[at..].starts_with(ENGLISH) { ENGLISH.len() } else { 0 };
            let edit = Edit::replace(Span::new(at, at + gone), FRENCH);
            text.replace_range(at..at + gone, FRENCH);
            read = read.edited(Some(nth), &[edit]);
            assert_eq!(code(&read), code(&snapshot(&text)), "{text}");
        }
        assert_eq!(code(&read), Some("fra"));
    }
}
