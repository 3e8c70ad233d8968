//! Where a new line of the document belongs.

use crate::model::Section;
use crate::profile::Role;
use crate::snapshot::Snapshot;
use crate::syntax::BlockKind;
use crate::text::Span;

/// Whether a new line at an offset belongs to the timeline: below its heading, above the next one that is no part of
/// it, and not in code.
pub fn is_in_timeline(snapshot: &Snapshot, offset: usize) -> bool {
    let postmortem = snapshot.postmortem();
    let above = |it: &&Section| it.heading.line.start < offset;
    let Some(section) = postmortem.sections.iter().rev().find(above).filter(|it| it.role == Role::Timeline) else {
        return false;
    };
    let heading = section.heading.line;
    let stamps = || postmortem.timeline.entries.iter().filter_map(|it| it.stamp.as_ref());
    let is_entry = |heading: Span| stamps().any(|it| heading.contains(it.span.start));
    let ends = |kind: BlockKind, span: Span| match kind {
        BlockKind::Heading { level, .. } => section.heading.level.is_none_or(|it| level <= it) && !is_entry(span),
        BlockKind::FencedCode => offset <= span.end,
        _ => false,
    };
    let between = |span: Span| heading.end < span.start && span.start < offset;
    offset <= section.body.end && !snapshot.document.blocks().any(|it| between(it.span) && ends(it.kind, it.span))
}
