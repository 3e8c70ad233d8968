//! The stamp of the next entry of the timeline, in the document's own shape.

use super::Now;
use super::candidates::{Candidate, Place};
use super::here::Here;
use super::offer::{Body, Offer};
use super::typed::{Clock, Partial, Typed};
use crate::clock::Time;
use crate::features::within::is_in_timeline;
use crate::rewrite::marker::Marker;
use crate::rewrite::shape::{Shape, Written};
use crate::text::Span;

use tower_lsp::lsp_types::CompletionItemKind;

/// The stamps that can stand at the cursor, if it is where an entry of the timeline begins. They hold the present, and
/// times that the digits typed next would change.
pub(super) fn offers(here: &Here) -> Vec<Offer> {
    written(here).unwrap_or_default()
}

fn written(here: &Here) -> Option<Vec<Offer>> {
    let typed = Typed::read(&here.content, here.at)?;
    let line = here.line;
    if here.snapshot.postmortem().sections.iter().any(|it| it.heading.line.start == line.start) {
        return None;
    }
    let without = here.without();
    let postmortem = without.postmortem();
    if !postmortem.recognised || !is_in_timeline(without, line.start) {
        return None;
    }
    let shape = Shape::near(postmortem, without.text(), line.start);
    if !is_compatible(&typed, &shape) {
        return None;
    }
    let place = Place::at(postmortem, line.start);
    let start = line.start + typed.indent;
    let offer = |(candidate, written): (Candidate, Written)| {
        let (covered, new_text) = fitted(&typed, &shape, &written);
        Offer {
            kind: CompletionItemKind::EVENT,
            span: Span::new(start, here.cursor() + covered),
            filter: filter(typed.text, &written),
            body: Body::Text(new_text),
            label: written.label,
            detail: candidate.detail,
            about: None,
        }
    };
    Some(chosen(&typed, &shape, &place, here.now).into_iter().map(offer).collect())
}

/// Whether what is typed can become an entry of that shape. A bullet below an entry tells more of it.
fn is_compatible(typed: &Typed, shape: &Shape) -> bool {
    let is_nested = typed.marker.is_some() && typed.is_bare() && typed.indent >= shape.indent.len() + 2;
    let is_alike = match typed.marker {
        None => true,
        Some(Marker::Bullet | Marker::Number) => !matches!(shape.marker, Some(Marker::Row | Marker::Heading)),
        Some(Marker::Quote) => shape.prefix.starts_with('>'),
        marker => marker == shape.marker,
    };
    is_alike && !is_nested
}

/// The candidates that what is typed may become, in order; where none fits, what it becomes by itself.
fn chosen(typed: &Typed, shape: &Shape, place: &Place, now: Now) -> Vec<(Candidate, Written)> {
    let written = |it: Candidate| shape.written(it.minute).map(|written| (it, written));
    let all = place.candidates(now).into_iter().filter_map(written);
    let core = core(typed, shape);
    if core.is_empty() {
        return all.collect();
    }
    let is_begun = |written: &Written| written.label.get(..core.len()).is_some_and(|it| it.eq_ignore_ascii_case(core));
    let Some(partial) = Partial::read(core) else { return all.filter(|it| is_begun(&it.1)).collect() };
    let clock = Clock { has_twelve_hours: shape.has_twelve_hours(), is_padded: shape.is_padded() };
    let fits = |minute: i64| partial.fits(Time::from_minutes(minute), clock);
    let mut chosen: Vec<_> = all.filter(|(it, written)| fits(it.minute) || is_begun(written)).collect();
    // `2024` begins a date rather than being 20:24.
    let is_date = chosen.iter().any(|(_, written)| is_begun(written));
    if (chosen.is_empty() || (partial.is_complete() && !is_date))
        && let Some(time) = partial.completed(clock, place.time_before())
        && chosen.iter().all(|(it, _)| it.minute != place.minute_of(time))
    {
        let as_typed = Candidate { minute: place.minute_of(time), detail: "as typed".to_owned() };
        chosen.splice(0..0, written(as_typed));
    }
    chosen
}

/// What is typed of the time: without the words and the date that every entry begins with, and without the number of a
/// numbered item.
fn core<'a>(typed: &Typed<'a>, shape: &Shape) -> &'a str {
    let is_number = shape.marker == Some(Marker::Number)
        && typed.marker.is_none()
        && !typed.dressed
        && shape.prefix.starts_with(typed.core);
    if is_number {
        return "";
    }
    let lead = shape.lead.trim_matches(|it: char| !it.is_alphanumeric());
    let rest = typed.core.strip_prefix(lead).unwrap_or(typed.core);
    rest.trim_start_matches(|it: char| !it.is_alphanumeric())
}

/// How many bytes behind the cursor an item takes, and its text: closing marks and blanks that the text brings along
/// are replaced, a cell or words that follow are kept.
fn fitted(typed: &Typed, shape: &Shape, written: &Written) -> (usize, String) {
    let indent = if typed.indent == 0 { &shape.indent[..] } else { "" };
    let (stamp, tail) = (format!("{indent}{}", written.stamp), &written.tail[..]);
    let brings = |it: char| stamp.contains(it) || tail.contains(it);
    if !typed.dressed && !typed.closing.chars().all(brings) {
        return (0, stamp + tail);
    }
    let blanks = typed.behind.len() - typed.behind.trim_start().len();
    match typed.behind.trim_start() {
        cell if cell.starts_with('|') => {
            let padding = tail.split('|').next().filter(|it| it.len() < tail.len()).unwrap_or(" ");
            (typed.closing.len() + blanks, format!("{stamp}{padding}"))
        }
        "" => (typed.closing.len() + blanks, stamp + tail),
        _ if blanks > 0 => (typed.closing.len(), stamp + tail.trim_end()),
        _ if tail.is_empty() => (typed.closing.len(), stamp + " "),
        _ => (typed.closing.len(), stamp + tail),
    }
}

/// What editors compare with the text between the start of the range and the cursor: it begins with just that.
fn filter(typed: &str, written: &Written) -> String {
    if written.stamp.starts_with(typed) { written.stamp.clone() } else { format!("{typed} {}", written.label) }
}
