//! What is offered, and the laws that hold for every item: one line, found by what is typed, read back as it was meant.

use expect_test::Expect;
use tower_lsp::lsp_types::{
    CompletionItem, CompletionItemKind, CompletionList, CompletionParams, CompletionResponse, CompletionTextEdit,
    InsertTextFormat, PartialResultParams, Position, TextDocumentIdentifier, TextDocumentPositionParams, Url,
    WorkDoneProgressParams,
};

use super::{Client, Now, answer};
use crate::clock;
use crate::features::lsp;
use crate::snapshot::Snapshot;
use crate::testing::{Fixture, snapshot};
use crate::text::{Edit, Encoding, Span, apply};

mod fields;
mod laws;
mod others;
mod shapes;
mod stamps;

/// 2024-08-15 15:02:30 UTC.
const NOW: Now = Now { utc_seconds: 1_723_734_150 };

fn list(snapshot: &Snapshot, offset: usize, client: Client) -> CompletionList {
    let at = snapshot.text().position(offset, client.encoding);
    let document = TextDocumentIdentifier::new(Url::parse("file:///draft.md").expect("a URL"));
    let params = CompletionParams {
        text_document_position: TextDocumentPositionParams::new(document, Position::new(at.line, at.character)),
        work_done_progress_params: WorkDoneProgressParams::default(),
        partial_result_params: PartialResultParams::default(),
        context: None,
    };
    let others = || vec!["Ann".to_owned(), "Zoe".to_owned()];
    match answer(snapshot, client, params, NOW, &others) {
        Some(CompletionResponse::List(list)) => list,
        Some(CompletionResponse::Array(_)) => panic!("a plain array would count as complete"),
        None => CompletionList::default(),
    }
}

/// The stamps that are offered.
fn stamps(snapshot: &Snapshot, offset: usize, encoding: Encoding) -> Vec<CompletionItem> {
    let list = list(snapshot, offset, Client { encoding, has_snippets: true });
    let stamps: Vec<_> = list.items.into_iter().filter(|it| it.kind == Some(CompletionItemKind::EVENT)).collect();
    assert_eq!(list.is_incomplete, !stamps.is_empty(), "the present goes on, all else stays");
    stamps
}

/// What is offered at the cursor: the line that the item makes, and what it is.
fn check(fixture: &str, expected: Expect) {
    let Fixture { text, cursor } = Fixture::parse(fixture);
    let offset = cursor.expect("the fixture has a cursor").start;
    let before = snapshot(&text);
    let mut offered = String::new();
    let items = stamps(&before, offset, Encoding::Utf16);
    for (nth, item) in items.iter().enumerate() {
        assert_eq!(item.sort_text.as_deref(), Some(format!("{nth:02}").as_str()));
        let (line, _) = accepted(&before, offset, item, Encoding::Utf16);
        offered += &format!("{line:?} {}\n", item.detail.as_deref().unwrap_or_default());
        for encoding in [Encoding::Utf8, Encoding::Utf32] {
            let other = self::stamps(&before, offset, encoding);
            assert_eq!(accepted(&before, offset, &other[nth], encoding).0, line, "{encoding:?}");
        }
    }
    expected.assert_eq(&offered);
}

/// Accepts an item, with the laws that hold for all: the line it makes and the text.
fn accepted(before: &Snapshot, offset: usize, item: &CompletionItem, encoding: Encoding) -> (String, String) {
    let Some(CompletionTextEdit::Edit(edit)) = &item.text_edit else { panic!("every item carries its edit") };
    let span = lsp::span(before.text(), edit.range, encoding);
    assert_eq!(edit.range.start.line, edit.range.end.line, "the range is on one line");
    assert!(span.start <= offset && offset <= span.end, "the range holds the cursor");
    assert!(!edit.new_text.contains(['\n', '\r']), "the text is on one line");

    let typed = before.text().slice(Span::new(span.start, offset)).into_owned();
    let filter = item.filter_text.as_deref().expect("every item carries what it is found by");
    assert!(filter.starts_with(&typed), "{filter:?} is not found by {typed:?}");

    let text = apply(&before.text().to_string(), &[Edit::replace(span, edit.new_text.clone())]);
    let after = snapshot(&text);
    let line = after.text().line_of(span.start);
    let is_here = |it: &clock::Stamp| after.text().line_of(it.span.start) == line;
    let entry = after.postmortem().timeline.entries.iter().find(|it| it.stamp.as_ref().is_some_and(is_here));
    let entry = entry.unwrap_or_else(|| panic!("{:?} is no entry in\n{text}", item.label));
    let stamp = entry.stamp.as_ref().expect("only entries with a stamp were looked for");
    let meant = clock::stamps(&item.label).remove(0);
    let clock = |it: Option<clock::Time>| it.map(|it| (it.hour % 12, it.minute));
    assert_eq!(clock(stamp.time), clock(meant.time), "{:?} is read otherwise in\n{text}", item.label);
    assert_eq!((stamp.date, &stamp.zone), (meant.date, &meant.zone), "{:?} is read otherwise in\n{text}", item.label);
    (after.text().slice(after.text().line(line)).into_owned(), text)
}

/// What is offered in a postmortem with that timeline and an outage from 14:02 to 14:49 UTC.
fn check_timeline(timeline: &str, expected: Expect) {
    check(&with_timeline(timeline), expected);
}

/// No stamp is offered at the cursor.
fn check_nothing(fixture: &str) {
    let Fixture { text, cursor } = Fixture::parse(fixture);
    let offered = stamps(&snapshot(&text), cursor.expect("the fixture has a cursor").start, Encoding::Utf16);
    assert!(offered.is_empty(), "{:?} and others are offered in\n{fixture}", offered[0].label);
}

fn with_timeline(timeline: &str) -> String {
    format!(
        "# Postmortem: the mailer\n\n## Issue Summary\n\nFrom 14:02 to 14:49 UTC the mailer was down for all users.\n\n\
         ## Timeline\n\n{timeline}\n\n## Root Cause and Resolution\n\nA retry without a memory.\n"
    )
}

/// What else than stamps is offered at the cursor to a client without snippets: the text that replaces what is typed,
/// and what it is. With a law for all: the range is on one line, holds the cursor, and what is typed finds the item.
fn check_offers(fixture: &str, expected: Expect) {
    let Fixture { text, cursor } = Fixture::parse(fixture);
    let offset = cursor.expect("the fixture has a cursor").start;
    let before = snapshot(&text);
    let mut offered = String::new();
    for has_snippets in [true, false] {
        offered.clear();
        let list = list(&before, offset, Client { encoding: Encoding::Utf16, has_snippets });
        assert!(list.items.len() <= 50, "too many items");
        for item in &list.items {
            let Some(CompletionTextEdit::Edit(edit)) = &item.text_edit else { panic!("every item carries its edit") };
            assert_eq!(edit.range.start.line, edit.range.end.line, "the range is on one line");
            let span = lsp::span(before.text(), edit.range, Encoding::Utf16);
            assert!(span.start <= offset && offset <= span.end, "the range holds the cursor");
            let typed = before.text().slice(Span::new(span.start, offset)).into_owned();
            let filter = item.filter_text.as_deref().expect("every item carries what it is found by");
            assert!(filter.starts_with(&typed), "{filter:?} is not found by {typed:?}");
            let is_snippet = item.insert_text_format == Some(InsertTextFormat::SNIPPET);
            assert!(has_snippets || !is_snippet, "a snippet for a client that knows none");
            let detail = item.detail.as_deref().unwrap_or_default();
            offered += &format!("{:?} {detail}\n", edit.new_text);
        }
    }
    expected.assert_eq(&offered);
}
