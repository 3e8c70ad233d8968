//! Pasted lines as entries of the timeline: what a chat, a pager, a journal or a log told, in the document's own shape.

pub mod pasted;

use crate::clock::{DAY, Stamp, Zone};
use crate::model::course::zone_of;
use crate::model::{Entry, Layout, Postmortem};
use crate::profile::Role;
use crate::rewrite::entry::own_span;
use crate::rewrite::placement;
use crate::rewrite::prompt::{closed_row, gap};
use crate::rewrite::shape::Shape;
use crate::snapshot::Snapshot;
use crate::syntax::plain;
use crate::text::{Edit, Text, quoted};

use pasted::Pasted;

/// How many lines are repeated in a message.
const SHOWN: usize = 3;

/// What becomes of pasted lines.
#[derive(Clone, Debug, Default)]
pub struct Import {
    /// All in the text as it is; they do not overlap.
    pub edits: Vec<Edit>,
    /// How many entries are new.
    pub added: usize,
    /// How many the timeline has already, with the same time and the same words.
    pub known: usize,
    /// Lines in front of the first time: they belong to no entry.
    pub left: Vec<String>,
    /// Entries that the document has no place for.
    pub unplaced: Vec<String>,
}

impl Import {
    /// What became of the lines: `3 entries added, 1 was there already, 2 lines had no time: "…"`.
    pub fn told(&self) -> String {
        let counted = |count: usize, one: &str, many: &str| format!("{count} {}", if count == 1 { one } else { many });
        let mut parts = Vec::new();
        if self.added > 0 || (self.known == 0 && self.unplaced.is_empty()) {
            parts.push(counted(self.added, "entry added", "entries added"));
        }
        if self.known > 0 {
            parts.push(counted(self.known, "was there already", "were there already"));
        }
        let named = [
            (&self.left, "line had no time", "lines had no time"),
            (&self.unplaced, "entry had no place", "entries had no place"),
        ];
        for (lines, one, many) in named.into_iter().filter(|it| !it.0.is_empty()) {
            let mut words: Vec<String> = lines.iter().take(SHOWN).map(|it| quoted(it)).collect();
            words.extend((lines.len() > SHOWN).then(|| "…".to_owned()));
            parts.push(format!("{}: {}", counted(lines.len(), one, many), words.join(", ")));
        }
        parts.join(", ")
    }
}

/// A new entry and where it stands in the course.
struct Fresh {
    minute: i64,
    event: String,
}

/// Puts pasted lines into the timeline, each where its time belongs. A line without a time goes on with the one before it;
/// a time in another zone is converted where both zones are known.
pub fn import(snapshot: &Snapshot, text: &str) -> Import {
    let postmortem = snapshot.postmortem();
    let (pasted, left) = pasted::read(text);
    let mut import = Import { left, ..Import::default() };
    let mut fresh: Vec<Fresh> = Vec::new();
    for (minute, event) in placed(postmortem, pasted) {
        let is_same = |at: i64, words: &str| at == minute && words == said(&event);
        let told = |it: &Entry| it.minute.is_some_and(|at| is_same(at, &said(&snapshot.text().slice(it.event))));
        let is_known = postmortem.timeline.entries.iter().any(told);
        if is_known || fresh.iter().any(|it| is_same(it.minute, &said(&it.event))) {
            import.known += 1;
        } else {
            fresh.push(Fresh { minute, event });
        }
    }
    fresh.sort_by_key(|it| it.minute);
    import.edits = edits(snapshot, &fresh, &mut import.unplaced);
    if import.edits.is_empty() {
        import.unplaced = fresh.iter().map(|it| it.event.clone()).collect();
    }
    import.added = fresh.len() - import.unplaced.len();
    import
}

/// The words of an event, as a reader sees them in a list or in a cell.
fn said(event: &str) -> String {
    plain(event.trim_end().trim_end_matches([' ', '|']))
}

/// The minute of each pasted line on the clock of the timeline.
fn placed(postmortem: &Postmortem, pasted: Vec<Pasted>) -> Vec<(i64, String)> {
    let timed = || postmortem.timeline.entries.iter().filter(|it| it.minute.is_some());
    let clock = zone_of(timed().next(), postmortem);
    let first = timed().find_map(|it| it.minute).or(postmortem.course.start).unwrap_or_default();
    let mut before: Option<i64> = None;
    let place = |it: Pasted| {
        let time = it.stamp.time?;
        let shift = shift(&it.stamp, clock).unwrap_or_default();
        let day = it.stamp.date.and_then(|it| postmortem.course.minute_of(it));
        let minute = match (day, before) {
            (Some(day), _) => day + time.minutes() + shift,
            // Lines come in the order in which they were said.
            (None, Some(before)) => {
                let same_day = before.div_euclid(DAY) * DAY + (time.minutes() + shift).rem_euclid(DAY);
                if before - same_day > DAY / 2 { same_day + DAY } else { same_day }
            }
            (None, None) => {
                let same_day = first.div_euclid(DAY) * DAY + (time.minutes() + shift).rem_euclid(DAY);
                if first - same_day > DAY / 2 { same_day + DAY } else { same_day }
            }
        };
        before = Some(minute);
        Some((minute, it.event))
    };
    pasted.into_iter().filter_map(place).collect()
}

/// Minutes from the time of a pasted line to the same moment on the clock of the timeline.
fn shift(stamp: &Stamp, clock: Option<&Zone>) -> Option<i64> {
    let (from, to) = (stamp.zone.as_ref()?, clock?);
    let offset = |zone: &Zone| zone.offset(stamp.date, stamp.time?);
    Some(i64::from(offset(to)? - offset(from)?))
}

/// New lines, those at the same place as one edit.
fn edits(snapshot: &Snapshot, fresh: &[Fresh], unplaced: &mut Vec<String>) -> Vec<Edit> {
    let (text, entries) = (snapshot.text(), &snapshot.postmortem().timeline.entries);
    let stands = |it: &&Entry| !matches!(it.layout, Layout::Heading | Layout::Html | Layout::Inline);
    if !entries.iter().any(|it| stands(&it)) {
        return section(snapshot, fresh, unplaced).into_iter().collect();
    }
    let mut edits: Vec<Edit> = Vec::new();
    let gap = gap(text, entries);
    for it in fresh {
        let earlier = |entry: &&Entry| stands(entry) && entry.minute.is_some_and(|minute| minute <= it.minute);
        let (model, is_behind) = match entries.iter().rev().find(earlier) {
            Some(before) => (before, true),
            None => (entries.iter().find(stands).expect("one stands on a line of its own"), false),
        };
        let own = own_span(text, model);
        let Some(line) = line(snapshot, it, Some(model)) else {
            unplaced.push(it.event.clone());
            continue;
        };
        let at = if is_behind { own.end } else { own.start };
        match edits.last_mut().filter(|it| it.span.start == at) {
            Some(edit) => edit.text.push_str(&if is_behind { format!("{gap}{line}") } else { format!("{line}{gap}") }),
            None if is_behind => edits.push(Edit::insert(at, format!("{gap}{line}"))),
            None => edits.push(Edit::insert(at, format!("{line}{gap}"))),
        }
    }
    edits
}

/// The entries of a timeline that has none yet, with a heading where there is none either.
fn section(snapshot: &Snapshot, fresh: &[Fresh], unplaced: &mut Vec<String>) -> Option<Edit> {
    let mut lines = Vec::new();
    for it in fresh {
        match line(snapshot, it, None) {
            Some(line) => lines.push(line),
            None => unplaced.push(it.event.clone()),
        }
    }
    if lines.is_empty() {
        return None;
    }
    let list = lines.join("\n") + "\n";
    match snapshot.postmortem().section(Role::Timeline) {
        Some(section) => {
            let line = placement::body_lines(snapshot.text(), section).start;
            placement::insert_lines(snapshot, line, &list)
        }
        None => {
            let spec = snapshot.profile.section(Role::Timeline)?;
            let level = usize::from(placement::heading_level(snapshot));
            let heading = format!("{} {}\n\n{list}", "#".repeat(level), spec.title);
            placement::insert_lines(snapshot, placement::line_for(snapshot, Role::Timeline), &heading)
        }
    }
}

/// An entry in the shape of its neighbours.
fn line(snapshot: &Snapshot, fresh: &Fresh, model: Option<&Entry>) -> Option<String> {
    let (text, postmortem): (&Text, _) = (snapshot.text(), snapshot.postmortem());
    let near = model.map_or(text.len(), |it| text.full_line(text.line_of(it.span.end)).end);
    let shape = Shape::near(postmortem, text, near);
    let written = shape.written(fresh.minute)?;
    let is_row = model.is_some_and(|it| it.layout == Layout::TableRow);
    let event = if is_row { fresh.event.replace('|', "\\|") } else { fresh.event.clone() };
    let line = format!("{}{}{}{event}", shape.indent, written.stamp, written.tail);
    Some(model.map_or(line.clone(), |it| closed_row(line, text, it)))
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;
    use crate::testing::snapshot;
    use crate::text::apply;

    fn check(document: &str, text: &str, expected: Expect) {
        let imported = import(&snapshot(document), text);
        let mut edits = imported.edits.clone();
        edits.sort_by_key(|it| it.span);
        let after = apply(document, &edits);
        expected.assert_eq(&format!("{after}{}\n", imported.told()));
        let again = import(&snapshot(&after), text);
        assert_eq!((again.added, again.known), (0, imported.added + imported.known), "imported twice");
    }

    const DRAFT: &str =
        "# Postmortem: the shop\n\n## Timeline\n\n- 14:30 UTC - An alert fired\n- 16:45 UTC - Resolved\n";

    #[test]
    fn a_chat_becomes_entries_at_their_places() {
        check(
            DRAFT,
            "#incident-42\nDana Lee  2:32 PM\nlooking at it\nthe disk is full\nKim  2:50 PM\nescalated to storage\n[17:00] lee: all good\n",
            expect![[r##"
                # Postmortem: the shop

                ## Timeline

                - 14:30 UTC - An alert fired
                - 14:32 UTC - Dana Lee: looking at it the disk is full
                - 14:50 UTC - Kim: escalated to storage
                - 16:45 UTC - Resolved
                - 17:00 UTC - lee: all good
                3 entries added, 1 line had no time: "#incident-42"
            "##]],
        );
    }

    #[test]
    fn logs_and_other_zones_are_brought_to_the_clock_of_the_document() {
        check(
            DRAFT,
            "2024-03-04T15:31:07.123+01:00 ERROR no space left\nMar 04 14:33:01 web-1 nginx[12]: restarted\n",
            expect![[r#"
                # Postmortem: the shop

                ## Timeline

                - 14:30 UTC - An alert fired
                - 14:31 UTC - ERROR no space left
                - 14:33 UTC - web-1 nginx[12]: restarted
                - 16:45 UTC - Resolved
                2 entries added
            "#]],
        );
    }

    #[test]
    fn a_table_gets_rows_and_what_is_there_is_not_doubled() {
        check(
            "# Postmortem: the shop\n\n## Timeline\n\n| Time (UTC) | Event |\n| --- | --- |\n| 14:30 | An alert fired |\n| 16:45 | Resolved |\n",
            "14:30 An alert fired\n15:00 grep a | wc -l\n",
            expect![[r#"
                # Postmortem: the shop

                ## Timeline

                | Time (UTC) | Event |
                | --- | --- |
                | 14:30 | An alert fired |
                | 15:00 | grep a \| wc -l |
                | 16:45 | Resolved |
                1 entry added, 1 was there already
            "#]],
        );
    }

    #[test]
    fn a_document_without_a_timeline_gets_one() {
        check(
            "# Postmortem: the shop\n\n## Issue Summary\n\nDown from 14:00 UTC.\n",
            "14:02 paged\n",
            expect![[r#"
                # Postmortem: the shop

                ## Issue Summary

                Down from 14:00 UTC.

                ## Timeline

                - 14:02 UTC - paged
                1 entry added
            "#]],
        );
    }

    #[test]
    fn what_becomes_of_the_lines_is_counted_and_many_are_not_repeated() {
        let told = |text: &str| import(&snapshot(DRAFT), text).told();
        assert_eq!(told(""), "0 entries added");
        assert_eq!(told("14:30 An alert fired"), "1 was there already");
        assert_eq!(told("15:00 a\n15:01 b\n15:02 c"), "3 entries added");
        let lines = "a\nb\nc\nd\n15:00 e\n16:45 Resolved";
        assert_eq!(told(lines), "1 entry added, 1 was there already, 4 lines had no time: \"a\", \"b\", \"c\", …");
        let afternoon = "# Postmortem: the shop\n\n## Issue Summary\n\nDown from 2:30 PM to 4:45 PM.\n\n## Timeline\n\n- 2:30 - Down\n- 4:45 - Up\n";
        let told_there = import(&snapshot(afternoon), "9:10 AM a\n3:10 PM b").told();
        assert_eq!(told_there, "1 entry added, 1 entry had no place: \"a\"");
        let code = "# Postmortem: the shop\n\n## Issue Summary\n\nDown.\n\n```\n";
        assert_eq!(import(&snapshot(code), "15:00 a").told(), "1 entry had no place: \"a\"");
    }

    #[test]
    fn lines_without_a_time_are_left_and_said() {
        check(
            DRAFT,
            "hello\nworld\n",
            expect![[r##"
                # Postmortem: the shop

                ## Timeline

                - 14:30 UTC - An alert fired
                - 16:45 UTC - Resolved
                0 entries added, 2 lines had no time: "hello", "world"
            "##]],
        );
    }
}
