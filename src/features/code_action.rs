//! `textDocument/codeAction`: a quick fix for each finding, rewrites of the timeline, and whole-document repairs.

use tower_lsp::lsp_types::{CodeAction, CodeActionKind, CodeActionOrCommand, CodeActionParams, Url};

use crate::features::lsp;
use crate::profile::Role;
use crate::rules::{Diagnostic, Safety, repair};
use crate::snapshot::Snapshot;
use crate::text::{Edit, Encoding, Span};

/// The kind of the action that applies every safe fix: `source.fixAll.postmortem`.
pub const FIX_ALL: CodeActionKind = CodeActionKind::new("source.fixAll.postmortem");

/// Actions on the whole document that mend the findings of one rule: kind, title, rule.
const REPAIRS: &[(&str, &str, &str)] = &[
    ("source.insertSections.postmortem", "Insert all missing sections", "missing-section"),
    ("source.headings.postmortem", "Turn all section headings into Markdown headings", "pseudo-heading"),
];

/// Rules whose fix rewrites the timeline: offered anywhere in it, not only at the finding.
const REWRITES: &[&str] = &["timeline-not-a-list", "timeline-out-of-order"];

/// What can be done at a range. The findings are our own: some clients send none along.
pub fn answer(snapshot: &Snapshot, encoding: Encoding, params: CodeActionParams) -> Vec<CodeActionOrCommand> {
    let CodeActionParams { text_document, range, context, .. } = params;
    let desk = Desk { snapshot, encoding, url: text_document.uri, only: context.only };
    let span = lsp::span(snapshot.text(), range, encoding);
    let mut actions = Vec::new();
    if desk.is_wanted(&CodeActionKind::QUICKFIX) {
        desk.quick_fixes(span, &mut actions);
    }
    if desk.is_wanted(&CodeActionKind::REFACTOR_REWRITE) {
        desk.rewrites(span, &mut actions);
    }
    for (kind, title, rule) in REPAIRS {
        desk.repair(CodeActionKind::new(kind), title, |it| it.rule.name == *rule, &mut actions);
    }
    let is_safe = |it: &Diagnostic| it.fix.as_ref().is_some_and(|it| it.safety == Safety::Safe);
    desk.repair(FIX_ALL, "Apply all safe fixes", is_safe, &mut actions);
    actions.into_iter().map(CodeActionOrCommand::CodeAction).collect()
}

/// What every action is made of.
struct Desk<'a> {
    snapshot: &'a Snapshot,
    encoding: Encoding,
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
        for (finding, fix) in touched.filter_map(|it| Some((it, it.fix.as_ref()?))) {
            let diagnostic = lsp::diagnostic(self.snapshot.text(), finding, &self.url, self.encoding);
            let action = self.action(&fix.title, CodeActionKind::QUICKFIX, &fix.edits);
            let same = actions.iter_mut().find(|it| it.title == action.title && it.edit == action.edit);
            match same.and_then(|it| it.diagnostics.as_mut()) {
                Some(solved) => solved.push(diagnostic),
                None => actions.push(CodeAction {
                    diagnostics: Some(vec![diagnostic]),
                    is_preferred: (fix.safety == Safety::Safe).then_some(true),
                    ..action
                }),
            }
        }
    }

    /// The rewrites of the timeline that the span lies in, where no quick fix offers the same.
    fn rewrites(&self, span: Span, actions: &mut Vec<CodeAction>) {
        let section = self.snapshot.postmortem().section_at(span.start);
        if section.is_none_or(|it| it.role != Role::Timeline) {
            return;
        }
        let findings = self.snapshot.diagnostics().iter().filter(|it| REWRITES.contains(&it.rule.name));
        for fix in findings.filter_map(|it| it.fix.as_ref()) {
            if actions.iter().all(|it| it.title != fix.title) {
                actions.push(self.action(&fix.title, CodeActionKind::REFACTOR_REWRITE, &fix.edits));
            }
        }
    }

    /// One action that mends all findings of a kind, where there are any.
    fn repair(
        &self,
        kind: CodeActionKind,
        title: &str,
        mends: impl Fn(&Diagnostic) -> bool,
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
