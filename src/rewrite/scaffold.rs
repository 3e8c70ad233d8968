//! Sections as a template leaves them: how they are written, and how they are told from those that somebody has begun.
//!
//! A section that holds nothing but the lines of its scaffold waits for its author, and every rule waits too: neither
//! its prompts nor what it lacks are findings. With the first line of the author's own the section is judged like any
//! other, and each prompt that is left in it is a `leftover-placeholder`. The checklist shows at any time what is unmet.

use crate::model::{Filling, HeadingStyle, Section};
use crate::profile::{Role, key};
use crate::rewrite::marker::marker;
use crate::rewrite::placement;
use crate::snapshot::Snapshot;
use crate::text::Edit;

/// Inserts the prompts of a section under its heading.
pub(crate) fn filling(snapshot: &Snapshot, section: &Section) -> Option<Edit> {
    let spec = snapshot.profile.section(section.role)?;
    let text = snapshot.text();
    let line = placement::body_lines(text, section).start;
    let mut lines = spec.prompts();
    if section.heading.style == HeadingStyle::ListItem {
        // What an item holds is indented under its words.
        let item = text.slice(text.line(text.line_of(section.heading.line.start))).into_owned();
        let indent = item.len() - item.trim_start().len();
        let (_, length) = marker(item.trim_start());
        let inside = |it: &str| if it.trim().is_empty() { it.to_owned() } else { " ".repeat(indent + length) + it };
        lines = lines.split_inclusive('\n').map(inside).collect();
    }
    placement::insert_lines(snapshot, line, &lines)
}

/// The section with this role, where there is something in it to judge.
pub(crate) fn written(snapshot: &Snapshot, role: Role) -> Option<&Section> {
    snapshot.postmortem().section(role).filter(|it| it.is_written())
}

/// The words of headings and prompts that nobody has begun to replace.
pub(crate) fn words(snapshot: &Snapshot) -> usize {
    let untouched = snapshot.postmortem().sections.iter().filter(|it| it.filling == Filling::Scaffold);
    untouched.map(|it| it.words + it.heading.text.split_whitespace().count()).sum()
}

/// Whether somebody has begun to write: there is more than a title, headings and scaffolds.
pub(crate) fn is_begun(snapshot: &Snapshot) -> bool {
    let (text, postmortem) = (snapshot.text(), snapshot.postmortem());
    let title = postmortem.title.as_ref().map(|it| text.line_of(it.span.start));
    let front_matter = placement::front_matter(&snapshot.document).map(|it| text.line_of(it.span.end));
    let first = front_matter.map_or(0, |it| it + 1);
    let opening = postmortem.sections.first().map_or(text.line_count(), |it| text.line_of(it.heading.line.start));
    let is_comment = |words: &str| words.starts_with("<!--") && words.ends_with("-->");
    let is_prose = |line: usize| {
        let slice = text.slice(text.line(line));
        let words = slice.trim();
        let is_other = Some(line) == title || placement::is_blank(text, line) || placement::is_rule(text, line);
        !is_other && !is_comment(words) && !is_metadata(snapshot, words)
    };
    (first..opening).any(is_prose) || postmortem.sections.iter().any(Section::is_written)
}

/// Whether a line above the sections is a comment or a field of the profile: `- **Status:** Draft`.
fn is_metadata(snapshot: &Snapshot, line: &str) -> bool {
    let label = line.trim_start_matches(['-', '*', '_', ' ']).split_once(':').map(|it| key(it.0));
    let is_field = label.is_some_and(|label| snapshot.profile.fields.iter().any(|it| it.keys.contains(&label)));
    is_field || (line.starts_with("<!--") && line.ends_with("-->"))
}

/// Whether a placeholder stands on a line of the section that mentions one of some words: what it would tell is known
/// to be missing, and is not said a second time.
pub(crate) fn awaits(snapshot: &Snapshot, section: &Section, words: &[&str]) -> bool {
    let text = snapshot.text();
    let placeholders = &snapshot.postmortem().placeholders;
    let directives = &snapshot.postmortem().directives;
    placeholders.iter().filter(|it| section.body.start <= it.start && it.start < section.body.end).any(|it| {
        let mut line = text.line(text.line_of(it.start));
        // The names of rules speak of the same things.
        let comment = directives.iter().find(|it| line.start <= it.span.start && it.span.end <= line.end);
        line.end = comment.map_or(line.end, |it| it.span.start);
        let line = text.slice(line).to_lowercase();
        words.iter().any(|word| line.contains(word))
    })
}
