//! Which share of all users a line says was affected: `affecting 85% of our users`, `all users were affected`.

use crate::profile::{Word, words};
use crate::text::Span;

/// A share of all users that a text says was affected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Affected {
    /// In hundredths of a percent.
    pub share: u32,
    /// `about 85%`
    pub is_rough: bool,
    /// From the figure to the users.
    pub span: Span,
}

impl Affected {
    pub fn shifted(self, by: usize) -> Affected {
        Affected { span: self.span.shifted(by), ..self }
    }

    /// Whether both cannot be true of one outage.
    pub fn contradicts(self, other: Affected) -> bool {
        let slack = if self.is_rough || other.is_rough { 1_000 } else { 0 };
        self.share.abs_diff(other.share) > slack
    }
}

/// Everybody, by word beginnings: shares of other things, and of some users, are not compared.
static USERS: &[&str] = &["user", "customer", "client", "visitor", "student", "people", "subscriber"];

/// Words before a share that make it one of several, or that of one moment.
static PARTIAL: &[&str] = &[
    "remaining",
    "other",
    "another",
    "rest",
    "up",
    "initially",
    "first",
    "peak",
    "between",
    "only",
    "least",
    "most",
    "than",
    "over",
    "under",
    "to",
    "and",
    "or",
    "from",
    "then",
    "later",
    "further",
    "additional",
    "while",
    "not",
];

static ROUGH: &[&str] =
    &["about", "approximately", "around", "roughly", "nearly", "almost", "estimated", "some", "approx"];

/// The shares of a text, in order. A share in a sentence that tells of moments or of parts is left out.
pub(super) fn affected(text: &str) -> Vec<Affected> {
    if !text.contains("ffect") && !text.contains("mpact") {
        return Vec::new();
    }
    let words = words(text);
    (0..words.len()).filter_map(|nth| share_at(text, &words, nth)).collect()
}

fn share_at(text: &str, words: &[Word], nth: usize) -> Option<Affected> {
    let word = |at: usize| words.get(at).map_or("", |it| it.text.as_str());
    let (share, mut at) = figure(words, nth)?;
    // `of all our active users`, within one sentence.
    let is_filler = |it: &str| matches!(it, "of" | "the" | "our" | "all" | "total" | "its" | "active" | "their");
    while is_filler(word(at)) {
        at += 1;
    }
    let users = words.get(at).filter(|it| USERS.iter().any(|noun| it.text.starts_with(noun)))?;
    if nth > 0 && PARTIAL.contains(&word(nth - 1)) {
        return None;
    }
    let span = Span::new(words[nth].span.start, users.span.end);
    let is_whole = !text[span.range()].contains(['.', ';']) || share % 100 != 0;
    (is_whole && is_of_all(text, words, nth, at)).then_some(Affected {
        share,
        is_rough: (nth.saturating_sub(2)..nth).any(|it| ROUGH.contains(&word(it))) || text[..span.start].ends_with('~'),
        span,
    })
}

/// `85%`, `100 percent`, `all`: the share and the index of the word behind it.
fn figure(words: &[Word], nth: usize) -> Option<(u32, usize)> {
    let word = |at: usize| words.get(at).map_or("", |it| it.text.as_str());
    if word(nth) == "all" && !matches!(nth.checked_sub(1).map(word), Some("of" | "not" | "almost" | "nearly")) {
        return Some((10_000, nth + 1));
    }
    let digits = word(nth).trim_end_matches('%');
    let value: u32 = digits.parse().ok().filter(|it| *it <= 100)?;
    match (word(nth).len() > digits.len(), word(nth + 1), word(nth + 2)) {
        (true, ..) => Some((value * 100, nth + 1)),
        (_, "percent" | "%", _) => Some((value * 100, nth + 2)),
        (_, "per", "cent") => Some((value * 100, nth + 3)),
        _ => None,
    }
}

/// Whether the words around say that this share of all users was affected, without naming a place, a moment or a part.
fn is_of_all(text: &str, words: &[Word], first: usize, users: usize) -> bool {
    let word = |at: usize| words.get(at).map_or("", |it| it.text.as_str());
    let is_said = |it: &str| matches!(it, "affected" | "impacted" | "affecting" | "impacting" | "affects" | "impacts");
    let end = words[users].span.end;
    let behind = text[end..].trim_start();
    let sentence_ends = behind.is_empty() || behind.starts_with(['.', ';', '!', ')', '*']);
    let is_affected_behind = matches!(word(users + 1), "were" | "was" | "being" | "are" | "is")
        && is_said(word(users + 2))
        || is_said(word(users + 1));
    let before = (first.saturating_sub(3)..first).any(|it| is_said(word(it)));
    // The figure of a decimal: `99.5%` is read from its end.
    let is_decimal = text[..words[first].span.start].ends_with(['.', ',', '-', '–', '/']);
    !is_decimal && (is_affected_behind && ends_behind(text, words, users) || before && sentence_ends)
}

/// Whether the sentence ends where the users were affected: `… were affected in Europe` is told of Europe alone.
fn ends_behind(text: &str, words: &[Word], users: usize) -> bool {
    let said = (users + 1..users + 3)
        .find(|it| words.get(*it).is_some_and(|it| it.text.starts_with("affect") || it.text.starts_with("impact")));
    said.is_some_and(|it| {
        let behind = text[words[it].span.end..].trim_start();
        behind.is_empty() || behind.starts_with(['.', ';', '!', ')', '*', ','])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let shown: Vec<String> = affected(text)
            .iter()
            .map(|it| format!("{}{} [{}]", if it.is_rough { "~" } else { "" }, it.share / 100, &text[it.span.range()]))
            .collect();
        assert_eq!(shown, expected, "{text}");
    }

    #[test]
    fn shares_of_all_users_are_read() {
        check("The outage affected 85% of our users.", &["85 [85% of our users]"]);
        check("About 40 percent of users were affected.", &["~40 [40 percent of users]"]);
        check("It was slow, affecting all users.", &["100 [all users]"]);
        check("100% of the users were impacted, and 30% complained.", &["100 [100% of the users]"]);
    }

    #[test]
    fn shares_of_parts_places_and_moments_are_not() {
        for text in [
            "The remaining 35% of users were affected.",
            "Affecting 60% of users in Europe.",
            "30% of users were affected in Asia.",
            "At first 20% of users saw errors.",
            "Affected up to 80% of users.",
            "affected between 80% and 90% of users.",
            "100% of requests were affected.",
            "85% of users saw errors.",
            "not all users were affected.",
            "The latency affected 99.5% of users.",
        ] {
            check(text, &[]);
        }
    }
}
