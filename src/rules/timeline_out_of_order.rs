//! `timeline-out-of-order`: an entry of the timeline is earlier than the one before it.

use crate::clock::Stamp;
use crate::model::Entry;
use crate::profile::Role;
use crate::rewrite::entry::own_span;
use crate::rewrite::scaffold;
use crate::rules::{Diagnostic, Findings, Finds, Fix, Group, Rule, Safety, Severity};
use crate::snapshot::Snapshot;
use crate::text::{Edit, Span, Text, quoted};

pub static RULE: Rule = Rule {
    name: "timeline-out-of-order",
    group: Group::Timeline,
    finds: Finds::Presence,
    severity: Severity::Error,
    docs: r#"An entry of the timeline is earlier than the entry before it.

A timeline may go over midnight, with or without dates, and several entries may have the same time.

## Why

The order tells what led to what. Where it disagrees with the times, one of the two is wrong.

## Example

```markdown
## Timeline

- 14:30 UTC - A monitoring alert reported errors.
- 15:10 UTC - The rollback ended the errors.
- 14:45 UTC - The on-call engineer restarted the service.
```

## Fixed

```markdown
## Timeline

- 14:30 UTC - A monitoring alert reported errors.
- 14:45 UTC - The on-call engineer restarted the service.
- 15:10 UTC - The rollback ended the errors.
```
"#,
    check,
    fixes: Some(fixes),
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    if scaffold::written(snapshot, Role::Timeline).is_none() {
        return;
    }
    let (text, entries) = (snapshot.text(), &snapshot.postmortem().timeline.entries);
    let timed: Vec<(i64, &Stamp)> = entries.iter().filter_map(|it| Some((it.minute?, it.stamp.as_ref()?))).collect();
    let backwards = timed.windows(2).filter(|it| it[1].0 < it[0].0 && !is_parted(snapshot, it[0].1, it[1].1));
    for pair in backwards {
        let ((_, before), (_, entry)) = (pair[0], pair[1]);
        let (earlier, later) = (quoted(&text.slice(entry.span)), quoted(&text.slice(before.span)));
        let found = findings.add(entry.span, format!("{earlier} is earlier than the entry before it"));
        found.related.push((before.span, format!("the entry before it, at {later}")));
    }
}

fn fixes(snapshot: &Snapshot, finding: &Diagnostic) -> Vec<Fix> {
    fix(snapshot, finding).into_iter().collect()
}

fn fix(snapshot: &Snapshot, _: &Diagnostic) -> Option<Fix> {
    sorting(snapshot.text(), &snapshot.postmortem().timeline.entries)
}

/// Whether a heading stands between two times: another list of times begins there.
fn is_parted(snapshot: &Snapshot, before: &Stamp, after: &Stamp) -> bool {
    let (text, sections) = (snapshot.text(), &snapshot.postmortem().sections);
    let next = sections.partition_point(|it| it.heading.line.start <= before.span.start);
    if sections.get(next).is_some_and(|it| it.heading.line.start < after.span.start) {
        return true;
    }
    let mut between = text.line_of(before.span.start) + 1..text.line_of(after.span.start);
    between.any(|it| text.slice(text.line(it)).starts_with('#'))
}

/// Sorts the entries by their minutes; those of the same minute, and those without a time behind the entry they stand
/// under, stay together. `None` where text that is no entry stands between them, where one is nested in another,
/// or where some of them name a date and others do not: they would mean another day at another place.
fn sorting(text: &Text, entries: &[Entry]) -> Option<Fix> {
    let first = entries.iter().position(|it| it.minute.is_some())?;
    let entries = &entries[first..];
    let is_bare = |span: Span| text.slice(span).trim_matches(['>', ' ', '\t', '\r', '\n']).is_empty();
    let is_whole = entries.windows(2).all(|it| {
        let end = own_span(text, &it[0]).end;
        end <= it[1].span.start && is_bare(Span::new(end, it[1].span.start))
    });
    let dated = entries.iter().filter(|it| it.stamp.as_ref().is_some_and(|it| it.date.is_some())).count();
    let stamped = entries.iter().filter(|it| it.stamp.is_some()).count();
    let indentation = |it: &Entry| {
        let source = text.slice(it.span);
        source.len() - source.trim_start().len()
    };
    let is_alike =
        entries.iter().all(|it| it.layout == entries[0].layout && indentation(it) == indentation(&entries[0]));
    if !is_whole || !is_alike || (dated != 0 && dated != stamped) {
        return None;
    }
    let blocks = blocks(text, entries);
    let mut sorted = blocks.clone();
    sorted.sort_by_key(|it| it.0);
    let moved = blocks.iter().zip(&sorted).filter(|(old, new)| old != new);
    let edits = moved.map(|((_, old), (_, new))| Edit::replace(*old, with_number_of(text, *new, *old))).collect();
    Some(Fix { title: "Sort the timeline".to_owned(), safety: Safety::Safe, edits })
}

/// The minute and the span of each entry, together with the entries below it that have no time.
fn blocks(text: &Text, entries: &[Entry]) -> Vec<(i64, Span)> {
    let mut blocks: Vec<(i64, Span)> = Vec::new();
    for entry in entries {
        let span = own_span(text, entry);
        match (entry.minute, blocks.last_mut()) {
            (None, Some(last)) => last.1 = last.1.cover(span),
            (minute, _) => blocks.push((minute.unwrap_or_default(), span)),
        }
    }
    blocks
}

/// The text of a block that moves: in a numbered list the numbers stay where they are.
fn with_number_of(text: &Text, block: Span, place: Span) -> String {
    let (block, place) = (text.slice(block), text.slice(place));
    let number = |it: &str| {
        let start = it.len() - it.trim_start().len();
        let digits = it[start..].bytes().take_while(u8::is_ascii_digit).count();
        let is_number =
            digits > 0 && it[start + digits..].starts_with([')', '.']) && it[start + digits + 1..].starts_with(' ');
        is_number.then_some(start..start + digits)
    };
    match (number(&block), number(&place)) {
        (Some(own), Some(other)) => format!("{}{}{}", &block[..own.start], &place[other], &block[own.end..]),
        _ => block.into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::rules;
    use crate::testing::{check, check_fix, check_no_fix, snapshot};

    #[test]
    fn a_step_back_names_both_places() {
        let text = "## Timeline\n\n- 14:30 - Down\n- 15:10 - Up\n- 14:45 - Restarted\n";
        let found = rules::findings(&snapshot(text), &[&RULE]);
        let [found] = &found[..] else { panic!("{found:?}") };
        assert_eq!(&text[found.related[0].0.range()], "15:10");
        check(
            &RULE,
            expect![[r###"
                ## Timeline

                - 14:30 - Down
                - 15:10 - Up
                - 14:45 - Restarted
                  ^^^^^ error: "14:45" is earlier than the entry before it
                - 14:50 - Restarted again
            "###]],
        );
    }

    #[test]
    fn midnight_and_equal_times_are_not_backwards() {
        check(
            &RULE,
            expect![[r#"
                ## Timeline

                - 23:30 - Down
                - 23:30 - An alert
                - 00:10 - Up
            "#]],
        );
    }

    #[test]
    fn entries_move_with_their_lines_and_equal_times_keep_their_order() {
        check_fix(
            &RULE,
            "## Timeline\n\n- 14:30 - Down\n- 15:10 - Up\n  after a rollback\n- 14:45 - First\n- 14:45 - Second\n\nAll was well.\n",
            expect![[r#"
                ## Timeline

                - 14:30 - Down
                - 14:45 - First
                - 14:45 - Second
                - 15:10 - Up
                  after a rollback

                All was well.
            "#]],
        );
    }

    #[test]
    fn numbers_of_a_list_stay_in_order() {
        check_fix(
            &RULE,
            "## Timeline\n\n1. 14:30 - Down\n2. 15:10 - Up\n3. 14:45 - Restarted\n",
            expect![[r#"
                ## Timeline

                1. 14:30 - Down
                2. 14:45 - Restarted
                3. 15:10 - Up
            "#]],
        );
    }

    #[test]
    fn nothing_moves_across_text_between_entries() {
        check_no_fix(&RULE, "## Timeline\n\n- 14:30 - Down\n- 15:10 - Up\n\nThe next shift:\n\n- 14:45 - Restarted\n");
    }
}
