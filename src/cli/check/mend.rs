//! Fixes in a file: the text that comes of them, the findings that they mend, and how they look as a diff.

use std::collections::BTreeMap;

use similar::TextDiff;

use crate::cli::files::File;
use crate::rules::{Safety, repair};
use crate::snapshot::Snapshot;
use crate::text::apply;

/// A text with its fixes.
pub struct Mended {
    pub text: String,
    /// How many findings of a rule are gone.
    pub findings: BTreeMap<&'static str, usize>,
}

/// Which fixes are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    Safe,
    /// Those that somebody must look at, too.
    All,
}

impl Mended {
    /// The text of a file with the fixes that are wanted, where there are any.
    pub fn of(file: &File, before: &Snapshot, wanted: Wanted) -> Option<Mended> {
        let edits = repair::edits(before, |_, it| wanted == Wanted::All || it.safety == Safety::Safe);
        if edits.is_empty() {
            return None;
        }
        let text = apply(&file.text, &edits);
        let mut findings = counts(before);
        for (rule, left) in counts(&file.snapshot(&text)) {
            findings.entry(rule).and_modify(|it| *it = it.saturating_sub(left));
        }
        findings.retain(|_, it| *it > 0);
        Some(Mended { text, findings })
    }

    /// The change as a unified diff, for `patch -p0` and `git apply -p0`.
    pub fn diff(&self, file: &File) -> String {
        let (before, after) = (file.encoded(&file.text), file.encoded(&self.text));
        TextDiff::from_lines(&before, &after).unified_diff().header(&file.name, &file.name).to_string()
    }
}

/// How many findings there are of each rule.
fn counts(snapshot: &Snapshot) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    for it in snapshot.diagnostics() {
        *counts.entry(it.rule.name).or_default() += 1;
    }
    counts
}
