//! `textDocument/documentLink`: files and images beside the document, and tickets where the settings tell their addresses.

use std::path::{Component, Path, PathBuf};

use tower_lsp::lsp_types::{DocumentLink, Url};

use crate::features::{lsp, mentions};
use crate::model::{Link, LinkKind, Target};
use crate::snapshot::Snapshot;
use crate::text::{Encoding, Span};

/// More links than this no document needs; each file is looked for on the disk.
const MOST: usize = 500;

/// Links in the order of the document. Those to the web are left to the editor, which sees them itself.
pub fn answer(snapshot: &Snapshot, encoding: Encoding) -> Vec<DocumentLink> {
    let text = snapshot.text();
    let mut links: Vec<(Span, Url, &str)> = files(snapshot);
    links.extend(tickets(snapshot));
    links.sort_by_key(|it| it.0);
    let on_wire = |(span, target, tooltip): (Span, Url, &str)| DocumentLink {
        range: lsp::range(text, span, encoding),
        target: Some(target),
        tooltip: Some(tooltip.to_owned()),
        data: None,
    };
    links.into_iter().map(on_wire).collect()
}

/// Links to files that exist.
fn files(snapshot: &Snapshot) -> Vec<(Span, Url, &'static str)> {
    let Some(document) = snapshot.path.as_deref().map(Path::new) else { return Vec::new() };
    let file = |link: &Link| {
        let (Target::File(path), Some(address)) = (link.target(), link.address) else { return None };
        if snapshot.config.surroundings.hold(document, Path::new(&path)) != Some(true) {
            return None;
        }
        let target = Url::from_file_path(joined(document.parent()?, Path::new(&path))).ok()?;
        Some((address, target, if link.kind == LinkKind::Image { "Open the image" } else { "Open the file" }))
    };
    snapshot.postmortem().publication.links.iter().take(MOST).filter_map(file).collect()
}

/// Names of tickets, but where a link of the author's own leads somewhere.
fn tickets(snapshot: &Snapshot) -> Vec<(Span, Url, &'static str)> {
    let Some(tickets) = &snapshot.config.tickets else { return Vec::new() };
    let links = &snapshot.postmortem().publication.links;
    let is_free = |span: Span| !links.iter().any(|it| it.span.touches(span));
    let found = mentions::lines(snapshot, |line, start| {
        let at = |(range, address): (std::ops::Range<usize>, String)| {
            Some((Span::new(start + range.start, start + range.end), Url::parse(&address).ok()?, "Open the ticket"))
        };
        tickets.find(line).into_iter().filter_map(at).collect()
    });
    found.into_iter().filter(|it| is_free(it.0)).take(MOST).collect()
}

/// A path from a folder, without `.` and `..`.
fn joined(folder: &Path, path: &Path) -> PathBuf {
    let mut whole = folder.to_owned();
    for part in path.components() {
        match part {
            Component::Normal(name) => whole.push(name),
            Component::ParentDir => drop(whole.pop()),
            _ => {}
        }
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Config, Surroundings};
    use crate::syntax::Document;

    const TEXT: &str = "\
# Postmortem: the shop was down

## Issue Summary

Down from 10:00 to 11:00 UTC, see [the graph](../images/graph.png), [notes](notes.md#how), [gone](gone.md), OPS-7,
[OPS-8](notes.md) and <https://example.com>.

![Load](load%20one.png)

```
OPS-9
```
";

    /// What stands in the text, and where it leads.
    fn links(tickets: bool) -> Vec<(String, String)> {
        let tickets = "pattern = 'OPS-\\d+'\nurl = 'https://tickets.example.com/{ticket}'"
            .parse::<toml::Table>()
            .ok()
            .filter(|_| tickets)
            .map(|it| it.try_into().expect("it is right"));
        let surroundings = Surroundings::seen_by(|_, path| Some(path != Path::new("gone.md")));
        let config = Config { tickets, surroundings, ..Config::default() };
        let read = Snapshot::new(Document::read(TEXT), config.into(), Some("/docs/shop/postmortem.md"));
        let shown = |it: DocumentLink| {
            let span = lsp::span(read.text(), it.range, Encoding::Utf16);
            (read.text().slice(span).into_owned(), it.target.expect("it is known").to_string())
        };
        answer(&read, Encoding::Utf16).into_iter().map(shown).collect()
    }

    #[test]
    fn files_and_images_that_exist_are_links() {
        let expected = [
            ("../images/graph.png", "file:///docs/images/graph.png"),
            ("notes.md#how", "file:///docs/shop/notes.md"),
            ("notes.md", "file:///docs/shop/notes.md"),
            ("load%20one.png", "file:///docs/shop/load%20one.png"),
        ];
        assert_eq!(links(false), expected.map(|(text, url)| (text.to_owned(), url.to_owned())));
    }

    #[test]
    fn tickets_are_links_where_the_settings_tell_their_address() {
        let tickets: Vec<String> =
            links(true).into_iter().map(|it| it.1).filter(|it| it.starts_with("https:")).collect();
        assert_eq!(tickets, ["https://tickets.example.com/OPS-7"]);
    }
}
