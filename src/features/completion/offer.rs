//! One thing that can be written at the cursor, and how the protocol has it.

use tower_lsp::lsp_types::{CompletionItem, CompletionItemKind, CompletionTextEdit, InsertTextFormat, TextEdit, Url};

use super::about::About;
use crate::features::lsp;
use crate::text::{Encoding, Span, Text};

#[derive(Clone, Debug)]
pub(super) struct Offer {
    pub label: String,
    /// What it is, in a few words.
    pub detail: String,
    pub kind: CompletionItemKind,
    /// What it replaces: on the line of the cursor, and around it.
    pub span: Span,
    pub body: Body,
    /// What editors compare with the text between the start of the span and the cursor: it begins with just that.
    pub filter: String,
    /// What there is to tell about it to who asks.
    pub about: Option<About>,
}

/// What is written, with LF.
#[derive(Clone, Debug)]
pub(super) enum Body {
    Text(String),
    /// With prompts in it, `<what>`, one after the other for the author to replace.
    Prompts(String),
}

impl Body {
    fn text(&self) -> &str {
        match self {
            Body::Text(text) | Body::Prompts(text) => text,
        }
    }
}

/// What a client makes of an offer.
#[derive(Clone, Copy, Debug)]
pub(super) struct Style<'a> {
    pub url: &'a Url,
    pub encoding: Encoding,
    /// Prompts become tab stops.
    pub has_snippets: bool,
}

/// More are no help.
pub(super) const MOST: usize = 50;

/// The offers as items, in their order. All begin at the same place: some clients look for one beginning of them all.
pub(super) fn items(offers: Vec<Offer>, text: &Text, style: Style) -> Vec<CompletionItem> {
    let start = offers.iter().map(|it| it.span.start).min().unwrap_or_default();
    let shown = offers.into_iter().take(MOST).enumerate();
    shown.map(|(nth, offer)| item(nth, &offer, start, text, style)).collect()
}

fn item(nth: usize, offer: &Offer, start: usize, text: &Text, style: Style) -> CompletionItem {
    let lead = text.slice(Span::new(start, offer.span.start));
    let span = Span::new(start, offer.span.end);
    let is_snippet = style.has_snippets && matches!(offer.body, Body::Prompts(_));
    let body = match is_snippet {
        true => format!("{}{}", escaped(&lead), snippet(offer.body.text())),
        false => format!("{lead}{}", offer.body.text()),
    };
    let body = body.replace('\n', text.line_ending().as_str());
    CompletionItem {
        filter_text: Some(format!("{lead}{}", offer.filter)),
        text_edit: Some(CompletionTextEdit::Edit(TextEdit::new(lsp::range(text, span, style.encoding), body))),
        insert_text_format: is_snippet.then_some(InsertTextFormat::SNIPPET),
        label: offer.label.clone(),
        detail: Some(offer.detail.clone()).filter(|it| !it.is_empty()),
        kind: Some(offer.kind),
        sort_text: Some(format!("{nth:02}")),
        data: offer.about.as_ref().and_then(|it| it.data(style.url)),
        ..CompletionItem::default()
    }
}

/// Makes a snippet of an item that is none; it writes the same. Where nobody expands it, what it is filtered by is
/// written, so that is all of its line.
pub(super) fn make_snippet(item: &mut CompletionItem) {
    let (None, Some(CompletionTextEdit::Edit(edit))) = (item.insert_text_format, &mut item.text_edit) else { return };
    let line = edit.new_text.lines().next().unwrap_or_default();
    if item.filter_text.as_ref().is_some_and(|it| line.starts_with(it.as_str())) {
        item.filter_text = Some(line.to_owned());
    }
    edit.new_text = escaped(&edit.new_text) + "$0";
    item.insert_text_format = Some(InsertTextFormat::SNIPPET);
}

/// A text with prompts as a snippet: each prompt a tab stop that holds it, and the last stop at the end.
fn snippet(text: &str) -> String {
    let mut out = String::new();
    let (mut rest, mut count) = (text, 0);
    while let Some((before, prompt, behind)) = prompt(rest) {
        count += 1;
        out.push_str(&format!("{}${{{count}:{}}}", escaped(before), escaped(prompt)));
        rest = behind;
    }
    out + &escaped(rest) + "$0"
}

/// The first prompt of a text, with what stands around it.
fn prompt(text: &str) -> Option<(&str, &str, &str)> {
    const TIME: &str = "HH:MM";
    let angled = text.find('<').and_then(|start| Some((start, start + text[start..].find('>')? + 1)));
    let time = text.find(TIME).map(|start| (start, start + TIME.len()));
    let (start, end) = [angled, time].into_iter().flatten().min()?;
    Some((&text[..start], &text[start..end], &text[end..]))
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for it in text.chars() {
        if matches!(it, '$' | '}' | '\\') {
            out.push('\\');
        }
        out.push(it);
    }
    out
}

/// What follows of a text behind what is typed of it, in whatever case; `None` where something else is typed.
pub(super) fn rest<'a>(text: &'a str, typed: &str) -> Option<&'a str> {
    let begun = text.get(..typed.len())?;
    begun.eq_ignore_ascii_case(typed).then(|| &text[typed.len()..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prompts_become_tab_stops() {
        assert_eq!(snippet("- HH:MM - Escalated to <team>"), "- ${1:HH:MM} - Escalated to ${2:<team>}$0");
        assert_eq!(snippet(r"costs $5 {a} \ <b>"), r"costs \$5 {a\} \\ ${1:<b>}$0");
        assert_eq!(snippet("a < b"), "a < b$0");
    }
}
