//! Times outside of the timeline: those of its entries, where a word before asks for a time.

use tower_lsp::lsp_types::CompletionItemKind;

use super::here::Here;
use super::offer::{Body, Offer};
use crate::features::within::is_in_timeline;
use crate::syntax::plain;
use crate::text::Span;

/// Words behind which a time stands.
static WORDS: &[&str] = &[
    "at",
    "from",
    "to",
    "until",
    "till",
    "by",
    "around",
    "since",
    "between",
    "and",
    "-",
    "–",
    "—",
    "duration:",
    "start:",
    "end:",
];

/// What is shown of an event, in characters.
const SHOWN: usize = 50;

/// The times of the entries that begin with what is typed.
pub(super) fn offers(here: &Here) -> Vec<Offer> {
    let postmortem = here.snapshot.postmortem();
    let line = here.before();
    let lead = line.trim_end_matches(|it: char| it.is_ascii_digit() || it == ':' || it == '.');
    let typed = &line[lead.len()..];
    let word = lead.trim_end_matches(['*', '_', ' ']).rsplit([' ', '*', '_', '(']).next().unwrap_or_default();
    let asks = lead.ends_with([' ', '(']) && WORDS.contains(&&word.to_lowercase()[..]);
    let is_parted = !here.behind().starts_with(char::is_alphanumeric);
    if !postmortem.recognised
        || !asks
        || !is_parted
        || is_in_timeline(here.without(), here.line.start)
        || here.is_verbatim()
    {
        return Vec::new();
    }
    let text = here.snapshot.text();
    let mut offers: Vec<Offer> = Vec::new();
    for entry in &postmortem.timeline.entries {
        let Some(stamp) = entry.stamp.as_ref().filter(|it| it.time.is_some()) else { continue };
        let zoned = stamp.zone_span.map_or(stamp.time_span, |it| stamp.time_span.cover(it));
        let time = plain(&text.slice(Span::new(stamp.time_span.start, zoned.end)));
        if !time.starts_with(typed) || offers.iter().any(|it| it.label == time) {
            continue;
        }
        let event = text.slice(entry.event);
        let first = plain(event.lines().next().unwrap_or_default());
        offers.push(Offer {
            detail: first.chars().take(SHOWN).collect(),
            kind: CompletionItemKind::VALUE,
            span: here.span(lead.len(), here.at),
            filter: time.clone(),
            body: Body::Text(time.clone()),
            label: time,
            about: None,
        });
    }
    offers
}
