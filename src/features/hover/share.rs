//! A percentage: of what it is, and what is said of the share elsewhere.

use super::prose::{Prose, quoted};
use crate::snapshot::Snapshot;
use crate::text::Span;

/// What there is to say about the percentage at an offset.
pub(super) fn at(snapshot: &Snapshot, offset: usize) -> Option<(Span, Prose)> {
    let (text, postmortem) = (snapshot.text(), snapshot.postmortem());
    let line = text.line(text.line_of(offset));
    let content = text.slice(line);
    let (start, end) = percentage(&content, offset - line.start)?;
    let span = Span::new(start, end).shifted(line.start);
    let figure = quoted(&content[start..end]);
    let mut prose = Prose::new(match of_what(&content[end..]) {
        Some(what) => format!("{figure} of {}", quoted(&what)),
        None => format!("{figure}, and it is not said of what"),
    });
    let is_stated = postmortem.affected.iter().any(|it| it.span.touches(span));
    if is_stated {
        prose.bullet("the share that was affected".to_owned());
    }
    for other in postmortem.affected.iter().filter(|it| is_stated && !it.span.touches(span)) {
        prose.bullet(format!("elsewhere: {}", quoted(&text.slice(other.span))));
    }
    Some((span, prose))
}

/// The bytes of `61%` or `61.5 %` around an offset of a line.
fn percentage(line: &str, at: usize) -> Option<(usize, usize)> {
    line.match_indices('%').find_map(|(sign, _)| {
        let number = line[..sign].trim_end_matches(' ');
        let digits = number.trim_end_matches(|it: char| it.is_ascii_digit() || it == '.' || it == ',');
        let is_number = line[digits.len()..].starts_with(|it: char| it.is_ascii_digit());
        (is_number && digits.len() <= at && at <= sign + 1).then_some((digits.len(), sign + 1))
    })
}

/// The words behind `of`, to the end of the phrase.
fn of_what(rest: &str) -> Option<String> {
    const WORDS: usize = 4;
    /// A verb ends the phrase.
    const ENDS: [&str; 14] =
        ["was", "were", "is", "are", "had", "got", "saw", "could", "failed", "on", "in", "for", "during", "and"];
    let behind = rest.trim_start().strip_prefix("of ")?;
    let phrase = behind.split([',', '.', ';', ':', '(', ')', '|', '*']).next()?;
    let words = phrase.split_whitespace().take_while(|it| !ENDS.contains(it)).take(WORDS);
    Some(words.collect::<Vec<_>>().join(" ")).filter(|it| !it.is_empty())
}
