//! Selected lines of a chat, a pager, a journal or a log, taken from where they were pasted into the timeline.

use std::ops::Range;

use crate::clock::Stamp;
use crate::rewrite::entry::own_span;
use crate::rewrite::import::{import, pasted};
use crate::rewrite::placement::is_blank;
use crate::rewrite::{diagram, lines};
use crate::snapshot::Snapshot;
use crate::syntax::{Block, BlockKind};
use crate::text::{Edit, Span, in_turn};

/// Lines that are taken, and what is read of them.
struct Run {
    lines: Range<usize>,
    text: String,
}

/// Makes entries of the selected lines outside of the entries, from the first one with a time on. `None` where no line
/// has a time, where nothing new is told, and where the lines cannot be taken from where they stand.
pub fn entries(snapshot: &Snapshot, selected: Span) -> Option<Vec<Edit>> {
    let text = snapshot.text();
    let selected = lines::selected(text, selected)?;
    let runs: Option<Vec<Run>> = runs(snapshot, selected).into_iter().map(|it| run(snapshot, it)).collect();
    let runs = runs.filter(|it| !it.is_empty())?;
    let mut removals: Vec<Edit> = runs.iter().map(|it| lines::removal(text, &it.lines)).collect();
    removals.reverse();
    let rest = snapshot.edited(snapshot.document.version, &removals);
    let pasted: String = runs.into_iter().map(|it| it.text).collect();
    let imported = import(&rest, &pasted);
    let is_complete = imported.added > 0 && imported.left.is_empty() && imported.unplaced.is_empty();
    is_complete.then(|| in_turn(text.len(), &[removals, imported.edits]))
}

/// The lines between the entries, as far as one of them has a time: from that one on.
fn runs(snapshot: &Snapshot, selected: Range<usize>) -> Vec<Range<usize>> {
    let text = snapshot.text();
    let entries = &snapshot.postmortem().timeline.entries;
    let owned: Vec<Span> = entries.iter().map(|it| own_span(text, it)).collect();
    let is_free = |line: usize| {
        let line = text.line(line);
        owned.iter().all(|it| it.start > line.end || it.end < line.start)
    };
    let mut runs: Vec<Range<usize>> = Vec::new();
    for line in selected.filter(|it| is_free(*it)) {
        let is_timed = || pasted::is_timed(&text.slice(text.line(line)));
        match runs.last_mut().filter(|it| it.end == line) {
            Some(run) => run.end += 1,
            None if is_timed() => runs.push(line..line + 1),
            None => {}
        }
    }
    for run in &mut runs {
        run.end = run.clone().rev().find(|it| !is_blank(text, *it)).map_or(run.end, |it| it + 1);
    }
    runs
}

/// Lines that can be taken, with the fences of the code that they stand in.
fn run(snapshot: &Snapshot, lines: Range<usize>) -> Option<Run> {
    let text = snapshot.text();
    let is_sentence = lines.start > 0
        && !is_blank(text, lines.start - 1)
        && goes_on(snapshot, lines.start)
        && !pasted::is_name(text.slice(text.line(lines.start - 1)).trim());
    if is_sentence || tells_outage(snapshot, &lines) || is_drawn(snapshot, &lines) {
        return None;
    }
    let mut taken = lines.clone();
    let mut marks = Vec::new();
    for fence in fences(snapshot, &lines) {
        let (first, last) = (text.line_of(fence.span.start), text.line_of(fence.span.end));
        let is_all = lines.start <= first + 1 && last <= lines.end;
        if is_all {
            taken = taken.start.min(first)..taken.end.max(last + 1);
            marks.extend([first, last]);
        } else if !(first < lines.start && lines.end <= last) {
            return None;
        }
    }
    let is_inside = marks.is_empty() && fences(snapshot, &lines).next().is_some();
    if !is_inside && !lines::are_whole(snapshot, &taken) {
        return None;
    }
    let kept = lines.filter(|it| !marks.contains(it));
    Some(Run { text: kept.map(|it| text.slice(text.line(it)).into_owned() + "\n").collect(), lines: taken })
}

fn fences<'a>(snapshot: &'a Snapshot, lines: &Range<usize>) -> impl Iterator<Item = Block> + 'a {
    let taken = lines::span(snapshot.text(), lines);
    let blocks = snapshot.document.blocks().filter(|it| it.kind == BlockKind::FencedCode);
    blocks.filter(move |it| it.span.start < taken.end && taken.start < it.span.end)
}

/// Whether a line goes on with the paragraph of the line above it.
fn goes_on(snapshot: &Snapshot, line: usize) -> bool {
    let start = snapshot.text().line(line).start;
    let is_paragraph = |it: &Block| it.kind == BlockKind::Paragraph;
    snapshot.document.blocks().filter(is_paragraph).any(|it| it.span.start < start && start < it.span.end)
}

/// Whether lines state when the outage was: they are needed where they stand.
fn tells_outage(snapshot: &Snapshot, lines: &Range<usize>) -> bool {
    let taken = lines::span(snapshot.text(), lines);
    let outage = &snapshot.postmortem().outage;
    let is_taken = |it: &Option<Stamp>| it.as_ref().is_some_and(|it| taken.touches(it.span));
    is_taken(&outage.start) || is_taken(&outage.end)
}

fn is_drawn(snapshot: &Snapshot, lines: &Range<usize>) -> bool {
    diagram::place(snapshot).is_some_and(|it| it.touches(lines::span(snapshot.text(), lines)))
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;
    use crate::testing::Fixture;
    use crate::text::apply;

    fn check(source: &str, expected: Expect) {
        let after = |source: &str| {
            let fixture = Fixture::parse(source);
            let edits = entries(&fixture.snapshot(), fixture.cursor.expect("a selection"));
            edits.map_or_else(|| "nothing\n".to_owned(), |it| apply(&fixture.text, &it))
        };
        let once = after(source);
        expected.assert_eq(&once);
        assert_eq!(after(&source.replace('\n', "\r\n")).replace("\r\n", "\n"), once, "with CR LF");
    }

    const TOP: &str =
        "# Postmortem: the shop\n\n## Timeline\n\n- 14:30 UTC - An alert fired\n- 16:45 UTC - Resolved\n\n";

    #[test]
    fn lines_below_the_list_become_entries_of_it() {
        check(
            &format!(
                "{TOP}From the chat:\n\n<|[14:32] dana: looking\nit is the disk\nKim  2:50 PM\nescalated|>\n\n## Root cause\n\nA disk.\n"
            ),
            expect![[r#"
                # Postmortem: the shop

                ## Timeline

                - 14:30 UTC - An alert fired
                - 14:32 UTC - dana: looking it is the disk
                - 14:50 UTC - Kim: escalated
                - 16:45 UTC - Resolved

                From the chat:

                ## Root cause

                A disk.
            "#]],
        );
    }

    #[test]
    fn a_pasted_log_goes_with_its_fences() {
        let log = "```\n<|2024-03-04T14:31:07Z ERROR no space left\n2024-03-04T14:33:00Z ERROR again\n|>```\n";
        check(
            &format!("{TOP}{log}\n## Root cause\n\nA disk.\n"),
            expect![[r#"
            # Postmortem: the shop

            ## Timeline

            - 14:30 UTC - An alert fired
            - 14:31 UTC - ERROR no space left
            - 14:33 UTC - ERROR again
            - 16:45 UTC - Resolved

            ## Root cause

            A disk.
        "#]],
        );
    }

    #[test]
    fn a_selection_over_everything_takes_what_is_no_entry_yet() {
        check(
            &format!("<|{}notes\n\n15:00 grep a | wc -l\n|>\n## Root cause\n\nA disk.\n", TOP),
            expect![[r#"
            # Postmortem: the shop

            ## Timeline

            - 14:30 UTC - An alert fired
            - 15:00 UTC - grep a | wc -l
            - 16:45 UTC - Resolved

            notes

            ## Root cause

            A disk.
        "#]],
        );
    }

    #[test]
    fn sentences_headings_and_the_times_of_the_outage_stay() {
        let nothing = || expect![["nothing\n"]];
        check(&format!("{TOP}<|We saw it at last, when it was\n14:31 and everybody slept.|>\n"), nothing());
        check(&format!("<|{TOP}|>"), nothing());
        check(&format!("{TOP}<|15:00 a\n\n## Root cause\n\nA disk.|>\n"), nothing());
        check(&format!("{TOP}15:0<|>0 a\n"), nothing());
        check(
            "# Postmortem: the shop\n\n## Issue Summary\n\n<|14:30 to 16:45 UTC the shop was down.|>\n\n## Timeline\n\n- 14:30 UTC - Down\n",
            nothing(),
        );
    }

    #[test]
    fn what_is_there_already_is_not_taken() {
        check(&format!("{TOP}Again:\n\n<|14:30 UTC An alert fired|>\n"), expect![["nothing\n"]]);
    }
}
