//! The boundary: spans and edits to positions and text edits of the protocol, and back.

use std::collections::HashMap;

use tower_lsp::lsp_types as lsp;
use tower_lsp::lsp_types::Url;

use crate::rules::{self, Severity};
use crate::snapshot::Snapshot;
use crate::text::{Edit, Encoding, Position, Span, Text};

/// What editors show as the origin of a diagnostic.
pub const SOURCE: &str = "postmortem";

/// What a snapshot's rules find, for the document at `url`.
pub fn diagnostics(snapshot: &Snapshot, url: &Url, encoding: Encoding) -> Vec<lsp::Diagnostic> {
    snapshot.diagnostics().iter().map(|it| diagnostic(snapshot.text(), it, url, encoding)).collect()
}

/// One finding. Its related places lie in the same document.
pub fn diagnostic(text: &Text, found: &rules::Diagnostic, url: &Url, encoding: Encoding) -> lsp::Diagnostic {
    let related = |(span, message): &(Span, String)| lsp::DiagnosticRelatedInformation {
        location: lsp::Location { uri: url.clone(), range: range(text, *span, encoding) },
        message: message.clone(),
    };
    lsp::Diagnostic {
        range: range(text, found.span, encoding),
        severity: Some(severity(found.severity)),
        code: Some(lsp::NumberOrString::String(found.rule.name.to_owned())),
        source: Some(SOURCE.to_owned()),
        message: found.message.clone(),
        related_information: match &found.related[..] {
            [] => None,
            places => Some(places.iter().map(related).collect()),
        },
        ..lsp::Diagnostic::default()
    }
}

/// Edits of one document as a map of changes, which every client understands.
pub fn workspace_edit(text: &Text, url: &Url, edits: &[Edit], encoding: Encoding) -> lsp::WorkspaceEdit {
    let edits = text_edits(text, edits, encoding);
    lsp::WorkspaceEdit::new(HashMap::from([(url.clone(), edits)]))
}

pub fn text_edits(text: &Text, edits: &[Edit], encoding: Encoding) -> Vec<lsp::TextEdit> {
    edits.iter().map(|it| lsp::TextEdit::new(range(text, it.span, encoding), it.text.clone())).collect()
}

pub fn range(text: &Text, span: Span, encoding: Encoding) -> lsp::Range {
    let wire = |it: Position| lsp::Position::new(it.line, it.character);
    lsp::Range::new(wire(text.position(span.start, encoding)), wire(text.position(span.end, encoding)))
}

/// The span of a range, whichever of its ends comes first; clamped to the text.
pub fn span(text: &Text, range: lsp::Range, encoding: Encoding) -> Span {
    text.span(position(range.start), position(range.end), encoding)
}

pub fn position(position: lsp::Position) -> Position {
    Position { line: position.line, character: position.character }
}

fn severity(severity: Severity) -> lsp::DiagnosticSeverity {
    match severity {
        Severity::Error => lsp::DiagnosticSeverity::ERROR,
        Severity::Warning => lsp::DiagnosticSeverity::WARNING,
        Severity::Information => lsp::DiagnosticSeverity::INFORMATION,
        Severity::Hint => lsp::DiagnosticSeverity::HINT,
    }
}
