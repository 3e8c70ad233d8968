//! Which section a heading names: by its exact name, by its word stems, by a near misspelling, or by a word in it.

use std::collections::HashMap;

use strsim::osa_distance;

use super::{Role, words};
use crate::text::Span;

/// The section that a heading names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Match {
    pub role: Role,
    pub fit: Fit,
}

/// How a heading came to its section, the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// One of the profile's names.
    Exact,
    /// One of the headings under which the section goes on: `What went well`.
    Inside,
    /// The same words with other endings or in another order: `Correction and Prevention Measure`.
    Stems,
    /// The same words, misspelt.
    Misspelt,
    /// More words around a telling one: `The Timeline Unveiled`.
    Contains,
}

/// A misspelt word of a heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slip {
    /// Where it stands in the heading.
    pub span: Span,
    /// How the profile spells it, in the author's case.
    pub right: String,
}

/// How many letters of a word are compared as its stem.
const STEM: usize = 6;

#[derive(Debug, Default)]
pub(super) struct Names {
    exact: HashMap<String, Role>,
    stems: HashMap<String, Role>,
    spelt: Vec<(Vec<String>, Role)>,
    keywords: Vec<(Vec<String>, Role)>,
    inside: HashMap<String, Role>,
}

impl Names {
    pub(super) fn add<'a>(&mut self, role: Role, names: impl Iterator<Item = &'a String>, keywords: &[String]) {
        for name in names {
            let key = key(name);
            let words: Vec<String> = key.split(' ').map(str::to_owned).collect();
            if words.len() > 1 {
                self.stems.entry(stems(&key)).or_insert(role);
            }
            self.spelt.push((words, role));
            self.exact.entry(key).or_insert(role);
        }
        self.keywords.extend(keywords.iter().map(|it| (key(it).split(' ').map(str::to_owned).collect(), role)));
    }

    /// Adds names of headings under which a section goes on.
    pub(super) fn add_inside<'a>(&mut self, role: Role, names: impl Iterator<Item = &'a String>) {
        self.inside.extend(names.map(|it| (key(it), role)));
    }

    pub(super) fn find(&self, heading: &str) -> Option<Match> {
        let key = key(heading);
        if key.is_empty() || key.len() > 120 {
            return None;
        }
        let found = |role: &Role, fit| Match { role: *role, fit };
        let stripped = key.strip_prefix("the ").unwrap_or(&key);
        if let Some(role) = self.exact.get(&key).or_else(|| self.exact.get(stripped)) {
            return Some(found(role, Fit::Exact));
        }
        if let Some(role) = self.inside.get(&key).or_else(|| self.inside.get(stripped)) {
            return Some(found(role, Fit::Inside));
        }
        let words: Vec<&str> = stripped.split(' ').collect();
        if words.len() > 1
            && let Some(role) = self.stems.get(&stems(stripped))
        {
            return Some(found(role, Fit::Stems));
        }
        if let Some((_, role)) = self.spelt.iter().find(|(name, _)| is_misspelling(&words, name)) {
            return Some(found(role, Fit::Misspelt));
        }
        let contains = |name: &Vec<String>| words.windows(name.len()).any(|it| it == name.as_slice());
        self.keywords.iter().find(|(name, _)| contains(name)).map(|(_, role)| found(role, Fit::Contains))
    }

    /// The words of a heading that no name has and that are near to one of a name of its section. Other forms of a word,
    /// such as its plural, are no slips.
    pub(super) fn slips(&self, heading: &str) -> Vec<Slip> {
        let Some(found) = self.find(heading).filter(|it| matches!(it.fit, Fit::Stems | Fit::Misspelt)) else {
            return Vec::new();
        };
        let key = key(heading);
        let is_compared = |word: &str| key.split(' ').any(|it| it == word);
        let is_known = |word: &str| self.spelt.iter().any(|(name, _)| name.iter().any(|it| it == word));
        let own = || self.spelt.iter().filter(|(_, role)| *role == found.role).flat_map(|(name, _)| name);
        let slip = |word: super::Word| {
            let near = |it: &&String| is_near(&word.text, it) && it.as_bytes()[0] == word.text.as_bytes()[0];
            let right = own().filter(near).min_by_key(|it| osa_distance(&word.text, it))?;
            let is_form = is_form(&word.text, right, is_known);
            let right = cased(right, &heading[word.span.range()]);
            (!is_form).then_some(Slip { span: word.span, right })
        };
        let unknown = words(heading).into_iter().filter(|it| is_compared(&it.text) && !is_known(&it.text));
        unknown.filter_map(slip).collect()
    }
}

/// Whether a word is only another form of the right one: `measure`, `preventing`, `corrected`.
fn is_form(word: &str, right: &str, is_known: impl Fn(&str) -> bool) -> bool {
    let is_number =
        is_known(&format!("{word}s")) || ["s", "es"].iter().any(|it| word.strip_suffix(it).is_some_and(&is_known));
    let ends = |suffix: &str| word.strip_suffix(suffix).is_some_and(|it| it.len() > 3 && right.starts_with(it));
    is_number || ["able", "ed", "ing", "ly"].into_iter().any(ends)
}

/// A word in the case of another: `TIMELINE`, `Timeline`, `timeline`.
fn cased(word: &str, like: &str) -> String {
    let mut letters = like.chars();
    match (letters.next().is_some_and(char::is_uppercase), letters.next().is_some_and(char::is_uppercase)) {
        (true, true) => word.to_uppercase(),
        (true, false) => word[..1].to_uppercase() + &word[1..],
        _ => word.to_owned(),
    }
}

/// The first letters of each word that counts, in alphabetic order: word order and endings do not matter.
fn stems(key: &str) -> String {
    let mut stems: Vec<&str> = key
        .split(' ')
        .filter(|it| !matches!(*it, "and" | "the" | "of" | "a" | "an" | "to" | "for"))
        .map(|it| it.char_indices().nth(STEM).map_or(it, |(end, _)| &it[..end]))
        .collect();
    stems.sort_unstable();
    stems.join(" ")
}

/// Every word is near the word in its place, and not every letter of a short word is new. Words of up to three letters
/// allow no slip, of up to five one, longer ones two.
fn is_misspelling(words: &[&str], name: &[String]) -> bool {
    words.len() == name.len() && words.iter().zip(name).all(|(word, right)| is_near(word, right))
}

fn is_near(word: &str, right: &str) -> bool {
    let allowed = match right.len() {
        0..=3 => 0,
        4..=5 => 1,
        _ => 2,
    };
    word.len().abs_diff(right.len()) <= allowed && osa_distance(word, right) <= allowed
}

/// A heading or label as names are compared: lower case, letters and digits only, `&` and `/` as `and`, without what
/// stands in brackets, without leading numbers, emoji shortcodes or HTML.
pub fn key(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut depth = 0usize;
    let mut chars = text.chars().peekable();
    while let Some(it) = chars.next() {
        match it {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            '<' => while chars.next().is_some_and(|it| it != '>') {},
            '&' if chars.peek().is_some_and(|it| it.is_alphabetic()) && text.contains(';') => {
                while chars.next().is_some_and(|it| it != ';') {}
            }
            '&' | '/' => push_word(&mut out, "and"),
            '\'' | '’' => {}
            _ if it.is_alphanumeric() => out.extend(it.to_lowercase()),
            _ => push_space(&mut out),
        }
    }
    let trimmed = out.trim_end();
    let unnumbered = trimmed.trim_start_matches(|it: char| it.is_ascii_digit()).trim_start();
    if unnumbered.is_empty() { trimmed.to_owned() } else { unnumbered.to_owned() }
}

fn push_space(out: &mut String) {
    if !out.is_empty() && !out.ends_with(' ') {
        out.push(' ');
    }
}

fn push_word(out: &mut String, word: &str) {
    push_space(out);
    if !out.is_empty() {
        out.push_str(word);
        out.push(' ');
    }
}

#[cfg(test)]
mod tests {
    use super::super::Profile;
    use super::*;

    #[track_caller]
    fn check(heading: &str, expected: Option<(Role, Fit)>) {
        let found = Profile::alx().match_heading(heading).map(|it| (it.role, it.fit));
        assert_eq!(found, expected, "{heading}");
    }

    #[test]
    fn names_are_found_however_they_are_dressed() {
        check("Issue Summary:", Some((Role::Summary, Fit::Exact)));
        check("2. 🕒 TIMELINE (all times in UTC)", Some((Role::Timeline, Fit::Exact)));
        check("Root cause & resolution", Some((Role::CauseAndResolution, Fit::Exact)));
        check("Corrective/Preventative measures", Some((Role::Corrective, Fit::Exact)));
    }

    #[test]
    fn other_endings_and_orders_are_the_same_name() {
        check("Correction and Preventation Measures", Some((Role::Corrective, Fit::Stems)));
        check("Preventive and Corrective Measure", Some((Role::Corrective, Fit::Stems)));
    }

    #[test]
    fn misspelt_names_are_found() {
        check("Issue Sumary", Some((Role::Summary, Fit::Misspelt)));
        check("Timelime", Some((Role::Timeline, Fit::Misspelt)));
        check("Roote Cause and Resolutoin", Some((Role::CauseAndResolution, Fit::Misspelt)));
    }

    #[track_caller]
    fn check_slips(heading: &str, expected: &[(&str, &str)]) {
        let slips = Profile::alx().slips(heading);
        let found: Vec<(&str, &str)> = slips.iter().map(|it| (&heading[it.span.range()], &*it.right)).collect();
        assert_eq!(found, expected, "{heading}");
    }

    #[test]
    fn a_slip_is_a_word_that_no_name_has_and_keeps_its_case() {
        check_slips("2. ISSUE SUMARY:", &[("SUMARY", "SUMMARY")]);
        check_slips("Roote cause and resolutoin", &[("Roote", "Root"), ("resolutoin", "resolution")]);
        check_slips("CORRECTION AND PREVENTATION MEASURES", &[("PREVENTATION", "PREVENTATIVE")]);
    }

    #[test]
    fn other_forms_and_other_spellings_are_no_slips() {
        for heading in [
            "Timelines",
            "Issues Summary",
            "Corrective and Preventive Measures",
            "Preventive and Corrective Measure",
            "Corrected and prevented measures",
            "Timeline (all tymes in UTC)",
            "The Timeline Unveiled",
        ] {
            check_slips(heading, &[]);
        }
    }

    #[test]
    fn a_telling_word_is_enough_in_a_heading() {
        check("The Timeline Unveiled", Some((Role::Timeline, Fit::Contains)));
    }

    #[test]
    fn other_headings_are_left_alone() {
        for heading in ["Improvements", "Tasks", "Impact", "Introduction", "Duration", "", "Conclusion", "Tile"] {
            check(heading, None);
        }
    }
}
