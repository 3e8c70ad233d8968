//! What a line shows or gives away once it is published: links, images, marks that links lead to, secrets.

use crate::model::link::anchor_key;
use crate::model::{Link, LinkKind, MalformedImage, Secret};
use crate::syntax::Chunk;
use crate::text::Span;

use super::{Kind, links, markup, secrets};

/// All spans count from the start of the chunk.
#[derive(Debug, Default)]
pub struct Shown {
    pub links: Vec<Link>,
    pub malformed_images: Vec<MalformedImage>,
    pub secrets: Vec<Secret>,
    /// What links may lead to, as they are compared: a heading, or the names of tags.
    pub anchors: Vec<String>,
    /// The line is an image or a part of a drawing.
    pub is_picture: bool,
}

/// Reads a line of a chunk.
pub(super) fn shown(chunk: &Chunk, line: Span, kind: Kind, body: Span) -> Shown {
    if kind == Kind::Blank {
        return Shown::default();
    }
    let raw = &chunk.text()[line.range()];
    let links = links::links(chunk, line, kind);
    let malformed_images = links::malformed_images(chunk, line, kind);
    let is_image = !malformed_images.is_empty() || links.iter().any(|it| it.kind == LinkKind::Image);
    Shown {
        links,
        malformed_images,
        secrets: secrets::secrets(raw)
            .into_iter()
            .map(|it| Secret { span: it.span.shifted(line.start), ..it })
            .collect(),
        anchors: anchors(chunk.text(), raw, kind, body),
        is_picture: is_image || is_drawn(raw, kind),
    }
}

fn anchors(text: &str, raw: &str, kind: Kind, body: Span) -> Vec<String> {
    let mut anchors = Vec::new();
    if matches!(kind, Kind::Heading { .. }) {
        anchors.push(anchor_key(&without_addresses(&markup::without_tags(&text[body.range()]))));
    }
    if raw.contains('<') && kind != Kind::Fenced {
        for mark in [" id=", " name="] {
            let values = raw.match_indices(mark).map(|(at, _)| raw[at + mark.len()..].trim_start_matches(['"', '\'']));
            anchors.extend(values.map(|it| anchor_key(it.split(['"', '\'', ' ', '>']).next().unwrap_or_default())));
        }
    }
    anchors
}

/// The text with the words of its links alone.
fn without_addresses(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(open) = rest.find("](") {
        out.push_str(&rest[..open]);
        rest = rest[open..].find(')').map_or("", |close| &rest[open + close + 1..]);
    }
    out + rest
}

/// Whether a line begins a diagram, embeds something to look at, or is a part of a drawing in code.
fn is_drawn(raw: &str, kind: Kind) -> bool {
    static LANGUAGES: &[&str] = &["mermaid", "plantuml", "puml", "dot", "graphviz", "ditaa", "svgbob", "d2"];
    static TAGS: &[&str] = &["<svg", "<video", "<iframe", "<picture", "<embed", "<object"];
    static STROKES: &[&str] = &["+--", "--+", "-->", "<--", "==>", "──", "│", "└", "┌", "▼"];
    let code = raw.trim_start().trim_start_matches(['`', '~']);
    match kind {
        Kind::Fenced if code.len() < raw.trim_start().len() => {
            LANGUAGES.iter().any(|it| code.trim().trim_start_matches('{').to_ascii_lowercase().starts_with(it))
        }
        Kind::Fenced | Kind::Indented => STROKES.iter().any(|it| raw.contains(it)),
        Kind::Html | Kind::Text => raw.contains('<') && TAGS.iter().any(|it| raw.to_ascii_lowercase().contains(it)),
        _ => false,
    }
}
