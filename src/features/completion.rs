//! `textDocument/completion`: what can be written at the cursor, in the document's own shape.

pub mod about;

mod candidates;
mod directives;
mod fields;
mod headings;
mod here;
mod metadata;
mod offer;
mod phases;
mod stamps;
mod tasks;
mod times;
mod typed;
mod zones;

#[cfg(test)]
mod tests;

use std::mem;

use tower_lsp::lsp_types::{CompletionList, CompletionParams, CompletionResponse};

use crate::features::lsp;
use crate::snapshot::Snapshot;
use crate::text::Encoding;

use here::Here;
use offer::{Offer, Style};

/// The present moment.
#[derive(Clone, Copy, Debug)]
pub struct Now {
    /// Seconds since 1970-01-01 00:00 UTC.
    pub utc_seconds: i64,
}

/// What a client can take.
#[derive(Clone, Copy, Debug)]
pub struct Client {
    pub encoding: Encoding,
    /// It knows snippets: prompts become tab stops.
    pub has_snippets: bool,
}

/// What makes an editor ask by itself: what bullets, headings, table rows, bracketed and bare times begin with and go on
/// with. Some editors ask for nothing else in Markdown. Space and line break would get in the way of typing.
pub const TRIGGERS: &[&str] = &["-", "*", "+", "#", "|", "[", ":", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

/// The people that other postmortems of the workspace name, the most likely first; asked only where one is to be named.
pub type Others<'a> = &'a dyn Fn() -> Vec<String>;

/// What is offered, one kind a file.
static KINDS: &[fn(&Here) -> Vec<Offer>] = &[
    directives::offers,
    metadata::offers,
    headings::offers,
    phases::offers,
    fields::offers,
    tasks::offers,
    times::offers,
    zones_of_postmortem,
];

/// The list is complete, except where it holds the present, and times that the digits typed next would change, and where
/// there is too much to offer.
pub fn answer(
    snapshot: &Snapshot,
    client: Client,
    params: CompletionParams,
    now: Now,
    others: Others,
) -> Option<CompletionResponse> {
    let place = params.text_document_position;
    let cursor = snapshot.text().offset(lsp::position(place.position), client.encoding);
    let here = Here::new(snapshot, cursor, now, others);
    let mut offers = stamps::offers(&here);
    let has_present = !offers.is_empty();
    offers.extend(KINDS.iter().flat_map(|it| it(&here)));
    let is_incomplete = has_present || offers.len() > offer::MOST;
    let style = Style { url: &place.text_document.uri, encoding: client.encoding, has_snippets: client.has_snippets };
    let items = offer::items(offers, snapshot.text(), style);
    (!items.is_empty()).then_some(CompletionResponse::List(CompletionList { is_incomplete, items }))
}

/// The same where all items are snippets, and tell by themselves what others tell when asked.
pub fn whole(snapshot: &Snapshot, mut response: CompletionResponse) -> CompletionResponse {
    let (CompletionResponse::List(CompletionList { items, .. }) | CompletionResponse::Array(items)) = &mut response;
    for item in items {
        offer::make_snippet(item);
        *item = about::resolved(snapshot, mem::take(item));
    }
    response
}

fn zones_of_postmortem(here: &Here) -> Vec<Offer> {
    let is_spoken_of = here.snapshot.postmortem().recognised && !here.is_verbatim();
    if is_spoken_of { zones::offers(here) } else { Vec::new() }
}
