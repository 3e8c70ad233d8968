//! The time zones that a document names, and which of them it tells together.

use super::line::glance::Has;
use super::outline::Outline;
use super::reading::At;
use super::{NamedZone, Outage, Postmortem, Timeline};
use crate::clock::{Date, Meaning, Zone};

/// Every zone of the document in its order.
pub(super) fn read(lines: &[At], outline: &Outline, outage: &Outage, timeline: &Timeline) -> Vec<NamedZone> {
    let settled = [outage.zone.as_ref().map(|it| it.1), timeline.zone_span];
    let is_written = |it: &usize| {
        let at = lines[*it];
        at.has(Has::ZONES)
            && at.is_written(outline.in_fence)
            && !outline.brief.as_ref().is_some_and(|brief| brief.contains(it))
    };
    let mut found = Vec::new();
    for at in (0..lines.len()).filter(is_written).map(|it| lines[it]) {
        for (nth, (zone, span)) in at.line.zones.iter().enumerate() {
            let stamp = at.line.stamps.iter().find(|it| it.zone_span == Some(*span));
            let span = at.place(*span);
            let others = at.line.zones.iter().enumerate().filter(|it| it.0 != nth);
            found.push(NamedZone {
                zone: zone.clone(),
                span,
                date: stamp.and_then(|it| it.date),
                is_sure: stamp.is_some() || settled.contains(&Some(span)),
                beside: others.map(|(_, (zone, _))| zone.clone()).collect(),
            });
        }
    }
    found
}

impl Postmortem {
    /// Whether the document says how the clocks of two zones go together: it names both of them on one line, or the
    /// offset of one of them where the other is UTC.
    pub fn tells_together(&self, zone: &Zone, other: &Zone, date: Option<Date>) -> bool {
        let is = |it: &Zone, zone: &Zone| !it.differs(zone, date);
        let is_utc = |it: &Zone| matches!(it.meaning, Meaning::Fixed(0));
        let tells = |named: &NamedZone, zone: &Zone, other: &Zone| {
            // `EAT (UTC+3)`
            let is_offset = |it: &Zone| it.name.contains(['+', '-']) && is_utc(other) && is(it, zone);
            is(&named.zone, zone) && named.beside.iter().any(|it| is(it, other) || is_offset(it))
        };
        self.zones.iter().any(|it| tells(it, zone, other) || tells(it, other, zone))
    }
}
