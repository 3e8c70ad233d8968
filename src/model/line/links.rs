//! The links and images of a line: where they lead, what describes them, and images that are no images to Markdown.

use std::sync::LazyLock;

use regex::Regex;

use crate::model::{Link, LinkKind, MalformedImage};
use crate::syntax::{Chunk, Inline, InlineKind};
use crate::text::Span;

use super::{Kind, markup};

/// The links and images that begin in a line of a chunk, in order; spans count from the start of the chunk.
pub(super) fn links(chunk: &Chunk, line: Span, kind: Kind) -> Vec<Link> {
    let text = chunk.text();
    let raw = &text[line.range()];
    let inlines = chunk.inlines();
    let from = inlines.partition_point(|it| it.span.start < line.start);
    let here = inlines[from..].iter().take_while(|it| it.span.start < line.end);
    let mut links: Vec<Link> = here.filter_map(|it| inline(text, it)).collect();
    if !matches!(kind, Kind::Fenced | Kind::FrontMatter | Kind::Blank) {
        let is_outside = |it: &Link| !markup::is_code(inlines, it.span);
        links.extend(html(raw).map(|it| it.shifted(line.start)).filter(is_outside));
    }
    if kind == Kind::Text {
        links.extend(definition(raw).map(|it| it.shifted(line.start)));
    }
    links.sort_by_key(|it| it.span.start);
    links
}

/// `[text](address)`, `![alt](address)`, `![alt][name]`. Where a name leads is said by its definition.
fn inline(text: &str, inline: &Inline) -> Option<Link> {
    let (kind, url) = match &inline.kind {
        InlineKind::Link(url) => (LinkKind::Link, url),
        InlineKind::Image(url) => (LinkKind::Image, url),
        InlineKind::Code | InlineKind::Html => return None,
    };
    let source = &text[inline.span.range()];
    if source.starts_with('<') {
        return None;
    }
    let address = source.ends_with(')').then(|| address(source)).flatten().map(|it| it.shifted(inline.span.start));
    let alt = (kind == LinkKind::Image).then(|| {
        let end = source.rfind("](").or_else(|| source.rfind("][")).or_else(|| source.rfind(']')).unwrap_or(2).max(2);
        Span::new(2.min(end), end).shifted(inline.span.start)
    });
    Some(Link { kind, span: inline.span, address, url: url.clone(), alt, is_html: false })
}

/// Where the address stands in `[text](address "title")`, without angle brackets.
fn address(source: &str) -> Option<Span> {
    let open = source.rfind("](")? + 2;
    let start = open + source[open..].len() - source[open..].trim_start().len();
    let rest = &source[start..source.len() - 1];
    match rest.strip_prefix('<') {
        Some(inside) => inside.find('>').map(|end| Span::new(start + 1, start + 1 + end)),
        None => Some(Span::new(start, start + rest.find(char::is_whitespace).unwrap_or(rest.len()))),
    }
}

/// `[name]: address "title"`
fn definition(raw: &str) -> Option<Link> {
    static DEFINITION: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r#"^ {0,3}\[[^\]\^][^\]]*\]:\s+(?:<([^>]*)>|(\S+))\s*(?:$|["'(])"#).expect("it is read by a test")
    });
    if !raw.trim_start().starts_with('[') {
        return None;
    }
    let captures = DEFINITION.captures(raw)?;
    let found = captures.get(1).or(captures.get(2))?;
    let (span, address) = (Span::new(0, raw.trim_end().len()), Some(Span::new(found.start(), found.end())));
    Some(Link { kind: LinkKind::Link, span, address, url: found.as_str().to_owned(), alt: None, is_html: false })
}

/// `<img src="address" alt="…">`, `<a href="address">`
fn html(raw: &str) -> impl Iterator<Item = Link> + '_ {
    static TAG: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?i)<(img|a)\s[^<>]*>").expect("it is read by a test"));
    static ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r#"(?i)\s(?:src|href)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))"#).expect("it is read by a test")
    });
    static ALT: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r#"(?i)\salt\s*=\s*(?:"([^"]*)"|'([^']*)')"#).expect("it is read by a test"));
    let tags = raw.contains('<').then(|| TAG.captures_iter(raw)).into_iter().flatten();
    tags.filter_map(|captures| {
        let tag = captures.get(0)?;
        let kind = if captures[1].eq_ignore_ascii_case("img") { LinkKind::Image } else { LinkKind::Link };
        let group = |regex: &Regex| {
            let found = regex.captures(tag.as_str())?;
            let value = found.iter().skip(1).flatten().next()?;
            Some(Span::new(value.start(), value.end()).shifted(tag.start()))
        };
        let address = group(&ADDRESS)?;
        // Without an `alt`, it goes before the end of the tag.
        let end = tag.start() + tag.as_str().trim_end_matches(['>', '/', ' ']).len();
        let alt = (kind == LinkKind::Image).then(|| group(&ALT).unwrap_or(Span::at(end)));
        let url = raw[address.range()].replace("&amp;", "&");
        Some(Link { kind, span: Span::new(tag.start(), tag.end()), address: Some(address), url, alt, is_html: true })
    })
}

/// An image that Markdown does not know for one: `!(url)`, `! [alt](url)`, `[!alt](url)`, `![alt] (url)`.
pub(super) fn malformed_images(chunk: &Chunk, line: Span, kind: Kind) -> Vec<MalformedImage> {
    static SHAPE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?:!\(|!\s+\[([^\]\[]*)\]\(|\[!([^\]\[!][^\]\[]*)\]\(|!\[([^\]\[]*)\]\s+\()([^\s()<>]+)\)")
            .expect("it is read by a test")
    });
    let text = chunk.text();
    let raw = &text[line.range()];
    if !matches!(kind, Kind::Text | Kind::Heading { .. } | Kind::Table) || !raw.contains('!') {
        return Vec::new();
    }
    let malformed = |captures: regex::Captures| {
        let whole = captures.get(0)?;
        let url = captures.get(4)?.as_str();
        let alt = [1, 2, 3].iter().find_map(|it| captures.get(*it)).map_or("", |it| it.as_str().trim());
        let is_apart = raw[..whole.start()].chars().next_back().is_none_or(|it| !it.is_alphanumeric());
        let opens = raw[..whole.start()].trim_start_matches(|it: char| !it.is_alphanumeric()).is_empty();
        let is_image = leads_to_image(url) || (opens && url.contains("://"));
        let span = Span::new(whole.start(), whole.end()).shifted(line.start);
        let is_code = markup::is_code(chunk.inlines(), span);
        (is_apart && is_image && !is_code).then(|| MalformedImage { span, alt: alt.to_owned(), url: url.to_owned() })
    };
    SHAPE.captures_iter(raw).filter_map(malformed).collect()
}

/// Whether a URL ends as files of pictures do.
fn leads_to_image(url: &str) -> bool {
    let path = url.split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase();
    [".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".avif", ".bmp"].iter().any(|it| path.ends_with(it))
}
