//! What mends or begins a whole document.

use expect_test::expect;

use super::*;

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
