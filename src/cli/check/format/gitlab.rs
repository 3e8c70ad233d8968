//! Findings as a code quality report of GitLab.

use serde_json::json;

use crate::cli::check::Checked;
use crate::cli::check::format::place::{fingerprints, path, place};
use crate::rules::Severity;
use crate::text::Encoding;

pub fn entries(file: &Checked) -> Vec<String> {
    let path = path(&file.name);
    let findings = file.snapshot.diagnostics().iter().zip(fingerprints(file));
    let issue = findings.map(|(it, fingerprint)| {
        let at = place(file.snapshot.text(), it.span, Encoding::Utf32);
        let severity = match it.severity {
            Severity::Error => "critical",
            Severity::Warning => "major",
            Severity::Information => "minor",
            Severity::Hint => "info",
        };
        json!({
            "description": it.message,
            "check_name": it.rule.name,
            "fingerprint": fingerprint,
            "severity": severity,
            "location": { "path": path, "lines": { "begin": at.line, "end": at.end_line } },
        })
    });
    issue.map(|it| it.to_string()).collect()
}
