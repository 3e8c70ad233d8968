//! Time zones behind a time: the document's own first, then common ones, each with what it stands for.

use tower_lsp::lsp_types::CompletionItemKind;

use super::about::About;
use super::here::Here;
use super::offer::{Body, Offer, rest};
use crate::clock::{self, Meaning, Zone};

/// Common zones, from west to east behind UTC, by the names that people write.
static COMMON: &[(&str, &str)] = &[
    ("UTC", "Coordinated Universal Time"),
    ("GMT", "Greenwich Mean Time"),
    ("WAT", "West Africa Time"),
    ("CAT", "Central Africa Time"),
    ("SAST", "South Africa Standard Time"),
    ("EAT", "East Africa Time"),
    ("WET", "Western European Time"),
    ("BST", "British Summer Time"),
    ("CET", "Central European Time"),
    ("CEST", "Central European Summer Time"),
    ("EET", "Eastern European Time"),
    ("EEST", "Eastern European Summer Time"),
    ("IST", "India, Ireland or Israel"),
    ("EST", "Eastern Standard Time"),
    ("EDT", "Eastern Daylight Time"),
    ("CST", "Central Standard Time, or China"),
    ("CDT", "Central Daylight Time"),
    ("MST", "Mountain Standard Time"),
    ("MDT", "Mountain Daylight Time"),
    ("PST", "Pacific Standard Time"),
    ("PDT", "Pacific Daylight Time"),
    ("JST", "Japan Standard Time"),
    ("SGT", "Singapore Time"),
    ("AEST", "Australian Eastern Standard Time"),
    ("AEDT", "Australian Eastern Daylight Time"),
];

/// The zones that can stand at the cursor, if a time without one stands before it, or `all times in`.
pub(super) fn offers(here: &Here) -> Vec<Offer> {
    let before = here.before();
    let lead = before.trim_end_matches(|it: char| it.is_ascii_alphabetic() || it == '/');
    let typed = &before[lead.len()..];
    let is_parted = lead.ends_with([' ', '(', '\u{a0}']);
    let goes_on = here.behind().starts_with(char::is_alphanumeric);
    if !is_parted || goes_on || typed.len() > 30 || !awaits_zone(lead) {
        return Vec::new();
    }
    let named = here.snapshot.postmortem().zones.iter().filter(|it| it.span.end != here.cursor());
    let mut zones: Vec<(String, String, String)> = Vec::new();
    for zone in named.map(|it| &it.zone) {
        if !zones.iter().any(|it| it.0 == zone.name) {
            zones.push((
                zone.name.clone(),
                format!("{}, as elsewhere in the document", offset(zone)),
                zone.name.clone(),
            ));
        }
    }
    for (name, words) in COMMON {
        if !zones.iter().any(|it| it.0 == *name) {
            let offset = zone_of(name).map_or(String::new(), |it| offset(&it));
            zones.push(((*name).to_owned(), format!("{offset}, {words}"), (*name).to_owned()));
        }
    }
    let offer = |(name, detail, key): (String, String, String)| {
        Some(Offer {
            detail,
            kind: CompletionItemKind::UNIT,
            span: here.span(lead.len(), here.at),
            body: Body::Text(name.clone()),
            filter: format!("{typed}{}", rest(&name, typed)?),
            label: name,
            about: Some(About::Zone(key)),
        })
    };
    zones.into_iter().filter_map(offer).collect()
}

/// Whether the last word of a text is a time that lacks its zone, or asks for the zone of all times.
fn awaits_zone(lead: &str) -> bool {
    let bare = lead.trim_end_matches([' ', '(', '*', '_', '\u{a0}']);
    let lower = bare.to_lowercase();
    if ["all times", "all times in", "all times are", "all times are in", "times in", "time zone:", "timezone:"]
        .iter()
        .any(|it| lower.ends_with(it))
    {
        return true;
    }
    let stamps = clock::stamps(bare);
    let is_last = |it: &clock::Stamp| it.span.end == bare.len() && it.zone.is_none();
    stamps.last().is_some_and(|it| it.time.is_some() && !it.weak && is_last(it))
}

/// A zone by its name alone.
fn zone_of(name: &str) -> Option<Zone> {
    clock::zones(name).into_iter().next().map(|it| it.0)
}

/// `UTC+1`, `UTC-8 or UTC-7`.
pub(super) fn offset(zone: &Zone) -> String {
    let offsets: Vec<String> = zone.offsets(None).into_iter().map(clock::offset_in_words).collect();
    offsets.join(" or ")
}

/// What a name stands for.
pub(super) fn told(name: &str) -> Option<String> {
    let zone = zone_of(name)?;
    let words = COMMON.iter().find(|it| it.0 == name).map_or(name, |it| it.1);
    let first = format!("{words}: {}.", offset(&zone));
    Some(match zone.meaning {
        Meaning::Ambiguous(_) => format!("{first} The name has several meanings; an offset such as UTC+1 has one."),
        Meaning::Region(_) => format!("{first} The offset depends on the day."),
        Meaning::Fixed(_) => first,
    })
}
