//! An entry that tells too much, split where its sentences end.

use crate::model::{Entry, Layout};
use crate::rewrite::entry::own_span;
use crate::rewrite::marker::marker;
use crate::text::{Edit, Span, Text};

/// The most sentences that an entry is to have.
pub const MOST: usize = 2;

/// How the sentences of an entry are set apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Into {
    /// Further entries at the same time.
    Entries,
    /// Items below the entry.
    Items,
}

impl Into {
    /// As a command.
    pub fn title(self) -> &'static str {
        match self {
            Into::Entries => "Split into entries at the same time",
            Into::Items => "Split into items below the entry",
        }
    }
}

/// The sentences of an entry that has more of them than it is to have and can be split. Text in items or paragraphs
/// below the entry does not count.
pub fn sentences_of(text: &Text, entry: &Entry) -> Option<Vec<Span>> {
    if !matches!(entry.layout, Layout::Bullet | Layout::Numbered | Layout::TableRow) || entry.event.is_empty() {
        return None;
    }
    // Most entries have one or two sentences, and are passed over at the cost of a look.
    if entry.stops < MOST {
        return None;
    }
    let own = own_span(text, entry);
    let event = Span::new(entry.event.start, entry.event.end.min(own.end).max(entry.event.start));
    let source = text.slice(event);
    let is_cell = entry.layout == Layout::TableRow;
    let paragraph = match is_cell {
        true => source.trim_end_matches(['|', ' ']),
        false => paragraph(&source),
    };
    if is_cell && paragraph.contains('|') {
        return None;
    }
    let sentences = sentences(paragraph);
    (sentences.len() > MOST).then(|| sentences.into_iter().map(|it| it.shifted(event.start)).collect())
}

/// Splits an entry. The first sentences stay; of the further ones each two become an entry, or each an item.
pub fn split(text: &Text, entry: &Entry, into: Into) -> Option<Vec<Edit>> {
    let sentences = sentences_of(text, entry)?;
    let line = text.line(text.line_of(entry.span.start));
    let head = text.slice(Span::new(line.start, entry.event.start)).into_owned();
    let line_break = text.line_ending().as_str();
    let indent = head.len() - head.trim_start().len();
    let (close, head, cuts) = match (into, entry.layout) {
        (Into::Entries, Layout::TableRow) => {
            (" |", head, sentences.iter().skip(MOST).step_by(MOST).collect::<Vec<_>>())
        }
        (Into::Entries, _) => ("", head, sentences.iter().skip(MOST).step_by(MOST).collect()),
        (Into::Items, Layout::TableRow) => return None,
        (Into::Items, _) => {
            let (_, length) = marker(&head[indent..]);
            let bullet = head[indent..].chars().next().filter(|it| "*+".contains(*it)).unwrap_or('-');
            ("", format!("{}{}{bullet} ", &head[..indent], " ".repeat(length)), sentences.iter().skip(1).collect())
        }
    };
    let cut = |start: usize| {
        let before = text.slice(Span::new(entry.event.start, start));
        let gap = before.len() - before.trim_end().len();
        Edit::replace(Span::new(start - gap, start), format!("{close}{line_break}{head}"))
    };
    Some(cuts.into_iter().map(|it| cut(it.start)).collect())
}

/// The first paragraph of a text, up to an item below it.
pub(super) fn paragraph(source: &str) -> &str {
    let mut end = 0;
    for (nth, line) in source.split_inclusive('\n').enumerate() {
        let bare = line.trim();
        if nth > 0 && (bare.is_empty() || marker(bare).0.is_some() || bare.starts_with("```") || bare.starts_with('<'))
        {
            break;
        }
        end += line.len();
    }
    source[..end].trim_end()
}

/// Words that end in a full stop within a sentence, in lower case and without the stop.
const ABBREVIATIONS: &[&str] = &[
    "approx", "ca", "cf", "co", "dr", "e.g", "eg", "est", "etc", "fig", "i.e", "ie", "inc", "jr", "ltd", "mr", "mrs",
    "ms", "no", "nr", "prof", "resp", "sr", "st", "vs", "a.m", "p.m",
];

/// The sentences of a paragraph. A sentence ends at a mark that a capital, a digit or an opening mark follows; never
/// within brackets, quotes, emphasis or code.
pub(super) fn sentences(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, mark) in text.char_indices().filter(|it| matches!(it.1, '.' | '!' | '?')) {
        let behind = &text[at + mark.len_utf8()..];
        let closing = behind.trim_start_matches(['.', '!', '?', ')', ']', '"', '”', '’', '\'', '*', '_', '`']);
        let end = text.len() - closing.len();
        let next = closing.trim_start();
        if end < start || next.len() == closing.len() || next.is_empty() || !opens(next) {
            continue;
        }
        let word = text[start..at].rsplit(|it: char| it.is_whitespace() || it == '(').next().unwrap_or_default();
        let is_initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
        let is_short = mark == '.' && (is_initial || ABBREVIATIONS.contains(&word.to_lowercase().as_str()));
        if !is_short && is_closed(&text[start..end]) {
            found.push(Span::new(start, end));
            start = text.len() - next.len();
        }
    }
    if start < text.len() {
        found.push(Span::new(start, text.len()));
    }
    found
}

fn opens(next: &str) -> bool {
    let bare = next.trim_start_matches(['*', '_', '`', '"', '“', '\'', '‘', '(', '[']);
    bare.starts_with(|it: char| it.is_uppercase() || it.is_ascii_digit() || !it.is_alphanumeric())
}

/// Whether all that is opened in a text is closed in it.
pub(super) fn is_closed(text: &str) -> bool {
    let count = |it: &str| text.matches(it).count();
    let pairs = [("(", ")"), ("[", "]"), ("“", "”")];
    let stars = text.replace("**", "");
    count("**").is_multiple_of(2)
        && ["*", "_"].iter().all(|it| stars.matches(it).count().is_multiple_of(2))
        && ["`", "\""].iter().all(|it| count(it).is_multiple_of(2))
        && pairs.iter().all(|(open, close)| count(open) == count(close))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = sentences(text).iter().map(|it| &text[it.range()]).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn sentences_end_at_their_marks() {
        check("One. Two!  Three?", &["One.", "Two!", "Three?"]);
        check("It broke... 3 people called.\nNobody answered", &["It broke...", "3 people called.", "Nobody answered"]);
    }

    #[test]
    fn abbreviations_numbers_and_names_end_none() {
        check(
            "Mr. A. Smith, i.e. Bob, ran v1.2.3 of app.js vs. Nginx at 2 p.m. UTC",
            &["Mr. A. Smith, i.e. Bob, ran v1.2.3 of app.js vs. Nginx at 2 p.m. UTC"],
        );
    }

    #[test]
    fn what_is_open_goes_on() {
        check(
            "He said \"It is down. Call us.\" Then (late. Very late.) it was up. `A. B.` ran",
            &["He said \"It is down. Call us.\"", "Then (late. Very late.) it was up.", "`A. B.` ran"],
        );
        check("**One. Two.** Three", &["**One. Two.**", "Three"]);
    }
}
