//! `textDocument/inlayHint`: elapsed time behind the stamps of entries, the computed length behind the stated one, words
//! behind headings.

use tower_lsp::lsp_types::{InlayHint, InlayHintLabel, InlayHintTooltip, Range};

use crate::features::lsp;
use crate::model::Postmortem;
use crate::model::course;
use crate::snapshot::Snapshot;
use crate::text::{Encoding, Span};

/// Which hints somebody wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kinds {
    /// `+00:13` behind the time of an entry.
    pub elapsed: bool,
    /// `= 2 h 15 min` behind the length of the outage, where the two times say something else.
    pub duration: bool,
    /// `52 words` behind the headings of sections, and on the title where the whole is too short or too long.
    pub words: bool,
}

/// The hints of a range, in the order of the document.
pub fn answer(snapshot: &Snapshot, encoding: Encoding, range: Range, kinds: Kinds) -> Vec<InlayHint> {
    let postmortem = snapshot.postmortem();
    if !postmortem.recognised {
        return Vec::new();
    }
    let mut hints = Vec::new();
    if kinds.elapsed {
        hints.extend(elapsed(postmortem));
    }
    if kinds.duration {
        hints.extend(computed(postmortem));
    }
    if kinds.words {
        hints.extend(words(snapshot));
    }
    let text = snapshot.text();
    let asked = lsp::span(text, range, encoding);
    hints.retain(|it| asked.touches(Span::at(it.at)));
    hints.sort_by_key(|it| it.at);
    hints.into_iter().map(|it| it.on_wire(snapshot, encoding)).collect()
}

struct Hint {
    /// Behind which byte it stands.
    at: usize,
    label: String,
    tooltip: String,
}

impl Hint {
    fn on_wire(self, snapshot: &Snapshot, encoding: Encoding) -> InlayHint {
        InlayHint {
            position: lsp::range(snapshot.text(), Span::at(self.at), encoding).start,
            label: InlayHintLabel::String(self.label),
            kind: None,
            text_edits: None,
            tooltip: Some(InlayHintTooltip::String(self.tooltip)),
            padding_left: Some(true),
            padding_right: None,
            data: None,
        }
    }
}

/// Hours and minutes since the stated start, or since the first entry where none is stated.
fn elapsed(postmortem: &Postmortem) -> Vec<Hint> {
    let entries = &postmortem.timeline.entries;
    let first = entries.iter().find_map(|it| it.minute);
    let (start, name) = match postmortem.course.start {
        Some(start) => (start, "the stated start"),
        None => (first.unwrap_or_default(), "the first entry"),
    };
    let hint = |(minute, stamp): (i64, &crate::clock::Stamp)| {
        let minutes = minute - start;
        let sign = if minutes < 0 { '-' } else { '+' };
        let away = minutes.abs();
        Hint {
            at: stamp.span.end,
            label: format!("{sign}{:02}:{:02}", away / 60, away % 60),
            tooltip: match minutes {
                0 => format!("at {name}"),
                1.. => format!("{} after {name}", course::in_words(away)),
                _ => format!("{} before {name}", course::in_words(away)),
            },
        }
    };
    entries.iter().filter_map(|it| Some((it.minute?, it.stamp.as_ref()?))).map(hint).collect()
}

/// What the two times of the outage come to, where the length beside them says something else.
fn computed(postmortem: &Postmortem) -> Option<Hint> {
    let outage = &postmortem.outage;
    let stated = outage.length?;
    let computed = outage.computed_minutes().filter(|it| *it != stated.minutes)?;
    let label = format!("= {}", course::in_short(computed));
    let tooltip = format!("from the start to the end it is {}", course::in_words(computed));
    Some(Hint { at: stated.span.end, label, tooltip })
}

/// The words of each section, and of the whole where they are fewer or more than asked for.
fn words(snapshot: &Snapshot) -> Vec<Hint> {
    let postmortem = snapshot.postmortem();
    let counted = |words: usize| format!("{words} word{}", if words == 1 { "" } else { "s" });
    let section = |it: &crate::model::Section| Hint {
        at: it.heading.line.end,
        label: counted(it.words),
        tooltip: format!("{} of prose in this section", counted(it.words)),
    };
    postmortem.sections.iter().filter(|it| it.body.start >= it.heading.line.end).map(section).collect()
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;
    use crate::testing::snapshot;

    const ALL: Kinds = Kinds { elapsed: true, duration: true, words: true };

    /// The text with each hint written where it is shown.
    fn check(text: &str, kinds: Kinds, expected: Expect) {
        let read = snapshot(text);
        let whole = lsp::range(read.text(), Span::new(0, read.text().len()), Encoding::Utf8);
        let mut shown = text.to_owned();
        for hint in answer(&read, Encoding::Utf8, whole, kinds).into_iter().rev() {
            let at = read.text().offset(lsp::position(hint.position), Encoding::Utf8);
            let InlayHintLabel::String(label) = hint.label else { panic!("labels are plain") };
            shown.insert_str(at, &format!(" ⟨{label}⟩"));
        }
        expected.assert_eq(&shown);
    }

    const DRAFT: &str = "\
# Postmortem: the shop

## Issue Summary

The shop was down from 14:30 to 16:45 UTC (two hours).

## Timeline

- 14:20 UTC - A release went out
- 14:30 UTC - An alert fired
- 16:45 UTC - Resolved
";

    #[test]
    fn entries_lengths_and_headings_have_their_hints() {
        check(
            DRAFT,
            ALL,
            expect![[r#"
                # Postmortem: the shop

                ## Issue Summary ⟨11 words⟩

                The shop was down from 14:30 to 16:45 UTC (two hours ⟨= 2 h 15 min⟩).

                ## Timeline ⟨14 words⟩

                - 14:20 UTC ⟨-00:10⟩ - A release went out
                - 14:30 UTC ⟨+00:00⟩ - An alert fired
                - 16:45 UTC ⟨+02:15⟩ - Resolved
            "#]],
        );
    }

    #[test]
    fn each_kind_can_be_left_out() {
        let read = snapshot(DRAFT);
        let whole = lsp::range(read.text(), Span::new(0, read.text().len()), Encoding::Utf8);
        let count =
            |elapsed, duration, words| answer(&read, Encoding::Utf8, whole, Kinds { elapsed, duration, words }).len();
        assert_eq!([count(true, false, false), count(false, true, false), count(false, false, true)], [3, 1, 2]);
        assert_eq!(count(false, false, false), 0);
    }

    #[test]
    fn only_what_is_shown_is_answered() {
        let read = snapshot(DRAFT);
        let line = |it: u32| tower_lsp::lsp_types::Position::new(it, 0);
        let hints = answer(&read, Encoding::Utf16, Range::new(line(8), line(9)), ALL);
        assert_eq!(hints.len(), 1, "{hints:?}");
    }

    #[test]
    fn what_is_no_postmortem_has_none() {
        check("# Shopping\n\n- 10:00 - milk\n", ALL, expect![["# Shopping\n\n- 10:00 - milk\n"]]);
    }
}
