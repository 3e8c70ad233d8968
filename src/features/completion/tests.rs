//! What is offered, and the laws that hold for every item: one line, found by what is typed, read back as it was meant.

use expect_test::{Expect, expect};
use proptest::prelude::*;
use tower_lsp::lsp_types::{
    CompletionItem, CompletionParams, CompletionResponse, CompletionTextEdit, PartialResultParams, Position,
    TextDocumentIdentifier, TextDocumentPositionParams, Url, WorkDoneProgressParams,
};

use super::{Now, answer};
use crate::clock;
use crate::features::lsp;
use crate::profile::Role;
use crate::snapshot::Snapshot;
use crate::testing::{Fixture, snapshot};
use crate::text::{Edit, Encoding, apply};

/// 2024-08-15 15:02:30 UTC.
const NOW: Now = Now { utc_seconds: 1_723_734_150 };

fn items(snapshot: &Snapshot, offset: usize, encoding: Encoding) -> Vec<CompletionItem> {
    let at = snapshot.text().position(offset, encoding);
    let document = TextDocumentIdentifier::new(Url::parse("file:///draft.md").expect("a URL"));
    let params = CompletionParams {
        text_document_position: TextDocumentPositionParams::new(document, Position::new(at.line, at.character)),
        work_done_progress_params: WorkDoneProgressParams::default(),
        partial_result_params: PartialResultParams::default(),
        context: None,
    };
    match answer(snapshot, encoding, params, NOW) {
        Some(CompletionResponse::List(list)) => {
            assert!(list.is_incomplete, "the present goes on");
            list.items
        }
        Some(CompletionResponse::Array(_)) => panic!("a plain array would count as complete"),
        None => Vec::new(),
    }
}

/// What is offered at the cursor: the line that the item makes, and what it is.
fn check(fixture: &str, expected: Expect) {
    let Fixture { text, cursor } = Fixture::parse(fixture);
    let offset = cursor.expect("the fixture has a cursor").start;
    let before = snapshot(&text);
    let mut offered = String::new();
    let items = items(&before, offset, Encoding::Utf16);
    for (nth, item) in items.iter().enumerate() {
        assert_eq!(item.sort_text.as_deref(), Some(format!("{nth:02}").as_str()));
        let (line, _) = accepted(&before, offset, item, Encoding::Utf16);
        offered += &format!("{line:?} {}\n", item.detail.as_deref().unwrap_or_default());
        for encoding in [Encoding::Utf8, Encoding::Utf32] {
            let other = self::items(&before, offset, encoding);
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

    let typed = before.text().slice(crate::text::Span::new(span.start, offset)).into_owned();
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
    let offered = items(&snapshot(&text), cursor.expect("the fixture has a cursor").start, Encoding::Utf16);
    assert!(offered.is_empty(), "{:?} and others are offered in\n{fixture}", offered[0].label);
}

fn with_timeline(timeline: &str) -> String {
    format!(
        "# Postmortem: the mailer\n\n## Issue Summary\n\nFrom 14:02 to 14:49 UTC the mailer was down for all users.\n\n\
         ## Timeline\n\n{timeline}\n\n## Root Cause and Resolution\n\nA retry without a memory.\n"
    )
}

#[test]
fn the_next_stamp_of_a_list() {
    check_timeline(
        "- 14:02 UTC - The mailer stopped.\n\
         - 14:11 UTC - A customer complained.\n\
         <|>",
        expect![[r#"
            "- 15:02 UTC - " now
            "- 14:11 UTC - " the time of the last entry
            "- 14:12 UTC - " 1 minute after the last entry
            "- 14:16 UTC - " 5 minutes after the last entry
            "- 14:21 UTC - " 10 minutes after the last entry
            "- 14:26 UTC - " 15 minutes after the last entry
            "- 14:41 UTC - " 30 minutes after the last entry
            "- 14:49 UTC - " end stated in the summary
            "- 14:02 UTC - " start stated in the summary
        "#]],
    );
}

#[test]
fn a_bullet_alone_is_taken_along() {
    check_timeline(
        "- 14:02 UTC - The mailer stopped.\n\
         - 14:11 UTC - A customer complained.\n\
         -<|>",
        expect![[r#"
            "- 15:02 UTC - " now
            "- 14:11 UTC - " the time of the last entry
            "- 14:12 UTC - " 1 minute after the last entry
            "- 14:16 UTC - " 5 minutes after the last entry
            "- 14:21 UTC - " 10 minutes after the last entry
            "- 14:26 UTC - " 15 minutes after the last entry
            "- 14:41 UTC - " 30 minutes after the last entry
            "- 14:49 UTC - " end stated in the summary
            "- 14:02 UTC - " start stated in the summary
        "#]],
    );
}

#[test]
fn a_dash_below_a_plain_line_is_no_heading_yet() {
    check_timeline(
        "14:02 - The mailer stopped.\n\
         14:11 - A customer complained.\n\
         -<|>",
        expect![[r#"
            "15:02 - " now
            "14:11 - " the time of the last entry
            "14:12 - " 1 minute after the last entry
            "14:16 - " 5 minutes after the last entry
            "14:21 - " 10 minutes after the last entry
            "14:26 - " 15 minutes after the last entry
            "14:41 - " 30 minutes after the last entry
            "14:49 - " end stated in the summary
            "14:02 - " start stated in the summary
        "#]],
    );
}

#[test]
fn typed_hours_keep_the_times_that_begin_with_them() {
    check_timeline(
        "- 14:02 UTC - The mailer stopped.\n\
         - 14:42 UTC - A customer complained.\n\
         - 15<|>",
        expect![[r#"
            "- 15:02 UTC - " now
            "- 15:12 UTC - " 30 minutes after the last entry
        "#]],
    );
}

#[test]
fn typed_digits_that_fit_no_time_become_one() {
    check_timeline(
        "- 14:02 UTC - The mailer stopped.\n\
         - 14:11 UTC - A customer complained.\n\
         - 143<|>",
        expect![[r#"
            "- 14:30 UTC - " as typed
        "#]],
    );
    check_timeline(
        "- 14:02 UTC - The mailer stopped.\n\
         - 14:11 UTC - A customer complained.\n\
         14:3<|>",
        expect![[r#"
            "- 14:30 UTC - " as typed
        "#]],
    );
    check_timeline(
        "- 14:02 UTC - The mailer stopped.\n\
         - 14:11 UTC - A customer complained.\n\
         - 16<|>",
        expect![[r#"
            "- 16:00 UTC - " as typed
        "#]],
    );
}

#[test]
fn a_time_typed_in_full_gets_zone_and_separator() {
    check_timeline(
        "- 14:02 UTC - The mailer stopped.\n\
         - 14:11 UTC - A customer complained.\n\
         - 14:37<|>",
        expect![[r#"
            "- 14:37 UTC - " as typed
        "#]],
    );
}

#[test]
fn between_two_entries_the_times_between_come_first() {
    check_timeline(
        "- 14:02 UTC - The mailer stopped.\n\
         - <|>\n\
         - 14:11 UTC - A customer complained.",
        expect![[r#"
            "- 14:02 UTC - " the time of the entry before, start stated in the summary
            "- 14:03 UTC - " 1 minute after the entry before
            "- 14:07 UTC - " 5 minutes after the entry before
            "- 15:02 UTC - " now
            "- 14:12 UTC - " 10 minutes after the entry before
            "- 14:17 UTC - " 15 minutes after the entry before
            "- 14:32 UTC - " 30 minutes after the entry before
            "- 14:49 UTC - " end stated in the summary
        "#]],
    );
}

#[test]
fn before_the_first_entry_its_shape_is_used() {
    check_timeline(
        "*<|>\n\
         * 14:11 UTC: A customer complained.",
        expect![[r#"
            "* 14:02 UTC: " start stated in the summary
            "* 15:02 UTC: " now
            "* 14:49 UTC: " end stated in the summary
        "#]],
    );
}

#[test]
fn bold_times_on_a_clock_of_twelve_hours() {
    check_timeline(
        "* **9:58 AM:** A customer complained.\n\
         * **11:40 AM:** The queue was paused.\n\
         * **<|>",
        expect![[r#"
            "* **3:02 PM:** " now
            "* **11:40 AM:** " the time of the last entry
            "* **11:41 AM:** " 1 minute after the last entry
            "* **11:45 AM:** " 5 minutes after the last entry
            "* **11:50 AM:** " 10 minutes after the last entry
            "* **11:55 AM:** " 15 minutes after the last entry
            "* **12:10 PM:** " 30 minutes after the last entry
            "* **2:02 PM:** " start stated in the summary
            "* **2:49 PM:** " end stated in the summary
        "#]],
    );
    check_timeline(
        "* **2:02 p.m.** – The mailer stopped.\n\
         * **2:11 p.m.** – A customer complained.\n\
         * 2:1<|>",
        expect![[r#"
            "* **2:11 p.m.** – " the time of the last entry
            "* **2:12 p.m.** – " 1 minute after the last entry
            "* **2:16 p.m.** – " 5 minutes after the last entry
        "#]],
    );
}

#[test]
fn afternoon_without_a_mark_stays_without() {
    check(
        "# Postmortem\n\n## Issue Summary\n\nDown from 7:05 pm to 8:20 pm WAT for all users.\n\n\
         ## Timeline\n\n- 7:05 - The mailer stopped.\n- 7:40 - A customer complained.\n- <|>\n",
        expect![[r#"
            "- 7:40 - " the time of the last entry
            "- 7:41 - " 1 minute after the last entry
            "- 7:45 - " 5 minutes after the last entry
            "- 7:50 - " 10 minutes after the last entry
            "- 7:55 - " 15 minutes after the last entry
            "- 8:10 - " 30 minutes after the last entry
            "- 8:20 - " end stated in the summary
            "- 4:02 - " now
            "- 7:05 - " start stated in the summary
        "#]],
    );
}

#[test]
fn a_bracket_that_the_editor_closed_is_taken_along() {
    check_timeline(
        "- [14:02] The mailer stopped.\n\
         - [14:11] A customer complained.\n\
         - [143<|>]",
        expect![[r#"
            "- [14:30] " as typed
        "#]],
    );
}

#[test]
fn a_zone_in_brackets_is_kept_and_the_present_is_in_it() {
    check_timeline(
        "- 14:02 (WAT): The mailer stopped.\n\
         - 14:11 (WAT): A customer complained.\n\
         - 16<|>",
        expect![[r#"
            "- 16:02 (WAT): " now
        "#]],
    );
}

#[test]
fn the_present_says_what_was_taken_for_the_zone() {
    check_timeline(
        "- 14:02 IST - The mailer stopped.\n\
         - 20<|>",
        expect![[r#"
            "- 20:32 IST - " now, if IST is UTC+5:30
        "#]],
    );
    check(
        "# Postmortem\n\n## Timeline\n\n- 13:58 - The mailer stopped.\n- 14:10 - It runs.\n- 15<|>\n\n## Root Cause\n\nA retry.\n",
        expect![[r#"
            "- 15:02 - " now, in UTC
        "#]],
    );
}

#[test]
fn dates_go_over_midnight() {
    check_timeline(
        "- 2024-08-14 23:50 UTC - The mailer stopped.\n\
         - 2024-08-14 23:58 UTC - A customer complained.\n\
         - <|>",
        expect![[r#"
            "- 2024-08-15 15:02 UTC - " now
            "- 2024-08-14 23:58 UTC - " the time of the last entry
            "- 2024-08-14 23:59 UTC - " 1 minute after the last entry
            "- 2024-08-15 00:03 UTC - " 5 minutes after the last entry
            "- 2024-08-15 00:08 UTC - " 10 minutes after the last entry
            "- 2024-08-15 00:13 UTC - " 15 minutes after the last entry
            "- 2024-08-15 00:28 UTC - " 30 minutes after the last entry
            "- 2024-08-14 14:02 UTC - " start stated in the summary
            "- 2024-08-14 14:49 UTC - " end stated in the summary
        "#]],
    );
    check_timeline(
        "- Aug 31, 11:50 PM - The mailer stopped.\n\
         - Aug 31, 11:58 PM - A customer complained.\n\
         - 12:0<|>",
        expect![[r#"
            "- Sep 1, 12:03 AM - " 5 minutes after the last entry
            "- Sep 1, 12:08 AM - " 10 minutes after the last entry
        "#]],
    );
}

#[test]
fn a_typed_date_goes_on_to_the_time() {
    check_timeline(
        "- 2024-08-15 14:02 UTC - The mailer stopped.\n- 2024<|>",
        expect![[r#"
        "- 2024-08-15 15:02 UTC - " now
        "- 2024-08-15 14:02 UTC - " the time of the last entry, start stated in the summary
        "- 2024-08-15 14:03 UTC - " 1 minute after the last entry
        "- 2024-08-15 14:07 UTC - " 5 minutes after the last entry
        "- 2024-08-15 14:12 UTC - " 10 minutes after the last entry
        "- 2024-08-15 14:17 UTC - " 15 minutes after the last entry
        "- 2024-08-15 14:32 UTC - " 30 minutes after the last entry
        "- 2024-08-15 14:49 UTC - " end stated in the summary
    "#]],
    );
    check_timeline(
        "- 2024-08-15 14:02 UTC - The mailer stopped.\n- 2024-08-15 14:4<|>",
        expect![[r#"
        "- 2024-08-15 14:49 UTC - " end stated in the summary
    "#]],
    );
    check_timeline(
        "- 2024-08-15 14:02 UTC - The mailer stopped.\n- 14:5<|>",
        expect![[r#"
        "- 2024-08-15 14:50 UTC - " as typed
    "#]],
    );
}

#[test]
fn the_pipe_of_a_table_stays_in_its_column() {
    check_timeline(
        "| Time (UTC) | Event               |\n\
         | ---------- | ------------------- |\n\
         | 14:02      | The mailer stopped. |\n\
         | 14:4<|>",
        expect![[r#"
            "| 14:49      | " end stated in the summary
        "#]],
    );
    check_timeline(
        "| Time (UTC) | Event               |\n\
         | ---------- | ------------------- |\n\
         | 14:02      | The mailer stopped. |\n\
         | 14:3<|>    |                     |\n\
         | 14:11      | A complaint.        |",
        expect![[r#"
            "| 14:32      |                     |" 30 minutes after the entry before
        "#]],
    );
}

#[test]
fn times_as_headings() {
    check_timeline(
        "### 14:02\n\nThe mailer stopped.\n\n### 14:11\n\nA customer complained.\n\n### 14:4<|>",
        expect![[r####"
            "### 14:41" 30 minutes after the last entry
            "### 14:49" end stated in the summary
        "####]],
    );
    check_nothing(&with_timeline("### 14:02\n\nThe mailer stopped.\n\n### 14:11\n\n- <|>"));
}

#[test]
fn numbers_go_on() {
    check_timeline(
        "1. 14:02 UTC - The mailer stopped.\n\
         2. 14:11 UTC - A customer complained.\n\
         3. 14:4<|>",
        expect![[r#"
            "3. 14:41 UTC - " 30 minutes after the last entry
            "3. 14:49 UTC - " end stated in the summary
        "#]],
    );
    check_timeline(
        "1. 14:02 UTC - The mailer stopped.\n\
         1. 14:11 UTC - A customer complained.\n\
         14:4<|>",
        expect![[r#"
            "1. 14:41 UTC - " 30 minutes after the last entry
            "1. 14:49 UTC - " end stated in the summary
        "#]],
    );
}

#[test]
fn ranges_go_on_from_their_end() {
    check_timeline(
        "- 14:02 - 14:11: The mailer stopped.\n\
         - 14:2<|>",
        expect![[r#"
            "- 14:21: " 10 minutes after the last entry
            "- 14:26: " 15 minutes after the last entry
        "#]],
    );
}

#[test]
fn an_indented_line_gets_the_indentation_once() {
    check_timeline(
        "    14:02 - The mailer stopped.\n    14:11 - A complaint.\n14:4<|>",
        expect![[r#"
        "    14:41 - " 30 minutes after the last entry
        "    14:49 - " end stated in the summary
    "#]],
    );
    check_timeline(
        "    14:02 - The mailer stopped.\n    14:11 - A complaint.\n    14:4<|>",
        expect![[r#"
        "    14:41 - " 30 minutes after the last entry
        "    14:49 - " end stated in the summary
    "#]],
    );
}

#[test]
fn an_empty_timeline_begins_with_the_stated_outage() {
    check_timeline(
        "-<|>",
        expect![[r#"
        "- 15:02 UTC - " now
        "- 14:02 UTC - " start stated in the summary
        "- 14:03 UTC - " 1 minute after the start
        "- 14:07 UTC - " 5 minutes after the start
        "- 14:12 UTC - " 10 minutes after the start
        "- 14:17 UTC - " 15 minutes after the start
        "- 14:32 UTC - " 30 minutes after the start
        "- 14:49 UTC - " end stated in the summary
    "#]],
    );
    check(
        "# Postmortem\n\n## Issue Summary\n\nDown from 9:05 PM to 11:20 PM WAT for all users.\n\n## Timeline (all times WAT)\n\n1<|>",
        expect![[r#"
            "- 11:20 PM - " end stated in the summary
            "- 4:02 PM - " now
        "#]],
    );
}

#[test]
fn a_stamp_can_be_put_before_an_event() {
    check_timeline(
        "- 14:02 UTC - The mailer stopped.\n\
         - 14:3<|> The queue was paused.",
        expect![[r#"
            "- 14:32 UTC - The queue was paused." 30 minutes after the last entry
        "#]],
    );
}

#[test]
fn cr_lf_and_characters_of_two_units_before_the_cursor() {
    check_timeline(
        "- 🕑 14:02 UTC – Der Mailer fiel aus.\r\n- 🕑 14:11 UTC – Eine Kundin schrieb.\r\n- 🕑 144<|>\r\n",
        expect![[r#"
            "- 🕑 14:41 UTC – " 30 minutes after the last entry
            "- 🕑 14:49 UTC – " end stated in the summary
        "#]],
    );
}

#[test]
fn nothing_inside_of_an_event() {
    check_nothing(&with_timeline("- 14:02 UTC - The mailer stopped.\n- 14:11 UTC - <|>"));
    check_nothing(&with_timeline("- 14:02 UTC - The mailer stopped<|>.\n- 14:11 UTC - A complaint."));
    check_nothing(&with_timeline("- 14:02<|> UTC - The mailer stopped.\n- 14:11 UTC - A complaint."));
    check_nothing(&with_timeline("- 14:02 UTC - The mailer stopped.\n- <|>0"));
    check_nothing(&with_timeline("- 14:02 UTC - The mailer stopped.\n  - <|>\n- 14:11 UTC - A complaint."));
    check_nothing(&with_timeline("- 14:02 UTC - The mailer stopped:\n\n  ```\n  1<|>\n  ```\n"));
}

#[test]
fn nothing_outside_of_the_timeline() {
    let outside = |before: &str, after: &str| {
        format!(
            "# Postmortem\n\n## Issue Summary\n\n{before}\n\n## Timeline\n\n- 14:02 - It stopped.\n- 14:10 - It ran.\n\n## Root Cause\n\n{after}\n"
        )
    };
    check_nothing(&outside("- 14<|>", "A retry."));
    check_nothing(&outside("Down.", "- <|>"));
    check_nothing(&outside("Down.", "A retry.\n\n## Lessons\n\n- 1<|>"));
    check_nothing(&with_timeline("- 14:02 - It stopped.\n\n## Lessons\n\n- 1<|>"));
    check_nothing("# Shopping\n\n## Timeline\n\n- 14<|>\n");
    check_nothing("<|>");
}

#[test]
fn accepting_leaves_the_line_endings_alone() {
    let Fixture { text, cursor } =
        Fixture::parse(&with_timeline("- 14:02 UTC - It stopped.\n- 1<|>").replace('\n', "\r\n"));
    let offset = cursor.expect("the fixture has a cursor").start;
    let before = snapshot(&text);
    let offered = items(&before, offset, Encoding::Utf16);
    let (_, after) = accepted(&before, offset, &offered[0], Encoding::Utf16);
    assert_eq!(after.matches("\r\n").count(), text.matches("\r\n").count());
    assert_eq!(after.matches('\n').count(), after.matches("\r\n").count());
}

/// Whatever is typed on a new line anywhere in the timeline of a document, the laws hold.
#[test]
fn every_stamp_offered_in_the_corpus_is_read_back() {
    let mut offered = 0;
    for file in std::fs::read_dir("tests/corpus").expect("the corpus lies beside the tests").flatten() {
        let Ok(text) = std::fs::read_to_string(file.path()) else { continue };
        let original = snapshot(&text);
        let Some(section) = original.postmortem().section(Role::Timeline) else { continue };
        let lines = original.text().line_of(section.body.start)..original.text().line_of(section.body.end);
        for at in lines.map(|it| original.text().line(it).start) {
            for typed in ["", "-", "14:3", "| "] {
                let before = snapshot(&apply(&text, &[Edit::insert(at, format!("{typed}\n"))]));
                let offset = at + typed.len();
                let items = items(&before, offset, Encoding::Utf16);
                for item in items.first().into_iter().chain(items.last()) {
                    accepted(&before, offset, item, Encoding::Utf16);
                }
                offered += items.len();
            }
        }
    }
    assert!(offered > 500, "only {offered} stamps were offered");
}

const TIMELINES: [&str; 8] = [
    "- 14:02 UTC - It stopped.\n@- 14:11 UTC - It ran.",
    "14:02 - It stopped.\n14:11 - It ran.\n@",
    "* **2:02 PM:** It stopped.\n* **2:11 PM:** It ran.\n@",
    "1. [14:02] It stopped.\n2. [14:11] It ran.\n@",
    "| Time | Event |\n| --- | --- |\n| 14:02 | It stopped. |\n@| 14:11 | It ran. |",
    "### 14:02\n\nIt stopped.\n\n### 14:11\n\nIt ran.\n\n@",
    "- Aug 31, 2024, 11:50 PM (EST): It stopped.\n- Aug 31, 2024, 11:58 PM (EST): It ran.\n@",
    "@",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn whatever_stands_on_the_line_the_laws_hold(
        timeline in proptest::sample::select(&TIMELINES[..]),
        marker in proptest::sample::select(&["", "-", "- ", "* ", "**", "3. ", "| ", "### ", "> ", "- [", "  ", "- [ ] "][..]),
        typed in "([0-9]{0,4}|[0-9]{1,2}:[0-9]{0,2}|[0-9]{1,2}:[0-9]{0,2} ?[aApP]?[mM]?|Au?g? ?3?|[-:.é🕑 a-z0-9]{0,6})",
        rest in "(|||||[]*)`]{1,2}|\\]? \\|? ?[a-z🕑]{0,4}| \\| +\\||[ :0-9]{1,4})",
    ) {
        let text = with_timeline(&timeline.replace('@', &format!("{marker}{typed}<|>{rest}\n")));
        let Fixture { text, cursor } = Fixture::parse(&text);
        let offset = cursor.expect("the fixture has a cursor").start;
        let before = snapshot(&text);
        for item in items(&before, offset, Encoding::Utf16) {
            accepted(&before, offset, &item, Encoding::Utf16);
        }
    }
}
