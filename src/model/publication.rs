//! What matters before a document is published: where it leads, what it shows, what it gives away.

use std::collections::HashMap;

use super::line::glance::Has;
use super::outline::Outline;
use super::reading::At;
use super::{Link, MalformedImage, Secret, SecretKind};
use crate::text::Span;

/// All in the order of the document.
#[derive(Debug, Default)]
pub struct Publication {
    pub links: Vec<Link>,
    pub malformed_images: Vec<MalformedImage>,
    pub secrets: Vec<Secret>,
    /// What links within the document may lead to, as [`crate::model::Target::Heading`] has it. Empty where none asks.
    pub anchors: Vec<String>,
    /// There is something to look at.
    pub is_illustrated: bool,
}

/// How many lines a private key has at the most.
const KEY_LINES: usize = 200;

/// Labels of those who want to be written to.
static AUTHORS: &[&str] = &[
    "author",
    "authors",
    "by",
    "written by",
    "prepared by",
    "contact",
    "contacts",
    "email",
    "e mail",
    "mail",
    "address",
    "owner",
    "editor",
    "reviewer",
    "reviewers",
];

pub(super) fn read(lines: &[At], outline: &Outline) -> Publication {
    let mut read = Publication::default();
    let first_section = outline.sections.first().map_or(usize::MAX, |it| it.section.heading.line.start);
    for (index, at) in lines.iter().enumerate().filter(|it| it.1.has(Has::SHOWN)) {
        let shown = &at.line.shown;
        read.links.extend(shown.links.iter().map(|it| it.shifted(at.start())));
        read.malformed_images
            .extend(shown.malformed_images.iter().map(|it| MalformedImage { span: at.place(it.span), ..it.clone() }));
        read.is_illustrated |= shown.is_picture;
        let is_signed = || {
            let is_author = at.line.label.as_ref().is_some_and(|it| AUTHORS.contains(&it.key.as_str()));
            is_author || at.span().start < first_section
        };
        for secret in &shown.secrets {
            match secret.kind {
                SecretKind::Email if is_signed() => {}
                SecretKind::PrivateKey => {
                    read.secrets.push(Secret { span: key(&lines[index..], secret.span), ..*secret })
                }
                _ => read.secrets.push(Secret { span: at.place(secret.span), ..*secret }),
            }
        }
    }
    if read.links.iter().any(|it| it.url.starts_with('#')) {
        read.anchors = anchors(lines);
    }
    read
}

/// From the first line of a private key to its last. Where that is missing, the key ends with its last full line.
fn key(lines: &[At], begin: Span) -> Span {
    /// Full lines have 64 characters, the last one has fewer.
    const FULL: usize = 40;
    let mut span = lines[0].place(begin);
    for at in lines.iter().skip(1).take(KEY_LINES) {
        let text = at.text(at.line.span).trim_start_matches(['>', ' ', '\t']).trim_end();
        if let Some(end) = text.strip_prefix("-----END ").and_then(|it| it.find("-----")) {
            let start = at.span().start + at.text(at.line.span).find("-----END ").unwrap_or_default();
            return Span::new(span.start, start + "-----END ".len() + end + "-----".len());
        }
        let is_key = text.bytes().all(|it| it.is_ascii_alphanumeric() || matches!(it, b'+' | b'/' | b'='));
        let is_header = ["Proc-Type:", "DEK-Info:", "Version:", "Comment:"].iter().any(|it| text.starts_with(it));
        match is_key || is_header {
            true if text.len() >= FULL => span.end = at.span().end,
            true => {}
            false => break,
        }
    }
    span
}

/// The second of two equal headings gets a `-1`.
fn anchors(lines: &[At]) -> Vec<String> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    let mut anchors = Vec::new();
    let marks = lines.iter().filter(|it| it.has(Has::ANCHORS));
    for anchor in marks.flat_map(|it| &it.line.shown.anchors) {
        let count = counts.entry(anchor).or_default();
        anchors.push(if *count == 0 { anchor.clone() } else { format!("{anchor}-{count}") });
        *count += 1;
    }
    anchors
}
