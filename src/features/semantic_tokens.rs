//! `textDocument/semanticTokens`: times, zones, phases, shares, owners and due dates, in types of the standard legend.

use tower_lsp::lsp_types::{Range, SemanticToken, SemanticTokenType, SemanticTokens};

use crate::features::{lsp, mentions};
use crate::profile::key;
use crate::snapshot::Snapshot;
use crate::text::{Encoding, Span};

/// The types, each at the number that it has on the wire.
pub const LEGEND: [SemanticTokenType; 6] = [
    SemanticTokenType::NUMBER,
    SemanticTokenType::ENUM_MEMBER,
    SemanticTokenType::KEYWORD,
    SemanticTokenType::PARAMETER,
    SemanticTokenType::PROPERTY,
    SemanticTokenType::MACRO,
];

/// What a token is, by its place in the legend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// A time of day, a percentage.
    Figure,
    Zone,
    /// The label of an entry that names its phase: `Detected:`.
    Phase,
    Owner,
    Due,
    /// A place that waits for its text.
    Prompt,
}

/// The tokens of a range, or of the whole document.
pub fn answer(snapshot: &Snapshot, encoding: Encoding, range: Option<Range>) -> SemanticTokens {
    let text = snapshot.text();
    let asked = range.map(|it| lsp::span(text, it, encoding));
    let mut found = tokens(snapshot);
    found.retain(|it| asked.is_none_or(|asked| asked.touches(it.0)));
    let mut data = Vec::with_capacity(found.len());
    let (mut line, mut character) = (0, 0);
    for (span, kind) in found {
        let range = lsp::range(text, span, encoding);
        let is_same_line = range.start.line == line;
        data.push(SemanticToken {
            delta_line: range.start.line - line,
            delta_start: range.start.character - if is_same_line { character } else { 0 },
            length: range.end.character - range.start.character,
            token_type: kind as u32,
            token_modifiers_bitset: 0,
        });
        (line, character) = (range.start.line, range.start.character);
    }
    SemanticTokens { result_id: None, data }
}

/// In the order of the document, each within a line, none over another: where two meet, the first one stays.
fn tokens(snapshot: &Snapshot) -> Vec<(Span, Kind)> {
    let (text, postmortem) = (snapshot.text(), snapshot.postmortem());
    let mut all: Vec<(Span, Kind)> = postmortem.placeholders.iter().map(|it| (*it, Kind::Prompt)).collect();
    all.extend(mentions::stamps(snapshot).iter().map(|it| (it.time_span, Kind::Figure)));
    all.extend(postmortem.zones.iter().filter(|it| it.is_sure).map(|it| (it.span, Kind::Zone)));
    all.extend(mentions::lines(snapshot, percentages).into_iter().map(|it| (it, Kind::Figure)));
    all.extend(phases(snapshot).map(|it| (it, Kind::Phase)));
    for action in &postmortem.actions {
        all.extend(action.owner.map(|it| (it.value, Kind::Owner)));
        all.extend(action.due.map(|it| (it.detail.value, Kind::Due)));
    }
    all.retain(|(span, _)| !span.is_empty() && text.line_of(span.start) == text.line_of(span.end));
    all.sort_by_key(|(span, kind)| (span.start, std::cmp::Reverse(span.end), *kind as u32));
    let mut apart: Vec<(Span, Kind)> = Vec::with_capacity(all.len());
    for token in all {
        if apart.last().is_none_or(|last| last.0.end <= token.0.start) {
            apart.push(token);
        }
    }
    apart
}

/// `40%`, `12.5 %`
fn percentages(line: &str, start: usize) -> Vec<Span> {
    let figure = |(at, _): (usize, &str)| {
        let before = line[..at].trim_end_matches(' ');
        let digits = before.rfind(|it: char| !it.is_ascii_digit() && it != '.' && it != ',');
        let first = digits.map_or(0, |it| it + before[it..].chars().next().map_or(1, char::len_utf8));
        let figure = before[first..].trim_start_matches(['.', ',']);
        let first = before.len() - figure.len();
        (!figure.is_empty()).then(|| Span::new(start + first, start + at + 1))
    };
    line.match_indices('%').filter_map(figure).collect()
}

/// The labels that entries begin with, where they name a phase.
fn phases(snapshot: &Snapshot) -> impl Iterator<Item = Span> {
    let (text, profile) = (snapshot.text(), &snapshot.profile);
    let is_phase = |label: &str| {
        let label = key(label);
        profile.evidences().any(|(_, it)| it.phase.is_some() && it.labels.contains(&label))
    };
    snapshot.postmortem().timeline.entries.iter().filter_map(move |entry| {
        let event = text.slice(entry.event);
        let label = event.split_once(':')?.0.trim_end_matches(['*', '_', ' ']);
        let words = label.trim_start_matches(['*', '_', ' ', '[', '(']);
        let start = entry.event.start + label.len() - words.len();
        is_phase(words).then(|| Span::new(start, start + words.len()))
    })
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;
    use crate::testing::snapshot;

    /// Each token with its type, read back from the wire.
    fn check(text: &str, expected: Expect) {
        for encoding in [Encoding::Utf8, Encoding::Utf16] {
            expected.assert_eq(&shown(text, encoding, None));
        }
    }

    fn shown(text: &str, encoding: Encoding, range: Option<Range>) -> String {
        let read = snapshot(text);
        let (mut line, mut character, mut out) = (0, 0, String::new());
        for token in answer(&read, encoding, range).data {
            line += token.delta_line;
            character = token.delta_start + if token.delta_line == 0 { character } else { 0 };
            let position = |character| tower_lsp::lsp_types::Position::new(line, character);
            let range = Range::new(position(character), position(character + token.length));
            let words = read.text().slice(lsp::span(read.text(), range, encoding)).into_owned();
            out.push_str(&format!("{line}: {words} {}\n", LEGEND[token.token_type as usize].as_str()));
        }
        out
    }

    const DRAFT: &str = "\
# Postmortem: 🚒 the shop was down

## Issue Summary

🚒 Down from 14:30 to 16:45 UTC for 40% of users; [what they saw].

## Timeline

- 14:30 UTC - **Detected:** An alert fired at 12.5 % load
- 16:45 UTC - Up: as before

## Corrective and Preventative Measures

- [ ] Add an alert on disk usage (owner: Ann, due: 2024-07-01)

```
10:00 UTC 40%
```
";

    #[test]
    fn everything_that_counts_has_its_type() {
        check(
            DRAFT,
            expect![[r#"
            4: 14:30 number
            4: 16:45 number
            4: UTC enumMember
            4: 40% number
            4: [what they saw] macro
            8: 14:30 number
            8: UTC enumMember
            8: Detected keyword
            8: 12.5 % number
            9: 16:45 number
            9: UTC enumMember
            13: Ann parameter
            13: 2024-07-01 property
        "#]],
        );
    }

    #[test]
    fn a_range_gets_its_own_tokens() {
        let position = |line| tower_lsp::lsp_types::Position::new(line, 0);
        let range = Some(Range::new(position(9), position(10)));
        assert_eq!(shown(DRAFT, Encoding::Utf16, range), "9: 16:45 number\n9: UTC enumMember\n");
    }
}
