//! `workspace/symbol`: titles, sections, entries and tasks of all postmortems, the best matches first.

use tower_lsp::lsp_types::{Location, SymbolInformation, SymbolKind, Url};

use crate::features::document_symbol::information;
use crate::features::{lsp, symbols};
use crate::snapshot::Snapshot;
use crate::text::Encoding;

/// More than this nobody looks through.
const MOST: usize = 200;

/// Everything that can be found in a document, with or without the `headings` that Markdown knows; nothing where it is no
/// postmortem.
#[allow(deprecated)] // The protocol's type has a field that nobody may use and everybody must fill.
pub fn of(snapshot: &Snapshot, encoding: Encoding, url: &Url, headings: bool) -> Vec<SymbolInformation> {
    let (text, postmortem) = (snapshot.text(), snapshot.postmortem());
    let title = postmortem.title.as_ref().filter(|_| postmortem.recognised);
    let name = title.map(|it| it.text.as_str());
    let mut all: Vec<SymbolInformation> = Vec::new();
    all.extend(title.filter(|it| headings || !it.is_heading).map(|title| SymbolInformation {
        name: title.text.clone(),
        kind: SymbolKind::FILE,
        tags: None,
        deprecated: None,
        location: Location::new(url.clone(), lsp::range(text, title.span, encoding)),
        container_name: None,
    }));
    for section in &symbols::outline(snapshot, headings) {
        all.push(information(text, section, name, url, encoding));
        all.extend(section.parts.iter().map(|it| information(text, it, name, url, encoding)));
    }
    all
}

/// The symbols that a query finds, the best matches first: all its words in their order, then all its letters.
pub fn matching<'a>(all: impl Iterator<Item = &'a SymbolInformation>, query: &str) -> Vec<SymbolInformation> {
    let query = query.trim().to_lowercase();
    let mut found: Vec<(u8, &SymbolInformation)> =
        all.filter_map(|it| Some((rank(&it.name.to_lowercase(), &query)?, it))).collect();
    found.sort_by_key(|it| it.0);
    found.into_iter().take(MOST).map(|it| it.1.clone()).collect()
}

/// How well a name is what was asked for, the least best; `None` where it is not.
fn rank(name: &str, query: &str) -> Option<u8> {
    let has_words = || {
        let mut rest = name;
        query.split_whitespace().all(|word| match rest.find(word) {
            Some(at) => {
                rest = &rest[at + word.len()..];
                true
            }
            None => false,
        })
    };
    let has_letters = || {
        let mut letters = name.chars();
        query.chars().filter(|it| !it.is_whitespace()).all(|wanted| letters.any(|it| it == wanted))
    };
    if name.starts_with(query) {
        Some(0)
    } else if name.contains(query) {
        Some(1)
    } else if has_words() {
        Some(2)
    } else {
        has_letters().then_some(3)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::snapshot;

    const DRAFT: &str = "\
# Postmortem: the shop

## Issue Summary

Down from 14:30 to 16:45 UTC.

## Timeline

- 14:30 UTC - An alert fired
- 16:45 UTC - The disk was cleared

## Corrective measures

- [ ] Add an alert on disk usage
";

    #[track_caller]
    fn check(query: &str, expected: &[&str]) {
        let url = Url::parse("file:///a.md").expect("a URL");
        let all = of(&snapshot(DRAFT), Encoding::Utf16, &url, true);
        let found = matching(all.iter(), query);
        assert_eq!(found.iter().map(|it| it.name.as_str()).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn titles_sections_entries_and_tasks_are_found() {
        check("postmortem", &["Postmortem: the shop"]);
        check("timeline", &["Timeline"]);
        check("Alert", &["14:30 UTC An alert fired", "Add an alert on disk usage"]);
        check("alert usage", &["Add an alert on disk usage"]);
        check("nothing like this", &[]);
    }

    #[test]
    fn the_best_matches_come_first() {
        check("the", &["Postmortem: the shop", "16:45 UTC The disk was cleared"]);
        check("dsk", &["16:45 UTC The disk was cleared", "Add an alert on disk usage"]);
    }

    #[test]
    fn headings_can_be_left_to_others() {
        let url = Url::parse("file:///a.md").expect("a URL");
        let all = of(&snapshot(DRAFT), Encoding::Utf16, &url, false);
        let names: Vec<&str> = all.iter().map(|it| it.name.as_str()).collect();
        let expected = ["14:30 UTC An alert fired", "16:45 UTC The disk was cleared", "Add an alert on disk usage"];
        assert_eq!(names, expected);
        assert!(all.iter().all(|it| it.container_name.as_deref() == Some("Postmortem: the shop")));
    }

    #[test]
    fn no_query_finds_all_and_what_is_no_postmortem_has_none() {
        let url = Url::parse("file:///a.md").expect("a URL");
        assert_eq!(matching(of(&snapshot(DRAFT), Encoding::Utf16, &url, true).iter(), "").len(), 7);
        assert!(of(&snapshot("# Shopping\n\n- milk\n"), Encoding::Utf16, &url, true).is_empty());
    }
}
