//! The shape of a document's timeline entries: marker, date, clock, zone, marks and separator, and writing another alike.

use crate::clock::{self, DAY, Date, Mark, Time, TimeStyle};
use crate::model::{Entry, Layout, Postmortem};
use crate::profile::Role;
use crate::rewrite::marker::{Marker, marker};
use crate::text::Text;

/// An entry, taken apart so that another can be put together.
#[derive(Debug)]
pub struct Shape {
    /// White space in front.
    pub indent: String,
    pub marker: Option<Marker>,
    /// The marker, and the marks or the word before the stamp.
    pub prefix: String,
    /// What stands between marker and time: marks, words, the date.
    pub lead: String,
    /// The zone, and what parts it from the time.
    zone: String,
    /// A date behind the time.
    behind: String,
    /// What parts stamp and event.
    pub tail: String,
    style: TimeStyle,
    /// A clock of twelve hours without marks, read as afternoon.
    is_afternoon: bool,
    /// The date that is written, and its day on the timeline's clock.
    day: Option<(Date, i64)>,
    /// Characters of the stamp in a table, where the pipe behind it stays in its column.
    cell: Option<usize>,
}

/// A stamp put together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The stamp as a reader sees it: `14:45 UTC`.
    pub label: String,
    /// Marker and stamp.
    pub stamp: String,
    /// What parts stamp and event.
    pub tail: String,
}

/// How much of an entry's own shape is kept.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Care {
    /// All of it; an entry in which something else is mixed in has no shape.
    Whole,
    /// Marker, time, date and zone.
    Bones,
}

impl Shape {
    /// The shape of the entry nearest to a line, of those before it if there are any, else the profile's.
    pub fn near(postmortem: &Postmortem, text: &Text, line_start: usize) -> Shape {
        let entries = &postmortem.timeline.entries;
        let (before, after) = entries.split_at(entries.partition_point(|it| it.span.start < line_start));
        let timed: Vec<&Entry> = before.iter().rev().chain(after).filter(|it| it.time().is_some()).collect();
        // The times offered are those of the nearest entry's zone.
        let zone = timed.first().and_then(|it| it.stamp.as_ref()?.zone.as_ref());
        let alike = || timed.iter().filter(|it| it.stamp.as_ref().and_then(|it| it.zone.as_ref()) == zone);
        let mut shape = [Care::Whole, Care::Bones]
            .iter()
            .find_map(|care| alike().find_map(|it| Shape::of(it, text, *care)))
            .unwrap_or_else(|| Shape::of_profile(postmortem, text));
        let hours = timed.iter().filter_map(|it| Some(text.slice(it.stamp.as_ref()?.time_span).into_owned()));
        shape.style.padded = clock::is_padded(&hours.collect::<Vec<_>>(), shape.style.mark.is_some());
        if shape.marker == Some(Marker::Number) {
            shape.count_on(before, after, text);
        }
        shape
    }

    fn of(entry: &Entry, text: &Text, care: Care) -> Option<Shape> {
        let stamp = entry.stamp.as_ref()?;
        let span = text.line(text.line_of(stamp.span.start));
        let line = text.slice(span).into_owned();
        let at = |offset: usize| offset.saturating_sub(span.start).min(line.len());
        let indent = line.len() - line.trim_start().len();
        let (marker, length) = marker(&line[indent..]);
        let (start, end) = (at(stamp.span.start), at(stamp.span.end));
        let marked = (indent + length).min(start);
        let clock_end = at(stamp.time_span.end);
        let zone_end = stamp.zone_span.map_or(clock_end, |it| closed(&line, at(it.end)).min(end));
        let shown = clock::stamps(&line[at(stamp.time_span.start)..]);
        let shape = Shape {
            indent: line[..indent].to_owned(),
            marker,
            prefix: line[indent..marked].replace("[x]", "[ ]").replace("[X]", "[ ]"),
            lead: line[marked..at(stamp.time_span.start)].to_owned(),
            zone: line[clock_end..zone_end].to_owned(),
            behind: line[zone_end..end].to_owned(),
            tail: line[end..at(entry.event.start).max(end)].to_owned(),
            style: stamp.style,
            is_afternoon: shown.first().and_then(|it| it.time) != entry.time(),
            day: stamp.date.zip(entry.minute.map(|it| it.div_euclid(DAY))),
            cell: (entry.layout == Layout::TableRow).then(|| line[marked..end].chars().count()),
        };
        if care == Care::Bones {
            let is_range = stamp.until.is_some();
            return Some(shape.stripped(&line[start..at(stamp.time_span.start)], is_range));
        }
        let is_whole = !stamp.odd
            && stamp.until.is_none()
            && (!entry.event.is_empty() || marker == Some(Marker::Heading))
            && is_plain_lead(&line[marked..start])
            && is_balanced(&format!("{}{}{}{}", shape.lead, shape.zone, shape.behind, shape.tail));
        is_whole.then_some(shape)
    }

    /// Only marker, date, time and zone.
    fn stripped(self, date: &str, is_range: bool) -> Shape {
        let bare = |it: &str| it.replace(|it| "*_`[]{}\"~".contains(it), "");
        // A range ends within what parts its beginning from the event.
        let tail =
            if is_range { self.tail.rsplit(char::is_alphanumeric).next().unwrap_or_default() } else { &self.tail };
        let tail = bare(tail).replace(['(', ')'], "");
        let tail = match self.marker {
            Some(Marker::Heading) => tail,
            Some(Marker::Row) if tail.contains('|') => tail,
            _ if tail.trim().is_empty() => " - ".to_owned(),
            _ => format!("{} ", tail.trim_end()),
        };
        Shape { lead: bare(date), zone: bare(&self.zone), behind: bare(&self.behind), tail, ..self }
    }

    /// A bullet on the clock of the summary, with the zone unless the section names it.
    fn of_profile(postmortem: &Postmortem, text: &Text) -> Shape {
        let stated = postmortem.outage.start.as_ref().map(|it| it.style);
        let style = TimeStyle {
            mark: stated.and_then(|it| it.mark).map(|it| Mark { spaced: true, ..it }),
            padded: true,
            separator: Some(':'),
            minutes: true,
            seconds: false,
            hrs: false,
        };
        let section = postmortem.section(Role::Timeline);
        let names_zone =
            section.is_some_and(|it| !clock::zones(&text.slice(it.heading.line.cover(it.body))).is_empty());
        let zone = postmortem.outage.zone.as_ref().filter(|_| !names_zone);
        let listed = postmortem.timeline.entries.iter().find_map(|it| list_marker(it, text));
        let (marker, prefix) = listed.unwrap_or((Some(Marker::Bullet), "- ".to_owned()));
        Shape {
            indent: String::new(),
            marker,
            prefix,
            lead: String::new(),
            zone: zone.map_or(String::new(), |it| format!(" {}", it.0.name)),
            behind: String::new(),
            tail: " - ".to_owned(),
            style,
            is_afternoon: false,
            day: None,
            cell: None,
        }
    }

    /// Gives a numbered item the number after the item before it, or that of the item after it.
    fn count_on(&mut self, before: &[Entry], after: &[Entry], text: &Text) {
        let number = |entry: &Entry| {
            let line = text.slice(text.line(text.line_of(entry.span.start))).into_owned();
            let digits: String = line.trim_start().chars().take_while(char::is_ascii_digit).collect();
            digits.parse::<u32>().ok()
        };
        let mut numbers = before.iter().rev().filter_map(number);
        let next = match (numbers.next(), numbers.next()) {
            // `1.` on every item: Markdown counts by itself.
            (Some(last), Some(same)) if last == same => Some(last),
            (Some(last), _) => last.checked_add(1),
            (None, _) => after.iter().find_map(number),
        };
        if let Some(next) = next {
            let behind = self.prefix.trim_start_matches(|it: char| it.is_ascii_digit());
            self.prefix = format!("{next}{behind}");
        }
    }

    /// The mark of a clock of twelve hours.
    pub fn mark(&self) -> Option<Mark> {
        self.style.mark
    }

    /// What stands around the time of a stamp, with other words for the time.
    pub fn around(&self, time: &str) -> String {
        let stamp = format!("{}{time}{}{}", self.lead, self.zone, self.behind);
        let tail = self.tail_behind(&stamp);
        format!("{stamp}{tail}")
    }

    /// Whether a zone stands beside each time.
    pub fn has_zone(&self) -> bool {
        !self.zone.trim().is_empty()
    }

    /// Whether the hours go to twelve.
    pub fn has_twelve_hours(&self) -> bool {
        self.style.mark.is_some() || self.is_afternoon
    }

    /// Whether every hour has two digits.
    pub fn is_padded(&self) -> bool {
        self.style.padded
    }

    /// The stamp of a minute on the timeline's clock. `None` where it would not be read back as that time.
    pub fn written(&self, minute: i64) -> Option<Written> {
        let time = self.face(Time::from_minutes(minute))?;
        let day = self.day.map(|(date, day)| (date, minute.div_euclid(DAY) - day)).filter(|it| it.1 != 0);
        let dated = |text: &str| match day {
            Some((date, days)) => clock::redated(text, date, date.plus_days(days)?).or(Some(text.to_owned())),
            None => Some(text.to_owned()),
        };
        let (lead, behind) = (dated(&self.lead)?, dated(&self.behind)?);
        let stamp = format!("{lead}{}{}{behind}", time.written(self.style), self.zone);
        let read = clock::stamps(&stamp);
        let read = read.first().filter(|it| it.time.is_some_and(|it| it.minutes() == time.minutes()))?;
        let expected = match day {
            Some((date, days)) => date.plus_days(days),
            None => self.day.map(|it| it.0),
        };
        (read.date == expected).then(|| Written {
            label: label(&stamp),
            tail: self.tail_behind(&stamp),
            stamp: format!("{}{stamp}", self.prefix),
        })
    }

    /// What the clock of the document shows at a time.
    fn face(&self, time: Time) -> Option<Time> {
        if !self.is_afternoon {
            return Some(time);
        }
        match time.hour {
            12 => Some(time),
            hour => Some(Time { hour: hour.checked_sub(12)?, ..time }),
        }
    }

    fn tail_behind(&self, stamp: &str) -> String {
        let (Some(cell), Some(pipe)) = (self.cell, self.tail.find('|')) else { return self.tail.clone() };
        let room = (cell + pipe).saturating_sub(stamp.chars().count()).max(pipe.min(1));
        format!("{}{}", " ".repeat(room), &self.tail[pipe..])
    }
}

/// The marker of an entry in a list.
fn list_marker(entry: &Entry, text: &Text) -> Option<(Option<Marker>, String)> {
    let line = text.slice(text.line(text.line_of(entry.span.start))).into_owned();
    let line = line.trim_start();
    let (marker, length) = marker(line);
    matches!(marker, Some(Marker::Bullet | Marker::Number)).then(|| (marker, line[..length].to_owned()))
}

/// The end of a zone with the bracket that closes behind it.
fn closed(line: &str, zone_end: usize) -> usize {
    let behind = line[zone_end..].trim_start_matches(' ');
    if behind.starts_with([')', ']']) { line.len() - behind.len() + 1 } else { zone_end }
}

/// Whether nothing but marks, or `At`, stands before a stamp: anything else is a label or a mark of this entry alone.
fn is_plain_lead(lead: &str) -> bool {
    let words = lead.trim_matches(|it: char| !it.is_alphanumeric() && it != '~');
    let is_item = lead.starts_with("<li") && lead.find('>') == Some(lead.len() - 1);
    is_item || words.is_empty() || words.eq_ignore_ascii_case("at") || words.eq_ignore_ascii_case("time")
}

/// Whether every mark that is opened is closed again.
fn is_balanced(text: &str) -> bool {
    let count = |it: &str| text.matches(it).count();
    ["**", "__", "*", "_", "`", "\""].iter().all(|it| count(it).is_multiple_of(2))
        && [("[", "]"), ("(", ")"), ("{", "}")].iter().all(|(open, close)| count(open) == count(close))
}

/// A stamp as a reader sees it, without marks.
fn label(stamp: &str) -> String {
    stamp.replace(|it| "*_`[]{}\"~".contains(it), "").trim().to_owned()
}
