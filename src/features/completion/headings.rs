//! Headings: the sections that are missing, in their order, each with what a new one holds.

use tower_lsp::lsp_types::CompletionItemKind;

use super::about::About;
use super::here::Here;
use super::offer::{Body, Offer};
use crate::profile::{Role, SectionSpec, key};
use crate::rewrite::placement;
use crate::rules::missing_section;
use crate::text::Span;

/// How near two words are that are meant to be the same; from 0 to 1.
const ALIKE: f64 = 0.7;

/// The headings that can stand at the cursor, if it is on a line that begins with `#`.
pub(super) fn offers(here: &Here) -> Vec<Offer> {
    let before = here.before();
    let rest = before.trim_start_matches('#');
    let hashes = before.len() - rest.len();
    let typed = rest.trim_start();
    if !(1..=6).contains(&hashes) || !here.behind().trim().is_empty() || here.is_verbatim() || !here.is_begun() {
        return Vec::new();
    }
    let without = here.without();
    let mut specs: Vec<(&SectionSpec, &str)> =
        missing_section::all_missing(without).map(|it| (it, "a missing section")).collect();
    let is_there = |role: Role| without.postmortem().section(role).is_some();
    let optional = without.profile.sections.iter().filter(|it| !it.required && !is_there(it.role));
    specs.extend(optional.map(|it| (it, "a section that may be there")));
    let level = "#".repeat(placement::heading_level(without).into());
    let gap = if is_followed(here) { "\n" } else { "" };
    let fits = |it: &&(&SectionSpec, &str)| is_meant(typed, it.0, here);
    let offer = |(spec, detail): &(&SectionSpec, &str)| {
        let heading = format!("{level} {}", spec.title);
        Offer {
            detail: (*detail).to_owned(),
            kind: CompletionItemKind::STRUCT,
            span: Span::new(here.line.start, here.cursor()),
            body: Body::Prompts(format!("{heading}\n\n{}{gap}", spec.prompts().trim_end())),
            filter: filter(before, typed, &spec.title),
            label: heading,
            about: Some(About::Section(spec.role.as_str().to_owned())),
        }
    };
    specs.iter().filter(fits).map(offer).collect()
}

/// Whether text stands right below the line.
fn is_followed(here: &Here) -> bool {
    let text = here.snapshot.text();
    let next = text.line_of(here.line.start) + 1;
    next < text.line_count() && !placement::is_blank(text, next)
}

/// Whether what is typed begins the name of a section or one of its other names, or is near to its beginning.
fn is_meant(typed: &str, spec: &SectionSpec, here: &Here) -> bool {
    let typed = key(typed);
    if typed.is_empty() || here.snapshot.profile.match_heading(&typed).is_some_and(|it| it.role == spec.role) {
        return true;
    }
    let names = || std::iter::once(key(&spec.title)).chain(spec.aliases.iter().map(|it| key(it)));
    let begins = |name: &str| name.starts_with(&typed) || name.split(' ').any(|it| it.starts_with(&typed));
    let is_near = |name: &str| {
        let beginning: String = name.chars().take(typed.chars().count()).collect();
        typed.len() > 3 && strsim::normalized_damerau_levenshtein(&beginning, &typed) >= ALIKE
    };
    names().any(|it| begins(&it)) || is_near(&key(&spec.title))
}

/// Begins with what is typed, and goes on as the title does.
fn filter(before: &str, typed: &str, title: &str) -> String {
    match title.get(..typed.len()).is_some_and(|it| it.eq_ignore_ascii_case(typed)) {
        true if typed.is_empty() && !before.ends_with(' ') => format!("{before} {title}"),
        true => format!("{before}{}", &title[typed.len()..]),
        false => format!("{before} {title}"),
    }
}
