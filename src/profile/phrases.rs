//! Phrases that people can read, matched against words: `roll* back`, `not .. resolved`.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use fnv::FnvHashMap;

use crate::text::Span;

/// A word of a text: lower case, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    pub text: String,
    pub span: Span,
    start: Start,
}

/// The words of a text in order: letters, digits and inner apostrophes; a hyphen parts words.
pub fn words(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut start = None;
    for (at, it) in text.char_indices().chain(std::iter::once((text.len(), ' '))) {
        let inner = matches!(it, '\'' | '’') && start.is_some();
        match (it.is_alphanumeric() || it == '%' || inner, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                let word = text[from..at].trim_end_matches(['\'', '’']);
                let lower = lower(word);
                words.push(Word { start: start_of(&lower), text: lower, span: Span::new(from, from + word.len()) });
                start = None;
            }
            _ => {}
        }
    }
    words
}

fn lower(word: &str) -> String {
    if word.is_ascii() { word.to_ascii_lowercase() } else { word.to_lowercase().replace('’', "'") }
}

/// One word of a phrase.
#[derive(Clone, Debug)]
enum Part {
    Exactly(String),
    /// `resolv*`
    Beginning(String),
    /// `*ed`; not as the first word of a phrase.
    Ending(String),
    /// `..`: up to three words of any kind.
    Gap,
    /// `{person}`: any member of a set, each of one word or more.
    OneOf(Arc<[Vec<Part>]>),
}

/// Sets of phrases that stand for each other: `{name}` in a phrase, or in a set, is any of them.
pub type Sets = BTreeMap<String, Vec<String>>;

const GAP: usize = 3;

/// A list of phrases, found by the first letters of their first word.
#[derive(Debug, Default)]
pub struct Phrases {
    phrases: Vec<Vec<Part>>,
    by_start: FnvHashMap<Start, Vec<usize>>,
    /// A bit for each start that some phrase has: most words need no more than this look.
    starts: [u64; 16],
}

/// How a word begins: its first four letters, and zeros behind a shorter word; or the two letters of a short stem.
type Start = [u8; LETTERS];
const LETTERS: usize = 4;

/// What stands behind the two letters of a stem, and in no text.
const OPEN: [u8; 2] = [0xff; 2];

impl Phrases {
    pub fn new(phrases: &[String]) -> Phrases {
        Phrases::with_sets(phrases, &Sets::new())
    }

    pub fn with_sets(phrases: &[String], sets: &Sets) -> Phrases {
        let phrases: Vec<Vec<Part>> = phrases.iter().map(|it| parts(it, sets)).filter(|it| !it.is_empty()).collect();
        let mut by_start: FnvHashMap<Start, Vec<usize>> = FnvHashMap::default();
        let mut bits = [0; 16];
        for (index, phrase) in phrases.iter().enumerate() {
            for start in starts(phrase) {
                let known = by_start.entry(start).or_default();
                if known.last() != Some(&index) {
                    known.push(index);
                }
                let (slot, bit) = slot(start);
                bits[slot] |= bit;
            }
        }
        Phrases { phrases, by_start, starts: bits }
    }

    pub fn is_empty(&self) -> bool {
        self.phrases.is_empty()
    }

    /// The first place where one of the phrases stands.
    pub fn find(&self, words: &[Word]) -> Option<Span> {
        (0..words.len()).find_map(|at| self.at(words, at))
    }

    /// Every place where one of the phrases stands, as the words it takes; none begins inside of another.
    pub fn all(&self, words: &[Word]) -> Vec<Range<usize>> {
        let mut found: Vec<Range<usize>> = Vec::new();
        for at in 0..words.len() {
            if found.last().is_none_or(|it| it.end <= at)
                && let Some(last) = self.last(words, at)
            {
                found.push(at..last + 1);
            }
        }
        found
    }

    /// Whether one of the phrases begins the words.
    pub fn opens(&self, words: &[Word]) -> bool {
        !words.is_empty() && self.at(words, 0).is_some()
    }

    fn at(&self, words: &[Word], at: usize) -> Option<Span> {
        self.last(words, at).map(|last| words[at].span.cover(words[last].span))
    }

    /// The index of the last word of a phrase that begins at `at`.
    fn last(&self, words: &[Word], at: usize) -> Option<usize> {
        let word = words[at].start;
        let (whole, stem) = (self.with(word), self.with(open(word)));
        let last = |index: &usize| end(&self.phrases[*index], words, at);
        match (whole, stem) {
            ([], []) => None,
            (one, []) | ([], one) => one.iter().find_map(last),
            // Of several phrases the one listed first.
            _ => {
                let mut all = [whole, stem].concat();
                all.sort_unstable();
                all.iter().find_map(last)
            }
        }
    }

    /// The phrases with a start.
    fn with(&self, start: Start) -> &[usize] {
        let (slot, bit) = slot(start);
        if self.starts[slot] & bit == 0 {
            return &[];
        }
        self.by_start.get(&start).map_or(&[], |it| it)
    }
}

fn parts(phrase: &str, sets: &Sets) -> Vec<Part> {
    phrase.split_whitespace().map(|it| part(it, sets)).collect()
}

/// How a phrase can begin.
fn starts(phrase: &[Part]) -> Vec<Start> {
    match phrase.first() {
        Some(Part::Exactly(word)) => vec![start_of(word)],
        Some(Part::Beginning(stem)) if stem.len() >= LETTERS => vec![start_of(stem)],
        Some(Part::Beginning(stem)) => vec![open(start_of(stem))],
        Some(Part::OneOf(set)) => set.iter().flat_map(|it| starts(it)).collect(),
        Some(Part::Gap | Part::Ending(_)) | None => Vec::new(),
    }
}

fn part(word: &str, sets: &Sets) -> Part {
    if let Some(set) = word.strip_prefix('{').and_then(|it| sets.get(it.strip_suffix('}')?)) {
        return Part::OneOf(set.iter().map(|it| parts(it, sets)).collect());
    }
    match (word.strip_suffix('*'), word.strip_prefix('*')) {
        _ if word == ".." => Part::Gap,
        (Some(stem), _) => Part::Beginning(stem.to_lowercase()),
        (None, Some(ending)) => Part::Ending(ending.to_lowercase()),
        (None, None) => Part::Exactly(word.to_lowercase()),
    }
}

fn start_of(word: &str) -> Start {
    let mut start = [0; LETTERS];
    let known = word.len().min(LETTERS);
    start[..known].copy_from_slice(&word.as_bytes()[..known]);
    start
}

/// Stems have at least two letters, so two letters are what a word and its stem surely share.
fn open([first, second, ..]: Start) -> Start {
    [first, second, OPEN[0], OPEN[1]]
}

/// One of 1024 bits.
fn slot(start: Start) -> (usize, u64) {
    let mixed = u32::from_le_bytes(start).wrapping_mul(0x9e37_79b1) >> 22;
    (mixed as usize / 64, 1 << (mixed % 64))
}

/// The index of the last word that the phrase takes when it begins at `at`.
fn end(phrase: &[Part], words: &[Word], at: usize) -> Option<usize> {
    let Some((part, rest)) = phrase.split_first() else { return at.checked_sub(1) };
    match part {
        Part::Gap => (at..=at + GAP).find_map(|it| end(rest, words, it)),
        Part::Exactly(word) => (words.get(at)?.text == *word).then(|| end(rest, words, at + 1))?,
        Part::OneOf(set) => set.iter().find_map(|it| end(rest, words, end(it, words, at)? + 1)),
        Part::Ending(ending) => words.get(at)?.text.ends_with(ending.as_str()).then(|| end(rest, words, at + 1))?,
        Part::Beginning(stem) => words.get(at)?.text.starts_with(stem.as_str()).then(|| end(rest, words, at + 1))?,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(phrase: &str, text: &str, expected: Option<&str>) {
        let found = Phrases::new(&[phrase.to_owned()]).find(&words(text));
        assert_eq!(found.map(|it| &text[it.range()]), expected, "{phrase} in {text}");
    }

    #[test]
    fn phrases_match_words_not_letters() {
        check("fix", "The prefix was wrong", None);
        check("fix", "A Fix went out", Some("Fix"));
        check("resolv*", "Fully RESOLVED at last", Some("RESOLVED"));
        check("roll* back", "they rolled back the change", Some("rolled back"));
        check("not .. resolved", "it was not, as we hoped, resolved", Some("not, as we hoped, resolved"));
        check("not .. resolved", "not resolved", Some("not resolved"));
        check("not .. resolved", "not one two three four resolved", None);
        check("should have *ed", "we should have checked", Some("should have checked"));
        check("didn't help", "It didn’t help", Some("didn’t help"));
    }
}
