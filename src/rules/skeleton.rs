//! All sections of the profile at once, for a document that is to become a postmortem and holds none of them.

use crate::rewrite::{placement, scaffold};
use crate::snapshot::Snapshot;
use crate::text::Edit;

/// The edits that write a title, where there is none, and every section that the profile asks for. `None` where somebody
/// has begun to write, and where nothing says that the document is to become a postmortem.
pub fn edits(snapshot: &Snapshot) -> Option<Vec<Edit>> {
    let postmortem = snapshot.postmortem();
    if !is_wanted(snapshot) {
        return None;
    }
    let has_title = postmortem.title.is_some() || postmortem.field("title").is_some();
    let title = (!has_title).then(|| "# Postmortem: <what was down>\n".to_owned());
    let signs = "#".repeat(placement::heading_level(snapshot).into());
    let wanted = snapshot.profile.sections.iter().filter(|it| it.required);
    let sections = wanted.map(|it| format!("{signs} {}\n\n{}", it.title, it.prompts()));
    let lines = title.into_iter().chain(sections).collect::<Vec<_>>().join("\n");
    let text = snapshot.text();
    let end = (0..text.line_count()).rev().find(|it| !placement::is_blank(text, *it)).map_or(0, |it| it + 1);
    Some(vec![placement::insert_lines(snapshot, end, &lines)?])
}

/// Whether a document is to become a postmortem, and nobody has begun to write it.
pub fn is_wanted(snapshot: &Snapshot) -> bool {
    let postmortem = snapshot.postmortem();
    postmortem.is_announced && postmortem.sections.is_empty() && !scaffold::is_begun(snapshot)
}
