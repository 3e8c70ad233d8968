//! What every fix promises, tried on the text before it is offered: its finding goes, and none comes.
//!
//! A rule writes what is right where it can foresee it. A document may hold anything around that place, such as a list
//! that takes the new lines in, so that nothing but the text afterwards tells.

use std::collections::HashMap;

use crate::rules::{Diagnostic, Fix, Safety, leftover_placeholder, unclosed_fence, unused_directive};
use crate::snapshot::Snapshot;
use crate::text::Edit;

/// Whether a fix keeps its promise.
pub(super) fn is_kept(before: &Snapshot, finding: &Diagnostic, fix: &Fix) -> bool {
    let after = before.with(&fix.edits);
    // Another format asks for other things.
    reveals(finding) || after.profile.id != before.profile.id || holds(before, &after, &[(finding, fix)])
}

/// Whether fixes that are made at once keep theirs.
pub(super) fn are_kept(before: &Snapshot, fixes: &[(&Diagnostic, Fix)]) -> bool {
    let edits: Vec<Edit> = fixes.iter().flat_map(|it| it.1.edits.iter().cloned()).collect();
    let mended: Vec<(&Diagnostic, &Fix)> = fixes.iter().map(|(finding, fix)| (*finding, fix)).collect();
    holds(before, &before.with(&edits), &mended)
}

fn holds(before: &Snapshot, after: &Snapshot, mended: &[(&Diagnostic, &Fix)]) -> bool {
    let mut allowed: HashMap<String, usize> = HashMap::new();
    for it in before.findings() {
        *allowed.entry(it.offence()).or_default() += 1;
    }
    let mut takes = |it: &Diagnostic| allowed.get_mut(&it.offence()).filter(|it| **it > 0).map(|it| *it -= 1).is_some();
    // A prompt that was asked for waits for its text, and says so. A directive may be left with nothing to silence.
    let asks = mended.iter().any(|(_, fix)| fix.safety == Safety::ForReview);
    let removes = mended.iter().any(|(finding, _)| finding.rule.name == unused_directive::RULE.name);
    let is_expected = |it: &Diagnostic| {
        (asks && it.rule.name == leftover_placeholder::RULE.name)
            || (!removes && it.rule.name == unused_directive::RULE.name)
    };
    mended.iter().all(|(finding, _)| takes(finding)) && after.findings().iter().all(|it| takes(it) || is_expected(it))
}

/// Whether a directive silences its finding and gives rise to none.
pub(super) fn silences(before: &Snapshot, finding: &Diagnostic, fix: &Fix) -> bool {
    let said = |it: &Diagnostic| (it.rule.name, it.message.clone());
    let mut allowed: HashMap<_, usize> = HashMap::new();
    for it in before.diagnostics() {
        *allowed.entry(said(it)).or_default() += 1;
    }
    let mut takes = |it: &Diagnostic| allowed.get_mut(&said(it)).filter(|it| **it > 0).map(|it| *it -= 1).is_some();
    takes(finding) && before.with(&fix.edits).diagnostics().iter().all(takes)
}

/// Whether a fix is made to show what was hidden: what stood in a code block without an end is read for the first time.
fn reveals(finding: &Diagnostic) -> bool {
    finding.rule.name == unclosed_fence::RULE.name
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::{empty_section, findings, repair};
    use crate::testing::snapshot;
    use crate::text::Span;

    const TEXT: &str = "# Postmortem\n\n## Issue Summary\n\nThe shop was down.\n\n## Timeline\n";

    /// The fix of the empty section with more edits, and whether it keeps its promise.
    fn is_kept_with(more: &[Edit]) -> bool {
        let read = snapshot(TEXT);
        let finding = &findings(&read, &[&empty_section::RULE])[0];
        let mut fix = finding.fix(&read).expect("the section can be filled");
        fix.edits.extend_from_slice(more);
        is_kept(&read, finding, &fix)
    }

    #[test]
    fn a_fix_that_gives_rise_to_another_finding_keeps_nothing() {
        let at = TEXT.find("down").expect("a word");
        assert!(is_kept_with(&[]));
        assert!(is_kept_with(&[Edit::insert(at, "quite ")]));
        assert!(!is_kept_with(&[Edit::insert(at, "TBD ")]));
        assert!(!is_kept_with(&[Edit::replace(Span::new(at - 9, at), "The stupid shop was ")]));
    }

    #[test]
    fn a_fix_that_leaves_its_finding_keeps_nothing() {
        let read = snapshot(TEXT);
        let finding = &findings(&read, &[&empty_section::RULE])[0];
        let edits = vec![Edit::insert(TEXT.len(), "\n---\n")];
        let fix = Fix { title: "Draw a line".to_owned(), safety: Safety::Safe, edits };
        assert!(!is_kept(&read, finding, &fix));
    }

    #[test]
    fn of_many_fixes_at_once_only_those_are_left_out_that_do_not_hold() {
        let text = "### Resolution\n\nIt was corrected.\n\n**Issue Summary:**\n\nThe queue stopped.\n\n**Timeline:**\n\n10:00 UTC: Down\n10:30 UTC: Up again\n\n**Root Cause and Resolution:**\n\n### Root Cause\n\nA route was wrong.\n";
        let is_safe = |_: &Diagnostic, fix: &Fix| fix.safety == Safety::Safe;
        let mended = snapshot(text).with(&repair::edits(&snapshot(text), is_safe));
        assert!(mended.text().to_string().contains("- 10:00 UTC - Down\n"), "{}", mended.text());
        assert!(repair::edits(&mended, is_safe).is_empty(), "{}", mended.text());
    }
}
