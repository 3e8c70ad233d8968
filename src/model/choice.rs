//! Which profile a document is read by: the one that it names, else the one that the settings name, else the one whose
//! sections its headings are.

use std::sync::Arc;

use super::front;
use super::reading::{Parts, parts};
use crate::profile::{Fit, Library, Profile, Role, SectionSpec};
use crate::syntax::{Block, BlockKind, Chunk, Document};
use crate::text::Span;

/// The profile of a document and what speaks for it, kept so that the next version looks only at what changed.
#[derive(Clone, Debug)]
pub struct Choice {
    pub profile: Arc<Profile>,
    /// The profile that the document names, whether there is such a one or not.
    pub named: Option<Named>,
    /// The document names a profile that there is.
    pub is_known: bool,
    parts: Parts<Hints>,
}

/// The name of a profile in a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    pub id: String,
    pub span: Span,
    /// In a comment, which is written for nobody else; a field of the front matter may mean anything.
    pub in_comment: bool,
}

/// What a chunk says of the profile; spans count from its start.
#[derive(Debug)]
struct Hints {
    named: Option<Named>,
    headings: Vec<Box<str>>,
}

impl Choice {
    /// Chooses for a document; `before` is the choice for an earlier version of it among the same profiles.
    pub fn of(document: &Document, library: &Library, before: Option<&Choice>) -> Choice {
        let (parts, _) = parts(document, before.map_or(&[][..], |it| &it.parts), hints);
        let named = document.chunks().zip(&parts).find_map(|((start, _), (_, hints))| {
            let named = hints.named.as_ref()?;
            Some(Named { span: named.span.shifted(start), ..named.clone() })
        });
        let known = named.as_ref().and_then(|it| library.get(&it.id));
        let is_known = known.is_some();
        let by_headings = || {
            let same = before.filter(|it| !it.is_known && headings(&it.parts).eq(headings(&parts)));
            same.map_or_else(|| best(library, &headings(&parts).collect::<Vec<_>>()), |it| &it.profile).clone()
        };
        let profile = known.or(library.set()).cloned().unwrap_or_else(by_headings);
        Choice { profile, named, is_known, parts }
    }

    /// The document says itself that it is a postmortem: it names a profile that there is, or in a comment any.
    pub fn is_by_hand(&self) -> bool {
        self.is_known || self.named.as_ref().is_some_and(|it| it.in_comment)
    }

    /// The name of a profile that there is not.
    pub fn unknown(&self) -> Option<&Named> {
        self.named.as_ref().filter(|_| !self.is_known)
    }
}

fn headings(parts: &Parts<Hints>) -> impl Iterator<Item = &str> {
    parts.iter().flat_map(|(_, it)| &it.headings).map(|it| &**it)
}

fn hints(chunk: &Chunk) -> Hints {
    let headings = chunk.blocks().iter().filter_map(|it| heading(chunk, it)).collect();
    Hints { named: in_front_matter(chunk).or_else(|| in_comment(chunk)), headings }
}

/// The words of a heading: of one that is underlined the line above the rule.
fn heading(chunk: &Chunk, block: &Block) -> Option<Box<str>> {
    let BlockKind::Heading { setext, .. } = block.kind else { return None };
    let mut lines = chunk.text()[block.span.range()].trim_end().lines().rev().skip(usize::from(setext));
    Some(lines.next()?.trim_matches(['#', ' ', '\t', '>', '*', '_']).into())
}

/// `profile: google-sre`
fn in_front_matter(chunk: &Chunk) -> Option<Named> {
    let block = chunk.blocks().first().filter(|it| it.kind == BlockKind::FrontMatter)?;
    let mut start = block.span.start;
    for line in chunk.text()[block.span.range()].split_inclusive(['\n', '\r']) {
        if let Some((key, value)) = front::key_and_value(line)
            && matches!(key.as_str(), "profile" | "postmortem-profile" | "postmortem_profile")
        {
            return Some(Named { id: line[value.range()].to_owned(), span: value.shifted(start), in_comment: false });
        }
        start += line.len();
    }
    None
}

/// `<!-- postmortem-profile: google-sre -->` on a line of its own, outside of code.
fn in_comment(chunk: &Chunk) -> Option<Named> {
    const KEY: &str = "postmortem-profile:";
    let text = chunk.text();
    let is_code = |at: usize| {
        let code = |it: &&Block| matches!(it.kind, BlockKind::FencedCode | BlockKind::IndentedCode);
        chunk.blocks().iter().filter(code).any(|it| it.span.contains(at))
    };
    text.match_indices(KEY).find_map(|(at, _)| {
        let line = text[..at].rfind(['\n', '\r']).map_or(0, |it| it + 1);
        let behind = at + KEY.len();
        let end = behind + text[behind..].find("-->")?;
        let is_comment = text[line..at].trim_start().strip_prefix("<!--").is_some_and(|it| it.trim().is_empty());
        let id = text[behind..end].trim();
        if !is_comment || is_code(at) || id.contains(char::is_whitespace) {
            return None;
        }
        let start = behind + text[behind..end].find(id)?;
        Some(Named { id: id.to_owned(), span: Span::new(start, start + id.len()), in_comment: true })
    })
}

/// A profile is chosen over the default one only when it fits better by this much.
const MARGIN: f32 = 0.15;
/// Fewer different sections than this look like many formats.
const SECTIONS: usize = 4;

/// The profile whose sections the headings are; the default one where none fits clearly better.
fn best<'a>(library: &'a Library, headings: &[&str]) -> &'a Arc<Profile> {
    let default = library.fallback();
    let least = fit(default, headings).score + MARGIN;
    let mut best = (least, default);
    for profile in library.profiles().iter().filter(|it| !Arc::ptr_eq(it, default)) {
        let found = fit(profile, headings);
        if found.sections >= SECTIONS && found.score > best.0 {
            best = (found.score, profile);
        }
    }
    best.1
}

struct Likeness {
    /// From 0 to 1.
    score: f32,
    /// How many different sections of the profile are there.
    sections: usize,
}

/// How much of the profile is there, lowered by the share of the headings that it does not know.
fn fit(profile: &Profile, headings: &[&str]) -> Likeness {
    let mut found: Vec<(Role, f32)> = Vec::new();
    let mut known = 0;
    for heading in headings {
        let Some(it) = profile.match_heading(heading) else { continue };
        known += 1;
        let is_title = || profile.section(it.role).is_some_and(|spec| spec.title.eq_ignore_ascii_case(heading));
        let weight: f32 = match it.fit {
            Fit::Exact if is_title() => 1.0,
            Fit::Exact => 0.8,
            Fit::Stems => 0.7,
            Fit::Inside | Fit::Misspelt => 0.5,
            Fit::Contains => 0.3,
        };
        match found.iter_mut().find(|(role, _)| *role == it.role) {
            Some((_, best)) => *best = weight.max(*best),
            None => found.push((it.role, weight)),
        }
    }
    let weight = |role: Role| found.iter().find(|it| it.0 == role).map_or(0.0, |it| it.1);
    let of_section = |spec: &SectionSpec| {
        let parts = spec.parts.iter().map(|it| weight(it.role)).sum::<f32>() / spec.parts.len().max(1) as f32;
        weight(spec.role).max(parts)
    };
    let required = || profile.sections.iter().filter(|it| it.required);
    let complete = required().map(of_section).sum::<f32>() / required().count().max(1) as f32;
    let explained = known as f32 / headings.len().max(1) as f32;
    Likeness { score: complete * (0.5 + explained / 2.0), sections: found.len() }
}

#[cfg(test)]
mod tests;
