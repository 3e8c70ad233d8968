//! Which stamps are offered, in which order, and where none is.

use expect_test::expect;

use super::{check, check_nothing, check_timeline, with_timeline};

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
