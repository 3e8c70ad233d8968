//! `Duration:` and what stands behind it.

use super::markup;
use crate::text::Span;

/// `Duration:` in front of a line or alone on it.
#[derive(Debug)]
pub(in crate::model) struct Label {
    /// As names are compared.
    pub key: String,
    pub text: Span,
    /// What follows on the line; empty for a label alone.
    pub rest: Span,
}

/// Up to eight words, and a colon or a dash behind them.
pub(super) fn label(text: &str, body: Span) -> Option<Label> {
    let inside = &text[body.range()];
    let (skipped, _) = markup::skip_dressing(inside);
    let (end, mut rest) = dash(inside, skipped).or_else(|| colon(inside, skipped))?;
    let words = inside[skipped..end].trim_end_matches(['*', '_', '`', ' ', ')']);
    if words.is_empty() || words.len() > 70 || words.split_whitespace().count() > 8 || words.contains(['.', '?', '!']) {
        return None;
    }
    rest += inside[rest..].len() - inside[rest..].trim_start_matches([' ', '*', '_', '`', '\t', '-', '\u{a0}']).len();
    let text = Span::new(skipped, skipped + words.len()).shifted(body.start);
    Some(Label {
        key: crate::profile::key(words),
        text,
        rest: Span::new(rest.min(body.len()), body.len()).shifted(body.start),
    })
}

/// Where the first colon ends a label: one that no digit follows, as in `14:30`. The end of the words, and of the colon.
fn colon(inside: &str, from: usize) -> Option<(usize, usize)> {
    let ends = |at: &usize| {
        let after = &inside[at + 1..];
        !after.starts_with(|it: char| it.is_ascii_digit() || it == '/') && !after.starts_with(':')
    };
    let at = inside[from..].match_indices(':').map(|(at, _)| from + at).find(ends)?;
    Some((at, at + 1))
}

/// `Start time - 10:00`, `| End | 11:00 |`: a few words and a dash or the edge of a cell, then a number.
fn dash(inside: &str, from: usize) -> Option<(usize, usize)> {
    let (at, mark) =
        [" - ", " – ", " — ", "|"].iter().filter_map(|it| Some((from + inside[from..].find(it)?, *it))).min()?;
    let (words, after) = (&inside[from..at], inside[at + mark.len()..].trim_start_matches([' ', '*', '_', '`']));
    let is_short =
        words.split_whitespace().count() <= 4 && !words.contains(|it: char| it.is_ascii_digit() || it == ':');
    (is_short && after.starts_with(|it: char| it.is_ascii_digit())).then_some((at, at + mark.len()))
}
