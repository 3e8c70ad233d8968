//! Findings as Reviewdog reads them; its columns count bytes.

use serde_json::{Value, json};

use crate::cli::check::Checked;
use crate::cli::check::format::Completion;
use crate::cli::check::format::place::{merged, path, place};
use crate::rules::{Diagnostic, Severity};
use crate::text::{Encoding, Span};

pub fn open() -> String {
    format!(r#"{{"source":{{"name":"{}"}},"diagnostics":["#, env!("CARGO_PKG_NAME"))
}

pub fn close(_: Completion) -> String {
    "\n]}\n".to_owned()
}

pub fn entries(file: &Checked) -> Vec<String> {
    let path = path(&file.name);
    file.snapshot.diagnostics().iter().map(|it| diagnostic(file, &path, it).to_string()).collect()
}

fn diagnostic(file: &Checked, path: &str, found: &Diagnostic) -> Value {
    let text = file.snapshot.text();
    let range = |span: Span| {
        let at = place(text, span, Encoding::Utf8);
        json!({
            "start": { "line": at.line, "column": at.column },
            "end": { "line": at.end_line, "column": at.end_column },
        })
    };
    let severity = match found.severity {
        Severity::Error => "ERROR",
        Severity::Warning => "WARNING",
        Severity::Information | Severity::Hint => "INFO",
    };
    let mut diagnostic = json!({
        "message": found.message,
        "location": { "path": path, "range": range(found.span) },
        "severity": severity,
        "code": { "value": found.rule.name },
    });
    let suggestion = found.fix(&file.snapshot).and_then(|it| merged(text, &it.edits));
    if let Some(edit) = suggestion {
        diagnostic["suggestions"] = json!([{ "range": range(edit.span), "text": edit.text }]);
    }
    if !found.related.is_empty() {
        let related = found
            .related
            .iter()
            .map(|(span, message)| json!({ "message": message, "location": { "path": path, "range": range(*span) } }));
        diagnostic["relatedLocations"] = related.collect();
    }
    diagnostic
}
