//! The boundary: spans and edits to positions and text edits of the protocol, and back.

use std::collections::HashMap;

use tower_lsp::lsp_types as lsp;
use tower_lsp::lsp_types::Url;

use crate::rules::{self, Severity};
use crate::text::{Edit, Encoding, Position, Span, Text};

/// What editors show as the origin of a diagnostic.
pub const SOURCE: &str = "postmortem";

/// Findings in the document at `url`. `pages` is the folder with a page for each rule.
pub fn diagnostics(
    text: &Text,
    findings: &[&rules::Diagnostic],
    url: &Url,
    encoding: Encoding,
    pages: Option<&Url>,
) -> Vec<lsp::Diagnostic> {
    let page = |rule: &str| pages?.join(&format!("{rule}.md")).ok();
    // Many findings are of few rules.
    let mut known: HashMap<&str, Option<Url>> = HashMap::new();
    let mut wire = |it: &rules::Diagnostic| {
        let page = known.entry(it.rule.name).or_insert_with(|| page(it.rule.name)).clone();
        lsp::Diagnostic {
            code_description: page.map(|href| lsp::CodeDescription { href }),
            ..diagnostic(text, it, url, encoding)
        }
    };
    findings.iter().map(|it| wire(it)).collect()
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::snapshot;

    const TEXT: &str = "# Postmortem: 🚒 down\n\n## Summary\n\n🚒 Down on [Date] from 14:00 to 15:00 UTC for all users.\n\n\
        ## Timeline\n\n- 15:00 - Up\n- 14:00 - Down\n";

    fn all(encoding: Encoding) -> Vec<lsp::Diagnostic> {
        let url = Url::parse("file:///a.md").expect("a URL");
        let read = snapshot(TEXT);
        let findings: Vec<&rules::Diagnostic> = read.diagnostics().iter().collect();
        diagnostics(read.text(), &findings, &url, encoding, None)
    }

    fn found(code: &str, encoding: Encoding) -> lsp::Diagnostic {
        let is_wanted = |it: &lsp::Diagnostic| it.code == Some(lsp::NumberOrString::String(code.to_owned()));
        all(encoding).into_iter().find(is_wanted).expect("the rule finds something")
    }

    #[test]
    fn characters_count_as_agreed_with_the_client() {
        for (encoding, start) in [(Encoding::Utf8, 13), (Encoding::Utf16, 11), (Encoding::Utf32, 10)] {
            let range = found("leftover-placeholder", encoding).range;
            let expected = lsp::Range::new(lsp::Position::new(4, start), lsp::Position::new(4, start + 6));
            assert_eq!(range, expected, "{encoding:?}");
        }
    }

    #[test]
    fn every_diagnostic_has_source_code_and_severity() {
        let all = all(Encoding::Utf16);
        assert!(all.len() > 2, "{all:?}");
        assert!(
            all.iter().all(|it| it.source.as_deref() == Some(SOURCE) && it.code.is_some() && it.severity.is_some())
        );
    }

    #[test]
    fn a_contradiction_names_the_other_place_of_the_same_document() {
        let related = found("timeline-out-of-order", Encoding::Utf16).related_information.expect("a related place");
        let [related] = &related[..] else { panic!("{related:?}") };
        assert_eq!(related.location.uri.as_str(), "file:///a.md");
        assert_eq!(related.location.range.start, lsp::Position::new(8, 2));
    }
}
