//! Stamps in the shape of the entries around them.

use expect_test::expect;

use super::{check, check_nothing, check_timeline, with_timeline};

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
