//! `textDocument/hover`: what there is to say about a title, a heading, a time, a zone, a length, a share, a task, a field
//! and a finding.

mod field;
mod length;
mod prose;
mod rule;
mod share;
mod stamp;
mod task;
mod zone;

#[cfg(test)]
mod tests;

use tower_lsp::lsp_types::{Hover, HoverContents, HoverParams, MarkupContent, MarkupKind};

use crate::clock::Zone;
use crate::features::lsp;
use crate::model::{Postmortem, Section};
use crate::profile::{Profile, Role, SectionSpec};
use crate::rules::skeleton;
use crate::snapshot::Snapshot;
use crate::text::{Encoding, Span};

use prose::Prose;

/// What there is to say about the place under the mouse: Markdown of plain bullets, or the same as plain text for
/// editors that show no Markdown. `local` is the zone of the reader's clock.
pub fn answer(
    snapshot: &Snapshot,
    encoding: Encoding,
    local: Option<&Zone>,
    params: HoverParams,
    markdown: bool,
) -> Option<Hover> {
    let postmortem = snapshot.postmortem();
    // A page with a title alone is told what it is to hold.
    if !postmortem.recognised && !skeleton::is_wanted(snapshot) {
        return None;
    }
    let text = snapshot.text();
    let offset = text.offset(lsp::position(params.text_document_position_params.position), encoding);
    let (span, prose) = said(snapshot, local, offset)?;
    let (kind, value) = match markdown {
        true => (MarkupKind::Markdown, prose.markdown()),
        false => (MarkupKind::PlainText, prose.plain()),
    };
    Some(Hover {
        contents: HoverContents::Markup(MarkupContent { kind, value }),
        range: Some(lsp::range(text, span, encoding)),
    })
}

/// The place that holds an offset, and what is said about it.
fn said(snapshot: &Snapshot, local: Option<&Zone>, offset: usize) -> Option<(Span, Prose)> {
    let postmortem = snapshot.postmortem();
    let here = Span::at(offset);
    if let Some(named) = rule::named(snapshot, here) {
        return Some(named);
    }
    if let Some(section) = postmortem.sections.iter().find(|it| it.heading.line.touches(here)) {
        return Some((section.heading.line, about_section(section, postmortem, &snapshot.profile)));
    }
    if let Some(title) = &postmortem.title {
        let line = snapshot.text().line(snapshot.text().line_of(title.span.start));
        if line.touches(here) {
            return Some((title.span, about_document(postmortem, &snapshot.profile)));
        }
    }
    let found = rule::found(snapshot, here);
    match (small(snapshot, local, offset), found) {
        // What is wrong with a thing comes after what it is.
        (Some((span, mut prose)), Some((_, lines))) => {
            lines.into_iter().for_each(|it| prose.bullet(it));
            Some((span, prose))
        }
        (said, found) => said.or_else(|| found.map(|(span, lines)| (span, Prose::of(lines)))),
    }
}

/// What is said about a thing in a line; the smallest first.
fn small(snapshot: &Snapshot, local: Option<&Zone>, offset: usize) -> Option<(Span, Prose)> {
    let (postmortem, here) = (snapshot.postmortem(), Span::at(offset));
    zone::at(postmortem, here)
        .or_else(|| stamp::at(postmortem, local, here))
        .or_else(|| length::at(postmortem, snapshot.text(), here))
        .or_else(|| share::at(snapshot, offset))
        .or_else(|| stamp::elsewhere(snapshot, local, here))
        .or_else(|| field::at(snapshot, offset))
        .or_else(|| task::at(snapshot, here))
}

/// Length, requirements in all, and each section of the profile.
fn about_document(postmortem: &Postmortem, profile: &Profile) -> Prose {
    let mut prose = Prose::new(words_in_all(postmortem.words, profile));
    let (met, all) = postmortem.checklist.score();
    prose.bullet(format!("{met} of {all} requirements met"));
    length::measures(postmortem).into_iter().for_each(|it| prose.bullet(it));
    for spec in profile.sections.iter().filter(|it| it.required) {
        let found: Vec<&Section> = postmortem.sections.iter().filter(|it| is_of(it.role, spec)).collect();
        if found.is_empty() {
            prose.bullet(format!("missing section: {}", prose::quoted(&spec.title)));
            continue;
        }
        let words = found.iter().map(|it| it.words).sum();
        let (met, all) = requirements_met(spec, postmortem);
        prose.bullet(format!("{}: {}, {met} of {all} met", prose::quoted(&spec.title), counted(words)));
    }
    prose
}

/// The words of the section and of the document, and the section's requirements one by one.
fn about_section(section: &Section, postmortem: &Postmortem, profile: &Profile) -> Prose {
    let mut prose = Prose::new(format!("{} in this section", counted(section.words)));
    prose.bullet(words_in_all(postmortem.words, profile));
    let Some(spec) = profile.sections.iter().find(|it| is_of(section.role, it)) else { return prose };
    let (met, all) = requirements_met(spec, postmortem);
    prose.bullet(format!("{met} of {all} requirements met"));
    for requirement in spec.asks() {
        let is_met = postmortem.checklist.answer(&requirement.id).is_some_and(|it| it.is_met());
        let state = if is_met { "met" } else { "missing" };
        prose.bullet(format!("{state}: {}", prose::quoted(&requirement.title)));
    }
    prose
}

/// Whether a section stands for a section of the profile or for a part of it.
fn is_of(role: Role, spec: &SectionSpec) -> bool {
    spec.role == role || spec.parts.iter().any(|it| it.role == role)
}

fn requirements_met(spec: &SectionSpec, postmortem: &Postmortem) -> (usize, usize) {
    let is_met = |id: &str| postmortem.checklist.answer(id).is_some_and(|it| it.is_met());
    (spec.asks().filter(|it| is_met(&it.id)).count(), spec.asks().count())
}

/// `388 words of prose: 12 short of 400`.
fn words_in_all(words: usize, profile: &Profile) -> String {
    let Some(range) = &profile.words else { return format!("{} of prose in all", counted(words)) };
    let (least, most) = (*range.start(), *range.end());
    let verdict = match words {
        it if it < least => format!("{} short of the {least} to {most} asked", least - it),
        it if it > most => format!("{} over the {least} to {most} asked", it - most),
        _ => format!("within the {least} to {most} asked"),
    };
    format!("{} of prose in all, {verdict}", counted(words))
}

fn counted(words: usize) -> String {
    format!("{words} word{}", if words == 1 { "" } else { "s" })
}
