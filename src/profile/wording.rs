//! Wording that reviewers ask to change: phrases as data, found in a line of prose.

use std::ops::Range;
use std::sync::LazyLock;

use serde::Deserialize;

use super::extend::added;
use super::phrases::{Phrases, Sets, Word, words};
use crate::text::Span;

/// Why a reviewer asks for other words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Objection {
    /// `human error`: the end of an explanation where one should begin.
    HumanError,
    /// `careless`: a judgement of a person.
    Character,
    /// `caused by an engineer`: a person as the cause.
    Blame,
    /// `@maria deployed`: a person by name as the one who did it.
    Named,
    /// `she deployed`; where the cause is told, a person as the one who did it.
    Pronoun,
    /// `should have checked`: what did not happen.
    Counterfactual,
    /// `nightmare`, `!!`, a sentence in capitals.
    Animated,
}

/// Words that a reviewer would ask to change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Remark {
    pub objection: Objection,
    pub span: Span,
}

/// The vocabulary of a profile: the common one and what the profile adds.
#[derive(Debug)]
pub struct Wording {
    groups: Vec<Group>,
}

#[derive(Debug)]
struct Group {
    objection: Objection,
    phrases: Phrases,
    unless: Phrases,
    first_word: bool,
    subject: Subject,
}

/// What must stand before a phrase, and belongs to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Subject {
    Anything,
    /// `@maria`
    Handle,
    /// A handle, or a word with a capital letter that opens no sentence as a common word would.
    Name,
}

/// Phrases that a profile adds.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Additions {
    blameful: Vec<String>,
    counterfactual: Vec<String>,
    animated: Vec<String>,
    /// Phrases that are fine, though they hold one of the others.
    allowed: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    sets: Sets,
    wording: Vec<GroupToml>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GroupToml {
    objection: Objection,
    phrases: Vec<String>,
    #[serde(default)]
    unless: Vec<String>,
    #[serde(default)]
    first_word: bool,
    #[serde(default)]
    handle: bool,
    #[serde(default)]
    name: bool,
}

impl Additions {
    /// With those of the profile that is extended.
    pub(super) fn over(self, base: Additions) -> Additions {
        Additions {
            blameful: added(self.blameful, base.blameful),
            counterfactual: added(self.counterfactual, base.counterfactual),
            animated: added(self.animated, base.animated),
            allowed: added(self.allowed, base.allowed),
        }
    }
}

impl Wording {
    /// The common vocabulary with a profile's additions.
    pub(super) fn with(additions: &Additions) -> Wording {
        static COMMON: LazyLock<File> = LazyLock::new(|| {
            toml::from_str(include_str!("wording.toml")).expect("the common vocabulary is read by a test")
        });
        let group = |it: &GroupToml| {
            let unless: Vec<String> = it.unless.iter().chain(&additions.allowed).cloned().collect();
            Group {
                objection: it.objection,
                phrases: Phrases::with_sets(&it.phrases, &COMMON.sets),
                unless: Phrases::with_sets(&unless, &COMMON.sets),
                first_word: it.first_word,
                subject: match (it.handle, it.name) {
                    (_, true) => Subject::Name,
                    (true, _) => Subject::Handle,
                    _ => Subject::Anything,
                },
            }
        };
        let added = [
            (Objection::Blame, &additions.blameful),
            (Objection::Counterfactual, &additions.counterfactual),
            (Objection::Animated, &additions.animated),
        ];
        let added = added.into_iter().filter(|(_, it)| !it.is_empty()).map(|(objection, it)| Group {
            objection,
            phrases: Phrases::with_sets(it, &COMMON.sets),
            unless: Phrases::default(),
            first_word: false,
            subject: Subject::Anything,
        });
        Wording { groups: COMMON.wording.iter().map(group).chain(added).collect() }
    }

    /// What a reviewer would remark on in a line of prose, in order; of two that overlap, the one listed first.
    pub fn remarks(&self, text: &str) -> Vec<Remark> {
        let words = words(text);
        let mut remarks: Vec<Remark> = shouts(text).chain(capitals(text, &words)).collect();
        for group in &self.groups {
            for found in group.find(text, &words) {
                if !remarks.iter().any(|it| it.span.start < found.span.end && found.span.start < it.span.end) {
                    remarks.push(found);
                }
            }
        }
        remarks.sort_by_key(|it| it.span.start);
        remarks
    }
}

impl Group {
    fn find<'a>(&'a self, text: &'a str, words: &'a [Word]) -> impl Iterator<Item = Remark> + 'a {
        let found = self.phrases.all(words);
        let fine = if found.is_empty() { Vec::new() } else { self.unless.all(words) };
        let is_fine = move |it: &Range<usize>| fine.iter().any(|fine| fine.start < it.end && it.start < fine.end);
        found.into_iter().filter(move |it| !is_fine(it)).filter_map(|it| self.remark(text, words, it))
    }

    fn remark(&self, text: &str, words: &[Word], found: Range<usize>) -> Option<Remark> {
        let span = words[found.start].span.cover(words[found.end - 1].span);
        if ends_sentence(&text[span.range()]) {
            return None;
        }
        let span = match self.subject {
            Subject::Anything if self.first_word => words[found.start].span,
            Subject::Anything => span,
            Subject::Handle => handle(text, words, found.start)?.cover(span),
            Subject::Name => handle(text, words, found.start).or_else(|| name(text, words, found.start))?.cover(span),
        };
        Some(Remark { objection: self.objection, span })
    }
}

/// Whether a sentence ends within the text.
fn ends_sentence(text: &str) -> bool {
    text.contains([';', '?', '!', '|']) || [". ", ": ", ".*", "._"].iter().any(|it| text.contains(it))
}

/// The `@maria` right before a word.
fn handle(text: &str, words: &[Word], at: usize) -> Option<Span> {
    let verb = words[at].span;
    let before = text[..verb.start].strip_suffix(' ')?;
    let start = before.rfind(|it: char| !(it.is_ascii_alphanumeric() || matches!(it, '-' | '_' | '.'))).unwrap_or(0);
    let is_alone = text[..start].chars().next_back().is_none_or(|it| !it.is_alphanumeric());
    (before[start..].starts_with('@') && is_alone && before.len() > start + 1).then(|| Span::new(start, before.len()))
}

/// The word with a capital letter right before a word, that is no common noun at the start of its sentence.
fn name(text: &str, words: &[Word], at: usize) -> Option<Span> {
    /// Who forgets and has no name.
    static NOBODY: &[&str] = &[
        "we", "i", "they", "he", "she", "you", "it", "someone", "somebody", "nobody", "everyone", "who", "team", "one",
    ];
    let before = words.get(at.checked_sub(1)?)?;
    let word = &text[before.span.range()];
    let is_name = word.starts_with(|it: char| it.is_uppercase()) && word.chars().skip(1).all(|it| it.is_lowercase());
    // `Engineers forgot to …`, `The team forgot to …`
    let is_common = NOBODY.contains(&before.text.as_str()) || word.ends_with('s') || word.len() < 3;
    (is_name && !is_common && text[before.span.end..words[at].span.start] == *" ").then_some(before.span)
}

/// `!!` and more.
fn shouts(text: &str) -> impl Iterator<Item = Remark> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start = at + text[at..].find("!!")?;
            at = start + text[start..].bytes().take_while(|it| *it == b'!').count();
            // `!![alt](…)` is an image; `if !!x` is code.
            let is_shout = !text[at..].starts_with(|it: char| it == '[' || it == '(' || it.is_alphanumeric());
            if is_shout && text[..start].ends_with(|it: char| !it.is_whitespace()) {
                return Some(Remark { objection: Objection::Animated, span: Span::new(start, at) });
            }
        }
    })
}

/// A row of words in capitals that is too long for an abbreviation.
fn capitals(text: &str, words: &[Word]) -> Option<Remark> {
    /// How many words make a sentence, and how many of them are too long for abbreviations.
    const WORDS: usize = 5;
    const LONG_WORDS: usize = 3;
    let is_loud = |it: &Word| {
        let word = &text[it.span.range()];
        word.chars().all(|it| !it.is_lowercase()) && word.chars().any(char::is_uppercase)
    };
    let row = words.chunk_by(|a, b| is_loud(a) == is_loud(b)).filter(|it| is_loud(&it[0])).max_by_key(|it| it.len())?;
    let long = row.iter().filter(|it| it.text.len() > 3).count();
    (row.len() >= WORDS && long >= LONG_WORDS)
        .then(|| Remark { objection: Objection::Animated, span: row[0].span.cover(row[row.len() - 1].span) })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each remark as `objection: words`.
    #[track_caller]
    fn check(text: &str, expected: &[(Objection, &str)]) {
        let wording = Wording::with(&Additions::default());
        let found: Vec<_> = wording.remarks(text).iter().map(|it| (it.objection, &text[it.span.range()])).collect();
        assert_eq!(found, expected, "in {text}");
    }

    #[test]
    fn people_as_causes_are_remarked() {
        use Objection::{Blame, Character, HumanError, Named, Pronoun};
        check("It was a human error.", &[(HumanError, "human error")]);
        check("A junior developer saved it", &[(Character, "junior")]);
        check("a careless change", &[(Character, "careless")]);
        check("It was caused by an engineer who left", &[(Blame, "caused by an engineer")]);
        check("The developer mistakenly saved it", &[(Blame, "developer mistakenly")]);
        check("It was @maria-k deployed", &[(Named, "@maria-k deployed")]);
        check("On Friday Maria forgot to renew it", &[(Named, "Maria forgot to")]);
        check("Then she pushed the change", &[(Pronoun, "she pushed")]);
    }

    #[test]
    fn what_did_not_happen_is_remarked() {
        use Objection::Counterfactual;
        check("We should have tested it", &[(Counterfactual, "should have tested")]);
        check("It could have been prevented", &[(Counterfactual, "could have been prevented")]);
        check("The engineer did not notice it", &[(Counterfactual, "engineer did not notice")]);
        check("The team failed to see it", &[(Counterfactual, "team failed to")]);
        check("Had we tested it, all was well", &[(Counterfactual, "Had we tested")]);
        check("Had the alert been louder", &[(Counterfactual, "Had the alert been")]);
        check("Someone forgot to renew it", &[(Counterfactual, "forgot to")]);
    }

    #[test]
    fn machines_and_plans_are_not() {
        for text in [
            "Nginx failed to restart, and the rollback failed to finish",
            "We restarted it. Nginx failed to start",
            "After the engineer left, the node failed to join",
            "Each service should have clear owners and automated tests",
            "This would have little effect; users would have been logged out",
            "lazy loading of images, a negligible share, a blameless culture",
            "git blame showed the culprit, a query",
            "It was checked if only one node answered",
            "It had already been restarted",
            "THE API of AWS EC2 in US EAST",
            "Wow! That was it",
            "hardware failures, natural disasters, human error",
        ] {
            check(text, &[]);
        }
    }

    #[test]
    fn loud_words_are_remarked() {
        use Objection::Animated;
        check("What a nightmare!!!", &[(Animated, "nightmare"), (Animated, "!!!")]);
        check("Then THE WHOLE DATABASE WENT AWAY AGAIN", &[(Animated, "THE WHOLE DATABASE WENT AWAY AGAIN")]);
        check("!![alt](x.png)", &[]);
    }

    #[test]
    fn a_profile_adds_and_allows_phrases() {
        let additions: Additions =
            toml::from_str("blameful = [\"bad apple*\"]\nallowed = [\"human error budget\"]").unwrap();
        let wording = Wording::with(&additions);
        assert_eq!(wording.remarks("two bad apples").len(), 1);
        assert_eq!(wording.remarks("the human error budget").len(), 0);
    }
}
