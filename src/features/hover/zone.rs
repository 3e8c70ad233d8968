//! A time zone: what its name stands for.

use super::prose::{Prose, quoted};
use crate::clock::{self, Meaning};
use crate::model::Postmortem;
use crate::text::Span;

/// What there is to say about the zone at a place.
pub(super) fn at(postmortem: &Postmortem, here: Span) -> Option<(Span, Prose)> {
    let named =
        postmortem.zones.iter().filter(|it| it.span.touches(here)).find(|it| it.is_sure || it.zone.name.len() > 2)?;
    let zone = &named.zone;
    let date = named.date.or_else(|| postmortem.day());
    let offsets: Vec<String> = zone.offsets(date).into_iter().map(clock::offset_in_words).collect();
    let stands_for = if offsets.is_empty() { "an unknown offset".to_owned() } else { offsets.join(" or ") };
    let mut prose = Prose::new(format!("{}: {stands_for}", quoted(&zone.name)));
    match &zone.meaning {
        Meaning::Ambiguous(_) => {
            prose.bullet("the name has several meanings".to_owned());
            prose.bullet("an offset beside it, such as UTC+1, leaves no doubt".to_owned());
        }
        Meaning::Region(region) => {
            prose.bullet(format!("the clock of {}", quoted(region)));
            if offsets.len() > 1 {
                prose.bullet("the offset depends on the day".to_owned());
            }
        }
        Meaning::Fixed(_) => {}
    }
    let other = date.and_then(|it| zone.in_season(it));
    if let Some(other) = other {
        prose.bullet(format!("on that day the clocks there show {}", quoted(&other)));
    }
    Some((named.span, prose))
}
