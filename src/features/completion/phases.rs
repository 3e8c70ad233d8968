//! The opening of an entry behind its time: the phases that the timeline does not tell yet come first.

use tower_lsp::lsp_types::CompletionItemKind;

use super::about;
use super::here::Here;
use super::offer::{Body, Offer};
use crate::clock;
use crate::features::within::is_in_timeline;
use crate::model::{Entry, Postmortem};
use crate::profile::Phase;
use crate::rewrite::marker::marker;
use crate::rewrite::shape::Shape;
use crate::text::Text;

/// The phases in the order of an incident: as a label, and as the beginning of a sentence where nothing is labelled.
static OPENINGS: &[(Phase, &str, &str)] = &[
    (Phase::Detected, "Detected", "Detected: "),
    (Phase::Investigated, "Investigated", "Investigated "),
    (Phase::Misled, "Misleading path", "Misleading path: "),
    (Phase::Escalated, "Escalated", "Escalated to "),
    (Phase::Mitigated, "Mitigated", "Mitigated: "),
    (Phase::Resolved, "Resolved", "Resolved: "),
];

/// The openings that can stand at the cursor, if it is where the event of an entry begins.
pub(super) fn offers(here: &Here) -> Vec<Offer> {
    let without = here.without();
    let postmortem = without.postmortem();
    if !postmortem.recognised || !is_in_timeline(without, here.line.start) {
        return Vec::new();
    }
    let shape = Shape::near(postmortem, without.text(), here.line.start);
    let Some(begun) = Begun::read(here, &shape) else { return Vec::new() };
    let dress = dress(postmortem, without.text(), here.line.start);
    let asked = |phase: Phase| without.profile.evidences().any(|it| it.1.phase == Some(phase));
    let told = |phase: Phase| postmortem.timeline.entries.iter().find(|it| it.phases.contains(&phase));
    let mut phases: Vec<_> = OPENINGS.iter().filter(|it| asked(it.0)).map(|it| (it, told(it.0))).collect();
    phases.sort_by_key(|it| it.1.is_some());
    let offer = |((phase, label, opening), told): (&(Phase, &str, &str), Option<&Entry>)| {
        let opening = match &dress {
            Some((open, close)) => format!("{open}{label}{close}"),
            None => (*opening).to_owned(),
        };
        let time = told.and_then(|it| Some(without.text().slice(it.stamp.as_ref()?.time_span).into_owned()));
        Offer {
            label: (*label).to_owned(),
            detail: match (told, time) {
                (None, _) => "not told yet".to_owned(),
                (Some(_), Some(time)) => format!("told at {time}"),
                (Some(_), None) => "told".to_owned(),
            },
            kind: CompletionItemKind::KEYWORD,
            span: here.span(begun.start, here.at),
            filter: begun.filter(label),
            body: Body::Text(format!("{}{opening}", begun.separator)),
            about: Some(about::phase(*phase)),
        }
    };
    let is_begun = |label: &str| words(label).any(|it| it.starts_with(&begun.word.to_lowercase()));
    phases.into_iter().filter(|it| is_begun(it.0.1)).map(offer).collect()
}

/// The label as a whole, and its words.
fn words(label: &str) -> impl Iterator<Item = String> {
    let lower = label.to_lowercase();
    let words: Vec<String> = lower.split(' ').map(str::to_owned).collect();
    std::iter::once(lower).chain(words.into_iter().skip(1))
}

/// An event of which no more than a word is typed.
struct Begun<'a> {
    /// Where the replaced text starts, in bytes of the line.
    start: usize,
    /// What is typed from there to the cursor.
    typed: &'a str,
    /// The word that is begun.
    word: &'a str,
    /// What parts time and event, where that is still to be written.
    separator: String,
}

impl Begun<'_> {
    fn read<'a>(here: &'a Here, shape: &Shape) -> Option<Begun<'a>> {
        let line = here.before();
        let behind = here.behind().trim_start();
        if !(behind.is_empty() || behind.starts_with('|')) {
            return None;
        }
        let indent = line.len() - line.trim_start().len();
        let (_, length) = marker(&line[indent..]);
        let stamp = clock::stamps(line).into_iter().find(|it| it.time.is_some())?;
        let lead = &line[(indent + length).min(stamp.span.start)..stamp.span.start];
        if lead.contains(|it: char| it.is_alphanumeric()) && !lead.trim().eq_ignore_ascii_case("at") {
            return None;
        }
        let rest = &line[stamp.span.end..];
        let word_start = rest.find(char::is_alphanumeric).unwrap_or(rest.len());
        let (between, word) = rest.split_at(word_start);
        let is_word = word.len() <= 20 && word.chars().all(|it| it.is_alphabetic() || it == ' ');
        // Marks around a label are typed along with it.
        let opened = between.trim_end_matches(['*', '_', '[']);
        let is_parted = opened.ends_with([' ', '\u{a0}', '|']);
        if !is_word || !is_parted {
            return None;
        }
        let has_separator =
            between.contains([':', '-', '–', '—', '|', '>', '=', '→', ',']) || shape.tail.trim().is_empty();
        if word.is_empty() && !has_separator {
            // Where others name their zone, it is asked for first.
            let is_whole = stamp.zone.is_some() || !shape.has_zone();
            let separator = shape.tail.clone();
            return is_whole.then_some(Begun { start: stamp.span.end, typed: between, word, separator });
        }
        let start = stamp.span.end + opened.len();
        Some(Begun { start, typed: &line[start..], word, separator: String::new() })
    }

    fn filter(&self, label: &str) -> String {
        let marks = &self.typed[..self.typed.len() - self.word.len()];
        match label.get(..self.word.len()).is_some_and(|it| it.eq_ignore_ascii_case(self.word)) {
            true => format!("{marks}{}{}", self.word, &label[self.word.len()..]),
            false => format!("{marks}{} {label}", self.word),
        }
    }
}

/// What stands around the labels of the entries, as the nearest entry before has it: `**` and `:** `.
fn dress(postmortem: &Postmortem, text: &Text, line_start: usize) -> Option<(String, String)> {
    let entries = &postmortem.timeline.entries;
    let (before, after) = entries.split_at(entries.partition_point(|it| it.span.start < line_start));
    before.iter().rev().chain(after).find_map(|it| label(&text.slice(it.event)))
}

fn label(event: &str) -> Option<(String, String)> {
    const MARKS: [char; 5] = ['*', '_', '[', '(', '`'];
    let inside = event.trim_start_matches(MARKS);
    let open = &event[..event.len() - inside.len()];
    let word = inside.find(|it: char| !(it.is_alphabetic() || it == ' '))?;
    let rest = &inside[word..];
    let close = &rest[..rest.find(|it: char| it.is_alphanumeric()).unwrap_or(rest.len())];
    let is_known = OPENINGS.iter().any(|it| it.1.eq_ignore_ascii_case(inside[..word].trim()));
    let is_label =
        is_known && close.contains([':', '-', '–', '—', ']', '*']) && close.len() <= 8 && close.ends_with(' ');
    is_label.then(|| (open.to_owned(), close.to_owned()))
}
