//! The timeline: which lines are entries, when each happened, and what it tells.

mod timed;

use std::ops::Range;

use super::line::glance::Has;
use super::line::{Kind, Line, Marker, Plainly};
use super::outline::Outline;
use super::reading::At;
use super::{Entry, Layout, Outage, Timeline};
use crate::clock::{DAY, Stamp, Time, Zone};
use crate::profile::{Phase, Profile, Requirement, Role, words};
use crate::text::Span;

/// An entry before its times are made consistent with its neighbours'.
struct Draft {
    entry: Entry,
    /// The lines it takes.
    lines: Range<usize>,
}

pub(super) fn read(lines: &[At], outline: &Outline, outage: &Outage, profile: &Profile) -> Timeline {
    let ranges: Vec<Range<usize>> =
        outline.sections.iter().filter(|it| it.section.role == Role::Timeline).map(|it| it.lines.clone()).collect();
    let in_fence = outline.in_fence;
    let mut drafts: Vec<Draft> = match ranges.is_empty() {
        false => ranges.iter().flat_map(|it| section_entries(lines, it.clone(), in_fence)).collect(),
        true => stray_entries(lines, outline),
    };
    let (zone, zone_span) = zone(lines, outline).unzip();
    let zone = zone.or_else(|| outage.zone.as_ref().map(|it| it.0.clone()));
    shift_to_afternoon(&mut drafts, outage);
    count_minutes(&mut drafts);
    let has_times = timed::has_times(lines, &drafts);
    let mut timeline = Timeline { entries: Vec::with_capacity(drafts.len()), has_times, zone, zone_span };
    for Draft { mut entry, lines: taken } in drafts {
        let told = &lines[taken];
        let ends = |it: &At| it.line.stops + usize::from(it.line.is_stopped);
        entry.stops = told.split_last().map_or(0, |(last, it)| it.iter().map(ends).sum::<usize>() + last.line.stops);
        entry.phases = phases(told, profile);
        entry.tells_detection = told.iter().any(|it| plainly(it, profile).detection);
        entry.tells_recovery = told.iter().any(|it| plainly(it, profile).recovery);
        timeline.entries.push(entry);
    }
    timeline
}

/// Where an entry's own time stands in its line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lead {
    /// Which of the line's stamps.
    stamp: usize,
    /// Where the text after time and separator begins; counts from the start of the chunk.
    event: usize,
    /// A colon, dash or pipe parts time and text.
    separated: bool,
}

/// The time that a line begins with, behind emphasis, brackets, `At`, or a label.
fn lead(at: At) -> Option<Lead> {
    if at.has(Has::STAMPS) { *at.line.lead.get_or_init(|| find_lead(at)) } else { None }
}

fn find_lead(at: At) -> Option<Lead> {
    let line = at.line;
    let (stamp, first) = line.stamps.iter().enumerate().find(|(_, it)| it.time.is_some() || it.odd)?;
    let before = at.text(Span::new(line.body.start, first.span.start));
    if !leads(before) {
        return None;
    }
    let last = first.ends_at.map_or(first, |it| &line.stamps[it]);
    let rest = at.text(Span::new(last.span.end, line.body.end));
    let again = told_again(rest, line.stamps.get(first.ends_at.unwrap_or(stamp) + 1), last);
    let (skipped, separated) = separator(&rest[again..]);
    Some(Lead { stamp, event: last.span.end + again + skipped, separated })
}

/// The bytes of a second telling of the same time, by another clock: `14:30 UTC (15:30 WAT)`.
fn told_again(rest: &str, next: Option<&Stamp>, last: &Stamp) -> usize {
    let Some(next) = next.filter(|it| it.zone.is_some()) else { return 0 };
    let end = next.span.end - last.span.end;
    let opens = rest.trim_start_matches([' ', '*', '_', '\u{a0}']).starts_with(['(', '/']);
    let is_beside =
        opens && rest[..next.span.start - last.span.end].trim_matches([' ', '*', '_', '(', '/', '\u{a0}']).is_empty();
    if is_beside { end + usize::from(rest[end..].starts_with(')')) } else { 0 }
}

/// Whether nothing but dress, a short word or a label stands before a time.
fn leads(before: &str) -> bool {
    let is_dress = |it: char| {
        it.is_whitespace() || "*_`[](){}<>~|\"'#-–—:,.".contains(it) || !it.is_ascii() && !it.is_alphanumeric()
    };
    let core = before.trim_matches(is_dress);
    if core.is_empty() {
        return true;
    }
    let lower = core.to_lowercase();
    if matches!(
        lower.as_str(),
        "at" | "at around"
            | "around"
            | "by"
            | "about"
            | "time"
            | "at about"
            | "approximately"
            | "at approximately"
            | "from"
            | "on"
            | "circa"
            | "between"
            | "start"
            | "end"
    ) {
        return true;
    }
    // A label: a few words, then a colon or a bracket, before or inside of the emphasis.
    let is_label =
        before.trim_end_matches([' ', '*', '_', '`', '[', '~', '\u{a0}']).ends_with([':', '(', '-', '–', '—']);
    is_label && core.split_whitespace().count() <= 5 && !core.contains(['.', ';', '!', '?'])
}

/// The bytes of closing marks and separator at the start of what follows a time, and whether there was a separator.
fn separator(rest: &str) -> (usize, bool) {
    let closing = rest.trim_start_matches(['*', '_', '`', ')', ']', '"', '\'']);
    let spaced = closing.trim_start_matches([' ', '\t', '\u{a0}']);
    let mut left = spaced.trim_start_matches([':', '-', '–', '—', '|', ',', '=', '>', ';', '→']);
    let separated = left.len() < spaced.len();
    if !separated {
        left = left.strip_prefix(". ").unwrap_or(left);
    }
    // The colon inside of the bold: `**14:00:** text`.
    let unclosed = closing.len() == rest.len();
    if separated && unclosed {
        left = left.trim_start_matches(['*', '_', '`', ')', ']']);
    }
    left = left.trim_start_matches([' ', '\t', '\u{a0}']);
    if separated {
        left = left.strip_prefix("- ").unwrap_or(left);
    }
    (rest.len() - left.len(), separated)
}

fn layout(line: &Line) -> Layout {
    match (line.kind, line.marker) {
        (Kind::Table, _) => Layout::TableRow,
        (Kind::Heading { .. }, _) => Layout::Heading,
        (Kind::Html, _) => Layout::Html,
        (Kind::Indented, _) => Layout::Indented,
        (_, Some(Marker::Bullet)) => Layout::Bullet,
        (_, Some(Marker::Number)) => Layout::Numbered,
        (_, Some(Marker::Quote)) => Layout::Quoted,
        (_, None) => Layout::Line,
    }
}

/// The entries of a timeline section.
fn section_entries(lines: &[At], range: Range<usize>, in_fence: bool) -> Vec<Draft> {
    let usable: Vec<usize> = range.clone().filter(|it| lines[*it].is_written(in_fence)).collect();
    let leads: Vec<Option<Lead>> = usable.iter().map(|it| lead(lines[*it])).collect();
    let weak_count = usable
        .iter()
        .zip(&leads)
        .filter(|(it, lead)| lead.is_some_and(|lead| lines[**it].line.stamps[lead.stamp].weak))
        .count();
    let bullets = usable
        .iter()
        .zip(&leads)
        .any(|(it, lead)| lead.is_some() && lines[*it].line.marker.is_some_and(|it| it != Marker::Quote));
    let timed = leads.iter().any(Option::is_some);
    // Where only a few of the items begin with a time, the others name theirs within the sentence.
    let details = details(lines, &usable, &leads);
    let items =
        usable.iter().zip(&details).filter(|(it, detail)| lines[**it].line.marker.is_some() && !**detail).count();
    let sparse = leads.iter().flatten().count() * 2 < items;
    let mut drafts: Vec<Draft> = Vec::with_capacity(usable.len());
    for ((&index, found), is_detail) in usable.iter().zip(&leads).zip(details) {
        let at = lines[index];
        let lead = found.filter(|lead| {
            let stamp = &at.line.stamps[lead.stamp];
            // Dotted times look like versions and numbers: one alone is none.
            let is_time = !stamp.weak || weak_count >= 2 || stamp.zone.is_some() || stamp.date.is_some();
            // In a list, a wrapped line may begin with a time.
            let wrapped = bullets && layout(at.line) == Layout::Line && !lead.separated && !drafts.is_empty();
            is_time && !wrapped
        });
        match lead {
            Some(lead) => {
                let first = drafts.len();
                drafts.push(draft(at, index, Some(lead.stamp), lead.event));
                let behind = at.line.stamps.partition_point(|it| it.span.start < lead.event);
                let behind = behind.max(at.line.stamps[lead.stamp].ends_at.unwrap_or(lead.stamp) + 1);
                drafts.extend(inline_entries(at, index, behind));
                split_events(&mut drafts[first..]);
            }
            None if timed && !inline_entries(at, index, 0).is_empty() => {
                extend(&mut drafts, at, index);
                let first = drafts.len();
                drafts.extend(inline_entries(at, index, 0));
                split_events(&mut drafts[first..]);
                // What stands before them on the line goes on with the entry above.
                let start = drafts[first].entry.span.start;
                if let Some(above) = first.checked_sub(1).map(|it| &mut drafts[it].entry) {
                    above.span.end = above.span.end.min(start);
                    above.event.end = above.event.end.clamp(above.event.start, start.max(above.event.start));
                }
            }
            None if !is_detail && opens_entry(at, &drafts, timed && !sparse, lines) => {
                let stamp = (!timed || sparse).then(|| mid_line(at)).flatten();
                let event = at.line.label.as_ref().map_or(at.line.body.start, |it| it.rest.start);
                drafts.push(draft(at, index, stamp, event));
            }
            None if !is_parted(&drafts, lines, index) => extend(&mut drafts, at, index),
            None => {}
        }
    }
    // Prose under a heading of its own is no entry where nothing has a time.
    if !timed
        && drafts.iter().all(|it| it.entry.stamp.is_none())
        && !drafts.iter().any(|it| is_parallel(it.entry.layout))
    {
        drafts.clear();
    }
    drafts
}

/// Which lines are items without a time below an item with one: what they say happened at its time.
fn details(lines: &[At], usable: &[usize], leads: &[Option<Lead>]) -> Vec<bool> {
    let mut above: Option<usize> = None;
    let is_detail = |(index, lead): (&usize, &Option<Lead>)| {
        let line = lines[*index].line;
        let is_item = matches!(line.marker, Some(Marker::Bullet | Marker::Number));
        let is_below = is_item && lead.is_none() && above.is_some_and(|it| line.indent > it + 1);
        if is_item && !is_below {
            above = lead.map(|_| line.indent);
        }
        is_below
    };
    usable.iter().zip(leads).map(is_detail).collect()
}

fn is_parallel(layout: Layout) -> bool {
    matches!(layout, Layout::Bullet | Layout::Numbered | Layout::Html | Layout::TableRow)
}

/// Whether a line without a leading time opens an entry: an item of the list that the entries form, or, where no line
/// of the section begins with a time, any line that is not just a label.
fn opens_entry(at: At, drafts: &[Draft], timed: bool, lines: &[At]) -> bool {
    let line = at.line;
    let is_heading = matches!(line.kind, Kind::Heading { .. });
    let label_alone = line.label.as_ref().is_some_and(|it| it.rest.is_empty());
    if !timed {
        let has_time = mid_line(at).is_some();
        return !is_heading && line.kind != Kind::Table && (has_time || line.marker.is_some() || !label_alone);
    }
    let Some(last) = drafts.last() else { return false };
    let model = lines[last.lines.start].line;
    if asks_for_time(at) {
        return line.kind == model.kind && line.marker == model.marker;
    }
    let same_item = line.marker.is_some() && line.marker == model.marker && line.indent <= model.indent + 1;
    same_item && line.kind == model.kind && is_parallel(layout(line)) && !label_alone
}

/// Whether a line begins with a prompt where a time belongs: `HH:MM UTC: …`.
fn asks_for_time(at: At) -> bool {
    let Some(first) = at.line.placeholders.first() else { return false };
    let before = Span::new(at.line.body.start, first.start.max(at.line.body.start));
    matches!(at.text(*first), "HH:MM" | "XX:XX") && leads(at.text(before))
}

/// The first time anywhere in a line.
fn mid_line(at: At) -> Option<usize> {
    at.line.stamps.iter().position(|it| it.time.is_some() && !it.weak)
}

fn draft(at: At, index: usize, stamp: Option<usize>, event: usize) -> Draft {
    let line = at.line;
    let stamp = stamp.map(|it| at.stamp(&line.stamps[it]));
    let event = Span::new(event.min(line.body.end), line.body.end);
    let entry = Entry {
        span: Span::new(at.span().start, at.body().end),
        layout: layout(line),
        stamp,
        event: at.place(event),
        stops: 0,
        phases: Vec::new(),
        tells_detection: false,
        tells_recovery: false,
        minute: None,
    };
    Draft { entry, lines: index..index + 1 }
}

/// Further entries on the same line, from the given stamp on: a time that begins a sentence and is parted from it.
fn inline_entries(at: At, index: usize, skip: usize) -> Vec<Draft> {
    if !at.has(Has::STAMPS) {
        return Vec::new();
    }
    let line = at.line;
    let opens = |stamp: &&(usize, &Stamp)| {
        let (_, stamp) = stamp;
        let before = at.text(Span::new(line.body.start, stamp.span.start)).trim_end_matches([' ', '*', '_']);
        // `13:14 EDT (17:14 UTC): …` is one moment.
        let is_bracketed = before.ends_with(['(', '[']);
        let before = before.trim_end_matches([' ', '*', '_', '(', '[']);
        let after = at.text(Span::new(stamp.span.end, line.body.end)).trim_start_matches(['*', '_', ')', ']', ' ']);
        let parted = before.ends_with(['.', ';', '!', '?', ',']) && after.starts_with([':', '–', '—', '-']);
        // `14:10 EAT:` opens an entry wherever it stands.
        let marked = stamp.zone.is_some() && after.starts_with(':') && !is_bracketed;
        stamp.time.is_some() && !stamp.weak && (parted || marked)
    };
    let later = line.stamps.iter().enumerate().skip(skip);
    later
        .filter(|it| opens(&it))
        .map(|(nth, stamp)| {
            let (skipped, _) = separator(at.text(Span::new(stamp.span.end, line.body.end)));
            let mut draft = draft(at, index, Some(nth), stamp.span.end + skipped);
            draft.entry.span.start = at.place(stamp.span).start;
            draft.entry.layout = Layout::Inline;
            draft
        })
        .collect()
}

/// Where several entries share a line, each ends where the next begins.
fn split_events(drafts: &mut [Draft]) {
    for next in 1..drafts.len() {
        let end = drafts[next].entry.span.start;
        let entry = &mut drafts[next - 1].entry;
        entry.event.end = end.max(entry.event.start);
        entry.span.end = end;
    }
    if drafts.len() > 1 {
        drafts[0].entry.layout = Layout::Inline;
    }
}

/// Whether a rule stands between the last entry and a line: what follows it is no part of the entry.
fn is_parted(drafts: &[Draft], lines: &[At], index: usize) -> bool {
    let last = drafts.last().map_or(index, |it| it.lines.end);
    lines[last.min(index)..index].iter().any(|it| it.kind() == Kind::Rule)
}

/// A line that goes on with the entry before it.
fn extend(drafts: &mut [Draft], at: At, index: usize) {
    let Some(last) = drafts.last_mut() else { return };
    last.lines.end = index + 1;
    last.entry.span.end = at.body().end;
    if last.entry.event.is_empty() || !last.entry.event.touches(Span::at(at.body().start)) {
        last.entry.event.end = at.body().end;
    }
}

/// Without a timeline section: lines outside of the measures that begin with a time, if there are three or more.
fn stray_entries(lines: &[At], outline: &Outline) -> Vec<Draft> {
    let end = outline.lines(Role::Corrective).map_or(lines.len(), |it| it.start);
    let found: Vec<Draft> = (0..end)
        .filter(|it| {
            lines[*it].is_written(outline.in_fence) && !outline.brief.as_ref().is_some_and(|brief| brief.contains(it))
        })
        .filter_map(|it| {
            let lead = lead(lines[it])?;
            let stamp = &lines[it].line.stamps[lead.stamp];
            let labelled =
                lines[it].line.label.as_ref().is_some_and(|it| !it.key.is_empty() && it.text.start < stamp.span.start);
            (!stamp.weak && stamp.until.is_none() && lead.separated && !labelled)
                .then(|| draft(lines[it], it, Some(lead.stamp), lead.event))
        })
        .collect();
    if found.len() >= 3 { found } else { Vec::new() }
}

/// The zone for entries that name none: from the timeline's heading, or a line under it.
fn zone(lines: &[At], outline: &Outline) -> Option<(Zone, Span)> {
    let placed = outline.sections.iter().find(|it| it.section.role == Role::Timeline)?;
    let named = |it: usize| lines[it].line.zones.first().map(|(zone, span)| (zone.clone(), lines[it].place(*span)));
    let mut under = placed.lines.clone().take(6).filter(|it| lines[*it].line.stamps.is_empty());
    named(placed.heading).or_else(|| under.find_map(named))
}

/// A clock of twelve hours without marks: where the summary says `7:15 pm`, the entry `7:15` is in the afternoon too,
/// and what follows `12:30` as `1:15` is the same day.
fn shift_to_afternoon(drafts: &mut [Draft], outage: &Outage) {
    let stamps = || drafts.iter().filter_map(|it| it.entry.stamp.as_ref());
    let is_bare = |it: &Stamp| {
        let hour = it.time.map_or(0, |it| it.hour);
        it.style.mark.is_none() && it.date.is_none() && (hour >= 10 || !it.style.padded) && hour <= 12
    };
    if !stamps().all(is_bare) {
        return;
    }
    let start = outage.start.as_ref().filter(|it| it.style.mark.is_some()).and_then(|it| it.time);
    let first = stamps().find_map(|it| it.time?.afternoon());
    let near = |(start, first): (Time, Time)| start.hour >= 12 && (first.minutes() - start.minutes()).abs() <= 120;
    let mut is_afternoon = start.zip(first).is_some_and(near);
    let mut before: Option<Time> = None;
    for stamp in drafts.iter_mut().filter_map(|it| it.entry.stamp.as_mut()) {
        let Some(time) = stamp.time else { continue };
        is_afternoon |= before.is_some_and(|it| it.hour >= 10 && (1..10).contains(&time.hour));
        if is_afternoon {
            stamp.time = Some(time.afternoon().unwrap_or(time));
        }
        before = Some(time);
    }
}

/// Minutes since the midnight before the first entry. Dates count the days; without them, a step back by more than
/// half a day is the next day, and a smaller one is out of order.
fn count_minutes(drafts: &mut [Draft]) {
    let first_date = drafts.iter().find_map(|it| it.entry.stamp.as_ref()?.date);
    let mut day = 0;
    let mut before: Option<Time> = None;
    for entry in drafts.iter_mut().map(|it| &mut it.entry) {
        let Some(time) = entry.time() else { continue };
        let date = entry.stamp.as_ref().and_then(|it| it.date);
        match (first_date, date) {
            (Some(first), Some(date)) => day = first.days_until(date).unwrap_or(day),
            _ if before.is_some_and(|it| it.minutes() - time.minutes() > DAY / 2) => day += 1,
            _ => {}
        }
        entry.minute = Some(day * DAY + time.minutes());
        before = Some(time);
    }
}

/// What a line says in plain words, and nothing in it takes back.
fn plainly(at: &At, profile: &Profile) -> Plainly {
    *at.line.plainly.get_or_init(|| {
        let words = words(at.words());
        let is_taken_back = words.iter().any(|it| matches!(it.text.as_str(), "no" | "not") || it.text.ends_with("n't"));
        let says = |phase: Phase| {
            let mut wanted = profile.evidences().map(|it| it.1).filter(|it| it.phase == Some(phase));
            !is_taken_back && wanted.any(|it| it.plainly.find(&words).is_some())
        };
        Plainly { detection: says(Phase::Detected), recovery: says(Phase::Resolved) }
    })
}

/// What the lines of an entry tell, by the profile's phrases and labels.
fn phases(lines: &[At], profile: &Profile) -> Vec<Phase> {
    let told = lines.iter().filter(|it| !it.is_blank()).flat_map(|it| line_phases(*it, profile));
    let mut told: Vec<(usize, Phase)> = told.copied().collect();
    // In the order of the profile, each once.
    told.sort_unstable_by_key(|it| it.0);
    let mut phases = Vec::new();
    for (_, phase) in told {
        if !phases.contains(&phase) {
            phases.push(phase);
        }
    }
    phases
}

fn line_phases<'a>(at: At<'a>, profile: &Profile) -> &'a [(usize, Phase)] {
    at.line.phases.get_or_init(|| {
        let label = at.line.label.as_ref().map(|it| &it.key);
        let is_labelled = |it: &Requirement| label.is_some_and(|label| it.labels.contains(label));
        let tells = |it: &Requirement| is_labelled(it) || at.evidence(profile, it).is_some();
        let told = profile.evidences().filter_map(|(_, it)| Some((it.index, it.phase.filter(|_| tells(it))?)));
        told.collect()
    })
}
