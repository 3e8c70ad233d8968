//! What each way to write a timeline anew makes of it, and that none loses a word or a time.

use expect_test::{Expect, expect};

use super::*;
use crate::testing::Fixture;
use crate::text::apply;

/// The text after the rewriting with this title. Offered once more, it is nothing new, and CR LF stays.
fn check(title: &str, before: &str, after: Expect) {
    let rewritten = |text: &str| {
        let snapshot = crate::testing::snapshot(text);
        let offers = of_timeline(&snapshot, Span::at(text.len()));
        offers.into_iter().find(|it| it.title == title).map(|it| apply(text, &it.edits))
    };
    let text = Fixture::parse(before).text;
    let fixed = rewritten(&text).unwrap_or_else(|| panic!("{title} is not offered for\n{text}"));
    after.assert_eq(&fixed);
    assert_eq!(rewritten(&fixed).map(|it| panic!("once more it makes\n{it}")), None::<()>);
    let with_crlf = rewritten(&text.replace('\n', "\r\n"));
    assert_eq!(with_crlf, Some(fixed.replace('\n', "\r\n")), "with CR LF");
}

fn titles(text: &str) -> Vec<&'static str> {
    let snapshot = crate::testing::snapshot(text);
    of_timeline(&snapshot, Span::at(text.len())).iter().map(|it| it.title).collect()
}

const SHAPE: &str = "Write all entries in one shape";
const TABLE: &str = "Turn the timeline into a table";
const LIST: &str = "Turn the table into a list";
const TWELVE: &str = "Write all times with AM and PM";
const TWENTY_FOUR: &str = "Write all times on a clock of 24 hours";

#[test]
fn entries_get_the_shape_of_most() {
    check(
        SHAPE,
        "
        ## Timeline

        - **14:00 UTC** - Down
        * 14:10 UTC: Looked at
          the logs
        - **2:20 PM:** Restarted
        1. 14.30 UTC — Escalated
        14:40 UTC: Up
        ",
        expect![[r#"
            ## Timeline

            - 14:00 UTC: Down
            - 14:10 UTC: Looked at
              the logs
            - 14:20 UTC: Restarted
            - 14:30 UTC: Escalated
            - 14:40 UTC: Up
        "#]],
    );
}

#[test]
fn labels_ranges_and_entries_without_times_keep_their_words() {
    check(
        SHAPE,
        "
        ## Timeline

        * 9:05am: Down
        * Detection (9:10 AM): an alert
        * 9:20 AM - 9:30 AM: Looked at the logs
        * Meanwhile the phones rang
        * ~9:40 AM – Up
          - and well
        ",
        expect![[r#"
            ## Timeline

            * 9:05 AM: Down
            * Detection (9:10 AM): an alert
            * 9:20 AM - 9:30 AM: Looked at the logs
            * Meanwhile the phones rang
            * ~9:40 AM: Up
              - and well
        "#]],
    );
}

#[test]
fn lines_quotes_and_code_become_items() {
    check(
        SHAPE,
        "
        ## Timeline

        > 10:00: Down
        > 10:30: Up
        ",
        expect![[r#"
            ## Timeline

            - 10:00: Down
            - 10:30: Up
        "#]],
    );
}

#[test]
fn a_list_becomes_a_table_and_a_table_a_list() {
    check(
        TABLE,
        "
        ## Timeline
        - **2:00 PM UTC:** Down | for all
          of us
        - 2:30 PM UTC - *Up*
        Thanks.
        ",
        expect![[r#"
            ## Timeline

            | Time        | Event |
            | ----------- | --- |
            | 2:00 PM UTC | Down \| for all of us |
            | 2:30 PM UTC | *Up* Thanks. |
        "#]],
    );
    check(
        LIST,
        r"
        ## Timeline

        | Time | Event | Who |
        |------|:------|-----|
        | 14:00 UTC | Down \| for all | |
        | 14:30 UTC | Up | Ann |

        Thanks.
        ",
        expect![[r#"
            ## Timeline

            - 14:00 UTC - Down | for all
            - 14:30 UTC - Up; Who: Ann

            Thanks.
        "#]],
    );
}

#[test]
fn times_change_their_clock_also_within_entries() {
    check(
        TWENTY_FOUR,
        "
        ## Timeline

        - 11:50 AM - Down until 12:10 PM, as `date` said at `1:00 PM`
        - 12:05 AM - Up
        ",
        expect![[r#"
            ## Timeline

            - 11:50 - Down until 12:10, as `date` said at `1:00 PM`
            - 00:05 - Up
        "#]],
    );
    check(
        TWELVE,
        "
        ## Timeline

        - 11:50 - Down until 12:10
        - 23:59:30 - Up
        ",
        expect![[r#"
            ## Timeline

            - 11:50 AM - Down until 12:10 PM
            - 11:59:30 PM - Up
        "#]],
    );
}

#[test]
fn nothing_is_offered_where_nothing_can_be_done() {
    assert_eq!(titles("## Timeline\n\nWe looked at the logs.\n"), Vec::<&str>::new());
    assert_eq!(titles("## Timeline\n\n### 10:00\n\nDown\n\n### 10:30\n\nUp\n"), vec![TWELVE]);
    assert_eq!(titles("## Timeline\n\n- 10:00 - Down\n  - for all\n- 10:30 - Up\n"), vec![TWELVE]);
}
