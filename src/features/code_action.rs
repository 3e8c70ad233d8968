//! `textDocument/codeAction`: the fixes of each finding, refactorings, and whole-document repairs.

mod refactoring;

#[cfg(test)]
mod tests;

use tower_lsp::lsp_types::{
    CodeAction, CodeActionKind, CodeActionOrCommand, CodeActionParams, CodeActionTriggerKind, Url,
};

use crate::clock::Zone;
use crate::features::lsp;
use crate::rules::{Diagnostic, Fix, Safety, repair, skeleton, suppress};
use crate::snapshot::Snapshot;
use crate::text::{Edit, Encoding, Span};

/// The kind of the action that applies every safe fix: `source.fixAll.postmortem`.
pub const FIX_ALL: CodeActionKind = CodeActionKind::new("source.fixAll.postmortem");

/// The kind of the action that inserts the sections that are missing, or all of them.
pub const INSERT_SECTIONS: CodeActionKind = CodeActionKind::new("source.insertSections.postmortem");

/// The kind of the actions that take text elsewhere: `refactor.move`.
pub const REFACTOR_MOVE: CodeActionKind = CodeActionKind::new("refactor.move");

/// Every kind of action, those above the kinds that begin alike first.
pub const KINDS: &[CodeActionKind] = &[
    CodeActionKind::QUICKFIX,
    CodeActionKind::REFACTOR,
    CodeActionKind::REFACTOR_EXTRACT,
    REFACTOR_MOVE,
    CodeActionKind::REFACTOR_REWRITE,
    CodeActionKind::SOURCE,
    FIX_ALL,
];

/// A rule whose findings are mended together where there are several: its name, and the title of the action.
const MISSING: (&str, &str) = ("missing-section", "Insert all missing sections");

/// Actions on the whole document that mend the findings of one rule: kind, title, rule.
const REPAIRS: &[(&str, &str, &str)] = &[
    ("source.insertSections.postmortem", MISSING.1, MISSING.0),
    ("source.headings.postmortem", "Turn all section headings into Markdown headings", "pseudo-heading"),
];

/// Who asks.
#[derive(Clone, Debug, Default)]
pub struct Reader {
    pub encoding: Encoding,
    /// The zone of the reader's clock.
    pub local: Option<Zone>,
    /// The editor shows why an action is not possible; every other one would show an action that does nothing.
    pub shows_disabled: bool,
    /// The editor takes the edit of a command.
    pub applies_edits: bool,
}

/// What can be done at a range. The findings are our own: some clients send none along.
pub fn answer(snapshot: &Snapshot, reader: &Reader, params: CodeActionParams) -> Vec<CodeActionOrCommand> {
    let CodeActionParams { text_document, range, context, .. } = params;
    // Source actions are never shown unasked, and they read the document several times.
    let is_cursor = context.trigger_kind == Some(CodeActionTriggerKind::AUTOMATIC) && context.only.is_none();
    let encoding = reader.encoding;
    let desk = Desk { snapshot, reader, encoding, url: text_document.uri, only: context.only };
    let span = lsp::span(snapshot.text(), range, encoding);
    let mut actions = Vec::new();
    if desk.is_wanted(&CodeActionKind::QUICKFIX) {
        desk.quick_fixes(span, &mut actions);
    }
    desk.refactorings(span, &mut actions);
    desk.skeleton(&mut actions);
    if !is_cursor {
        desk.source_actions(&mut actions);
    }
    if desk.is_wanted(&CodeActionKind::QUICKFIX) {
        desk.suppressions(span, &mut actions);
    }
    actions.into_iter().map(CodeActionOrCommand::CodeAction).collect()
}

/// What every action is made of.
struct Desk<'a> {
    snapshot: &'a Snapshot,
    reader: &'a Reader,
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

    /// Whether edits leave another text.
    fn changes(&self, edits: &[Edit]) -> bool {
        edits.iter().any(|it| *self.snapshot.text().slice(it.span) != it.text)
    }

    /// The fixes of the findings that the span touches, in the order of the document, the best of each first. One that
    /// solves several findings is offered once, and so is what solves all findings of a kind.
    fn quick_fixes(&self, span: Span, actions: &mut Vec<CodeAction>) {
        for finding in self.touched(span) {
            for (nth, fix) in finding.fixes(self.snapshot).iter().enumerate() {
                let is_best = nth == 0 && fix.safety == Safety::Safe;
                self.offer(finding, fix, is_best.then_some(true), actions);
            }
        }
        let (rule, title) = MISSING;
        let is_missing = |it: &&Diagnostic| it.rule.name == rule;
        let touched: Vec<&Diagnostic> = self.touched(span).filter(is_missing).collect();
        if !touched.is_empty() && self.snapshot.diagnostics().iter().filter(is_missing).count() > 1 {
            let edits = repair::edits(self.snapshot, |it, _| it.rule.name == rule);
            let fix = Fix { title: title.to_owned(), safety: Safety::Safe, edits };
            touched.into_iter().for_each(|it| self.offer(it, &fix, None, actions));
        }
    }

    fn touched(&self, span: Span) -> impl Iterator<Item = &Diagnostic> {
        self.snapshot.diagnostics().iter().filter(move |it| it.span.touches(span))
    }

    /// What silences each finding that the span touches: whoever wants it finds it below everything else.
    fn suppressions(&self, span: Span, actions: &mut Vec<CodeAction>) {
        for finding in self.touched(span) {
            for fix in suppress::suppressions(self.snapshot, finding) {
                self.offer(finding, &fix, None, actions);
            }
        }
    }

    /// A quick fix, offered once for all findings that it solves.
    fn offer(&self, finding: &Diagnostic, fix: &Fix, is_preferred: Option<bool>, actions: &mut Vec<CodeAction>) {
        if !self.changes(&fix.edits) {
            return;
        }
        let diagnostic = lsp::diagnostic(self.snapshot.text(), finding, &self.url, self.encoding);
        let action = self.action(&fix.title, CodeActionKind::QUICKFIX, &fix.edits);
        let same = actions.iter_mut().find(|it| it.title == action.title && it.edit == action.edit);
        match same.and_then(|it| it.diagnostics.as_mut()) {
            Some(solved) => solved.push(diagnostic),
            None => actions.push(CodeAction { diagnostics: Some(vec![diagnostic]), is_preferred, ..action }),
        }
    }

    /// An action that solves no finding, where it does something and nothing before it has its title.
    fn propose(&self, title: &str, kind: CodeActionKind, edits: &[Edit], actions: &mut Vec<CodeAction>) {
        if self.changes(edits) && actions.iter().all(|it| it.title != title) {
            actions.push(self.action(title, kind, edits));
        }
    }

    /// All sections at once, for a document that has none yet: a refactoring, so that every editor shows it at the cursor,
    /// and a source action for those who ask for one.
    fn skeleton(&self, actions: &mut Vec<CodeAction>) {
        let kinds = [CodeActionKind::REFACTOR, INSERT_SECTIONS];
        let asked = kinds.into_iter().find(|it| self.is_wanted(it));
        if let Some((kind, edits)) = asked.and_then(|kind| Some((kind, skeleton::edits(self.snapshot)?))) {
            self.propose("Insert the sections of the profile", kind, &edits, actions);
        }
    }

    /// What mends the whole document.
    fn source_actions(&self, actions: &mut Vec<CodeAction>) {
        for (kind, title, rule) in REPAIRS {
            self.repair(CodeActionKind::new(kind), title, |it, _| it.rule.name == *rule, actions);
        }
        let is_safe = |_: &Diagnostic, fix: &Fix| fix.safety == Safety::Safe;
        self.repair(FIX_ALL, "Apply all safe fixes", is_safe, actions);
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
        self.propose(title, kind, &repair::edits(self.snapshot, mends), actions);
    }
}

/// Whether a kind is the asked one or a kind below it: `source` holds `source.fixAll`, and the empty kind holds all.
fn holds(asked: &CodeActionKind, kind: &CodeActionKind) -> bool {
    let rest = kind.as_str().strip_prefix(asked.as_str());
    rest.is_some_and(|it| asked.as_str().is_empty() || it.is_empty() || it.starts_with('.'))
}
