//! The times of the summary and of the timeline, converted to the clock of another zone.

use std::fmt;

use crate::clock::{self, Date, Meaning, Stamp, Time, Zone};
use crate::model::{Entry, Postmortem, Section, course};
use crate::profile::Role;
use crate::snapshot::Snapshot;
use crate::text::{Edit, Span, quoted};

/// What becomes of the time that stood there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Old {
    Replaced,
    /// `14:30 UTC (15:30 WAT)`, in the entries of the timeline.
    KeptBeside,
}

/// Why the times cannot be converted, with the words that stand in the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Obstacle {
    NoTimes,
    NoZone(String),
    Ambiguous(String),
    /// The offset of the zone depends on the day.
    NoDay(String),
    Unreadable(String),
    ToldTwice(String),
}

impl fmt::Display for Obstacle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Obstacle::NoTimes => write!(f, "The timeline has no times"),
            Obstacle::NoZone(time) => write!(f, "{} is in no known time zone", quoted(time)),
            Obstacle::Ambiguous(zone) => write!(f, "{} may mean several time zones", quoted(zone)),
            Obstacle::NoDay(zone) => write!(f, "What {} means depends on the day, which is not known", quoted(zone)),
            Obstacle::Unreadable(time) => write!(f, "{} can be read in more than one way", quoted(time)),
            Obstacle::ToldTwice(zone) => write!(f, "Another zone is told beside {}", quoted(zone)),
        }
    }
}

/// A time that is to be converted.
struct Told {
    stamp: Stamp,
    zone: Zone,
    /// The day that it lies on, where the document tells it.
    date: Option<Date>,
    /// The time of an entry; all others stand in sentences.
    is_entry: bool,
}

/// Whether every time of the timeline is told by the clock of a zone already.
pub fn is_on_clock(snapshot: &Snapshot, zone: &Zone) -> bool {
    let postmortem = snapshot.postmortem();
    let mut timed = postmortem.timeline.entries.iter().filter(|it| it.time().is_some());
    timed.all(|it| course::zone_of(Some(it), postmortem).is_some_and(|it| it.same_clock(zone)))
}

/// The edits that put all times of summary and timeline on the clock of a zone. Each keeps the style of its time, and a
/// time that comes to lie on another day gets or changes its date.
pub fn converted(snapshot: &Snapshot, to: &Zone, old: Old) -> Result<Vec<Edit>, Obstacle> {
    let told = told(snapshot)?;
    let desk = Desk::new(snapshot, to, old, &told);
    let mut edits = Vec::new();
    for (nth, it) in told.iter().enumerate() {
        // The days of the times behind the first of a section are told by their order.
        let opens = nth == 0 || it.is_entry != told[nth - 1].is_entry;
        desk.convert(it, opens, &mut edits)?;
    }
    edits.extend(desk.namings(&told));
    edits.retain(|it| *snapshot.text().slice(it.span) != it.text);
    edits.sort_by_key(|it| (it.span.start, it.span.end));
    Ok(edits)
}

/// The times of summary and timeline in their order, each with its zone.
fn told(snapshot: &Snapshot) -> Result<Vec<Told>, Obstacle> {
    let postmortem = snapshot.postmortem();
    if postmortem.timeline.entries.iter().all(|it| it.time().is_none()) {
        return Err(Obstacle::NoTimes);
    }
    let mut found = Vec::new();
    for section in postmortem.sections.iter().filter(|it| matches!(it.role, Role::Summary | Role::Timeline)) {
        told_in(snapshot, section, &mut found)?;
    }
    Ok(found)
}

fn told_in(snapshot: &Snapshot, section: &Section, found: &mut Vec<Told>) -> Result<(), Obstacle> {
    let (text, postmortem) = (snapshot.text(), snapshot.postmortem());
    let lines = text.line_of(section.heading.line.start)..=text.line_of(section.body.end.saturating_sub(1));
    for span in lines.map(|it| text.line(it)).filter(|it| it.start < section.body.end) {
        let stamps: Vec<Stamp> = clock::stamps(&text.slice(span)).iter().map(|it| it.shifted(span.start)).collect();
        for (nth, stamp) in stamps.iter().enumerate() {
            let before = entry_at(postmortem, stamp.span.start);
            let entry = before.filter(|it| it.stamp.as_ref().is_some_and(|it| it.time_span == stamp.time_span));
            let is_stated = [&postmortem.outage.start, &postmortem.outage.end]
                .iter()
                .any(|it| it.as_ref().is_some_and(|it| it.time_span == stamp.time_span));
            // `15.25` within a sentence may be a number.
            if stamp.weak && entry.is_none() && !is_stated {
                continue;
            }
            let words = || text.slice(stamp.span).into_owned();
            let is_read_otherwise = entry.is_some_and(|it| it.time() != stamp.time);
            if stamp.time.is_none() || stamp.odd || is_read_otherwise {
                return Err(Obstacle::Unreadable(words()));
            }
            let zone = zone(postmortem, section, &stamps, nth).ok_or_else(|| Obstacle::NoZone(words()))?;
            let date = stamp.date.or_else(|| day(postmortem, section, before, stamp));
            found.push(Told { stamp: stamp.clone(), zone: zone.clone(), date, is_entry: entry.is_some() });
        }
    }
    Ok(())
}

/// The zone of a time: its own, that of the other end of its range, or the one that holds for its section.
fn zone<'a>(postmortem: &'a Postmortem, section: &Section, stamps: &'a [Stamp], nth: usize) -> Option<&'a Zone> {
    let stamp = &stamps[nth];
    let of_end = || stamp.ends_at.and_then(|it| stamps[it].zone.as_ref());
    let of_start = || stamps.iter().find(|it| it.ends_at == Some(nth)).and_then(|it| it.zone.as_ref());
    let summary = postmortem.outage.zone.as_ref().map(|it| &it.0);
    let usual = || match section.role {
        Role::Summary => summary.or(postmortem.timeline.zone.as_ref()),
        _ => course::zone_of(None, postmortem),
    };
    stamp.zone.as_ref().or_else(of_end).or_else(of_start).or_else(usual)
}

/// The entry that holds an offset, or the last one before it.
fn entry_at(postmortem: &Postmortem, offset: usize) -> Option<&Entry> {
    let entries = &postmortem.timeline.entries;
    entries[..entries.partition_point(|it| it.span.start <= offset)].last()
}

/// The day of a time without a date.
fn day(postmortem: &Postmortem, section: &Section, entry: Option<&Entry>, stamp: &Stamp) -> Option<Date> {
    let course = &postmortem.course;
    let minute = match section.role {
        Role::Summary => {
            let is = |it: &Option<Stamp>| it.as_ref().is_some_and(|it| it.time_span == stamp.time_span);
            if is(&postmortem.outage.end) { course.end } else { course.start }
        }
        _ => entry.and_then(|it| it.minute),
    };
    minute.and_then(|it| course.date(it)).or_else(|| postmortem.day())
}

/// What every conversion needs.
struct Desk<'a> {
    snapshot: &'a Snapshot,
    to: &'a Zone,
    old: Old,
    /// Whether hours have two digits on a clock of 24 and on one of 12 hours.
    padded: [bool; 2],
    /// The timeline names its days on lines of their own, so that a time that moves to another day needs its own.
    has_days_apart: bool,
}

impl<'a> Desk<'a> {
    fn new(snapshot: &'a Snapshot, to: &'a Zone, old: Old, told: &[Told]) -> Desk<'a> {
        let padded = [false, true].map(|is_twelve| {
            let alike = told.iter().filter(|it| it.stamp.style.mark.is_some() == is_twelve);
            let times: Vec<String> = alike.map(|it| snapshot.text().slice(it.stamp.time_span).into_owned()).collect();
            clock::is_padded(&times, is_twelve)
        });
        Desk { snapshot, to, old, padded, has_days_apart: has_days_apart(snapshot.postmortem()) }
    }

    fn words(&self, span: Span) -> String {
        self.snapshot.text().slice(span).into_owned()
    }

    /// The edits of one time; `opens` is the first time of its section.
    fn convert(&self, told: &Told, opens: bool, edits: &mut Vec<Edit>) -> Result<(), Obstacle> {
        let Told { stamp, zone, date, is_entry } = told;
        let time = stamp.time.expect("only readable times are told");
        self.refuse_second_telling(stamp)?;
        if zone.same_clock(self.to) {
            return Ok(());
        }
        let obstacle = || match zone.meaning {
            Meaning::Ambiguous(_) => Obstacle::Ambiguous(zone.name.clone()),
            Meaning::Region(_) => Obstacle::NoDay(zone.name.clone()),
            Meaning::Fixed(_) => Obstacle::NoDay(self.to.name.clone()),
        };
        let (days, shown) = clock::on_clock(*date, time, zone, self.to).ok_or_else(obstacle)?;
        let mut written = self.written(stamp, shown);
        if days != 0 {
            match stamp.date {
                Some(date) => edits.extend(self.redated(stamp, date, days)),
                None if opens || self.has_days_apart => {
                    written.insert_str(0, &self.new_date(*date, days).unwrap_or_default());
                }
                None => {}
            }
        }
        edits.push(Edit::replace(stamp.time_span, written));
        let beside = match self.old {
            Old::KeptBeside if *is_entry && stamp.until.is_none() => {
                format!(" ({} {})", self.words(stamp.time_span), zone.name)
            }
            _ => String::new(),
        };
        match stamp.zone_span {
            Some(span) => {
                let gap = if span.start == stamp.time_span.end { " " } else { "" };
                edits.push(Edit::replace(span, format!("{gap}{}", self.to.name)));
                edits.push(Edit::insert(stamp.span.end, beside));
            }
            None if beside.is_empty() => {}
            // Where two clocks stand side by side, both are named.
            None => edits.push(Edit::insert(stamp.time_span.end, format!(" {}{beside}", self.to.name))),
        }
        Ok(())
    }

    /// In the style of the time that stood there, with as many digits as its neighbours have.
    fn written(&self, stamp: &Stamp, time: Time) -> String {
        let mut style = stamp.style;
        style.padded = self.padded[usize::from(style.mark.is_some())];
        time.written(style)
    }

    fn redated(&self, stamp: &Stamp, date: Date, days: i64) -> Option<Edit> {
        let words = self.words(stamp.span);
        let (_, span) = clock::dates(&words).into_iter().next()?;
        let written = clock::redated(&words[span.range()], date, date.plus_days(days)?)?;
        Some(Edit::replace(span.shifted(stamp.span.start), written))
    }

    /// The day of a time without a date that comes to lie on another one, in the form of the document's dates.
    fn new_date(&self, date: Option<Date>, days: i64) -> Option<String> {
        let model = self.snapshot.postmortem().days.first()?;
        let written = clock::redated(&self.words(model.span), model.date, date?.plus_days(days)?)?;
        let gap = if written.contains(' ') { ", " } else { " " };
        Some(written + gap)
    }

    /// A time that is told in two zones already would be told in a third one.
    fn refuse_second_telling(&self, stamp: &Stamp) -> Result<(), Obstacle> {
        let zones = &self.snapshot.postmortem().zones;
        let found = stamp.zone_span.and_then(|span| zones.binary_search_by_key(&span.start, |it| it.span.start).ok());
        let named = found.map(|it| &zones[it]);
        match named.filter(|it| it.beside.iter().any(|other| !other.same_clock(&it.zone))) {
            Some(named) => Err(Obstacle::ToldTwice(named.zone.name.clone())),
            None => Ok(()),
        }
    }

    /// The zone is named where it holds for a whole section, too.
    fn namings(&self, told: &[Told]) -> Vec<Edit> {
        let postmortem = self.snapshot.postmortem();
        let outage = postmortem.outage.zone.as_ref().map(|it| it.1);
        let spans = [outage, postmortem.timeline.zone_span];
        let is_alone = |span: &Span| !told.iter().any(|it| it.stamp.zone_span == Some(*span));
        let named = postmortem.zones.iter().filter(|it| spans.contains(&Some(it.span)) && is_alone(&it.span));
        named.map(|it| Edit::replace(it.span, self.to.name.clone())).collect()
    }
}

fn has_days_apart(postmortem: &Postmortem) -> bool {
    postmortem.days.iter().any(|day| {
        let is_in_timeline = postmortem.section_at(day.span.start).is_some_and(|it| it.role == Role::Timeline);
        let entry = entry_at(postmortem, day.span.start);
        // Not the date in the heading of the section, above the first entry.
        let is_apart = |it: &Entry| it.stamp.as_ref().is_none_or(|it| !it.span.touches(day.span));
        is_in_timeline && entry.is_some_and(is_apart)
    })
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;
    use crate::testing::snapshot;
    use crate::text::apply;

    fn check(text: &str, to: &str, old: Old, expect: Expect) {
        let to = clock::zone(to).expect("a zone");
        let read = snapshot(text);
        let shown = match converted(&read, &to, old) {
            Ok(edits) => {
                let converted = apply(text, &edits);
                let again = snapshot(&converted);
                let minutes = |it: &Snapshot| -> Vec<Option<i64>> {
                    let entries = &it.postmortem().timeline.entries;
                    let first = entries.iter().find_map(|it| it.minute).unwrap_or_default();
                    entries.iter().map(|it| it.minute.map(|it| it - first)).collect()
                };
                assert!(is_on_clock(&again, &to), "not all times are converted in\n{converted}");
                assert_eq!(minutes(&read), minutes(&again), "the course is another one in\n{converted}");
                converted
            }
            Err(obstacle) => obstacle.to_string() + "\n",
        };
        expect.assert_eq(&shown);
    }

    #[test]
    fn every_time_keeps_its_style() {
        check(
            "## Issue Summary\n\nDown from 2:30 PM to 4:45 PM WAT.\n\n## Timeline\n\n- **11:30 AM WAT:** An alert\n- **3:05 p.m. (WAT)** - Errors since 2:10 PM\n- 16:45:10 WAT - Up\n",
            "UTC",
            Old::Replaced,
            expect![[r#"
                ## Issue Summary

                Down from 1:30 PM to 3:45 PM UTC.

                ## Timeline

                - **10:30 AM UTC:** An alert
                - **2:05 p.m. (UTC)** - Errors since 1:10 PM
                - 15:45:10 UTC - Up
            "#]],
        );
    }

    #[test]
    fn the_zone_of_a_heading_is_named_anew() {
        check(
            "## Issue Summary\n\n- Start: 14:30\n- End: 15:30\n- Time zone: EAT\n\n## Timeline (all times in East African Time (EAT))\n\n- 14:30 - An alert\n- 15:30 - Up\n",
            "UTC",
            Old::Replaced,
            expect![[r#"
                ## Issue Summary

                - Start: 11:30
                - End: 12:30
                - Time zone: UTC

                ## Timeline (all times in UTC)

                - 11:30 - An alert
                - 12:30 - Up
            "#]],
        );
    }

    #[test]
    fn the_local_time_may_stay_beside() {
        check(
            "## Timeline (WAT)\n\n- 14:30 - An alert\n- 14:50 WAT: Restarted\n",
            "UTC",
            Old::KeptBeside,
            expect![[r#"
                ## Timeline (UTC)

                - 13:30 UTC (14:30 WAT) - An alert
                - 13:50 UTC (14:50 WAT): Restarted
            "#]],
        );
    }

    #[test]
    fn dates_follow_over_midnight_in_their_form() {
        check(
            "## Timeline\n\n- August 31st, 2024, 9:30 PM PT - An alert\n- September 1st, 2024, 12:10 AM PT - Up\n",
            "UTC",
            Old::Replaced,
            expect![[r#"
                ## Timeline

                - September 1st, 2024, 4:30 AM UTC - An alert
                - September 1st, 2024, 7:10 AM UTC - Up
            "#]],
        );
        check(
            "## Issue Summary\n\nDown on 2024-06-12 from 00:30 to 01:45 EAT.\n\n## Timeline\n\n- 00:30 EAT - An alert\n- 01:45 EAT - Up\n",
            "UTC",
            Old::Replaced,
            expect![[r#"
                ## Issue Summary

                Down on 2024-06-11 from 21:30 to 22:45 UTC.

                ## Timeline

                - 2024-06-11 21:30 UTC - An alert
                - 22:45 UTC - Up
            "#]],
        );
    }

    #[test]
    fn winter_and_summer_are_told_apart_by_the_day() {
        let text = "# Postmortem of 2024-03-31\n\n## Timeline\n\n- 00:50 UTC - An alert\n- 01:10 UTC - Up\n";
        let berlin = clock::zone("Europe/Berlin").expect("a zone");
        let edits = converted(&snapshot(text), &berlin, Old::Replaced).expect("the day is known");
        let written = apply(text, &edits);
        assert!(written.ends_with("- 01:50 Europe/Berlin - An alert\n- 03:10 Europe/Berlin - Up\n"), "{written}");
    }

    #[test]
    fn what_cannot_be_read_stands_in_the_way() {
        for (times, reason) in [
            ("14:30", "\"14:30\" is in no known time zone"),
            ("14:30 CST", "\"CST\" may mean several time zones"),
            ("14:30 PT", "What \"PT\" means depends on the day, which is not known"),
            ("13:20PM EAT", "\"13:20PM EAT\" can be read in more than one way"),
            ("14:30 WAT (15:30 EAT)", "Another zone is told beside \"WAT\""),
        ] {
            let read = snapshot(&format!("## Timeline\n\n- {times} - An alert\n"));
            let utc = clock::zone("UTC").expect("a zone");
            let obstacle = converted(&read, &utc, Old::Replaced).expect_err(times);
            assert_eq!(obstacle.to_string(), reason);
        }
    }
}
