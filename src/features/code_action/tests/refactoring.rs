//! Refactorings of tasks, times and selected lines.

use expect_test::expect;

use super::*;

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
fn the_picture_is_drawn_by_a_command_in_editors_that_take_its_edit() {
    let source = "# Postmortem: the shop\n\n## Issue Summary\n\nDown from 14:30 to 16:45.\n\n## Timeline\n\n- 14:30 <|>- Down\n- 16:45 - Up\n";
    let commands = |applies_edits: bool| {
        let (snapshot, params) = asked(source, Some(vec![CodeActionKind::REFACTOR_REWRITE]));
        let actions = answer(&snapshot, &Reader { applies_edits, ..Reader::default() }, params);
        let command = |it: CodeActionOrCommand| match it {
            CodeActionOrCommand::CodeAction(it) => it.command.map(|it| it.command),
            CodeActionOrCommand::Command(_) => None,
        };
        actions.into_iter().filter_map(command).collect::<Vec<_>>()
    };
    assert_eq!(commands(true), ["postmortem-ls.insertPicture"]);
    assert!(commands(false).is_empty());
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
