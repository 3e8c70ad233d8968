//! Every time and zone that a document mentions, wherever it stands; read when somebody asks.

use crate::clock::{self, Stamp, Zone};
use crate::model::course;
use crate::model::{Entry, Postmortem};
use crate::snapshot::Snapshot;
use crate::syntax::BlockKind;
use crate::text::Span;

/// Every stamp outside of fences, in the order of the document. What could be a number as well (`15.25`) is left out.
pub fn stamps(snapshot: &Snapshot) -> Vec<Stamp> {
    let read = |line: &str, start: usize| -> Vec<Stamp> {
        clock::stamps(line).iter().filter(|it| it.time.is_some() && !it.weak).map(|it| it.shifted(start)).collect()
    };
    lines(snapshot, read)
}

/// Every zone outside of fences, beside a time or not.
pub fn zones(snapshot: &Snapshot) -> Vec<(Zone, Span)> {
    let read = |line: &str, start: usize| -> Vec<(Zone, Span)> {
        let beside = clock::stamps(line).into_iter().filter_map(|it| it.zone.zip(it.zone_span));
        let mut found: Vec<(Zone, Span)> = beside.collect();
        for (zone, span) in clock::zones(line) {
            if !found.iter().any(|(_, known)| known.touches(span)) {
                found.push((zone, span));
            }
        }
        found.sort_by_key(|it| it.1);
        found.into_iter().map(|(zone, span)| (zone, span.shifted(start))).collect()
    };
    lines(snapshot, read)
}

/// What a reader finds in each line outside of fences; it gets the line and its first byte.
pub fn lines<T>(snapshot: &Snapshot, read: impl Fn(&str, usize) -> Vec<T>) -> Vec<T> {
    let text = snapshot.text();
    let code: Vec<Span> =
        snapshot.document.blocks().filter(|it| it.kind == BlockKind::FencedCode).map(|it| it.span).collect();
    let is_read = |line: &Span| {
        let before = code.partition_point(|it| it.start <= line.start);
        !code[..before].last().is_some_and(|it| it.contains(line.start))
    };
    (0..text.line_count())
        .map(|it| text.line(it))
        .filter(is_read)
        .flat_map(|it| read(&text.slice(it), it.start))
        .collect()
}

/// The entry of the timeline that tells of a time that is named elsewhere: of the same time of day in the same zone, and
/// on the same day where both name one. Of several the first.
pub fn entry_of<'a>(stamp: &Stamp, postmortem: &'a Postmortem) -> Option<&'a Entry> {
    let zone = stamp.zone.as_ref().or(postmortem.outage.zone.as_ref().map(|it| &it.0));
    postmortem.timeline.entries.iter().find(|entry| {
        let Some(own) = &entry.stamp else { return false };
        let (Some(time), Some(asked)) = (own.time, stamp.time) else { return false };
        let offset = |zone: Option<&Zone>| zone.and_then(|it| it.offset(own.date.or(stamp.date), time));
        let apart = match (offset(course::zone_of(Some(entry), postmortem)), offset(zone)) {
            (Some(here), Some(there)) => i64::from(here - there),
            _ => 0,
        };
        let same_day = own.date.zip(stamp.date).is_none_or(|(here, there)| here.days_until(there) == Some(0));
        same_day && (time.minutes() - apart - asked.minutes()).rem_euclid(crate::clock::DAY) == 0
    })
}
