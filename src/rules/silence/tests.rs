//! What directives silence, and what is said of those that silence nothing.

use expect_test::expect;

use crate::rules::{unknown_directive, unused_directive};
use crate::testing::{check_all, check_fix};

#[test]
fn a_directive_for_a_line_silences_what_it_names_on_that_line() {
    check_all(expect![[r##"
        # Postmortem: the shop was down
          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: The section "Root Cause and Resolution" is missing
          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: The section "Corrective and Preventative Measures" is missing
          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ information: 23 words: the format asks for 400 to 600

        ## Issue Summary
           ^^^^^^^^^^^^^ warning: The summary does not name the root cause

        <!-- postmortem-disable-next-line outage-without-timezone -->
        The shop was down from 10:00 to 11:00.
                     ^^^^ warning: The impact does not say which share of users was affected
                               ^^^^^ information: "10:00" names no date

        ## Timeline
           ^^^^^^^^ warning: The timeline does not tell what was investigated and assumed
           ^^^^^^^^ hint: The timeline does not tell to whom it was escalated
           ^^^^^^^^ hint: The timeline does not tell which paths misled
           ^^^^^^^^ warning: The timeline does not tell how it was resolved

        - 11:00 - Up
        - 10:30 - Somebody noticed <!-- postmortem-disable-line -->
        - 10:00 - Down
          ^^^^^ error: "10:00" is earlier than the entry before it
    "##]]);
}

#[test]
fn a_stretch_ends_with_enable_and_a_name_ends_alone() {
    check_all(expect![[r##"
        # Postmortem: the shop was down
          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: The section "Timeline" is missing
          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: The section "Root Cause and Resolution" is missing
          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: The section "Corrective and Preventative Measures" is missing
          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ information: 24 words: the format asks for 400 to 600

        ## Issue Summary

        <!-- postmortem-disable leftover-placeholder, outage-without-timezone -->
        The shop was down from 10:00 to 11:00 because of [cause].
                     ^^^^ warning: The impact does not say which share of users was affected
                               ^^^^^ information: "10:00" names no date

        <!-- postmortem-enable leftover-placeholder -->
        It was [cause].
               ^^^^^^^ warning: "[cause]" still waits for its text

        <!-- postmortem-enable -->
        It was [cause].
               ^^^^^^^ warning: "[cause]" still waits for its text
    "##]]);
}

#[test]
fn a_whole_document_is_silenced_wherever_it_is_said() {
    check_all(expect![[r#"
        # Postmortem: the shop was down

        ## Issue Summary

        The shop was [how] from 10:00 to 11:00.

        <!-- postmortem-disable-file -- it is only a note -->
    "#]]);
}

#[test]
fn a_directive_in_code_or_with_another_word_is_none() {
    check_all(expect![[r##"
        # Postmortem: the shop was down
          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: The section "Timeline" is missing
          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: The section "Root Cause and Resolution" is missing
          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: The section "Corrective and Preventative Measures" is missing
          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ information: 16 words: the format asks for 400 to 600

        ## Issue Summary
           ^^^^^^^^^^^^^ warning: The summary does not say what was down or slow, or what users saw
           ^^^^^^^^^^^^^ warning: The impact does not say which share of users was affected
           ^^^^^^^^^^^^^ warning: The summary does not name the root cause

        The shop was [how] from 10:00 to 11:00 UTC `<!-- postmortem-disable-line -->`.
                                ^^^^^ information: "10:00" names no date

        ```html
        <!-- postmortem-disable-file -->
        ```
    "##]]);
}

#[test]
fn what_has_no_effect_is_said_of_each_name() {
    check_all(expect![[r##"
        # Postmortem: the shop was down
          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: The section "Timeline" is missing
          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: The section "Root Cause and Resolution" is missing
          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: The section "Corrective and Preventative Measures" is missing
          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ information: 18 words: the format asks for 400 to 600

        ## Issue Summary
           ^^^^^^^^^^^^^ warning: The summary does not name the root cause

        <!-- postmortem-disable-next-line outage-without-timezone, leftover-placeholder, too-shrt -->
                                                                   ^^^^^^^^^^^^^^^^^^^^ information: The directive silences nothing of "leftover-placeholder"
                                                                                         ^^^^^^^^ warning: "too-shrt" is the name of no rule
        The shop was down from 10:00 to 11:00.
                     ^^^^ warning: The impact does not say which share of users was affected
                               ^^^^^ information: "10:00" names no date

        <!-- postmortem-enable leftover-placeholder -->
                               ^^^^^^^^^^^^^^^^^^^^ information: The directive ends nothing of "leftover-placeholder"
        <!-- postmortem-disable-lines -->
             ^^^^^^^^^^^^^^^^^^^^^^^^ warning: "postmortem-disable-lines" is no directive
        It was mended. <!-- postmortem-disable-line -->
                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ information: This directive silences nothing
    "##]]);
}

#[test]
fn a_slip_is_mended_where_the_right_word_has_an_effect() {
    check_fix(
        &unknown_directive::RULE,
        "
        # Postmortem: the shop was down

        ## Issue Summary

        <!-- postmortem-disable-next-line outage-without-time-zone -->
        The shop was down from 10:00 to 11:00.
        ",
        expect![[r#"
            # Postmortem: the shop was down

            ## Issue Summary

            <!-- postmortem-disable-next-line outage-without-timezone -->
            The shop was down from 10:00 to 11:00.
        "#]],
    );
    check_fix(
        &unknown_directive::RULE,
        "
        # Postmortem: the shop was down

        ## Issue Summary

        The shop was down from 10:00 to 11:00. <!-- postmortem-disble-line outage-without-timezone -->
        ",
        expect![[r#"
            # Postmortem: the shop was down

            ## Issue Summary

            The shop was down from 10:00 to 11:00. <!-- postmortem-disable-line outage-without-timezone -->
        "#]],
    );
    check_fix(
        &unknown_directive::RULE,
        "
        # Postmortem: the shop was down

        ## Issue Summary

        The shop was down from 10:00 to 11:00 UTC. <!-- postmortem-disble-line outage-without-timezone -->
        ",
        expect![[r#"
            # Postmortem: the shop was down

            ## Issue Summary

            The shop was down from 10:00 to 11:00 UTC.
        "#]],
    );
}

#[test]
fn what_has_no_effect_is_removed_with_its_line_and_its_end() {
    check_fix(
        &unused_directive::RULE,
        "
        # Postmortem: the shop was down

        ## Issue Summary

        <!-- postmortem-disable outage-without-timezone -->

        The shop was down from 10:00 to 11:00 UTC.

        <!-- postmortem-enable outage-without-timezone -->
        ",
        expect![[r#"
            # Postmortem: the shop was down

            ## Issue Summary

            The shop was down from 10:00 to 11:00 UTC.

        "#]],
    );
    check_fix(
        &unused_directive::RULE,
        "
        # Postmortem: the shop was down

        ## Issue Summary

        The shop was down from 10:00 to 11:00. <!-- postmortem-disable-line too-long, outage-without-timezone -->
        ",
        expect![[r#"
            # Postmortem: the shop was down

            ## Issue Summary

            The shop was down from 10:00 to 11:00. <!-- postmortem-disable-line outage-without-timezone -->
        "#]],
    );
}
