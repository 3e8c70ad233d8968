//! A timeline as a list: loose entries made into items, and all entries in one shape.

use crate::clock::{self, Stamp, TimeStyle};
use crate::model::{Entry, Layout};
use crate::rewrite::clock::{self as clocks, Clock, most};
use crate::rewrite::entry::own_span;
use crate::rewrite::marker::marker;
use crate::rewrite::{placement, split};
use crate::snapshot::Snapshot;
use crate::syntax::{Block, BlockKind, Document};
use crate::text::{Edit, Span, Text};

/// The marks between a time and its text, and around a time.
const AROUND_TIME: &[char] = &[' ', '\t', '*', '_', '`', ':', '-', '–', '—', ',', '|'];

/// The shape in which the entries of a timeline are written.
#[derive(Clone, Debug)]
struct Shape {
    bullet: char,
    /// Between bullet and time: the emphasis that begins there.
    before: String,
    /// Between time and event.
    behind: String,
    /// How times are written, where one way is to hold for all.
    style: Option<TimeStyle>,
    /// The zone that most times have, with what parts it from the time, for those that have none.
    zone: Option<String>,
}

impl Shape {
    /// `- time - event`, times as they are.
    fn plain() -> Shape {
        Shape { bullet: '-', before: String::new(), behind: " - ".to_owned(), style: None, zone: None }
    }

    /// The shape of most entries.
    fn of_most(snapshot: &Snapshot) -> Shape {
        let text = snapshot.text();
        let entries = &snapshot.postmortem().timeline.entries;
        let heads: Vec<Head> = entries.iter().filter_map(|it| Head::of(text, it)).collect();
        let around = most(heads.iter().filter(|it| it.is_parted).map(|it| (it.before.clone(), it.behind.clone())));
        let (before, behind) = around.unwrap_or_else(|| (String::new(), " - ".to_owned()));
        let bullets = entries.iter().filter(|it| it.layout == Layout::Bullet);
        let bullet = most(bullets.filter_map(|it| text.slice(it.span).trim_start().chars().next()));
        let zones = heads.iter().filter(|it| !it.zone.is_empty());
        let zone = most(zones.clone().map(|it| it.zone.clone()));
        let names: Vec<&String> = zones.map(|it| &it.zone).collect();
        let is_one = |it: &String| names.iter().all(|other| *other == it) && names.len() * 2 > heads.len();
        Shape {
            bullet: bullet.filter(|it| "-*+".contains(*it)).unwrap_or('-'),
            before,
            behind,
            style: style(snapshot),
            zone: zone.filter(is_one),
        }
    }

    /// What stands before the event of an entry.
    fn head(&self, head: &Head) -> String {
        let time = self.time(&head.time);
        if head.is_parted { format!("{}{time}{}", self.before, self.behind) } else { time }
    }

    /// The time of an entry as most are written.
    fn time(&self, time: &str) -> String {
        let stamps = clock::stamps(time);
        let mut out = time.to_owned();
        for stamp in stamps.iter().rev() {
            let style = self.style.filter(|_| Clock::of(stamp).is_some());
            let is_bare = stamps.len() == 1 && stamp.zone.is_none();
            let zone = self.zone.as_ref().filter(|_| is_bare).map_or("", String::as_str);
            if let (Some(shown), Some(style)) = (stamp.time, style) {
                let style = TimeStyle { seconds: stamp.style.seconds, ..style };
                out.replace_range(stamp.time_span.range(), &format!("{}{zone}", shown.written(style)));
            } else if !zone.is_empty() {
                out.insert_str(stamp.time_span.end, zone);
            }
        }
        out
    }
}

/// What an entry has in front of its event, where that is its time and marks alone.
struct Head {
    before: String,
    /// The time with date and zone, and the end of a range.
    time: String,
    /// Behind the time, where a zone stands there and nothing else.
    zone: String,
    behind: String,
    /// There is an event to be parted from.
    is_parted: bool,
}

impl Head {
    fn of(text: &Text, entry: &Entry) -> Option<Head> {
        let stamp = entry.stamp.as_ref()?;
        let source = text.slice(Span::new(entry.span.start, entry.event.start.max(stamp.span.end))).into_owned();
        let line_end = text.line(text.line_of(stamp.span.end)).end;
        let at = |offset: usize| offset - entry.span.start;
        let start = at(stamp.span.start.max(entry.span.start));
        let lead = without_mark(&source[..start]);
        let (_, marked) = marker(lead);
        let (before, tilde) = match lead[marked..].trim_start().strip_suffix('~') {
            Some(before) => (before, "~"),
            None => (lead[marked..].trim_start(), ""),
        };
        let stamps = clock::stamps(&source[start..]);
        let end = stamps.first()?.ends_at.map_or(at(stamp.span.end), |it| start + stamps[it].span.end);
        let behind = source[end..].to_owned();
        let is_dress = |it: &str| it.chars().all(|it| "*_` ".contains(it));
        let is_mark = |it: &str| it.chars().all(|it| AROUND_TIME.contains(&it));
        if !is_dress(before) || !is_mark(&behind) || !is_balanced(&format!("{before}{behind}")) {
            return None;
        }
        let zone = match stamp.zone_span {
            Some(it) if it.start >= stamp.time_span.end => {
                text.slice(Span::new(stamp.time_span.end, stamp.span.end)).into_owned()
            }
            _ => String::new(),
        };
        let is_zone = clock::dates(&zone).is_empty() && stamp.until.is_none();
        Some(Head {
            before: before.to_owned(),
            time: format!("{tilde}{}", &source[start..end]),
            zone: if is_zone { zone } else { String::new() },
            behind,
            is_parted: !text.slice(Span::new(entry.event.start, line_end.max(entry.event.start))).trim().is_empty(),
        })
    }
}

/// Makes items of all entries that have no form of their own, and keeps every word: the time and its zone as they are,
/// further lines under their item, several entries of one line under each other. `None` where that cannot be done.
pub fn of_loose(snapshot: &Snapshot) -> Option<Vec<Edit>> {
    edits(snapshot, &Shape::plain(), |entry| is_loose(snapshot.text(), entry))
}

/// Writes all entries as items in the shape that most of them have: one bullet, one separator, one way to write times,
/// and the zone with each time where it stands with most. `None` where nothing changes, or in tables, headings and HTML.
pub fn normalised(snapshot: &Snapshot) -> Option<Vec<Edit>> {
    let entries = &snapshot.postmortem().timeline.entries;
    if entries.iter().any(|it| matches!(it.layout, Layout::TableRow | Layout::Heading | Layout::Html)) {
        return None;
    }
    let text = snapshot.text();
    let has_head = |it: &Entry| Head::of(text, it).is_some();
    // Prose stays prose.
    if entries.iter().filter(|it| has_head(it)).count() * 2 < entries.len() {
        return None;
    }
    let edits = edits(snapshot, &Shape::of_most(snapshot), |it| has_head(it) || leads(it) || !is_loose(text, it))?;
    let edits: Vec<Edit> = edits.into_iter().filter(|it| text.slice(it.span) != it.text).collect();
    (!edits.is_empty()).then_some(edits)
}

/// Whether an entry's own time stands before its event.
fn leads(entry: &Entry) -> bool {
    entry.stamp.as_ref().is_some_and(|it| it.span.end <= entry.event.start)
}

/// Whether an entry is shown without a form of its own. Bare lines inside of HTML run together too.
pub fn is_loose(text: &Text, entry: &Entry) -> bool {
    match entry.layout {
        Layout::Line | Layout::Indented | Layout::Quoted | Layout::Inline => true,
        Layout::Html => !text.slice(entry.span).trim_start().starts_with('<'),
        Layout::Bullet | Layout::Numbered | Layout::TableRow | Layout::Heading => false,
    }
}

fn edits(snapshot: &Snapshot, shape: &Shape, is_wanted: impl Fn(&Entry) -> bool) -> Option<Vec<Edit>> {
    let text = snapshot.text();
    let entries = &snapshot.postmortem().timeline.entries;
    let mut edits = Vec::new();
    for (index, entry) in entries.iter().enumerate().filter(|(_, it)| is_wanted(it)) {
        if !is_loose(text, entry) {
            edits.push(reshaped(text, entry, shape));
            continue;
        }
        if placement::is_verbatim(&snapshot.document, entry.span.start) {
            return None;
        }
        let before = index.checked_sub(1).map(|it| own_span(text, &entries[it]));
        let after = entries.get(index + 1).map(|it| it.span);
        let mut edit = edit(text, entry, shape, before, after);
        // A blank line ends the HTML.
        let opens = index.checked_sub(1).is_none_or(|it| !is_loose(text, &entries[it]));
        if opens && is_in_html(&snapshot.document, entry.span.start) {
            edit.text.insert_str(0, text.line_ending().as_str());
        }
        edits.push(edit);
        edits.extend(quote_mark_below(text, entry));
    }
    Some(edits)
}

fn is_in_html(document: &Document, offset: usize) -> bool {
    let Some((start, chunk)) = document.chunks().take_while(|it| it.0 <= offset).last() else { return false };
    let is_around = |it: &Block| it.kind == BlockKind::Html && it.span.shifted(start).contains(offset);
    chunk.blocks().iter().any(is_around)
}

/// An item with another bullet, and with its time in another shape where it has one.
fn reshaped(text: &Text, entry: &Entry, shape: &Shape) -> Edit {
    let line = text.slice(text.line(text.line_of(entry.span.start))).into_owned();
    let indent = line.len() - line.trim_start().len();
    let (_, marked) = marker(&line[indent..]);
    let checkbox = line[indent..indent + marked].find('[').map_or("", |it| &line[indent + it..indent + marked]);
    let start = entry.span.start + indent;
    match Head::of(text, entry).filter(|_| checkbox.is_empty()) {
        Some(head) => {
            let end = entry.event.start.max(start + marked);
            Edit::replace(Span::new(start, end), format!("{} {}", shape.bullet, shape.head(&head)))
        }
        None => Edit::replace(Span::new(start, start + marked), format!("{} {checkbox}", shape.bullet)),
    }
}

/// Puts an entry on a line of its own, as an item, apart from text that is no entry.
fn edit(text: &Text, entry: &Entry, shape: &Shape, before: Option<Span>, after: Option<Span>) -> Edit {
    let line = text.line(text.line_of(entry.span.start));
    let span = own_span(text, entry);
    let shares_line = before.is_some_and(|it| it.end > line.start);
    let start = if shares_line { before.map_or(line.start, |it| it.end) } else { line.start };
    let lead = Span::new(start, entry.span.start);
    let is_bare = text.slice(lead).trim_matches(['>', ' ', '\t']).is_empty();
    let start = if is_bare { start } else { entry.span.start };
    let mut new = match (is_bare, shares_line) {
        (true, false) => String::new(),
        (_, true) => "\n".to_owned(),
        (false, false) => "\n\n".to_owned(),
    };
    new.push_str(&item(text, entry, shape));
    let next = text.line_of(span.end) + 1;
    let is_followed = next < text.line_count() && !text.slice(text.line(next)).trim_matches(['>', ' ']).is_empty();
    let follower_is_entry = after.is_some_and(|it| text.line_of(it.start) <= next);
    if is_followed && !follower_is_entry {
        new.push('\n');
    }
    Edit::replace(Span::new(start, span.end), new.replace('\n', text.line_ending().as_str()))
}

/// The entry as an item: its time in the shape, or the words in the order they have where there are others than the time
/// before the text.
fn item(text: &Text, entry: &Entry, shape: &Shape) -> String {
    let span = own_span(text, entry);
    let split = entry.event.start.clamp(span.start, span.end);
    let head = text.slice(Span::new(entry.span.start, split));
    let event = lines(&text.slice(Span::new(split, span.end)));
    let event = if is_loose(text, entry) { shortened(&event) } else { event };
    let head = match Head::of(text, entry) {
        Some(head) => shape.head(&head),
        None => without_mark(&head).to_owned(),
    };
    format!("{} {head}{event}", shape.bullet).trim_end().to_owned()
}

/// Whether emphasis and code that begin in a text end in it.
fn is_balanced(head: &str) -> bool {
    let (bold, rest) = (head.matches("**").count(), head.replace("**", ""));
    bold % 2 == 0 && ["*", "_", "`"].iter().all(|mark| rest.matches(mark).count() % 2 == 0)
}

/// What follows the indentation and the marks of quotes and odd bullets, also where they stand in emphasis.
fn without_mark(head: &str) -> &str {
    const MARKS: &[char] = &[' ', '\t', '>', '•', '·', '='];
    let inside = head.trim_start_matches(['*', '_']);
    if inside.starts_with('>') { inside.trim_start_matches(MARKS) } else { head.trim_start_matches(MARKS) }
}

/// The lines of an entry's text, all but the first of them indented under its bullet.
fn lines(source: &str) -> String {
    let bare = |line: &str| line.trim_start_matches(['>', ' ', '\t']).trim_end().to_owned();
    let mut lines = source.lines();
    let mut out = lines.next().map(bare).unwrap_or_default();
    for line in lines.map(bare) {
        out.push('\n');
        if !line.is_empty() {
            out.push_str("  ");
            out.push_str(&line);
        }
    }
    out
}

/// The text of an item, of which no more stands beside the time than an entry is to have: what is too much becomes items
/// below it, a line each where the lines were written so, or else a sentence each.
fn shortened(event: &str) -> String {
    let own = split::paragraph(event);
    let sentences = split::sentences(own);
    if sentences.len() <= split::MOST {
        return event.to_owned();
    }
    let lines: Vec<&str> = own.lines().map(str::trim).collect();
    let (first, further) = lines.split_first().expect("a text with sentences has a line");
    let opens = |it: &&str| it.starts_with(|it: char| it.is_uppercase());
    let ends = |it: &&str| it.ends_with(['.', '!', '?', '>']);
    let are_parts = further.iter().all(opens) && further.iter().rev().skip(1).all(ends);
    let items: Vec<String> = match are_parts && split::sentences(first).len() <= split::MOST {
        true => lines.iter().map(|it| (*it).to_owned()).collect(),
        false => sentences.iter().map(|it| own[it.range()].replace('\n', "\n  ")).collect(),
    };
    // The first one is not indented by one level more.
    let first = items[0].replace("\n    ", "\n  ");
    format!("{first}\n  - {}{}", items[1..].join("\n  - "), &event[own.len()..])
}

/// A line of a quote that holds nothing and stands between its entries becomes a blank line.
fn quote_mark_below(text: &Text, entry: &Entry) -> Option<Edit> {
    let line = text.line(text.line_of(own_span(text, entry).end) + 1);
    let is_mark = entry.layout == Layout::Quoted && line.start > entry.span.start && text.slice(line).trim() == ">";
    is_mark.then(|| Edit::replace(line, ""))
}

/// How most times are written. `None` where one clock cannot hold for all without a guess.
fn style(snapshot: &Snapshot) -> Option<TimeStyle> {
    let entries = &snapshot.postmortem().timeline.entries;
    let of = Clock::of_most(entries)?;
    let is_bare = |it: &&Stamp| Clock::of(it) == Some(Clock::TwentyFour);
    let mut bare = entries.iter().filter_map(|it| it.stamp.as_ref()).filter(is_bare).filter_map(|it| it.time);
    let is_guess = of == Clock::Twelve && bare.any(|it| (1..=12).contains(&it.hour));
    (!is_guess).then(|| clocks::style(snapshot, of))
}
