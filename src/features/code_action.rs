//! `textDocument/codeAction`: a quick fix for each finding, rewrites of timeline and tasks, and whole-document repairs.

use tower_lsp::lsp_types::{
    CodeAction, CodeActionDisabled, CodeActionKind, CodeActionOrCommand, CodeActionParams, Url,
};

use crate::clock::{self, Zone};
use crate::features::lsp;
use crate::profile::Role;
use crate::rewrite::{self, diagram};
use crate::rules::conversion::{self, Obstacle, Old};
use crate::rules::{Diagnostic, Fix, Safety, repair, skeleton, suppress};
use crate::snapshot::Snapshot;
use crate::text::{Edit, Encoding, Span};

/// The kind of the action that applies every safe fix: `source.fixAll.postmortem`.
pub const FIX_ALL: CodeActionKind = CodeActionKind::new("source.fixAll.postmortem");

/// The kind of the action that inserts the sections that are missing, or all of them.
pub const INSERT_SECTIONS: CodeActionKind = CodeActionKind::new("source.insertSections.postmortem");

/// Actions on the whole document that mend the findings of one rule: kind, title, rule.
const REPAIRS: &[(&str, &str, &str)] = &[
    ("source.insertSections.postmortem", "Insert all missing sections", "missing-section"),
    ("source.headings.postmortem", "Turn all section headings into Markdown headings", "pseudo-heading"),
];

/// Rules whose fix rewrites the timeline: offered anywhere in it, not only at the finding.
const REWRITES: &[&str] = &["timeline-not-a-list", "timeline-out-of-order"];

/// What can be done at a range. The findings are our own: some clients send none along.
/// `local` is the zone of the reader's clock.
pub fn answer(
    snapshot: &Snapshot,
    encoding: Encoding,
    local: Option<&Zone>,
    params: CodeActionParams,
) -> Vec<CodeActionOrCommand> {
    let CodeActionParams { text_document, range, context, .. } = params;
    let desk = Desk { snapshot, encoding, local, url: text_document.uri, only: context.only };
    let span = lsp::span(snapshot.text(), range, encoding);
    let mut actions = Vec::new();
    if desk.is_wanted(&CodeActionKind::QUICKFIX) {
        desk.quick_fixes(span, &mut actions);
    }
    if desk.is_wanted(&CodeActionKind::REFACTOR_REWRITE) {
        desk.rewrites(span, &mut actions);
    }
    desk.skeleton(&mut actions);
    for (kind, title, rule) in REPAIRS {
        desk.repair(CodeActionKind::new(kind), title, |it, _| it.rule.name == *rule, &mut actions);
    }
    let is_safe = |_: &Diagnostic, fix: &Fix| fix.safety == Safety::Safe;
    desk.repair(FIX_ALL, "Apply all safe fixes", is_safe, &mut actions);
    if desk.is_wanted(&CodeActionKind::QUICKFIX) {
        desk.suppressions(span, &mut actions);
    }
    actions.into_iter().map(CodeActionOrCommand::CodeAction).collect()
}

/// What every action is made of.
struct Desk<'a> {
    snapshot: &'a Snapshot,
    encoding: Encoding,
    local: Option<&'a Zone>,
    url: Url,
    /// The kinds that were asked for; all of them where nothing is said.
    only: Option<Vec<CodeActionKind>>,
}

impl Desk<'_> {
    fn is_wanted(&self, kind: &CodeActionKind) -> bool {
        self.only.as_ref().is_none_or(|only| only.iter().any(|asked| holds(asked, kind)))
    }

    fn action(&self, title: &str, kind: CodeActionKind, edits: &[Edit]) -> CodeAction {
        let edit = lsp::workspace_edit(self.snapshot.text(), &self.url, edits, self.encoding);
        CodeAction { title: title.to_owned(), kind: Some(kind), edit: Some(edit), ..CodeAction::default() }
    }

    /// The fixes of the findings that the span touches, in the order of the document. One that solves several findings
    /// is offered once.
    fn quick_fixes(&self, span: Span, actions: &mut Vec<CodeAction>) {
        let touched = self.snapshot.diagnostics().iter().filter(|it| it.span.touches(span));
        for (finding, fix) in touched.filter_map(|it| Some((it, it.fix(self.snapshot)?))) {
            self.offer(finding, &fix, (fix.safety == Safety::Safe).then_some(true), actions);
        }
    }

    /// What silences each finding that the span touches: whoever wants it finds it below everything else.
    fn suppressions(&self, span: Span, actions: &mut Vec<CodeAction>) {
        let touched = self.snapshot.diagnostics().iter().filter(|it| it.span.touches(span));
        for finding in touched {
            for fix in suppress::suppressions(self.snapshot, finding) {
                self.offer(finding, &fix, None, actions);
            }
        }
    }

    /// A quick fix, offered once for all findings that it solves.
    fn offer(&self, finding: &Diagnostic, fix: &Fix, is_preferred: Option<bool>, actions: &mut Vec<CodeAction>) {
        let diagnostic = lsp::diagnostic(self.snapshot.text(), finding, &self.url, self.encoding);
        let action = self.action(&fix.title, CodeActionKind::QUICKFIX, &fix.edits);
        let same = actions.iter_mut().find(|it| it.title == action.title && it.edit == action.edit);
        match same.and_then(|it| it.diagnostics.as_mut()) {
            Some(solved) => solved.push(diagnostic),
            None => actions.push(CodeAction { diagnostics: Some(vec![diagnostic]), is_preferred, ..action }),
        }
    }

    /// The rewrites of the section that the span lies in.
    fn rewrites(&self, span: Span, actions: &mut Vec<CodeAction>) {
        match self.snapshot.postmortem().section_at(span.start).map(|it| it.role) {
            Some(Role::Timeline) => self.timeline(span, actions),
            Some(Role::Corrective) => self.tasks(actions),
            _ => {}
        }
    }

    fn tasks(&self, actions: &mut Vec<CodeAction>) {
        let rewritings = rewrite::of_tasks(self.snapshot);
        actions.extend(rewritings.iter().map(|it| self.action(it.title, CodeActionKind::REFACTOR_REWRITE, &it.edits)));
    }

    /// The rewrites of the timeline, where no quick fix offers the same.
    fn timeline(&self, span: Span, actions: &mut Vec<CodeAction>) {
        let findings = self.snapshot.diagnostics().iter().filter(|it| REWRITES.contains(&it.rule.name));
        let fixes = findings.filter_map(|it| it.fix(self.snapshot)).map(|it| (it.title, it.edits));
        let others = rewrite::of_timeline(self.snapshot, span).into_iter().map(|it| (it.title.to_owned(), it.edits));
        let title = if diagram::place(self.snapshot).is_some() { "Draw the diagram anew" } else { "Insert a diagram" };
        let diagram = diagram::edit(self.snapshot).map(|it| (title.to_owned(), vec![it]));
        for (title, edits) in fixes.chain(others).chain(diagram) {
            if actions.iter().all(|it| it.title != title) {
                actions.push(self.action(&title, CodeActionKind::REFACTOR_REWRITE, &edits));
            }
        }
        if self.snapshot.postmortem().recognised {
            self.conversions(actions);
        }
    }

    /// All times on the clock of UTC; where they are, on that of the summary and on the reader's own. One that is not
    /// possible says why.
    fn conversions(&self, actions: &mut Vec<CodeAction>) {
        let utc = clock::zone("UTC").expect("a zone");
        let summary = self.snapshot.postmortem().outage.zone.as_ref().map(|it| it.0.clone());
        let others = || summary.into_iter().chain(self.local.cloned()).filter(|it| !it.same_clock(&utc));
        let targets = if conversion::is_on_clock(self.snapshot, &utc) { others().collect() } else { vec![utc.clone()] };
        for zone in targets {
            for (old, more) in [(Old::Replaced, ""), (Old::KeptBeside, " and keep the old ones beside them")] {
                let title = format!("Convert all times to {}{more}", zone.name);
                let kind = CodeActionKind::REFACTOR_REWRITE;
                match conversion::converted(self.snapshot, &zone, old) {
                    Ok(edits) if edits.is_empty() => {}
                    Ok(edits) if actions.iter().all(|it| it.title != title) => {
                        actions.push(self.action(&title, kind, &edits));
                    }
                    Ok(_) | Err(Obstacle::NoTimes) => {}
                    Err(obstacle) if old == Old::Replaced => actions.push(CodeAction {
                        title,
                        kind: Some(kind),
                        disabled: Some(CodeActionDisabled { reason: obstacle.to_string() }),
                        ..CodeAction::default()
                    }),
                    Err(_) => {}
                }
            }
        }
    }

    /// All sections at once, for a document that has none yet: a refactoring, so that every editor shows it at the cursor,
    /// and a source action for those who ask for one.
    fn skeleton(&self, actions: &mut Vec<CodeAction>) {
        let kinds = [CodeActionKind::REFACTOR, INSERT_SECTIONS];
        let asked = kinds.into_iter().find(|it| self.is_wanted(it));
        if let Some((kind, edits)) = asked.and_then(|kind| Some((kind, skeleton::edits(self.snapshot)?))) {
            actions.push(self.action("Insert the sections of the profile", kind, &edits));
        }
    }

    /// One action that mends all findings of a kind, where there are any.
    fn repair(
        &self,
        kind: CodeActionKind,
        title: &str,
        mends: impl Fn(&Diagnostic, &Fix) -> bool,
        actions: &mut Vec<CodeAction>,
    ) {
        if !self.is_wanted(&kind) {
            return;
        }
        let edits = repair::edits(self.snapshot, mends);
        if !edits.is_empty() {
            actions.push(self.action(title, kind, &edits));
        }
    }
}

/// Whether a kind is the asked one or a kind below it: `source` holds `source.fixAll`, and the empty kind holds all.
fn holds(asked: &CodeActionKind, kind: &CodeActionKind) -> bool {
    let rest = kind.as_str().strip_prefix(asked.as_str());
    rest.is_some_and(|it| asked.as_str().is_empty() || it.is_empty() || it.starts_with('.'))
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};
    use tower_lsp::lsp_types::{CodeActionContext, NumberOrString, Range, TextDocumentIdentifier};

    use super::*;
    use crate::testing::Fixture;
    use crate::text::apply;

    const URL: &str = "file:///postmortem.md";

    fn actions(source: &str, only: Option<Vec<CodeActionKind>>) -> (Snapshot, Vec<CodeAction>) {
        let fixture = Fixture::parse(source);
        let snapshot = fixture.snapshot();
        let selected = fixture.cursor.expect("the fixture has a cursor");
        let params = CodeActionParams {
            text_document: TextDocumentIdentifier::new(Url::parse(URL).expect("a URL")),
            range: lsp::range(snapshot.text(), selected, Encoding::Utf16),
            context: CodeActionContext { only, ..CodeActionContext::default() },
            work_done_progress_params: Default::default(),
            partial_result_params: Default::default(),
        };
        let answer = answer(&snapshot, Encoding::Utf16, None, params);
        let action = |it| match it {
            CodeActionOrCommand::CodeAction(it) => it,
            CodeActionOrCommand::Command(it) => panic!("a command: {it:?}"),
        };
        (snapshot, answer.into_iter().map(action).collect())
    }

    /// One line an action: kind, title, whether it is preferred, and the codes of what it solves.
    fn check(source: &str, only: Option<Vec<CodeActionKind>>, expect: Expect) {
        let line = |it: &CodeAction| {
            let kind = it.kind.as_ref().expect("every action has a kind").as_str();
            let preferred = if it.is_preferred == Some(true) { " (preferred)" } else { "" };
            let solved = it.diagnostics.iter().flatten().map(|it| match &it.code {
                Some(NumberOrString::String(code)) => format!(" [{code}]"),
                code => panic!("a code that is no name: {code:?}"),
            });
            format!("{kind}: {}{preferred}{}\n", it.title, solved.collect::<String>())
        };
        expect.assert_eq(&actions(source, only).1.iter().map(line).collect::<String>());
    }

    /// The text after the action with this title.
    fn check_edit(source: &str, title: &str, expect: Expect) {
        let (snapshot, actions) = actions(source, None);
        let action = actions.into_iter().find(|it| it.title == title).expect("the action is offered");
        let edit = action.edit.expect("an action carries its edit");
        assert!(edit.document_changes.is_none() && edit.change_annotations.is_none(), "more than a map of changes");
        let changes = edit.changes.expect("a map of changes").into_iter().collect::<Vec<_>>();
        let [(url, edits)] = &changes[..] else { panic!("edits of other documents: {changes:?}") };
        assert_eq!(url.as_str(), URL);
        let span = |range: Range| lsp::span(snapshot.text(), range, Encoding::Utf16);
        let edits: Vec<Edit> = edits.iter().map(|it| Edit::replace(span(it.range), it.new_text.clone())).collect();
        expect.assert_eq(&apply(&snapshot.text().to_string(), &edits));
    }

    const DRAFT: &str = "\
# Postmortem: 🚒 the checkout was down

**Issue Summary**

The checkout was down from 14:30 to 16:45 UTC for 40% of users because a disk was full.

**Timeline**

15:10 UTC: The log was <|>removed.
14:30 UTC: An alert reported errors.
";

    /// The draft with the cursor before the given words.
    fn draft_at(words: &str) -> String {
        DRAFT.replace("<|>", "").replace(words, &format!("<|>{words}"))
    }

    #[test]
    fn the_title_offers_each_missing_section() {
        check(
            &draft_at("the checkout was"),
            None,
            expect![[r#"
                quickfix: Insert the section "Root Cause and Resolution" (preferred) [missing-section]
                quickfix: Insert the section "Corrective and Preventative Measures" (preferred) [missing-section]
                source.insertSections.postmortem: Insert all missing sections
                source.headings.postmortem: Turn all section headings into Markdown headings
                source.fixAll.postmortem: Apply all safe fixes
                quickfix: Allow missing-section in this line [missing-section] [missing-section]
                quickfix: Allow missing-section in this file [missing-section] [missing-section]
                quickfix: Allow too-short in this line [too-short]
                quickfix: Allow too-short in this file [too-short]
            "#]],
        );
    }

    #[test]
    fn a_fix_is_offered_at_its_finding_and_the_rewrite_anywhere_in_the_timeline() {
        check(
            &draft_at("15:10"),
            None,
            expect![[r#"
                quickfix: Turn the timeline into a list (preferred) [timeline-not-a-list]
                refactor.rewrite: Sort the timeline
                refactor.rewrite: Write all entries in one shape
                refactor.rewrite: Turn the timeline into a table
                refactor.rewrite: Write all times with AM and PM
                refactor.rewrite: Insert a diagram
                source.insertSections.postmortem: Insert all missing sections
                source.headings.postmortem: Turn all section headings into Markdown headings
                source.fixAll.postmortem: Apply all safe fixes
                quickfix: Allow timeline-not-a-list in this line [timeline-not-a-list]
                quickfix: Allow timeline-not-a-list in this file [timeline-not-a-list]
            "#]],
        );
        check(
            DRAFT,
            None,
            expect![[r#"
                refactor.rewrite: Turn the timeline into a list
                refactor.rewrite: Sort the timeline
                refactor.rewrite: Write all entries in one shape
                refactor.rewrite: Turn the timeline into a table
                refactor.rewrite: Write all times with AM and PM
                refactor.rewrite: Insert a diagram
                source.insertSections.postmortem: Insert all missing sections
                source.headings.postmortem: Turn all section headings into Markdown headings
                source.fixAll.postmortem: Apply all safe fixes
            "#]],
        );
    }

    #[test]
    fn a_selection_offers_the_fixes_of_all_that_it_touches() {
        let source = format!("<|{}|>", DRAFT.replace("<|>", ""));
        check(
            &source,
            Some(vec![CodeActionKind::QUICKFIX]),
            expect![[r#"
                quickfix: Insert the section "Root Cause and Resolution" (preferred) [missing-section]
                quickfix: Insert the section "Corrective and Preventative Measures" (preferred) [missing-section]
                quickfix: Turn "Issue Summary" into a heading (preferred) [pseudo-heading]
                quickfix: Turn "Timeline" into a heading (preferred) [pseudo-heading]
                quickfix: Insert an entry that tells to whom it was escalated [timeline-without-escalation]
                quickfix: Insert an entry that tells which paths misled [timeline-without-misleading-path]
                quickfix: Turn the timeline into a list (preferred) [timeline-not-a-list]
                quickfix: Sort the timeline (preferred) [timeline-out-of-order]
                quickfix: Allow missing-section in this line [missing-section] [missing-section]
                quickfix: Allow missing-section in this file [missing-section] [missing-section]
                quickfix: Allow too-short in this line [too-short]
                quickfix: Allow too-short in this file [too-short]
                quickfix: Allow pseudo-heading in this line [pseudo-heading]
                quickfix: Allow pseudo-heading in this file [pseudo-heading] [pseudo-heading]
                quickfix: Allow outage-without-date in this line [outage-without-date]
                quickfix: Allow outage-without-date in this file [outage-without-date]
                quickfix: Allow pseudo-heading in this line [pseudo-heading]
                quickfix: Allow timeline-without-escalation in this line [timeline-without-escalation]
                quickfix: Allow timeline-without-escalation in this file [timeline-without-escalation]
                quickfix: Allow timeline-without-misleading-path in this line [timeline-without-misleading-path]
                quickfix: Allow timeline-without-misleading-path in this file [timeline-without-misleading-path]
                quickfix: Allow timeline-not-a-list in this line [timeline-not-a-list]
                quickfix: Allow timeline-not-a-list in this file [timeline-not-a-list]
                quickfix: Allow timeline-out-of-order in this line [timeline-out-of-order]
                quickfix: Allow timeline-out-of-order in this file [timeline-out-of-order]
            "#]],
        );
    }

    #[test]
    fn only_the_kinds_asked_for_are_offered() {
        check(
            DRAFT,
            Some(vec![CodeActionKind::SOURCE_FIX_ALL]),
            expect![[r#"
                source.fixAll.postmortem: Apply all safe fixes
            "#]],
        );
        check(
            DRAFT,
            Some(vec![CodeActionKind::REFACTOR]),
            expect![[r#"
                refactor.rewrite: Turn the timeline into a list
                refactor.rewrite: Sort the timeline
                refactor.rewrite: Write all entries in one shape
                refactor.rewrite: Turn the timeline into a table
                refactor.rewrite: Write all times with AM and PM
                refactor.rewrite: Insert a diagram
            "#]],
        );
        check(DRAFT, Some(vec![CodeActionKind::SOURCE_ORGANIZE_IMPORTS]), expect![""]);
    }

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
        let page =
            |path: &str| Snapshot::new(crate::syntax::Document::parse(Some(1), ""), Default::default(), Some(path));
        let edits = skeleton::edits(&page("/docs/postmortems/shop.md")).expect("an empty file among postmortems");
        let text = apply("", &edits);
        let read = crate::testing::snapshot(&text);
        assert!(read.postmortem().recognised && read.postmortem().sections.len() == 4, "{text}");
        assert!(read.diagnostics().is_empty(), "{:?}", read.diagnostics());
        assert!(skeleton::edits(&page("/docs/shop.md")).is_none());
    }

    #[test]
    fn a_document_that_is_no_postmortem_is_offered_nothing() {
        check("# Shopping\n\n<|>TODO: milk\n", None, expect![""]);
        check("<|>", None, expect![""]);
    }

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
}
