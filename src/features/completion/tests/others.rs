//! Everything but stamps: phases, zones and headings.

use expect_test::expect;
use tower_lsp::lsp_types::{CompletionTextEdit, Documentation};

use super::{Client, check_offers, list, with_timeline};
use crate::features::completion::about;
use crate::features::lsp;
use crate::testing::{Fixture, snapshot};
use crate::text::{Edit, Encoding, apply};

/// What an item tells when it is asked.
fn told(fixture: &str, label: &str) -> String {
    let Fixture { text, cursor } = Fixture::parse(fixture);
    let before = snapshot(&text);
    let offset = cursor.expect("the fixture has a cursor").start;
    let list = list(&before, offset, Client { encoding: Encoding::Utf16, has_snippets: false });
    let item = list.items.into_iter().find(|it| it.label == label).expect("the item is offered");
    match about::resolved(&before, item).documentation {
        Some(Documentation::String(told)) => told,
        other => panic!("{other:?}"),
    }
}

#[test]
fn behind_the_time_the_phases_that_are_not_told_come_first() {
    check_offers(
        &with_timeline("- 14:02 UTC - A monitoring alert fired.\n- 14:11 UTC - <|>"),
        expect![[r#"
            "Investigated " not told yet
            "Misleading path: " not told yet
            "Escalated to " not told yet
            "Resolved: " not told yet
            "Detected: " told at 14:02
        "#]],
    );
    check_offers(
        &with_timeline("- 14:02 UTC - A monitoring alert fired.\n- 14:11 UTC <|>"),
        expect![[r#"
            " - Investigated " not told yet
            " - Misleading path: " not told yet
            " - Escalated to " not told yet
            " - Resolved: " not told yet
            " - Detected: " told at 14:02
        "#]],
    );
    check_offers(
        &with_timeline("- 14:02 UTC - A monitoring alert fired.\n- 14:11 UTC - path<|>"),
        expect![[r#"
            "Misleading path: " not told yet
        "#]],
    );
}

#[test]
fn a_label_is_dressed_as_the_others_are() {
    check_offers(
        &with_timeline("- **14:02** **Detected:** A monitoring alert fired.\n- **14:11** **Esc<|>"),
        expect![[r#"
            "**Escalated:** " not told yet
        "#]],
    );
    check_offers(
        &with_timeline("| Time | Event |\n| --- | --- |\n| 14:02 | A monitoring alert fired. |\n| 14:11 | <|> |"),
        expect![[r#"
            "Investigated " not told yet
            "Misleading path: " not told yet
            "Escalated to " not told yet
            "Resolved: " not told yet
            "Detected: " told at 14:02
        "#]],
    );
}

#[test]
fn inside_of_an_event_nothing_is_offered() {
    check_offers(
        &with_timeline("- 14:02 UTC - A monitoring alert fired.\n- 14:11 UTC - We saw 3 <|>"),
        expect![[r#""#]],
    );
    check_offers(&with_timeline("- 14:02 UTC - A monitoring <|>alert fired."), expect![[r#""#]]);
}

#[test]
fn zones_behind_a_time_begin_with_those_of_the_document() {
    check_offers(
        &with_timeline("- 14:02 WAT - It stopped.\n- 14:11 W<|>"),
        expect![[r#"
            "WAT" UTC+1, as elsewhere in the document
            "WET" UTC, Western European Time
        "#]],
    );
    check_offers(
        "# Postmortem\n\n## Summary\n\nFrom 14:02 to 14:49 E<|>\n\n## Timeline\n\n- 14:02 - It stopped.\n- 14:10 - It ran.\n",
        expect![[r#"
            "EAT" UTC+3, East Africa Time
            "EET" UTC+2, Eastern European Time
            "EEST" UTC+3, Eastern European Summer Time
            "EST" UTC-5, Eastern Standard Time
            "EDT" UTC-4, Eastern Daylight Time
        "#]],
    );
    check_offers(&with_timeline("- 14:02 WAT - It stopped.\n- 14:11 WAT - It w<|>"), expect![[r#""#]]);
}

#[test]
fn headings_are_the_missing_sections_in_order() {
    check_offers(
        "# Postmortem: the mailer\n\n#<|>\n",
        expect![[r###"
            "## Issue Summary\n\n- Duration: <start> to <end> <time zone> (<length>)\n- Impact: <service> was <down or slow>; users saw <symptom>; <share> of users were affected\n- Root cause: <one sentence>" a missing section
            "## Timeline\n\n- HH:MM <time zone> - Detected: <how: monitoring alert, engineer or customer>\n- HH:MM <time zone> - Investigated <part>; assumed <cause>\n- HH:MM <time zone> - Misleading path: <what looked wrong but was not>\n- HH:MM <time zone> - Escalated to <team or person>\n- HH:MM <time zone> - Resolved: <how>" a missing section
            "## Root Cause and Resolution\n\n<what was causing the issue, in detail>\n\n<how it was fixed, in detail>" a missing section
            "## Corrective and Preventative Measures\n\nImprovements:\n\n- <what can be improved, broadly>\n\nTasks:\n\n- [ ] <verb> <one specific thing>\n- [ ] <verb> <one specific thing>" a missing section
        "###]],
    );
    check_offers(
        &with_timeline("- 14:02 - It stopped.\n\n## <|>"),
        expect![[r###"
            "## Corrective and Preventative Measures\n\nImprovements:\n\n- <what can be improved, broadly>\n\nTasks:\n\n- [ ] <verb> <one specific thing>\n- [ ] <verb> <one specific thing>" a missing section
        "###]],
    );
}

#[test]
fn headings_are_found_by_other_names_and_misspelt() {
    for typed in ["## prev", "##Correct", "## Improvements", "### Corectiv", "## actions", "## correctve and"] {
        let Fixture { text, cursor } = Fixture::parse(&with_timeline(&format!("- 14:02 - It stopped.\n\n{typed}<|>")));
        let client = Client { encoding: Encoding::Utf16, has_snippets: false };
        let list = list(&snapshot(&text), cursor.expect("a cursor").start, client);
        let labels: Vec<&str> = list.items.iter().map(|it| &it.label[..]).collect();
        assert_eq!(labels, ["## Corrective and Preventative Measures"], "{typed}");
    }
    check_offers(&with_timeline("- 14:02 - It stopped.\n\n## Glossary<|>"), expect![[r#""#]]);
}

#[test]
fn a_document_of_another_kind_is_offered_nothing() {
    check_offers("# Shopping\n\n#<|>\n", expect![[r#""#]]);
    check_offers("# Shopping\n\nAt 14:30 <|>\n", expect![[r#""#]]);
    check_offers("# Postmortem\n\n```sh\n#<|>\n```\n", expect![[r#""#]]);
}

#[test]
fn prompts_are_tab_stops_where_the_client_knows_them() {
    let Fixture { text, cursor } = Fixture::parse("# Postmortem: the mailer\n\n#<|>\n");
    let client = Client { encoding: Encoding::Utf16, has_snippets: true };
    let list = list(&snapshot(&text), cursor.expect("a cursor").start, client);
    let Some(CompletionTextEdit::Edit(edit)) = &list.items[0].text_edit else { panic!("every item carries its edit") };
    expect![[r#"
        ## Issue Summary

        - Duration: ${1:<start>} to ${2:<end>} ${3:<time zone>} (${4:<length>})
        - Impact: ${5:<service>} was ${6:<down or slow>}; users saw ${7:<symptom>}; ${8:<share>} of users were affected
        - Root cause: ${9:<one sentence>}$0"#]]
    .assert_eq(&edit.new_text);
}

#[test]
fn items_tell_more_when_they_are_asked() {
    expect![[r#"
        A reader looks here for:
        - when the outage began
        - when the outage ended
        - the time zone of those times
        - what was down or slow, what users saw
        - which share of users was affected
        - the root cause"#]]
    .assert_eq(&told("# Postmortem: the mailer\n\n#<|>\n", "## Issue Summary"));
    let timeline = with_timeline("- 14:02 UTC - A monitoring alert fired.\n- 14:11 UTC - <|>");
    expect![[r#"
        The timeline tells:
        - which paths misled"#]]
    .assert_eq(&told(&timeline, "Misleading path"));
    let zones = with_timeline("- 14:02 - It stopped.\n- 14:11 <|>");
    expect!["India, Ireland or Israel: UTC+5:30 or UTC+1 or UTC+2. The name has several meanings; an offset such as UTC+1 has one."].assert_eq(&told(&zones, "IST"));
}

/// Whatever phase is accepted, the entry tells of it.
#[test]
fn every_opening_is_read_as_its_phase() {
    for timeline in ["- 14:02 UTC - It stopped.\n- 14:11 UTC <|>", "- 14:02 It stopped.\n- 14:11 - <|>"] {
        let Fixture { text, cursor } = Fixture::parse(&with_timeline(timeline));
        let (before, offset) = (snapshot(&text), cursor.expect("a cursor").start);
        let list = list(&before, offset, Client { encoding: Encoding::Utf16, has_snippets: false });
        let phases = list.items.iter().filter(|it| it.detail.as_deref().is_some_and(|it| it.contains("told")));
        for (nth, item) in phases.enumerate() {
            let Some(CompletionTextEdit::Edit(edit)) = &item.text_edit else { panic!("every item carries its edit") };
            let span = lsp::span(before.text(), edit.range, Encoding::Utf16);
            let after = snapshot(&apply(&text, &[Edit::replace(span, format!("{}the queue", edit.new_text))]));
            let entry = after.postmortem().timeline.entries.last().expect("an entry");
            assert!(!entry.phases.is_empty(), "{nth} {}", item.label);
        }
    }
}
