//! The outage as stated outside of the timeline: start, end, zone and length.

use std::borrow::Cow;
use std::ops::Range;

use super::Outage;
use super::line::{Kind, Label};
use super::outline::Outline;
use super::reading::At;
use crate::clock::{self, DAY, Length, Stamp, Zone};
use crate::profile::{Profile, Role};
use crate::text::{Span, Text};

/// A line of the scope, or several where a sentence runs over their ends. All spans are in the document.
struct Passage<'a> {
    /// With a space for each byte of a line break.
    text: Cow<'a, str>,
    span: Span,
    stamps: Vec<Stamp>,
    label: Option<&'a Label>,
    label_span: Span,
    has_marker: bool,
}

impl Passage<'_> {
    /// Stamps that are times beyond doubt.
    fn sure(&self) -> impl Iterator<Item = &Stamp> {
        self.stamps.iter().filter(|it| it.time.is_some() && (!it.weak || it.zone.is_some() || it.date.is_some()))
    }

    fn key(&self) -> &str {
        self.label.map_or("", |it| it.key.as_str())
    }

    /// The label stands alone, and its text below it.
    fn is_bare_label(&self) -> bool {
        self.label.is_some_and(|it| it.rest.is_empty())
    }

    /// A bullet or line that begins with a time is an entry of a timeline, not a statement of the outage.
    fn is_entry(&self, stamp: &Stamp) -> bool {
        stamp.span.start == self.span.start && self.has_marker
    }
}

pub(super) fn read(lines: &[At], outline: &Outline, profile: &Profile) -> Outage {
    let scope = scope(lines, outline, profile);
    let mut outage = Outage::default();
    labelled(&scope, &mut outage);
    if outage.start.is_none() || outage.end.is_none() {
        prose(&scope, &mut outage);
    }
    zone(&scope, &mut outage);
    length(&scope, &mut outage);
    outage.is_overnight = scope.iter().any(|it| states(it, &outage) && says_next_day(&it.text));
    outage.place = outage.place.or_else(|| outage.start.as_ref().map(|it| it.span));
    outage
}

/// The lines that may state the outage: the summary and what else the profile has for it, or what stands above the first
/// section that is none; the header last, because a title often names the day and the hour of writing.
fn scope<'a>(lines: &[At<'a>], outline: &Outline, profile: &Profile) -> Vec<Passage<'a>> {
    let usable = |index: &usize| {
        lines[*index].is_written(outline.in_fence) && !outline.brief.as_ref().is_some_and(|it| it.contains(index))
    };
    let mut ranges: Vec<Range<usize>> = Vec::new();
    let summaries = outline.sections.iter().filter(|it| it.section.role == Role::Summary);
    ranges.extend(summaries.map(|it| it.lines.clone()).take(2));
    let tells = |role: Role| role != Role::Summary && (role == Role::Impact || profile.states_outage(role));
    ranges.extend(outline.sections.iter().filter(|it| tells(it.section.role)).map(|it| it.lines.clone()).take(4));
    ranges.push(outline.header.clone());
    if ranges.len() == 1 {
        // No summary: the sections before the timeline serve as one.
        let before_timeline = outline.sections.iter().take_while(|it| it.section.role != Role::Timeline);
        let early = before_timeline.filter(|it| it.section.role != Role::Corrective).map(|it| it.lines.clone());
        if outline.lines(Role::Timeline).is_some() {
            ranges.extend(early);
        }
    }
    ranges.into_iter().flat_map(|range| passages(lines, range.filter(usable))).collect()
}

/// A line that ends within a sentence goes on in the next line of its paragraph.
fn passages<'a>(lines: &[At<'a>], indexes: impl Iterator<Item = usize>) -> Vec<Passage<'a>> {
    let mut found: Vec<Passage> = Vec::new();
    let mut last = None;
    for index in indexes {
        let at = lines[index];
        let goes_on = |before: &Passage| {
            let wrapped = before.text.len() >= WRAPPED && !before.text.ends_with(['.', ':', ';', '!', '?', '|', '>']);
            let plain = at.kind() == Kind::Text && at.line.marker.is_none() && at.line.label.is_none();
            wrapped && plain && last == index.checked_sub(1)
        };
        match found.last_mut() {
            Some(before) if goes_on(before) => join(before, at),
            _ => found.push(passage(at)),
        }
        last = Some(index);
    }
    found
}

/// A line that is broken for its width is at least this long, in bytes.
const WRAPPED: usize = 50;

fn passage(at: At<'_>) -> Passage<'_> {
    let line = at.line;
    Passage {
        text: Cow::Borrowed(at.words()),
        span: at.body(),
        stamps: line.stamps.iter().map(|it| at.stamp(it)).collect(),
        label: line.label.as_ref(),
        label_span: line.label.as_ref().map_or(at.body(), |it| at.place(it.text)),
        has_marker: line.marker.is_some(),
    }
}

fn join(passage: &mut Passage, at: At) {
    let text = passage.text.to_mut();
    text.extend(std::iter::repeat_n(' ', at.body().start - passage.span.end));
    text.push_str(at.words());
    passage.span.end = at.body().end;
    let start = passage.span.start;
    passage.stamps = clock::stamps(text).iter().map(|it| it.shifted(start)).collect();
}

fn starts(key: &str) -> bool {
    key.contains("start") || matches!(key, "began" | "begin" | "from" | "outage began" | "beginning")
}

fn ends(key: &str) -> bool {
    key.split(' ').any(|it| matches!(it, "end" | "ended" | "ends" | "resolved" | "finish" | "finished"))
        || matches!(key, "to" | "until" | "end time" | "recovery time")
}

fn lasts(key: &str) -> bool {
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
fn labelled(scope: &[Passage], outage: &mut Outage) {
    for (nth, passage) in scope.iter().enumerate().filter(|(_, it)| it.label.is_some()) {
        let key = passage.key();
        let below = scope.get(nth + 1).filter(|next| passage.is_bare_label() && next.label.is_none());
        let stated = below.filter(|_| passage.sure().next().is_none()).unwrap_or(passage);
        let mut stamps = stated.sure().cloned();
        if starts(key) || ends(key) {
            let (Some(first), second) = (stamps.next(), stamps.next()) else { continue };
            if starts(key) && outage.start.is_none() {
                if let Some(second) = second.filter(|_| first.until.is_some() || ends(key)) {
                    outage.end = Some(second);
                }
                outage.start = Some(first);
                outage.place = outage.place.or(Some(stated.span));
            } else if ends(key) && outage.end.is_none() {
                outage.end = Some(first);
            }
        } else if lasts(key) && outage.start.is_none() {
            let Some(first) = stamps.next() else {
                outage.place = outage.place.or(Some(passage.label_span)).filter(|_| key.contains("duration"));
                continue;
            };
            outage.start = Some(first);
            outage.end = stamps.next().or(outage.end.take());
            outage.place = Some(stated.span);
        }
    }
}

/// `from 2:00 PM to 4:00 PM`, `lasting from 15:30 to 17:45 UTC`, `at 12:00 EAT … At 12:16 EAT, service was restored`.
fn prose(scope: &[Passage], outage: &mut Outage) {
    if outage.start.is_none() {
        let ranged = scope.iter().find_map(|it| {
            let first = it.sure().find(|stamp| stamp.ends_at.is_some() && !it.is_entry(stamp))?;
            Some((it, first, &it.stamps[first.ends_at.expect("just asked")]))
        });
        if let Some((passage, first, second)) = ranged {
            outage.start = Some(first.clone());
            outage.end = Some(second.clone());
            outage.place = Some(passage.span);
            return;
        }
        let Some((passage, first)) = scope.iter().find_map(first_in_prose) else { return };
        if tells_only_end(passage, first) {
            outage.end = outage.end.take().or(Some(first.clone()));
            outage.place = Some(first.span);
            return;
        }
        outage.start = Some(first.clone());
        outage.place = Some(first.span);
    }
    let start = outage.start.as_ref().map_or(0, |it| it.span.end);
    let later = scope.iter().flat_map(|it| it.sure().map(move |stamp| (it, stamp)));
    let end = later
        .filter(|(passage, stamp)| stamp.span.start >= start && !passage.is_entry(stamp))
        .find(|(passage, stamp)| tells_end(passage, stamp));
    if let Some((_, stamp)) = end {
        outage.end = Some(stamp.clone());
    }
}

fn first_in_prose<'a>(passage: &'a Passage) -> Option<(&'a Passage<'a>, &'a Stamp)> {
    let usable = |it: &&Stamp| it.time.is_some() && !is_dotted(it) && !passage.is_entry(it);
    passage.stamps.iter().find(usable).map(|it| (passage, it))
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
    "worked again",
    "works again",
    "working again",
    "came back",
    "was back",
    "were back",
    "up again",
    "running again",
    "returned",
    "reopened",
    "repaired",
    "over by",
    "healthy again",
    "available again",
    "lasted to",
    "ending",
    "end:",
];

/// Whether the words of a stamp's sentence say that the outage ended there.
fn tells_end(passage: &Passage, stamp: &Stamp) -> bool {
    let (start, end) = (stamp.span.start - passage.span.start, stamp.span.end - passage.span.start);
    let before = passage.text[..start].rfind(['.', ';', '!']).map_or(0, |it| it + 1);
    let after = passage.text[end..].find(". ").map_or(passage.text.len(), |it| end + it);
    let sentence = passage.text[before..after].to_lowercase();
    END_WORDS.iter().any(|it| sentence.contains(it))
}

/// `It lasted until 16:45`: the only time there is, and no start.
fn tells_only_end(passage: &Passage, stamp: &Stamp) -> bool {
    let before = passage.text[..stamp.span.start - passage.span.start].trim_end().to_lowercase();
    ["until", "till", "restored at", "resolved at", "ended at", "fixed at"].iter().any(|it| before.ends_with(it))
}

fn zone(scope: &[Passage], outage: &mut Outage) {
    let own = |stamp: &Option<Stamp>| -> Option<(Zone, Span)> {
        let stamp = stamp.as_ref()?;
        Some((stamp.zone.clone()?, stamp.zone_span?))
    };
    outage.zone = own(&outage.start).or_else(|| own(&outage.end)).or_else(|| {
        // `Time zone: WAT`, or named somewhere in the passage that states the times.
        scope.iter().find_map(|it| {
            let states = outage.start.as_ref().is_some_and(|stamp| holds(it, stamp));
            let named = it.key().contains("zone") || states;
            let (zone, span) = named.then(|| clock::zones(&it.text)).into_iter().flatten().next()?;
            Some((zone, span.shifted(it.span.start)))
        })
    });
}

/// Whether a passage holds one of the times.
fn states(passage: &Passage, outage: &Outage) -> bool {
    [&outage.start, &outage.end].iter().any(|it| it.as_ref().is_some_and(|it| holds(passage, it)))
}

fn says_next_day(text: &str) -> bool {
    let lower = text.to_lowercase();
    ["next day", "next morning", "following", "day after", "days", "overnight", "+1", "later", "tomorrow"]
        .iter()
        .any(|it| lower.contains(it))
}

fn holds(passage: &Passage, stamp: &Stamp) -> bool {
    passage.span.start <= stamp.span.start && stamp.span.end <= passage.span.end
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
    "offline for",
    "off for",
];

/// What stands right before a length that is told as one: `lasted`, `for about`, a bracket.
static TOLD: &[&str] = &[
    "for",
    "of",
    "lasted",
    "last",
    "lasting",
    "about",
    "approximately",
    "roughly",
    "around",
    "nearly",
    "almost",
    "exactly",
    "over",
    "than",
    "total",
    "(",
    ",",
    ":",
    "-",
    "–",
    "—",
    "=",
    "~",
    "took",
    "a",
    "the",
    "spanned",
    "spanning",
    "just",
    "under",
    "some",
    "totaling",
    "totalling",
    "duration",
    "was",
    "is",
    "*",
];

/// Words before a length that make it something else than the length of the outage.
static NOT_LASTING: &[&str] =
    &["up to", "within", "every", "after", "by", "next", "past", "per", "in the last", "than usual"];

/// The stated length: in a passage that states the times or the duration, else where words say that it lasted.
fn length(scope: &[Passage], outage: &mut Outage) {
    let found = |it: &Passage| {
        let mut from = 0;
        while let Some(length) = clock::length(&it.text[from..]) {
            let (span, place) = (length.span, length.span.shifted(from + it.span.start));
            let before = it.text[..from + span.start].trim_end().to_lowercase();
            let in_stamp = it.stamps.iter().any(|it| it.span.start < place.end && place.start < it.span.end);
            let is_told =
                it.key().contains("duration") || before.is_empty() || TOLD.iter().any(|it| before.ends_with(it));
            if !in_stamp && is_told && !NOT_LASTING.iter().any(|it| before.ends_with(it)) {
                return Some(length.shifted(from + it.span.start));
            }
            from += span.end;
        }
        None
    };
    let states =
        |it: &&Passage| outage.start.as_ref().is_some_and(|stamp| holds(it, stamp)) || it.key().contains("duration");
    let tells = |it: &&Passage| {
        let lower = it.text.to_lowercase();
        LASTING.iter().any(|it| lower.contains(it))
    };
    let told =
        |wanted: &dyn Fn(&&Passage) -> bool| scope.iter().filter(|it| wanted(it)).find_map(|it| Some((it, found(it)?)));
    let Some((passage, length)) = told(&states).or_else(|| told(&tells)) else { return };
    outage.is_length_sure = is_sure(passage, length, outage);
    outage.length = Some(length);
}

/// Whether a length is told together with both times, under a label, or in words for the length of the outage.
fn is_sure(passage: &Passage, length: Length, outage: &Outage) -> bool {
    let before = passage.text[..length.span.start - passage.span.start].to_lowercase();
    let sentence = &before[before.rfind(['.', ';', '!']).map_or(0, |it| it + 1)..];
    let tells =
        ["outage lasted", "outage of", "downtime of", "incident lasted", "lasted for a total", "total downtime"];
    let holds_both = [&outage.start, &outage.end].iter().all(|it| it.as_ref().is_some_and(|it| holds(passage, it)));
    holds_both || passage.key().contains("duration") || tells.iter().any(|it| sentence.contains(it))
}

impl Outage {
    /// Minutes: the stated length, or end minus start (over midnight and over dates) where both are stated.
    pub fn minutes(&self) -> Option<i64> {
        self.length.map(|it| it.minutes).or_else(|| self.computed_minutes())
    }

    /// End minus start: over the days between them where dates are given, else over at most one midnight. Nothing where
    /// the two are told in zones that cannot be compared.
    pub fn computed_minutes(&self) -> Option<i64> {
        let (start, end) = (self.start.as_ref()?, self.end.as_ref()?);
        let difference = end.time?.minutes() - start.time?.minutes() - self.shift()?;
        match (start.date, end.date) {
            (Some(first), Some(last)) => Some(first.days_until(last)? * DAY + difference),
            _ => Some(difference.rem_euclid(DAY)),
        }
    }

    /// How many minutes the clock of the end is before that of the start.
    fn shift(&self) -> Option<i64> {
        let (start, end) = (self.start.as_ref()?, self.end.as_ref()?);
        match (&start.zone, &end.zone) {
            (Some(first), Some(last)) if !first.same_clock(last) => {
                let offset = |zone: &Zone, stamp: &Stamp| zone.offset(stamp.date, stamp.time?);
                Some(i64::from(offset(last, end)? - offset(first, start)?))
            }
            _ => Some(0),
        }
    }

    /// Start and end with what stands between them, where they stand on one line, or else one of them.
    pub fn times(&self, text: &Text) -> Option<Span> {
        match (&self.start, &self.end) {
            (Some(start), Some(end)) if text.line_of(start.span.start) == text.line_of(end.span.end) => {
                Some(start.span.cover(end.span))
            }
            (start, end) => end.as_ref().or(start.as_ref()).map(|it| it.span),
        }
    }
}
