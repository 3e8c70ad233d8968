//! Many fixes at once, one round after the other until none is left, as edits of the text as it was.

use crate::rules::{Diagnostic, Fix, promise};
use crate::snapshot::Snapshot;
use crate::text::{Edit, Pieces, Span};

/// A fix can make room for the next one; more rounds than this come of fixes that undo each other.
const ROUNDS: usize = 16;

/// The edits that mend every finding that is wanted and has a fix.
///
/// Fixes close to each other wait for the next round, which reads the text anew, so that each finds the text as its rule
/// expects it.
pub fn edits(snapshot: &Snapshot, wanted: impl Fn(&Diagnostic, &Fix) -> bool) -> Vec<Edit> {
    let mut pieces = Pieces::whole(snapshot.text().len());
    let mut edited: Option<Snapshot> = None;
    for _ in 0..ROUNDS {
        let now = edited.as_ref().unwrap_or(snapshot);
        let Some((round, after)) = round(now, &wanted) else { break };
        pieces.apply_all(&round);
        edited = Some(after);
    }
    pieces.edits()
}

/// The edits of one round and the text after them; `None` where nothing is left to mend.
fn round(now: &Snapshot, wanted: impl Fn(&Diagnostic, &Fix) -> bool) -> Option<(Vec<Edit>, Snapshot)> {
    let best = |it: &Diagnostic| it.proposals(now).next().filter(|fix| wanted(it, fix));
    let proposed = apart(now.diagnostics().iter().filter_map(|it| Some((it, best(it)?))));
    let kept = keeping(now, &proposed);
    let edits: Vec<Edit> = kept.iter().flat_map(|it| it.1.edits.iter().cloned()).collect();
    let after = now.with(&edits);
    (!edits.is_empty()).then_some((edits, after))
}

/// The fixes that keep what fixes promise. All are tried at once; where that does not hold, each half by itself, so that
/// one that breaks its promise among many costs few trials.
fn keeping<'a>(now: &Snapshot, fixes: &'a [(&'a Diagnostic, Fix)]) -> Vec<&'a (&'a Diagnostic, Fix)> {
    match fixes {
        [] => Vec::new(),
        [(finding, fix)] => fixes.iter().filter(|_| promise::is_kept(now, finding, fix)).collect(),
        _ if promise::are_kept(now, fixes) => fixes.iter().collect(),
        _ => {
            let (first, second) = fixes.split_at(fixes.len() / 2);
            [keeping(now, first), keeping(now, second)].concat()
        }
    }
}

/// As many fixes as do not come close to each other, the first ones first.
fn apart<'a>(fixes: impl Iterator<Item = (&'a Diagnostic, Fix)>) -> Vec<(&'a Diagnostic, Fix)> {
    /// A blank line that both would insert, in bytes.
    const CLOSE: usize = 2;
    let mut taken: Vec<(&Diagnostic, Fix)> = Vec::new();
    for (finding, fix) in fixes {
        let is_close = |it: &Edit| {
            let around = Span::new(it.span.start.saturating_sub(CLOSE), it.span.end + CLOSE);
            taken.iter().flat_map(|it| &it.1.edits).any(|other| around.touches(other.span))
        };
        if !fix.edits.iter().any(is_close) {
            taken.push((finding, fix));
        }
    }
    taken
}
