//! `textDocument/foldingRange`: sections, and the days of a timeline that goes over several.

use tower_lsp::lsp_types::{FoldingRange, FoldingRangeKind};

use crate::clock::DAY;
use crate::features::symbols;
use crate::snapshot::Snapshot;
use crate::text::{Span, Text};

/// What can be folded, by lines: every client takes these.
pub fn answer(snapshot: &Snapshot) -> Vec<FoldingRange> {
    let (text, postmortem) = (snapshot.text(), snapshot.postmortem());
    if !postmortem.recognised {
        return Vec::new();
    }
    let sections = postmortem.sections.iter().map(|it| symbols::whole(text, it));
    sections.chain(days(snapshot)).filter_map(|it| fold(text, it)).collect()
}

/// The entries of each day, where there are several days.
fn days(snapshot: &Snapshot) -> Vec<Span> {
    let postmortem = snapshot.postmortem();
    let mut days: Vec<(i64, Span)> = Vec::new();
    for entry in &postmortem.timeline.entries {
        let day = entry.minute.map(|it| it.div_euclid(DAY)).or(days.last().map(|it| it.0)).unwrap_or_default();
        match days.last_mut() {
            Some((last, span)) if *last == day => *span = span.cover(entry.span),
            _ => days.push((day, entry.span)),
        }
    }
    // A step over midnight that nobody dated is a night, not a list of days.
    let is_dated = postmortem.course.date(0).is_some();
    if days.len() > 1 && is_dated { days.into_iter().map(|it| it.1).collect() } else { Vec::new() }
}

fn fold(text: &Text, span: Span) -> Option<FoldingRange> {
    let (start, end) = (text.line_of(span.start) as u32, text.line_of(span.end) as u32);
    let kind = Some(FoldingRangeKind::Region);
    (end > start).then(|| FoldingRange { start_line: start, end_line: end, kind, ..FoldingRange::default() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::snapshot;

    #[track_caller]
    fn check(text: &str, expected: &[(u32, u32)]) {
        let folds = answer(&snapshot(text));
        assert_eq!(folds.iter().map(|it| (it.start_line, it.end_line)).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn sections_fold_to_their_last_written_line() {
        check(
            "# Postmortem: the shop\n\n## Issue Summary\n\nDown from 14:30 to 16:45 UTC.\n\n\n## Timeline\n\n- 14:30 - Down\n",
            &[(2, 4), (7, 9)],
        );
    }

    #[test]
    fn a_timeline_over_days_folds_by_day() {
        check(
            "# Postmortem\n\n## Summary\n\nDown.\n\n## Timeline\n\n- 2024-03-01 22:00 UTC - Down\n- 2024-03-01 23:00 UTC - Escalated\n- 2024-03-02 01:00 UTC - Suspected the disk\n- 2024-03-02 02:00 UTC - Up\n",
            &[(2, 4), (6, 11), (8, 9), (10, 11)],
        );
    }

    #[test]
    fn what_is_no_postmortem_has_none() {
        check("# Shopping\n\n## Timeline\n\n- milk\n", &[]);
    }
}
