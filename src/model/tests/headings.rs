//! Which lines are headings of sections, however they are written.

use expect_test::expect;

use super::check;

#[test]
fn atx_headings_of_any_level_name_sections() {
    check(
        "# Postmortem: mail queue\n\n### Issue Summary\n\n#### TIMELINE:\n\n## Root cause & resolution ##\n\n# Corrective and Preventive Measures\n",
        expect![[r#"
            title 1: Postmortem: mail queue
            3 summary atx: Issue Summary
            5 timeline atx: TIMELINE
            7 cause_and_resolution atx: Root cause & resolution
            9 corrective atx: Corrective and Preventive Measures
        "#]],
    );
}

#[test]
fn headings_that_markdown_does_not_see_are_read_all_the_same() {
    check(
        "Postmortem of the DNS outage\n\nIssue Summary\nNames did not resolve.\n\n**Timeline:**\n\n#Root Cause and Resolution\n\nThe zone file was empty.\n\nCorrective and preventative mesures\n===\n\nA second pair of eyes.\n",
        expect![[r#"
            title 1: Postmortem of the DNS outage
            3 summary plain: Issue Summary
            6 timeline bold: Timeline
            8 cause_and_resolution atx_nospace: Root Cause and Resolution
            12 corrective setext: Corrective and preventative mesures
        "#]],
    );
}

#[test]
fn html_and_list_items_can_be_headings() {
    check(
        "# Postmortem\n\n<h2>Issue Summary</h2>\n\n<p>Slow pages.</p>\n\n* Timeline:\n\n  - 10:00 UTC - Alert\n\n* Root cause and resolution:\n\n  A full disk.\n",
        expect![[r#"
            title 1: Postmortem
            3 summary html: Issue Summary
            7 timeline list_item: Timeline
            11 cause_and_resolution list_item: Root cause and resolution
            9 10:00 UTC (600) Bullet: Alert
        "#]],
    );
}

#[test]
fn a_heading_may_carry_its_text_on_the_same_line() {
    check(
        "# Postmortem\n\n## Issue Summary: Duration: 2 hours (9:00 AM - 11:00 AM, UTC)\n\n## Root Cause and Resolution: a certificate had run out\n",
        expect![[r#"
            title 1: Postmortem
            3 summary atx: Issue Summary
            5 cause_and_resolution atx: Root Cause and Resolution
            outage 09:00 to 11:00 UTC, 120 minutes
        "#]],
    );
}

#[test]
fn a_root_cause_in_the_summary_is_a_field() {
    check(
        "Issue Summary\n\nDuration: 10:00 - 11:00 UTC\n\nRoot Cause:\n\nA typo.\n\nTimeline\n\n10:00 UTC: down\n\nRoot Cause and Resolution\n\nRoot Cause:\nA typo in a route.\nResolution:\nThe route was corrected.\n",
        expect![[r#"
            1 summary plain: Issue Summary
            9 timeline plain: Timeline
            13 cause_and_resolution plain: Root Cause and Resolution
            outage 10:00 to 11:00 UTC, 60 minutes
            11 10:00 UTC (600) Line: down
        "#]],
    );
}

#[test]
fn headings_named_for_fun_are_known_by_the_labels_under_them() {
    check(
        "# Postmortem\n\n## Quick facts\n\n## The Timeline Unveiled\n\n- 10:00 UTC - one\n\n## Into the dragon's cave\n\n- **Root Cause:** a full disk\n- **Resolution:** a larger one\n\n## Higher walls\n\n- **Immediate action:** alert on the disk\n- **Later action:** rotate the log\n\n## Thanks\n\nTo all.\n",
        expect![[r#"
            title 1: Postmortem
            3 summary atx: Quick facts
            5 timeline atx: The Timeline Unveiled
            9 cause_and_resolution atx: Into the dragon's cave
            14 corrective atx: Higher walls
            7 10:00 UTC (600) Bullet: one
        "#]],
    );
}

#[test]
fn cause_and_resolution_under_two_headings_are_two_sections() {
    check(
        "# Postmortem\n## Timeline\n## Root Cause\n## Resolution and recovery\n",
        expect![[r#"
            title 1: Postmortem
            2 timeline atx: Timeline
            3 cause atx: Root Cause
            4 resolution atx: Resolution and recovery
        "#]],
    );
}

#[test]
fn a_table_of_contents_names_no_sections() {
    check(
        "# Postmortem\n\n- Issue Summary\n- Timeline\n- Root cause and resolution\n\n## Issue Summary\n",
        expect![[r#"
            title 1: Postmortem
            7 summary atx: Issue Summary
        "#]],
    );
}

#[test]
fn a_document_in_one_fence_is_read_in_the_fence() {
    check(
        "```\nThis postmortem is about the printer.\nIssue Summary:\nNothing printed.\nTimeline:\n10:00 UTC - Paper jam\nRoot Cause and Resolution:\nA staple.\n```\n",
        expect![[r#"
            title 2: This postmortem is about the printer.
            3 summary plain: Issue Summary
            5 timeline plain: Timeline
            7 cause_and_resolution plain: Root Cause and Resolution
            6 10:00 UTC (600) Line: Paper jam
        "#]],
    );
}
