//! What a hover says, and that no text of a document becomes Markdown in it.

use expect_test::{Expect, expect};
use pulldown_cmark::{Event, Options, Parser, Tag};
use tower_lsp::lsp_types::{
    Hover, HoverContents, HoverParams, MarkupContent, MarkupKind, Position, TextDocumentIdentifier,
    TextDocumentPositionParams, Url, WorkDoneProgressParams,
};

use super::answer;
use crate::clock::{Meaning, Zone};
use crate::features::lsp;
use crate::snapshot::Snapshot;
use crate::testing::{Fixture, snapshot};
use crate::text::Encoding;

mod smaller;

fn hover(snapshot: &Snapshot, offset: usize, encoding: Encoding, markdown: bool) -> Option<Hover> {
    let at = snapshot.text().position(offset, encoding);
    let document = TextDocumentIdentifier::new(Url::parse("file:///draft.md").expect("a URL"));
    let params = HoverParams {
        text_document_position_params: TextDocumentPositionParams::new(document, Position::new(at.line, at.character)),
        work_done_progress_params: WorkDoneProgressParams::default(),
    };
    let local = Zone { name: "EAT".to_owned(), meaning: Meaning::Fixed(180) };
    answer(snapshot, encoding, Some(&local), params, markdown)
}

fn value(hover: &Hover, expected: MarkupKind) -> &str {
    let HoverContents::Markup(MarkupContent { kind, value }) = &hover.contents else {
        panic!("markup is what clients take")
    };
    assert_eq!(*kind, expected);
    value
}

/// What is said at the cursor as plain text, below the words that it is said of.
fn check(fixture: &str, expected: Expect) {
    let Fixture { text, cursor } = Fixture::parse(fixture);
    let offset = cursor.expect("the fixture has a cursor").start;
    let snapshot = snapshot(&text);
    let Some(said) = hover(&snapshot, offset, Encoding::Utf16, false) else { return expected.assert_eq("nothing\n") };
    let span = lsp::span(snapshot.text(), said.range.expect("every hover has a range"), Encoding::Utf16);
    assert!(span.start <= offset && offset <= span.end, "the range holds the cursor");
    let plain = value(&said, MarkupKind::PlainText);
    assert!(plain.lines().count() <= 12, "too many lines");
    assert!(plain.lines().all(|it| it.chars().count() <= 64), "too wide:\n{plain}");
    let markdown = hover(&snapshot, offset, Encoding::Utf8, true).expect("Markdown says the same");
    assert_eq!(rendered(value(&markdown, MarkupKind::Markdown)), plain, "Markdown says the same");
    expected.assert_eq(&format!("{:?}\n{plain}\n", snapshot.text().slice(span)));
}

/// Markdown as a reader sees it; only paragraphs, bullets and text are allowed.
fn rendered(markdown: &str) -> String {
    let (mut out, mut in_item) = (String::new(), false);
    for event in Parser::new_ext(markdown, Options::all() - Options::ENABLE_SMART_PUNCTUATION) {
        match event {
            Event::Text(text) => out.push_str(&text),
            Event::Start(Tag::Item) => {
                out.push_str("\n- ");
                in_item = true;
            }
            Event::SoftBreak => out.push_str(if in_item { "\n  " } else { "\n" }),
            Event::Start(Tag::Paragraph | Tag::List(None)) | Event::End(_) => {}
            other => panic!("{other:?} in\n{markdown}"),
        }
    }
    out
}

const DRAFT: &str = "# Postmortem: the mailer\n\n## Issue Summary\n\n\
    From 14:02 to 14:49 WAT on 9 October 2025 the mailer was down; 61% of users got no mail.\n\n\
    ## Timeline\n\n- 14:02 WAT: Monitoring alert.\n- 14:11 WAT: Escalated to the mail team.\n\n\
    ## Root Cause and Resolution\n\nA retry without a memory sent every letter again and again, all day.\n";

fn draft(place: &str) -> String {
    DRAFT.replacen(place, &format!("<|>{place}"), 1)
}

#[test]
fn the_title_counts_words_requirements_and_sections() {
    check(
        &draft("Postmortem"),
        expect![[r#"
            "Postmortem: the mailer"
            53 words of prose in all, 347 short of the 400 to 600 asked
            - 9 of 17 requirements met
            - TTD, start to first detection: 0 min
            - TTR, start to end: 47 min
            - Issue Summary: 19 words, 5 of 6 met
            - Timeline: 11 words, 3 of 6 met
            - Root Cause and Resolution: 13 words, 1 of 2 met
            - missing section: Corrective and Preventative Measures
        "#]],
    );
}

#[test]
fn a_heading_counts_its_section_and_lists_its_requirements() {
    check(
        &draft("Issue Summary"),
        expect![[r###"
        "## Issue Summary"
        19 words in this section
        - 53 words of prose in all, 347 short of the 400 to 600 asked
        - 5 of 6 requirements met
        - met: when the outage began
        - met: when the outage ended
        - met: the time zone of those times
        - met: what was down or slow, what users saw
        - met: which share of users was affected
        - missing: the root cause
    "###]],
    );
    check(
        &draft("Timeline"),
        expect![[r###"
        "## Timeline"
        11 words in this section
        - 53 words of prose in all, 347 short of the 400 to 600 asked
        - 3 of 6 requirements met
        - met: when it was detected
        - met: how it was detected
        - missing: what was investigated and assumed
        - missing: which paths misled
        - met: to whom it was escalated
        - missing: how it was resolved
    "###]],
    );
    check(
        &draft("Root Cause"),
        expect![[r###"
        "## Root Cause and Resolution"
        13 words in this section
        - 53 words of prose in all, 347 short of the 400 to 600 asked
        - 1 of 2 requirements met
        - met: what was causing the issue, in detail
        - missing: how it was fixed, in detail
    "###]],
    );
}

#[test]
fn part_of_a_section_is_held_to_the_requirements_of_the_whole() {
    let parted = DRAFT.replace("## Root Cause and Resolution", "## <|>Root Cause");
    check(
        &parted,
        expect![[r###"
        "## Root Cause"
        13 words in this section
        - 51 words of prose in all, 349 short of the 400 to 600 asked
        - 1 of 2 requirements met
        - met: what was causing the issue, in detail
        - missing: how it was fixed, in detail
    "###]],
    );
}

#[test]
fn words_are_within_short_or_over() {
    for (words, verdict) in [(399, "1 short of"), (400, "within"), (600, "within"), (601, "1 over")] {
        let text = format!(
            "# Postmortem\n\n## Timeline\n\n- 14:02 - Down.\n- 14:05 - Up.\n\n## Root Cause\n\n{}\n",
            "word ".repeat(words - 8)
        );
        let snapshot = snapshot(&text);
        assert_eq!(snapshot.postmortem().words, words, "the fixture has the words it says");
        let said = hover(&snapshot, 3, Encoding::Utf16, false).expect("the title is hovered");
        let first = value(&said, MarkupKind::PlainText).lines().next().expect("a first line").to_owned();
        assert_eq!(first, format!("{words} words of prose in all, {verdict} the 400 to 600 asked"));
    }
}

#[test]
fn a_stamp_tells_the_time_since_the_start_and_in_utc() {
    check(
        &draft("14:02 WAT: M"),
        expect![[r#"
            "14:02 WAT"
            at the same time as the stated start
            - the first entry with a time
            - UTC: 13:02 on 2025-10-09 (WAT is UTC+1)
            - here: 16:02 on 2025-10-09 (EAT)
            - phase: detected
        "#]],
    );
    check(
        &draft("14:11 WAT"),
        expect![[r#"
            "14:11 WAT"
            9 minutes after the stated start
            - 9 minutes after the entry before
            - UTC: 13:11 on 2025-10-09 (WAT is UTC+1)
            - here: 16:11 on 2025-10-09 (EAT)
            - phase: detected, escalated
        "#]],
    );
}

fn entries(zone: &str, entries: &str) -> String {
    format!("# Postmortem\n\n## Timeline{zone}\n\n{entries}\n\n## Root Cause\n\nA retry without a memory.\n")
}

#[test]
fn without_a_stated_start_the_first_entry_counts() {
    check(
        &entries("", "- 23:50 - Down.\n- 0<|>0:20 - Up."),
        expect![[r#"
            "00:20"
            30 minutes after the first entry
            - 30 minutes after the entry before
            - UTC: unknown, since no time zone is given
            - midnight-without-date: The timeline runs over midnight, and no
              entry names a day.
            - why: An entry at 00:10 below one at 23:50 may be twenty
              minutes later or most of a day earlier, in the wrong place. A
              date tells which.
            - to set its level: midnight-without-date = "off" below [rules]
              in postmortem.toml
        "#]],
    );
}

#[test]
fn utc_may_be_on_another_day() {
    check(
        &entries(" (all times EAT)", "- 01:10 - Down.\n- 02:1<|>5 - Up."),
        expect![[r#"
            "02:15"
            1 hour 5 minutes after the first entry
            - 1 hour 5 minutes after the entry before
            - UTC: 23:15 on the day before (EAT is UTC+3)
        "#]],
    );
    check(
        &entries("", "- Dec 31, 2024 11:30 PM EST - Down.\n- Dec 31, 2024 11:5<|>5 PM EST - Up."),
        expect![[r#"
            "Dec 31, 2024 11:55 PM EST"
            25 minutes after the first entry
            - 25 minutes after the entry before
            - UTC: 04:55 on 2025-01-01 (EST is UTC-5)
            - here: 07:55 on 2025-01-01 (EAT)
        "#]],
    );
}

#[test]
fn a_name_of_several_zones_gives_every_reading() {
    check(
        &entries("", "- 9:05 AM IST - Down.\n- 9:3<|>0 AM IST - Up."),
        expect![[r#"
            "9:30 AM IST"
            25 minutes after the first entry
            - 25 minutes after the entry before
            - UTC: IST has several meanings
            - 04:00 if it is UTC+5:30
            - 08:30 if it is UTC+1
            - 07:30 if it is UTC+2
        "#]],
    );
    check(
        &entries("", "- 9:05 AM PT - Down.\n- 9:3<|>0 AM PT - Up."),
        expect![[r#"
            "9:30 AM PT"
            25 minutes after the first entry
            - 25 minutes after the entry before
            - UTC: PT depends on the day
            - 17:30 if it is UTC-8
            - 16:30 if it is UTC-7
        "#]],
    );
}

#[test]
fn an_entry_out_of_order_and_a_range() {
    check(
        &entries("", "- 14:02 UTC - Down.\n- 13:5<|>8 to 14:10 UTC - Alerts."),
        expect![[r#"
            "13:58"
            4 minutes earlier than the first entry
            - 4 minutes earlier than the entry before
            - lasts 12 minutes
            - UTC: 13:58
            - here: 16:58 (EAT)
            - phase: detected
            - timeline-out-of-order: An entry of the timeline is earlier
              than the entry before it.
            - why: The order tells what led to what. Where it disagrees with
              the times, one of the two is wrong.
            - to set its level: timeline-out-of-order = "off" below [rules]
              in postmortem.toml
        "#]],
    );
}

#[test]
fn cr_lf_and_wide_characters_before_the_cursor() {
    check(
        &entries("", "- 🕑 14:02 UTC – aus.\r\n- 🕑 14:1<|>1 UTC – an.\r\n"),
        expect![[r#"
            "14:11 UTC"
            9 minutes after the first entry
            - 9 minutes after the entry before
            - UTC: 14:11
            - here: 17:11 (EAT)
        "#]],
    );
}

#[test]
fn elsewhere_nothing_is_said() {
    check(
        &draft("retry"),
        expect![[r#"
        nothing
    "#]],
    );
    check(
        &draft("Monitoring"),
        expect![[r#"
        nothing
    "#]],
    );
    check(
        "# Shopping l<|>ist\n\n- 14:02 Eggs\n",
        expect![[r#"
        nothing
    "#]],
    );
    check(
        "<|>",
        expect![[r#"
        nothing
    "#]],
    );
}

#[test]
fn no_text_of_a_document_becomes_markup() {
    let headings = [
        "Timeline [now](https://example.org) <img src=x onerror=alert(1)>",
        "Timeline ![x](y) `code` **bold** <https://example.org>",
        "Timeline \u{1b}[31m \u{2}](z) \u{202e} &lt;b&gt; $x$",
    ];
    let stamps = [
        "14:02 [UTC](https://example.org)",
        "**14:02** `UTC`",
        "[14:02](https://example.org) UTC",
        "<b>14:02</b> (UTC)",
    ];
    for heading in headings {
        for stamp in stamps {
            let text = format!(
                "# Postmortem {heading}\n\n## {heading}\n\n- {stamp} - Down.\n- {stamp}: Up.\n\n## Root Cause {heading}\n\nA retry.\n"
            );
            let snapshot = snapshot(&text);
            let said = (0..text.len()).filter_map(|it| hover(&snapshot, it, Encoding::Utf8, true));
            let said: Vec<String> = said.map(|it| value(&it, MarkupKind::Markdown).to_owned()).collect();
            assert!(said.len() > 20, "hardly anything is said of\n{text}");
            for it in said {
                assert!(rendered(&it).chars().all(|it| !it.is_control() || it == '\n'), "{it:?}");
            }
        }
    }
}

#[test]
fn every_place_of_the_corpus_has_an_answer_of_twelve_lines_at_most() {
    for file in std::fs::read_dir("tests/corpus").expect("the corpus lies beside the tests").flatten() {
        let Ok(text) = std::fs::read_to_string(file.path()) else { continue };
        let snapshot = snapshot(&text);
        let said: Vec<Hover> = (0..=text.len()).filter_map(|it| hover(&snapshot, it, Encoding::Utf16, true)).collect();
        assert!(!said.is_empty(), "nothing is said of {}", file.path().display());
        assert!(said.iter().all(|it| value(it, MarkupKind::Markdown).lines().count() <= 13));
    }
}

#[test]
fn a_page_with_a_title_alone_is_told_what_it_is_to_hold() {
    check(
        "# Post<|>mortem: the shop was down\n",
        expect![[r#"
            "Postmortem: the shop was down"
            5 words of prose in all, 395 short of the 400 to 600 asked
            - 1 of 17 requirements met
            - missing section: Issue Summary
            - missing section: Timeline
            - missing section: Root Cause and Resolution
            - missing section: Corrective and Preventative Measures
        "#]],
    );
    check(
        "# Shop<|>ping\n",
        expect![[r#"
        nothing
    "#]],
    );
}
