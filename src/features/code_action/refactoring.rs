//! Code actions that solve no finding: the text as its author may rather have it.

use serde_json::json;
use tower_lsp::lsp_types::{CodeAction, CodeActionDisabled, CodeActionKind, Command};

use crate::clock;
use crate::features::code_action::{Desk, REFACTOR_MOVE};
use crate::features::command;
use crate::profile::Role;
use crate::rewrite::conversion::{self, Obstacle, Old};
use crate::rewrite::{self, collect, diagram, extract, picture, relocate};
use crate::text::Span;

/// Rules whose fix rewrites the timeline: offered anywhere in it, not only at the finding.
const REWRITES: &[&str] = &["timeline-not-a-list", "timeline-out-of-order"];

impl Desk<'_> {
    /// What can be done at a span without a finding: with what is selected, with the sentence, and with its section.
    pub(super) fn refactorings(&self, span: Span, actions: &mut Vec<CodeAction>) {
        if !self.snapshot.postmortem().recognised {
            return;
        }
        if self.is_wanted(&CodeActionKind::REFACTOR_EXTRACT)
            && let Some(edit) = extract::task(self.snapshot, span)
        {
            self.propose("Extract a task", CodeActionKind::REFACTOR_EXTRACT, &[edit], actions);
        }
        if self.is_wanted(&REFACTOR_MOVE) {
            self.moves(span, actions);
        }
        if self.is_wanted(&CodeActionKind::REFACTOR_REWRITE) {
            self.rewrites(span, actions);
        }
    }

    /// Lines with times go into the timeline, everything else into any other section.
    fn moves(&self, span: Span, actions: &mut Vec<CodeAction>) {
        let collected = collect::entries(self.snapshot, span);
        if let Some(edits) = &collected {
            self.propose("Turn the selected lines into timeline entries", REFACTOR_MOVE, edits, actions);
        }
        for it in relocate::moves(self.snapshot, span) {
            if it.role != Role::Timeline || collected.is_none() {
                self.propose(&it.title, REFACTOR_MOVE, &it.edits, actions);
            }
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
        for it in rewrite::of_tasks(self.snapshot) {
            self.propose(it.title, CodeActionKind::REFACTOR_REWRITE, &it.edits, actions);
        }
    }

    /// The rewrites of the timeline, where no quick fix offers the same.
    fn timeline(&self, span: Span, actions: &mut Vec<CodeAction>) {
        let findings = self.snapshot.diagnostics().iter().filter(|it| REWRITES.contains(&it.rule.name));
        let fixes = findings.filter_map(|it| it.fix(self.snapshot)).map(|it| (it.title, it.edits));
        let others = rewrite::of_timeline(self.snapshot, span).into_iter().map(|it| (it.title.to_owned(), it.edits));
        let title = if diagram::place(self.snapshot).is_some() { "Draw the diagram anew" } else { "Insert a diagram" };
        let diagram = diagram::edit(self.snapshot).map(|it| (title.to_owned(), vec![it]));
        for (title, edits) in fixes.chain(others).chain(diagram) {
            self.propose(&title, CodeActionKind::REFACTOR_REWRITE, &edits, actions);
        }
        self.picture(actions);
        self.conversions(actions);
    }

    /// The picture is a file beside the document, which a command writes.
    fn picture(&self, actions: &mut Vec<CodeAction>) {
        let Ok(name) = command::file_name(&self.url) else { return };
        if !self.reader.applies_edits || picture::of(self.snapshot, &name).is_none() {
            return;
        }
        let title = "Draw the timeline as a picture".to_owned();
        let argument = json!({ "uri": self.url });
        let run = Command::new(title.clone(), command::INSERT_PICTURE.to_owned(), Some(vec![argument]));
        let kind = Some(CodeActionKind::REFACTOR_REWRITE);
        actions.push(CodeAction { title, kind, command: Some(run), ..CodeAction::default() });
    }

    /// All times on the clock of UTC; where they are, on that of the summary and on the reader's own. One that is not
    /// possible says why.
    fn conversions(&self, actions: &mut Vec<CodeAction>) {
        let utc = clock::zone("UTC").expect("a zone");
        let summary = self.snapshot.postmortem().outage.zone.as_ref().map(|it| it.0.clone());
        let others = || summary.into_iter().chain(self.reader.local.clone()).filter(|it| !it.same_clock(&utc));
        let targets = if conversion::is_on_clock(self.snapshot, &utc) { others().collect() } else { vec![utc.clone()] };
        for zone in targets {
            for (old, more) in [(Old::Replaced, ""), (Old::KeptBeside, " and keep the old ones beside them")] {
                let title = format!("Convert all times to {}{more}", zone.name);
                let kind = CodeActionKind::REFACTOR_REWRITE;
                match conversion::converted(self.snapshot, &zone, old) {
                    Ok(edits) => self.propose(&title, kind, &edits, actions),
                    Err(Obstacle::NoTimes) => {}
                    Err(obstacle) if old == Old::Replaced && self.reader.shows_disabled => actions.push(CodeAction {
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
}
