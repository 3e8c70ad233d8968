//! Taking the dress off a line: indentation, markers, emphasis, emoji, tags.

use std::borrow::Cow;

use crate::syntax::{Inline, InlineKind};
use crate::text::Span;

use super::{Kind, Marker};

/// How the words of a line are dressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dress {
    Bare,
    Bold,
    /// Italic, code, or marks that do not match.
    Odd,
}

/// The marker of a raw line, the columns of its indentation, and the span of what is left.
pub(super) fn body(raw: &str, kind: Kind) -> (Option<Marker>, usize, Span) {
    let indent = raw.chars().take_while(|it| it.is_whitespace()).map(|it| if it == '\t' { 4 } else { 1 }).sum();
    let mut start = raw.len() - raw.trim_start().len();
    let end = raw.trim_end().len().max(start);
    let mut marker = None;
    if matches!(kind, Kind::Heading { .. }) {
        let inside = raw[start..end].trim_start_matches(['>', ' ']);
        let words = inside.trim_start_matches('#').trim_start();
        let closed = words.trim_end_matches('#').trim_end();
        start = end - words.len();
        return (None, indent, Span::new(start, start + closed.len()));
    }
    if kind == Kind::Table {
        start = end - raw[start..end].trim_start_matches(['|', ' ']).len();
        return (None, indent, Span::new(start, end));
    }
    while let Some((found, length)) = marker_at(&raw[start..end]) {
        marker = Some(match marker {
            Some(Marker::Bullet | Marker::Number) => break,
            _ => found,
        });
        start += length;
    }
    if kind == Kind::Html || raw[start..end].starts_with('<') {
        let rest = skip_tags(&raw[start..end]);
        if raw[start..end - rest.len()].to_ascii_lowercase().contains("<li") {
            marker = marker.or(Some(Marker::Bullet));
        }
        start = end - rest.len();
    }
    // A checkbox belongs to the marker.
    let rest = &raw[start..end];
    if marker.is_some() && ["[ ]", "[x]", "[X]", "[]"].iter().any(|it| rest.starts_with(it)) {
        let after = rest[rest.find(']').map_or(0, |it| it + 1)..].trim_start();
        start = end - after.len();
    }
    (marker, indent, Span::new(start, end))
}

/// A list or quote marker at the start of a text, and the bytes it takes with the space behind it. Stray ones count:
/// `•`, and bullets without a space where a letter follows.
fn marker_at(text: &str) -> Option<(Marker, usize)> {
    let first = text.chars().next()?;
    let rest = &text[first.len_utf8()..];
    let space = rest.len() - rest.trim_start().len();
    let follows = rest.trim_start().chars().next()?;
    match first {
        '>' => Some((Marker::Quote, 1 + space)),
        '-' | '*' | '+' | '=' if space > 0 => Some((Marker::Bullet, 1 + space)),
        '-' if follows.is_alphanumeric() => Some((Marker::Bullet, 1)),
        '*' if follows.is_ascii_digit() && !rest.contains('*') => Some((Marker::Bullet, 1)),
        '•' | '◦' | '▪' | '●' | '·' | '‣' => Some((Marker::Bullet, first.len_utf8() + space)),
        '0'..='9' => {
            let digits = text.bytes().take_while(u8::is_ascii_digit).count();
            let rest = text[digits..].strip_prefix(['.', ')'])?;
            let space = rest.len() - rest.trim_start().len();
            let glued = rest.starts_with(|it: char| it.is_ascii_digit()) && looks_like_glued_number(text, digits);
            (digits <= 2 && (space > 0 || glued)).then_some((Marker::Number, digits + 1 + space))
        }
        _ => None,
    }
}

/// `10.12:30 PM`: the number of the item ran into the time.
fn looks_like_glued_number(text: &str, digits: usize) -> bool {
    let after = &text[digits + 1..];
    let hour = after.bytes().take_while(u8::is_ascii_digit).count();
    after[hour..].starts_with(':')
}

/// What follows the tags, entities and spaces at the start of a text.
pub(super) fn skip_tags(text: &str) -> &str {
    let mut rest = text.trim_start();
    loop {
        let next = if let Some(inside) = rest.strip_prefix('<') {
            inside.find('>').map(|it| inside[it + 1..].trim_start())
        } else if rest.starts_with('&') {
            rest.find(';').filter(|it| *it < 9).map(|it| rest[it + 1..].trim_start())
        } else {
            None
        };
        match next {
            Some(next) => rest = next,
            None => return rest,
        }
    }
}

/// The level of a heading written in HTML: `Some(Some(2))` for `<h2>`, `Some(None)` for a line that is all `<b>`.
pub(super) fn html_heading(text: &str, line: Span) -> Option<Option<u8>> {
    let raw = text[line.range()].trim_start().to_ascii_lowercase();
    if let Some(at) = raw.find("<h")
        && let Some(level @ b'1'..=b'6') = raw.as_bytes().get(at + 2)
        && raw[..at].trim_start_matches(|it| it != '<').len() < 40
    {
        return Some(Some(level - b'0'));
    }
    let bold = ["<b>", "<strong>", "<u>", "<p><b>", "<p><strong>"].iter().any(|it| raw.starts_with(it));
    let closed = ["</b>", "</strong>", "</u>", "</p>", "<br>", "<br/>"]
        .iter()
        .any(|it| raw.trim_end_matches([':', ' ']).ends_with(it));
    (bold && closed).then_some(None)
}

/// Bytes of emphasis, emoji, shortcodes and spaces in front of the first word, and whether there was bold among them.
pub(super) fn skip_dressing(text: &str) -> (usize, bool) {
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        if first == ':' {
            // `:small_orange_diamond:`
            let code = rest[1..].find(':').filter(|it| {
                *it > 1
                    && rest[1..1 + it].bytes().all(|it| it.is_ascii_lowercase() || it == b'_' || it.is_ascii_digit())
            });
            match code {
                Some(end) => rest = &rest[end + 2..],
                None => break,
            }
        } else if first.is_alphanumeric() || matches!(first, '<' | '[' | '!' | '(' | '"' | '#' | '%' | '$' | '@' | '/')
        {
            break;
        } else {
            rest = &rest[first.len_utf8()..];
        }
    }
    let taken = text.len() - rest.len();
    (taken, text[..taken].contains("**") || text[..taken].contains("__"))
}

/// The words of a line without emphasis, emoji, tags and trailing colon, and how they were dressed.
pub(super) fn undress(text: &str) -> (Dress, Span) {
    let (start, _) = skip_dressing(text);
    let mut end = text.len();
    loop {
        let head = &text[start..end];
        let cut = head
            .trim_end_matches(|it: char| matches!(it, '*' | '_' | ':' | ';' | '`' | ' ' | '\\' | '#') || is_symbol(it));
        let cut = cut.strip_suffix('>').and_then(|it| it.rfind('<')).map_or(cut, |tag| &cut[..tag]);
        if cut.len() == head.len() {
            break;
        }
        end = start + cut.len();
    }
    let marks = |it: &str| it.chars().filter(|it| matches!(it, '*' | '_' | '`')).collect::<String>();
    let (before, after) = (marks(&text[..start]), marks(&text[end..]));
    let inner = &text[start..end];
    let dress = match (before.as_str(), after.as_str()) {
        ("", "") => Dress::Bare,
        ("**" | "__" | "***" | "**_" | "_**", after) if !inner.contains("**") && before.len() == after.len() => {
            Dress::Bold
        }
        _ => Dress::Odd,
    };
    (dress, Span::new(start, end.max(start)))
}

/// Emoji and other pictures that stand behind words.
fn is_symbol(it: char) -> bool {
    !it.is_ascii() && !it.is_alphanumeric() && !matches!(it, '…' | '’' | '”' | '»')
}

/// The text with a space for each byte of its HTML tags.
pub(super) fn without_tags(text: &str) -> Cow<'_, str> {
    if !text.contains('<') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('<') {
        let is_tag = rest[open + 1..].starts_with(|it: char| it.is_ascii_alphabetic() || matches!(it, '/' | '!'));
        let end = rest[open..].find('>').filter(|_| is_tag).map_or(open + 1, |it| open + it + 1);
        out.push_str(&rest[..open]);
        out.extend(std::iter::repeat_n(' ', end - open));
        rest = &rest[end..];
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// Whether a token counts as a word of prose: it holds a letter or digit, and is no URL.
pub(super) fn is_prose(token: &str) -> bool {
    // Of a link, the text is prose and the target is not.
    let token = token.split("](").next().unwrap_or(token);
    let has_letter = token.chars().any(char::is_alphanumeric);
    has_letter && !token.contains("://") && !token.starts_with("www.") && !token.starts_with('&')
}

/// Whether a token lies in code, in a tag, in an image, or in the target of a link.
pub(super) fn is_masked(inlines: &[Inline], token: Span) -> bool {
    let from = inlines.partition_point(|it| it.span.start < token.start.saturating_sub(4096));
    inlines[from..].iter().take_while(|it| it.span.start < token.end).any(|it| {
        let covers = it.span.start <= token.start && token.end <= it.span.end;
        match &it.kind {
            InlineKind::Code | InlineKind::Html | InlineKind::Image(_) => covers,
            // `[text](target)`: the text counts, the target does not; the token that holds `](` ends the text.
            InlineKind::Link(_) => false,
        }
    })
}

/// Whether a span lies in code within a line.
pub(super) fn is_code(inlines: &[Inline], span: Span) -> bool {
    let covers = |it: &Inline| it.kind == InlineKind::Code && it.span.start <= span.start && span.end <= it.span.end;
    inlines.iter().take_while(|it| it.span.start <= span.start).any(covers)
}
