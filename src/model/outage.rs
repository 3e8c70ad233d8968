//! The outage as stated outside of the timeline: start, end, zone and length.

use std::ops::Range;

use super::Outage;
use super::line::{Kind, Label};
use super::outline::Outline;
use super::reading::At;
use crate::clock::{self, Stamp, Zone};
use crate::profile::Role;
use crate::text::Span;

pub(super) fn read(lines: &[At], outline: &Outline) -> Outage {
    let scope: Vec<At> = scope(lines, outline);
    let mut outage = Outage::default();
    labelled(&scope, &mut outage);
    if outage.start.is_none() || outage.end.is_none() {
        prose(&scope, &mut outage);
    }
    zone(&scope, &mut outage);
    length(&scope, &mut outage);
    outage.place = outage.place.or_else(|| outage.start.as_ref().map(|it| it.span));
    outage
}

/// The lines that may state the outage: the summary, else what stands above the first section that is none; the header
/// last, because a title often names the day and the hour of writing.
fn scope<'a>(lines: &[At<'a>], outline: &Outline) -> Vec<At<'a>> {
    let usable = |index: &usize| {
        let kind = lines[*index].line.kind;
        !matches!(kind, Kind::Blank | Kind::Rule | Kind::FrontMatter)
            && (outline.in_fence || kind != Kind::Fenced)
            && !outline.brief.as_ref().is_some_and(|it| it.contains(index))
    };
    let mut ranges: Vec<Range<usize>> = Vec::new();
    let summaries = outline.sections.iter().filter(|it| it.section.role == Role::Summary);
    ranges.extend(summaries.map(|it| it.lines.clone()).take(2));
    ranges.push(outline.header.clone());
    if ranges.len() == 1 {
        // No summary: the sections before the timeline serve as one.
        let before_timeline = outline.sections.iter().take_while(|it| it.section.role != Role::Timeline);
        let early = before_timeline.filter(|it| it.section.role != Role::Corrective).map(|it| it.lines.clone());
        if outline.lines(Role::Timeline).is_some() {
            ranges.extend(early);
        }
    }
    ranges.into_iter().flatten().filter(usable).map(|it| lines[it]).collect()
}

fn place(at: At, stamp: &Stamp) -> Stamp {
    let mut stamp = stamp.clone();
    stamp.span = at.place(stamp.span);
    stamp.time_span = at.place(stamp.time_span);
    stamp.zone_span = stamp.zone_span.map(|it| at.place(it));
    stamp
}

/// Stamps of a line that are times beyond doubt.
fn sure(at: At<'_>) -> impl Iterator<Item = &'_ Stamp> {
    at.line.stamps.iter().filter(|it| it.time.is_some() && (!it.weak || it.zone.is_some() || it.date.is_some()))
}

fn starts(label: &Label) -> bool {
    let key = label.key.as_str();
    key.contains("start") || matches!(key, "began" | "begin" | "from" | "outage began" | "beginning")
}

fn ends(label: &Label) -> bool {
    let key = label.key.as_str();
    key.split(' ').any(|it| matches!(it, "end" | "ended" | "ends" | "resolved" | "finish" | "finished"))
        || matches!(key, "to" | "until" | "end time" | "recovery time")
}

fn lasts(label: &Label) -> bool {
    let key = label.key.as_str();
    key.contains("duration")
        || matches!(
            key,
            "date and time"
                | "date"
                | "time"
                | "when"
                | "period"
                | "outage period"
                | "outage"
                | "downtime"
                | "outage time"
                | "time of outage"
                | "outage window"
                | "time frame"
                | "timeframe"
        )
}

/// `Start time: …`, `End time: …`, `Duration: …`, also with the text on the next line.
fn labelled(scope: &[At], outage: &mut Outage) {
    for (nth, &at) in scope.iter().enumerate() {
        let Some(label) = &at.line.label else { continue };
        let next = scope.get(nth + 1).copied().filter(|next| label.rest.is_empty() && next.line.label.is_none());
        let stated = next.filter(|_| sure(at).next().is_none()).unwrap_or(at);
        let mut stamps = sure(stated);
        if starts(label) || ends(label) {
            let (Some(first), second) = (stamps.next(), stamps.next()) else { continue };
            if starts(label) && outage.start.is_none() {
                outage.start = Some(place(stated, first));
                outage.place = outage.place.or(Some(stated.body()));
                if let Some(second) = second.filter(|_| first.until.is_some() || ends(label)) {
                    outage.end = Some(place(stated, second));
                }
            } else if ends(label) && outage.end.is_none() {
                outage.end = Some(place(stated, first));
            }
        } else if lasts(label) && outage.start.is_none() {
            let Some(first) = stamps.next() else {
                outage.place = outage.place.or(Some(at.place(label.text)).filter(|_| label.key.contains("duration")));
                continue;
            };
            outage.start = Some(place(stated, first));
            outage.end = stamps.next().map(|it| place(stated, it)).or(outage.end.take());
            outage.place = Some(stated.body());
        }
    }
}

/// `from 2:00 PM to 4:00 PM`, `lasting from 15:30 to 17:45 UTC`, `at 12:00 EAT … At 12:16 EAT, service was restored`.
fn prose(scope: &[At], outage: &mut Outage) {
    if outage.start.is_none() {
        let ranged = scope.iter().find_map(|at| {
            let at = *at;
            let first = sure(at).find(|it| it.ends_at.is_some() && !is_entry(at, it))?;
            Some((at, first, &at.line.stamps[first.ends_at.expect("just asked")]))
        });
        if let Some((at, first, second)) = ranged {
            outage.start = Some(place(at, first));
            outage.end = Some(place(at, second));
            outage.place = Some(at.body());
            return;
        }
        let Some((at, first)) = scope.iter().find_map(|at| first_in_prose(*at)) else { return };
        outage.start = Some(place(at, first));
        outage.place = Some(Span::new(at.place(first.span).start, at.place(first.span).end));
    }
    let start = outage.start.as_ref().map_or(0, |it| it.span.end);
    let end = scope.iter().flat_map(|at| sure(*at).map(|it| (*at, it))).find(|(at, stamp)| {
        at.place(stamp.span).start >= start
            && !is_entry(*at, stamp)
            && tells_end(
                at.text(at.line.body),
                stamp.span.start - at.line.body.start,
                stamp.span.end - at.line.body.start,
            )
    });
    if let Some((at, stamp)) = end {
        outage.end = Some(place(at, stamp));
    }
}

/// A bullet or line that begins with a time is an entry of a timeline, not a statement of the outage.
fn is_entry(at: At, stamp: &Stamp) -> bool {
    stamp.span.start == at.line.body.start && at.line.marker.is_some()
}

fn first_in_prose<'a>(at: At<'a>) -> Option<(At<'a>, &'a Stamp)> {
    at.line
        .stamps
        .iter()
        .filter(|it| it.time.is_some() && !is_dotted(it))
        .find(|it| !is_entry(at, it))
        .map(|it| (at, it))
}

fn is_dotted(stamp: &Stamp) -> bool {
    stamp.weak && stamp.style.separator == Some('.')
}

static END_WORDS: &[&str] = &[
    "restored",
    "resolved",
    "ended",
    "until",
    "back online",
    "recovered",
    "back up",
    "end of",
    "normal",
    "till",
    "fixed",
];

/// Whether the words just before a stamp, or those after it in its sentence, say that the outage ended there.
fn tells_end(text: &str, start: usize, end: usize) -> bool {
    let before = text[..start].rfind(['.', ';', '!']).map_or(0, |it| it + 1);
    let after = text[end..].find(". ").map_or(text.len(), |it| end + it);
    let sentence = text[before..after].to_lowercase();
    END_WORDS.iter().any(|it| sentence.contains(it))
}

fn zone(scope: &[At], outage: &mut Outage) {
    let own = |stamp: &Option<Stamp>| -> Option<(Zone, Span)> {
        let stamp = stamp.as_ref()?;
        Some((stamp.zone.clone()?, stamp.zone_span?))
    };
    outage.zone = own(&outage.start).or_else(|| own(&outage.end)).or_else(|| {
        // `Time zone: WAT`, or named somewhere on the line that states the times.
        scope.iter().find_map(|at| {
            let is_label = at.line.label.as_ref().is_some_and(|it| it.key.contains("zone"));
            let states = outage.start.as_ref().is_some_and(|it| at.span().contains(it.span.start));
            let body = at.line.body;
            let found = (is_label || states).then(|| clock::zones(at.words())).into_iter().flatten().next();
            found.map(|(zone, span)| (zone, at.place(span.shifted(body.start))))
        })
    });
}

static LASTING: &[&str] = &[
    "last",
    "total of",
    "duration",
    "for approximately",
    "for about",
    "downtime of",
    "down for",
    "for a period",
    "for over",
    "more than",
    "days",
    "spanning",
    "outage of",
    "approximately",
    "trip for",
    "unavailable for",
    "out for",
    "took",
];

/// The stated length: on a line that states the times or the duration, else where words say that it lasted.
fn length(scope: &[At], outage: &mut Outage) {
    let found = |at: &At| {
        let words = at.words();
        let mut from = 0;
        while let Some((minutes, span)) = clock::length(&words[from..]) {
            let span = span.shifted(from + at.line.body.start);
            if !at.line.stamps.iter().any(|it| it.span.start < span.end && span.start < it.span.end) {
                return Some((minutes, at.place(span)));
            }
            from = span.end - at.line.body.start;
        }
        None
    };
    let states = |at: &&At| {
        let holds = |stamp: &Option<Stamp>| stamp.as_ref().is_some_and(|it| at.span().contains(it.span.start));
        holds(&outage.start) || at.line.label.as_ref().is_some_and(|it| it.key.contains("duration"))
    };
    let tells = |at: &&At| {
        let lower = at.words().to_lowercase();
        LASTING.iter().any(|it| lower.contains(it))
    };
    outage.length = scope.iter().filter(states).find_map(found).or_else(|| scope.iter().filter(tells).find_map(found));
}

impl Outage {
    /// Minutes: the stated length, or end minus start (over midnight and over dates) where both are stated.
    pub fn minutes(&self) -> Option<i64> {
        self.length.map(|(minutes, _)| minutes).or_else(|| self.computed_minutes())
    }

    /// End minus start: over the days between them where dates are given, else over at most one midnight.
    pub fn computed_minutes(&self) -> Option<i64> {
        let (start, end) = (self.start.as_ref()?, self.end.as_ref()?);
        let difference = end.time?.minutes() - start.time?.minutes();
        match (start.date, end.date) {
            (Some(first), Some(last)) => Some(first.days_until(last)? * 24 * 60 + difference),
            _ => Some(difference.rem_euclid(24 * 60)),
        }
    }
}
