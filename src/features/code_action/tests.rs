//! What is offered where, and what comes of it.

use expect_test::{Expect, expect};
use tower_lsp::lsp_types::{CodeActionContext, NumberOrString, Range, TextDocumentIdentifier};

use super::*;
use crate::testing::Fixture;
use crate::text::apply;

mod refactoring;
mod whole;

const URL: &str = "file:///postmortem.md";

fn asked(source: &str, only: Option<Vec<CodeActionKind>>) -> (Snapshot, CodeActionParams) {
    let fixture = Fixture::parse(source);
    let snapshot = fixture.snapshot();
    let selected = fixture.cursor.expect("the fixture has a cursor");
    let params = CodeActionParams {
        text_document: TextDocumentIdentifier::new(Url::parse(URL).expect("a URL")),
        range: lsp::range(snapshot.text(), selected, Encoding::Utf16),
        context: CodeActionContext { only, ..CodeActionContext::default() },
        work_done_progress_params: Default::default(),
        partial_result_params: Default::default(),
    };
    (snapshot, params)
}

fn actions(source: &str, only: Option<Vec<CodeActionKind>>) -> (Snapshot, Vec<CodeAction>) {
    let (snapshot, params) = asked(source, only);
    let answer = answer(&snapshot, &Reader::default(), params);
    let action = |it| match it {
        CodeActionOrCommand::CodeAction(it) => it,
        CodeActionOrCommand::Command(it) => panic!("a command: {it:?}"),
    };
    (snapshot, answer.into_iter().map(action).collect())
}

/// One line an action: kind, title, whether it is preferred, and the codes of what it solves.
fn check(source: &str, only: Option<Vec<CodeActionKind>>, expect: Expect) {
    let line = |it: &CodeAction| {
        let kind = it.kind.as_ref().expect("every action has a kind").as_str();
        let preferred = if it.is_preferred == Some(true) { " (preferred)" } else { "" };
        let solved = it.diagnostics.iter().flatten().map(|it| match &it.code {
            Some(NumberOrString::String(code)) => format!(" [{code}]"),
            code => panic!("a code that is no name: {code:?}"),
        });
        format!("{kind}: {}{preferred}{}\n", it.title, solved.collect::<String>())
    };
    expect.assert_eq(&actions(source, only).1.iter().map(line).collect::<String>());
}

/// The text after the action with this title.
fn check_edit(source: &str, title: &str, expect: Expect) {
    let (snapshot, actions) = actions(source, None);
    let action = actions.into_iter().find(|it| it.title == title).expect("the action is offered");
    let edit = action.edit.expect("an action carries its edit");
    assert!(edit.document_changes.is_none() && edit.change_annotations.is_none(), "more than a map of changes");
    let changes = edit.changes.expect("a map of changes").into_iter().collect::<Vec<_>>();
    let [(url, edits)] = &changes[..] else { panic!("edits of other documents: {changes:?}") };
    assert_eq!(url.as_str(), URL);
    let span = |range: Range| lsp::span(snapshot.text(), range, Encoding::Utf16);
    let edits: Vec<Edit> = edits.iter().map(|it| Edit::replace(span(it.range), it.new_text.clone())).collect();
    expect.assert_eq(&apply(&snapshot.text().to_string(), &edits));
}

const DRAFT: &str = "\
# Postmortem: 🚒 the checkout was down

**Issue Summary**

The checkout was down from 14:30 to 16:45 UTC for 40% of users because a disk was full.

**Timeline**

15:10 UTC: The log was <|>removed.
14:30 UTC: An alert reported errors.
";

/// The draft with the cursor before the given words.
fn draft_at(words: &str) -> String {
    DRAFT.replace("<|>", "").replace(words, &format!("<|>{words}"))
}

#[test]
fn the_title_offers_each_missing_section() {
    check(
        &draft_at("the checkout was"),
        None,
        expect![[r#"
            quickfix: Insert the section "Root Cause and Resolution" (preferred) [missing-section]
            quickfix: Insert the section "Corrective and Preventative Measures" (preferred) [missing-section]
            quickfix: Insert all missing sections [missing-section] [missing-section]
            source.headings.postmortem: Turn all section headings into Markdown headings
            source.fixAll.postmortem: Apply all safe fixes
            quickfix: Allow missing-section in this line [missing-section] [missing-section]
            quickfix: Allow missing-section in this file [missing-section] [missing-section]
            quickfix: Allow too-short in this line [too-short]
            quickfix: Allow too-short in this file [too-short]
        "#]],
    );
}

#[test]
fn a_fix_is_offered_at_its_finding_and_the_rewrite_anywhere_in_the_timeline() {
    check(
        &draft_at("15:10"),
        None,
        expect![[r#"
            quickfix: Turn the timeline into a list (preferred) [timeline-not-a-list]
            refactor.rewrite: Sort the timeline
            refactor.rewrite: Write all entries in one shape
            refactor.rewrite: Turn the timeline into a table
            refactor.rewrite: Write all times with AM and PM
            refactor.rewrite: Insert a diagram
            source.insertSections.postmortem: Insert all missing sections
            source.headings.postmortem: Turn all section headings into Markdown headings
            source.fixAll.postmortem: Apply all safe fixes
            quickfix: Allow timeline-not-a-list in this line [timeline-not-a-list]
            quickfix: Allow timeline-not-a-list in this file [timeline-not-a-list]
        "#]],
    );
    check(
        DRAFT,
        None,
        expect![[r#"
            refactor.rewrite: Turn the timeline into a list
            refactor.rewrite: Sort the timeline
            refactor.rewrite: Write all entries in one shape
            refactor.rewrite: Turn the timeline into a table
            refactor.rewrite: Write all times with AM and PM
            refactor.rewrite: Insert a diagram
            source.insertSections.postmortem: Insert all missing sections
            source.headings.postmortem: Turn all section headings into Markdown headings
            source.fixAll.postmortem: Apply all safe fixes
        "#]],
    );
}

#[test]
fn a_selection_offers_the_fixes_of_all_that_it_touches() {
    let source = format!("<|{}|>", DRAFT.replace("<|>", ""));
    check(
        &source,
        Some(vec![CodeActionKind::QUICKFIX]),
        expect![[r#"
            quickfix: Insert the section "Root Cause and Resolution" (preferred) [missing-section]
            quickfix: Insert the section "Corrective and Preventative Measures" (preferred) [missing-section]
            quickfix: Turn "Issue Summary" into a heading (preferred) [pseudo-heading]
            quickfix: Turn "Timeline" into a heading (preferred) [pseudo-heading]
            quickfix: Insert an entry that tells to whom it was escalated [timeline-without-escalation]
            quickfix: Insert an entry that tells which paths misled [timeline-without-misleading-path]
            quickfix: Turn the timeline into a list (preferred) [timeline-not-a-list]
            quickfix: Sort the timeline (preferred) [timeline-out-of-order]
            quickfix: Insert all missing sections [missing-section] [missing-section]
            quickfix: Allow missing-section in this line [missing-section] [missing-section]
            quickfix: Allow missing-section in this file [missing-section] [missing-section]
            quickfix: Allow too-short in this line [too-short]
            quickfix: Allow too-short in this file [too-short]
            quickfix: Allow pseudo-heading in this line [pseudo-heading]
            quickfix: Allow pseudo-heading in this file [pseudo-heading] [pseudo-heading]
            quickfix: Allow outage-without-date in this line [outage-without-date]
            quickfix: Allow outage-without-date in this file [outage-without-date]
            quickfix: Allow pseudo-heading in this line [pseudo-heading]
            quickfix: Allow timeline-without-escalation in this line [timeline-without-escalation]
            quickfix: Allow timeline-without-escalation in this file [timeline-without-escalation]
            quickfix: Allow timeline-without-misleading-path in this line [timeline-without-misleading-path]
            quickfix: Allow timeline-without-misleading-path in this file [timeline-without-misleading-path]
            quickfix: Allow timeline-not-a-list in this line [timeline-not-a-list]
            quickfix: Allow timeline-not-a-list in this file [timeline-not-a-list]
            quickfix: Allow timeline-out-of-order in this line [timeline-out-of-order]
            quickfix: Allow timeline-out-of-order in this file [timeline-out-of-order]
        "#]],
    );
}

#[test]
fn only_the_kinds_asked_for_are_offered() {
    check(
        DRAFT,
        Some(vec![CodeActionKind::SOURCE_FIX_ALL]),
        expect![[r#"
            source.fixAll.postmortem: Apply all safe fixes
        "#]],
    );
    check(
        DRAFT,
        Some(vec![CodeActionKind::REFACTOR]),
        expect![[r#"
            refactor.rewrite: Turn the timeline into a list
            refactor.rewrite: Sort the timeline
            refactor.rewrite: Write all entries in one shape
            refactor.rewrite: Turn the timeline into a table
            refactor.rewrite: Write all times with AM and PM
            refactor.rewrite: Insert a diagram
        "#]],
    );
    check(DRAFT, Some(vec![CodeActionKind::SOURCE_ORGANIZE_IMPORTS]), expect![""]);
}

#[test]
fn a_document_that_is_no_postmortem_is_offered_nothing() {
    check("# Shopping\n\n<|>TODO: milk\n", None, expect![""]);
    check("<|>", None, expect![""]);
}

const PASTED: &str = "\
# Postmortem: the shop

## Issue Summary

The shop was down from 14:30 to 16:45 UTC.

## Timeline

- 14:30 UTC - An alert fired
- 16:45 UTC - Resolved

## Root Cause and Resolution

<|[14:40] dana: the disk is full
nobody saw it|>

## Corrective and Preventative Measures

- [ ] Rotate the logs
";

#[test]
fn whatever_is_selected_no_action_does_nothing_or_is_offered_twice() {
    for source in [DRAFT, PASTED] {
        let text = source.replace("<|>", "").replace("<|", "").replace("|>", "");
        let starts: Vec<usize> = text.match_indices('\n').map(|it| it.0 + 1).collect();
        for (nth, start) in starts.iter().enumerate().step_by(2) {
            for end in starts[nth..].iter().step_by(5) {
                let selected = format!("{}<|{}|>{}", &text[..*start], &text[*start..*end], &text[*end..]);
                let (snapshot, actions) = actions(&selected, None);
                for (at, it) in actions.iter().enumerate() {
                    let twin = actions[..at].iter().find(|other| other.title == it.title && other.edit == it.edit);
                    assert!(twin.is_none(), "{} twice in\n{selected}", it.title);
                    let edits = it.edit.as_ref().and_then(|it| it.changes.as_ref()).expect("a map of changes");
                    let edits = edits.values().flatten().map(|it| {
                        Edit::replace(lsp::span(snapshot.text(), it.range, Encoding::Utf16), it.new_text.clone())
                    });
                    assert_ne!(
                        apply(&text, &edits.collect::<Vec<_>>()),
                        text,
                        "{} does nothing in\n{selected}",
                        it.title
                    );
                }
            }
        }
    }
}

#[test]
fn a_cursor_that_merely_moves_asks_for_no_source_action() {
    let (snapshot, mut params) = asked(DRAFT, None);
    let count = |params: CodeActionParams| {
        let kinds = answer(&snapshot, &Reader::default(), params).into_iter().filter_map(|it| match it {
            CodeActionOrCommand::CodeAction(it) => it.kind,
            CodeActionOrCommand::Command(_) => None,
        });
        kinds.filter(|it| holds(&CodeActionKind::SOURCE, it)).count()
    };
    assert_eq!(count(params.clone()), 3);
    params.context.trigger_kind = Some(CodeActionTriggerKind::AUTOMATIC);
    assert_eq!(count(params.clone()), 0);
    params.context.only = Some(vec![FIX_ALL]);
    assert_eq!(count(params), 1, "a file that is saved is mended");
}
