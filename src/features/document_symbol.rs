//! `textDocument/documentSymbol`: sections, the entries of the timeline with their times, tasks.

use tower_lsp::lsp_types::{DocumentSymbol, DocumentSymbolResponse, Location, SymbolInformation, SymbolKind, Url};

use crate::features::lsp;
use crate::features::symbols::{self, Kind, Symbol};
use crate::snapshot::Snapshot;
use crate::text::{Encoding, Text};

/// The outline: a tree for clients that show one, otherwise a list in which each thing names the section it is in.
/// `headings` are those that Markdown knows.
pub fn answer(
    snapshot: &Snapshot,
    encoding: Encoding,
    url: &Url,
    hierarchical: bool,
    headings: bool,
) -> DocumentSymbolResponse {
    let outline = symbols::outline(snapshot, headings);
    let text = snapshot.text();
    if hierarchical {
        return DocumentSymbolResponse::Nested(outline.iter().map(|it| nested(text, it, encoding)).collect());
    }
    let mut flat = Vec::new();
    for section in &outline {
        flat.push(information(text, section, None, url, encoding));
        flat.extend(section.parts.iter().map(|it| information(text, it, Some(&section.name), url, encoding)));
    }
    DocumentSymbolResponse::Flat(flat)
}

/// One symbol with its place, as lists of symbols know it.
#[allow(deprecated)] // The protocol's type has a field that nobody may use and everybody must fill.
pub fn information(
    text: &Text,
    symbol: &Symbol,
    container: Option<&str>,
    url: &Url,
    encoding: Encoding,
) -> SymbolInformation {
    SymbolInformation {
        name: symbol.name.clone(),
        kind: kind(symbol.kind),
        tags: None,
        deprecated: None,
        location: Location::new(url.clone(), lsp::range(text, symbol.span, encoding)),
        container_name: container.map(str::to_owned),
    }
}

#[allow(deprecated)]
fn nested(text: &Text, symbol: &Symbol, encoding: Encoding) -> DocumentSymbol {
    let parts: Vec<DocumentSymbol> = symbol.parts.iter().map(|it| nested(text, it, encoding)).collect();
    DocumentSymbol {
        name: symbol.name.clone(),
        detail: None,
        kind: kind(symbol.kind),
        tags: None,
        deprecated: None,
        range: lsp::range(text, symbol.span, encoding),
        selection_range: lsp::range(text, symbol.selection, encoding),
        children: (!parts.is_empty()).then_some(parts),
    }
}

fn kind(kind: Kind) -> SymbolKind {
    match kind {
        Kind::Section => SymbolKind::NAMESPACE,
        Kind::Entry => SymbolKind::EVENT,
        Kind::Task => SymbolKind::KEY,
    }
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;
    use crate::testing::snapshot;

    const DRAFT: &str = "\
# Postmortem: the shop

## Issue Summary

Down from 14:30 to 16:45 UTC.

**Timeline**

- 14:30 UTC - An alert fired
- 16:45 UTC - Resolved

## Corrective measures

- [ ] Add an alert on disk usage
";

    fn check(text: &str, hierarchical: bool, expected: Expect) {
        check_with(text, hierarchical, true, expected);
    }

    fn check_with(text: &str, hierarchical: bool, headings: bool, expected: Expect) {
        let url = Url::parse("file:///a.md").expect("a URL");
        let line = |range: tower_lsp::lsp_types::Range| format!("{}-{}", range.start.line, range.end.line);
        let shown: String = match answer(&snapshot(text), Encoding::Utf16, &url, hierarchical, headings) {
            DocumentSymbolResponse::Nested(all) => {
                fn lines(it: &DocumentSymbol, depth: usize, out: &mut String) {
                    let range = format!("{}-{}", it.range.start.line, it.range.end.line);
                    out.push_str(&format!("{}{:?} {} {range}\n", "  ".repeat(depth), it.kind, it.name));
                    it.children.iter().flatten().for_each(|it| lines(it, depth + 1, out));
                }
                let mut out = String::new();
                all.iter().for_each(|it| lines(it, 0, &mut out));
                out
            }
            DocumentSymbolResponse::Flat(all) => all
                .iter()
                .map(|it| format!("{:?} {} {} in {:?}\n", it.kind, it.name, line(it.location.range), it.container_name))
                .collect(),
        };
        expected.assert_eq(&shown);
    }

    #[test]
    fn sections_hold_their_entries_and_tasks() {
        check(
            DRAFT,
            true,
            expect![[r#"
            Namespace Issue Summary 2-4
            Namespace Timeline 6-9
              Event 14:30 UTC An alert fired 8-8
              Event 16:45 UTC Resolved 9-9
            Namespace Corrective measures 11-13
              Key Add an alert on disk usage 13-13
        "#]],
        );
    }

    #[test]
    fn an_entry_is_named_by_its_first_paragraph() {
        let text = DRAFT.replace("- Resolved\n", "- Resolved,\n  at last\n\n![The load](load.png)\n");
        let expected = expect![[r#"
            Namespace Issue Summary 2-4
            Namespace Timeline 6-12
              Event 14:30 UTC An alert fired 8-8
              Event 16:45 UTC Resolved, at last 9-12
            Namespace Corrective measures 14-16
              Key Add an alert on disk usage 16-16
        "#]];
        check(&text, true, expected);
    }

    #[test]
    fn headings_of_markdown_can_be_left_to_others() {
        let expected = expect![[r#"
            Namespace Timeline 6-9
              Event 14:30 UTC An alert fired 8-8
              Event 16:45 UTC Resolved 9-9
            Key Add an alert on disk usage 13-13
        "#]];
        check_with(DRAFT, true, false, expected);
    }

    #[test]
    fn a_client_without_trees_gets_a_list() {
        check(
            DRAFT,
            false,
            expect![[r#"
            Namespace Issue Summary 2-4 in None
            Namespace Timeline 6-9 in None
            Event 14:30 UTC An alert fired 8-8 in Some("Timeline")
            Event 16:45 UTC Resolved 9-9 in Some("Timeline")
            Namespace Corrective measures 11-13 in None
            Key Add an alert on disk usage 13-13 in Some("Corrective measures")
        "#]],
        );
    }

    #[test]
    fn what_is_no_postmortem_has_none() {
        check("# Shopping\n\n## Timeline\n\n- 10:00 - milk\n", true, expect![[""]]);
    }
}
