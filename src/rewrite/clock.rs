//! The times of a timeline on the other clock: of twelve hours or of twenty-four.

use std::cmp::Ordering;

use crate::clock::{self, DAY, Mark, Stamp, Time, TimeStyle};
use crate::model::Entry;
use crate::snapshot::Snapshot;
use crate::syntax::InlineKind;
use crate::text::{Edit, Span};

/// How many hours a clock shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clock {
    Twelve,
    TwentyFour,
}

impl Clock {
    /// The clock of a written time; `None` where it shows none: `noon`, `13:20PM`.
    pub fn of(stamp: &Stamp) -> Option<Clock> {
        let is_dotted = stamp.style.separator == Some('.');
        let is_plain = stamp.time.is_some() && !stamp.odd && (!stamp.weak || is_dotted);
        is_plain.then_some(if stamp.style.mark.is_some() { Clock::Twelve } else { Clock::TwentyFour })
    }

    /// The clock of most entries; of two that are as frequent, the one that comes first.
    pub fn of_most(entries: &[Entry]) -> Option<Clock> {
        let clocks: Vec<Clock> = entries.iter().filter_map(|it| Clock::of(it.stamp.as_ref()?)).collect();
        let twelve = clocks.iter().filter(|it| **it == Clock::Twelve).count() * 2;
        match twelve.cmp(&clocks.len()) {
            Ordering::Less => Some(Clock::TwentyFour),
            Ordering::Equal => clocks.first().copied(),
            Ordering::Greater => Some(Clock::Twelve),
        }
    }

    /// `Write all times with AM and PM`
    pub fn title(self) -> &'static str {
        match self {
            Clock::Twelve => "Write all times with AM and PM",
            Clock::TwentyFour => "Write all times on a clock of 24 hours",
        }
    }
}

/// Writes every time of the timeline on a clock, those in the text of its entries too; times in code stay. `None` where
/// nothing changes.
pub fn converted(snapshot: &Snapshot, clock: Clock) -> Option<Vec<Edit>> {
    let edits = edits(snapshot, clock, |it| it.span.end);
    (!edits.is_empty()).then_some(edits)
}

/// Writes the times that the entries begin with on a clock.
pub fn aligned(snapshot: &Snapshot, clock: Clock) -> Vec<Edit> {
    edits(snapshot, clock, |it| it.event.start)
}

/// How times are written on a clock: as most others of the timeline and the outage, or as is usual.
pub fn style(snapshot: &Snapshot, clock: Clock) -> TimeStyle {
    let (text, postmortem) = (snapshot.text(), snapshot.postmortem());
    let outage = [&postmortem.outage.start, &postmortem.outage.end].into_iter().flatten();
    let stamps = postmortem.timeline.entries.iter().filter_map(|it| it.stamp.as_ref()).chain(outage);
    let alike: Vec<&Stamp> = stamps.filter(|it| Clock::of(it) == Some(clock) && it.style.minutes).collect();
    let written = |it: &&Stamp| text.slice(it.time_span).into_owned();
    let has_one_digit = |it: &&&Stamp| written(it).bytes().take_while(u8::is_ascii_digit).count() == 1;
    let bare = alike.iter().filter(has_one_digit).count();
    let is_padded = match alike.iter().filter(|it| written(it).starts_with('0')).count().cmp(&bare) {
        Ordering::Less => false,
        Ordering::Equal => clock == Clock::TwentyFour,
        Ordering::Greater => true,
    };
    let mark = Mark { upper: true, dotted: false, spaced: true };
    TimeStyle {
        mark: most(alike.iter().map(|it| it.style.mark)).unwrap_or((clock == Clock::Twelve).then_some(mark)),
        padded: is_padded,
        separator: most(alike.iter().map(|it| it.style.separator).filter(Option::is_some)).unwrap_or(Some(':')),
        minutes: true,
        seconds: false,
        hrs: false,
    }
}

/// What there is most of; of several, the first.
pub fn most<T: PartialEq>(all: impl Iterator<Item = T>) -> Option<T> {
    let mut counts: Vec<(T, usize)> = Vec::new();
    for it in all {
        match counts.iter_mut().find(|(other, _)| *other == it) {
            Some((_, count)) => *count += 1,
            None => counts.push((it, 1)),
        }
    }
    let highest = counts.iter().map(|it| it.1).max()?;
    counts.into_iter().find(|it| it.1 == highest).map(|it| it.0)
}

/// The times of the entries up to an offset in each, on the clock.
fn edits(snapshot: &Snapshot, clock: Clock, end: impl Fn(&Entry) -> usize) -> Vec<Edit> {
    let (text, postmortem) = (snapshot.text(), snapshot.postmortem());
    let entries = &postmortem.timeline.entries;
    let (style, most) = (style(snapshot, clock), Clock::of_most(entries));
    let mut edits = Vec::new();
    let mut before: Option<i64> = None;
    for entry in entries {
        let Some(own) = &entry.stamp else { continue };
        let start = own.span.start;
        let source = text.slice(Span::new(start, end(entry).max(own.span.end)));
        for stamp in clock::stamps(&source).iter().map(|it| it.shifted(start)) {
            let is_own = stamp.time_span == own.time_span;
            let is_other = Clock::of(&stamp).is_some_and(|it| it != clock);
            if !is_other || (!is_own && (stamp.weak || is_code(snapshot, stamp.span.start))) {
                continue;
            }
            // The clock of an entry without AM and PM may have been found to be in the afternoon.
            let Some(mut time) = (if is_own { own.time } else { stamp.time }) else { continue };
            if most == Some(Clock::Twelve) && stamp.style.mark.is_none() {
                time = half_behind(time, before);
            }
            let written = time.written(TimeStyle { seconds: stamp.style.seconds, ..style });
            edits.push(Edit::replace(stamp.time_span, written));
        }
        before = entry.minute.or(before);
    }
    edits
}

/// A time without AM and PM among times that have them: in the half of the day that comes next.
fn half_behind(time: Time, before: Option<i64>) -> Time {
    let Some(before) = before.filter(|_| (1..=12).contains(&time.hour)) else { return time };
    let halves = [Time { hour: time.hour % 12, ..time }, Time { hour: time.hour % 12 + 12, ..time }];
    halves.into_iter().min_by_key(|it| (it.minutes() - before).rem_euclid(DAY)).unwrap_or(time)
}

fn is_code(snapshot: &Snapshot, offset: usize) -> bool {
    let chunk = snapshot.document.chunks().take_while(|(start, _)| *start <= offset).last();
    chunk.is_some_and(|(start, chunk)| {
        let holds = |it: &crate::syntax::Inline| it.kind == InlineKind::Code && it.span.shifted(start).contains(offset);
        chunk.inlines().iter().any(holds)
    })
}
