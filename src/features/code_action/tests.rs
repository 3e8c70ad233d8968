//! What is offered where, and what comes of it.

use expect_test::{Expect, expect};
use tower_lsp::lsp_types::{CodeActionContext, NumberOrString, Range, TextDocumentIdentifier};

use super::*;
use crate::testing::Fixture;
use crate::text::apply;

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
fn all_missing_sections_are_inserted_in_order() {
    check_edit(
        DRAFT,
        "Insert all missing sections",
        expect![[r#"
            # Postmortem: 🚒 the checkout was down

            **Issue Summary**

            The checkout was down from 14:30 to 16:45 UTC for 40% of users because a disk was full.

            **Timeline**

            15:10 UTC: The log was removed.
            14:30 UTC: An alert reported errors.

            ## Root Cause and Resolution

            <what was causing the issue, in detail>

            <how it was fixed, in detail>

            ## Corrective and Preventative Measures

            Improvements:

            - <what can be improved, broadly>

            Tasks:

            - [ ] <verb> <one specific thing>
            - [ ] <verb> <one specific thing>
        "#]],
    );
}

#[test]
fn all_headings_are_turned_at_once() {
    check_edit(
        DRAFT,
        "Turn all section headings into Markdown headings",
        expect![[r#"
            # Postmortem: 🚒 the checkout was down

            ## Issue Summary

            The checkout was down from 14:30 to 16:45 UTC for 40% of users because a disk was full.

            ## Timeline

            15:10 UTC: The log was removed.
            14:30 UTC: An alert reported errors.
        "#]],
    );
}

#[test]
fn all_fixes_together_leave_nothing_to_fix() {
    check_edit(
        DRAFT,
        "Apply all safe fixes",
        expect![[r#"
            # Postmortem: 🚒 the checkout was down

            ## Issue Summary

            The checkout was down from 14:30 to 16:45 UTC for 40% of users because a disk was full.

            ## Timeline

            - 14:30 UTC - An alert reported errors.
            - 15:10 UTC - The log was removed.

            ## Root Cause and Resolution

            <what was causing the issue, in detail>

            <how it was fixed, in detail>

            ## Corrective and Preventative Measures

            Improvements:

            - <what can be improved, broadly>

            Tasks:

            - [ ] <verb> <one specific thing>
            - [ ] <verb> <one specific thing>
        "#]],
    );
}

#[test]
fn an_empty_postmortem_is_offered_all_sections_and_has_no_findings() {
    for source in ["# Postmortem: the shop<|>\n", "<!-- postmortem: on --><|>", "---\ntype: postmortem\n---\n<|>"] {
        let fixture = Fixture::parse(source);
        assert!(fixture.snapshot().diagnostics().is_empty(), "{source}");
        check(
            source,
            None,
            expect![[r#"
            refactor: Insert the sections of the profile
        "#]],
        );
        check(
            source,
            Some(vec![CodeActionKind::SOURCE]),
            expect![[r#"
            source.insertSections.postmortem: Insert the sections of the profile
        "#]],
        );
        check(source, Some(vec![CodeActionKind::QUICKFIX]), expect![""]);
    }
    check_edit(
        "<!-- postmortem: on --><|>",
        "Insert the sections of the profile",
        expect![[r#"
        <!-- postmortem: on -->

        # Postmortem: <what was down>

        ## Issue Summary

        - Duration: <start> to <end> <time zone> (<length>)
        - Impact: <service> was <down or slow>; users saw <symptom>; <share> of users were affected
        - Root cause: <one sentence>

        ## Timeline

        - HH:MM <time zone> - Detected: <how: monitoring alert, engineer or customer>
        - HH:MM <time zone> - Investigated <part>; assumed <cause>
        - HH:MM <time zone> - Misleading path: <what looked wrong but was not>
        - HH:MM <time zone> - Escalated to <team or person>
        - HH:MM <time zone> - Resolved: <how>

        ## Root Cause and Resolution

        <what was causing the issue, in detail>

        <how it was fixed, in detail>

        ## Corrective and Preventative Measures

        Improvements:

        - <what can be improved, broadly>

        Tasks:

        - [ ] <verb> <one specific thing>
        - [ ] <verb> <one specific thing>
    "#]],
    );
}

#[test]
fn all_sections_at_once_wait_for_their_author() {
    let page = |path: &str| Snapshot::new(crate::syntax::Document::parse(Some(1), ""), Default::default(), Some(path));
    let edits = skeleton::edits(&page("/docs/postmortems/shop.md")).expect("an empty file among postmortems");
    let text = apply("", &edits);
    let read = crate::testing::snapshot(&text);
    assert!(read.postmortem().recognised && read.postmortem().sections.len() == 4, "{text}");
    assert!(read.diagnostics().is_empty(), "{:?}", read.diagnostics());
    assert!(skeleton::edits(&page("/docs/shop.md")).is_none());
}

#[test]
fn a_document_that_is_no_postmortem_is_offered_nothing() {
    check("# Shopping\n\n<|>TODO: milk\n", None, expect![""]);
    check("<|>", None, expect![""]);
}

#[test]
fn tasks_are_rewritten_anywhere_in_their_section() {
    let tasks = "# Postmortem\n\n## Timeline\n\n- 10:00 UTC - Down\n\n## Corrective measures\n\n- Rotate logs<|>\n- Patch Nginx\n";
    check(
        tasks,
        Some(vec![CodeActionKind::REFACTOR_REWRITE]),
        expect![[r#"
        refactor.rewrite: Turn the tasks into checkboxes
        refactor.rewrite: Turn the tasks into a table
    "#]],
    );
    check_edit(
        tasks,
        "Turn the tasks into checkboxes",
        expect![[r#"
        # Postmortem

        ## Timeline

        - 10:00 UTC - Down

        ## Corrective measures

        - [ ] Rotate logs
        - [ ] Patch Nginx
    "#]],
    );
}

#[test]
fn every_meaning_of_a_zone_is_offered() {
    check(
        "# Postmortem: the shop\n\n## Issue Summary\n\nDown on 12 June 2024 from 14:30 to 16:45 I<|>ST.\n\n## Timeline\n\n- 14:30 IST - Down\n- 16:45 IST - Up\n",
        Some(vec![CodeActionKind::QUICKFIX]),
        expect![[r#"
            quickfix: Write "IST" as UTC+5:30 [timezone-ambiguous]
            quickfix: Write "IST" as UTC+1 [timezone-ambiguous]
            quickfix: Write "IST" as UTC+2 [timezone-ambiguous]
            quickfix: Allow timezone-ambiguous in this line [timezone-ambiguous]
            quickfix: Allow timezone-ambiguous in this file [timezone-ambiguous]
        "#]],
    );
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
fn selected_lines_are_taken_where_they_belong() {
    check(
        PASTED,
        Some(vec![CodeActionKind::REFACTOR]),
        expect![[r#"
        refactor.move: Turn the selected lines into timeline entries
        refactor.move: Move the selection into "Issue Summary"
        refactor.move: Move the selection into "Corrective and Preventative Measures"
    "#]],
    );
    check_edit(
        PASTED,
        "Turn the selected lines into timeline entries",
        expect![[r#"
        # Postmortem: the shop

        ## Issue Summary

        The shop was down from 14:30 to 16:45 UTC.

        ## Timeline

        - 14:30 UTC - An alert fired
        - 14:40 UTC - dana: the disk is full nobody saw it
        - 16:45 UTC - Resolved

        ## Root Cause and Resolution

        ## Corrective and Preventative Measures

        - [ ] Rotate the logs
    "#]],
    );
    let words = PASTED.replace("[14:40] dana: the disk is full", "The disk was full and");
    check(
        &words,
        Some(vec![REFACTOR_MOVE]),
        expect![[r#"
        refactor.move: Move the selection into "Issue Summary"
        refactor.move: Move the selection into "Timeline"
        refactor.move: Move the selection into "Corrective and Preventative Measures"
    "#]],
    );
    let cursor = PASTED.replace("|>", "").replace("<|", "<|>");
    check(&cursor, Some(vec![REFACTOR_MOVE]), expect![""]);
}

#[test]
fn why_an_action_is_not_possible_is_told_only_to_who_shows_it() {
    let source = "# Postmortem: the shop\n\n## Issue Summary\n\nDown from 14:30 to 16:45.\n\n## Timeline\n\n- 14:30 <|>- Down\n- 16:45 - Up\n";
    let title = "Convert all times to UTC";
    let offered = |reader: &Reader| {
        let (snapshot, params) = asked(source, None);
        let actions = answer(&snapshot, reader, params).into_iter().filter_map(|it| match it {
            CodeActionOrCommand::CodeAction(it) => Some(it),
            CodeActionOrCommand::Command(_) => None,
        });
        actions.filter(|it| it.title == title).map(|it| it.disabled.map(|it| it.reason)).collect::<Vec<_>>()
    };
    assert!(offered(&Reader::default()).is_empty());
    let reader = Reader { shows_disabled: true, ..Reader::default() };
    assert_eq!(offered(&reader), [Some("\"14:30\" is in no known time zone".to_owned())]);
}

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

#[test]
fn a_task_is_taken_out_of_a_sentence() {
    let source =
        PASTED.replace("<|", "").replace("nobody saw it|>", "nobody saw it. We should add an al<|>ert on disk usage.");
    check(
        &source,
        Some(vec![CodeActionKind::REFACTOR]),
        expect![[r#"
        refactor.extract: Extract a task
    "#]],
    );
    let cursor = source.replace("al<|>ert", "alert");
    let elsewhere = cursor.replace("The shop was", "The s<|>hop was");
    check(&elsewhere, Some(vec![CodeActionKind::REFACTOR]), expect![""]);
}
