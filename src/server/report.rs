//! What a client is shown of the findings in a document, whether it asks for them or is told.

use std::hash::Hasher;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;
use std::time::Instant;

use fnv::FnvHasher;
use tower_lsp::lsp_types::{
    Diagnostic, DocumentDiagnosticReport, FullDocumentDiagnosticReport, RelatedFullDocumentDiagnosticReport,
    RelatedUnchangedDocumentDiagnosticReport, UnchangedDocumentDiagnosticReport, Url,
};

use crate::features::lsp;
use crate::features::status::Counts;
use crate::rules;
use crate::server::agreement::Agreement;
use crate::server::pace::Shown;
use crate::server::pages;
use crate::snapshot::Snapshot;

/// The findings of a document that are shown at a moment.
#[derive(Clone, Debug, Default)]
pub struct Report {
    pub version: Option<i32>,
    /// Whether it is a postmortem at all.
    pub is_postmortem: bool,
    pub items: Vec<Diagnostic>,
    pub counts: Counts,
    /// When there will be more, unless somebody writes on.
    pub due: Option<Instant>,
    /// Whether there are findings in it that were held back before.
    pub is_release: bool,
}

impl Report {
    /// `pace` tells what is shown. A panic costs this report alone.
    pub fn of(
        snapshot: &Snapshot,
        url: &Url,
        agreement: &Agreement,
        pace: impl for<'a> FnOnce(&'a [rules::Diagnostic]) -> Shown<'a>,
    ) -> thread::Result<Report> {
        catch_unwind(AssertUnwindSafe(|| {
            agreement.faults.in_diagnostics(snapshot);
            let Shown { findings, due, is_release } = pace(snapshot.diagnostics());
            Report {
                version: snapshot.document.version,
                is_postmortem: snapshot.postmortem().recognised,
                items: on_wire(snapshot, &findings, url, agreement),
                counts: Counts::of(findings),
                due,
                is_release,
            }
        }))
    }

    /// The same findings in the same places have the same id.
    pub fn id(&self) -> String {
        let mut hasher = FnvHasher::default();
        hasher.write(&serde_json::to_vec(&self.items).expect("diagnostics are plain data"));
        format!("{:016x}", hasher.finish())
    }

    /// As an answer to a client that has the report with the id `previous`.
    pub fn answer(&self, previous: Option<&str>) -> DocumentDiagnosticReport {
        let result_id = self.id();
        if previous == Some(&result_id) {
            return RelatedUnchangedDocumentDiagnosticReport {
                related_documents: None,
                unchanged_document_diagnostic_report: UnchangedDocumentDiagnosticReport { result_id },
            }
            .into();
        }
        RelatedFullDocumentDiagnosticReport { related_documents: None, full_document_diagnostic_report: self.full() }
            .into()
    }

    pub fn full(&self) -> FullDocumentDiagnosticReport {
        FullDocumentDiagnosticReport { result_id: Some(self.id()), items: self.items.clone() }
    }
}

/// Findings with the pages of their rules, where the client can open them.
fn on_wire(snapshot: &Snapshot, findings: &[&rules::Diagnostic], url: &Url, agreement: &Agreement) -> Vec<Diagnostic> {
    let has_pages = agreement.code_description && !findings.is_empty();
    let pages = if has_pages { pages::folder() } else { None };
    lsp::diagnostics(snapshot.text(), findings, url, agreement.encoding, pages)
}
