//! Findings in the Static Analysis Results Interchange Format, SARIF 2.1.0, with all rules and their pages.

use serde_json::{Value, json};

use crate::cli::check::Checked;
use crate::cli::check::format::Completion;
use crate::cli::check::format::place::{fingerprints, place, uri};
use crate::rules::{self, Diagnostic, Fix, Rule, Severity, catalogue};
use crate::text::{Encoding, Span, Text};

const SCHEMA: &str = "https://raw.githubusercontent.com/oasis-tcs/sarif-spec/master/Schemata/sarif-schema-2.1.0.json";

pub fn open() -> String {
    let driver = json!({
        "name": env!("CARGO_PKG_NAME"),
        "semanticVersion": env!("CARGO_PKG_VERSION"),
        "rules": rules::ALL.iter().map(|it| rule(it)).collect::<Vec<_>>(),
    });
    let head = format!(r#""$schema":"{SCHEMA}","version":"2.1.0""#);
    format!(r#"{{{head},"runs":[{{"tool":{{"driver":{driver}}},"columnKind":"unicodeCodePoints","results":["#)
}

pub fn close(completion: Completion) -> String {
    let invocation = json!({ "executionSuccessful": completion == Completion::Whole });
    format!("\n],\"invocations\":[{invocation}]}}]}}\n")
}

pub fn entries(file: &Checked) -> Vec<String> {
    let uri = uri(&file.name);
    let findings = file.snapshot.diagnostics().iter().zip(fingerprints(file));
    findings.map(|(it, fingerprint)| result(file, &uri, it, &fingerprint).to_string()).collect()
}

fn rule(rule: &Rule) -> Value {
    json!({
        "id": rule.name,
        "shortDescription": { "text": catalogue::summary(rule) },
        "help": { "text": rule.docs, "markdown": catalogue::page(rule) },
        "defaultConfiguration": { "level": level(rule.severity) },
        "properties": { "tags": [rule.group.title().to_lowercase()] },
    })
}

fn result(file: &Checked, uri: &str, found: &Diagnostic, fingerprint: &str) -> Value {
    let text = file.snapshot.text();
    let location = |span: Span| json!({ "artifactLocation": { "uri": uri }, "region": region(text, span) });
    let mut result = json!({
        "ruleId": found.rule.name,
        "ruleIndex": rules::ALL.iter().position(|it| it.name == found.rule.name),
        "level": level(found.severity),
        "message": { "text": found.message },
        "locations": [{ "physicalLocation": location(found.span) }],
        "partialFingerprints": { "finding/v1": fingerprint },
    });
    if !found.related.is_empty() {
        let related = found
            .related
            .iter()
            .map(|(span, message)| json!({ "physicalLocation": location(*span), "message": { "text": message } }));
        result["relatedLocations"] = related.collect();
    }
    let fixes = found.fixes(&file.snapshot);
    if !fixes.is_empty() {
        result["fixes"] = fixes.iter().map(|it| fix(text, uri, it)).collect();
    }
    result
}

fn fix(text: &Text, uri: &str, fix: &Fix) -> Value {
    let replacements = fix
        .edits
        .iter()
        .map(|it| json!({ "deletedRegion": region(text, it.span), "insertedContent": { "text": it.text } }));
    json!({
        "description": { "text": fix.title },
        "artifactChanges": [{
            "artifactLocation": { "uri": uri },
            "replacements": replacements.collect::<Vec<_>>(),
        }],
    })
}

fn region(text: &Text, span: Span) -> Value {
    let at = place(text, span, Encoding::Utf32);
    json!({
        "startLine": at.line,
        "startColumn": at.column,
        "endLine": at.end_line,
        "endColumn": at.end_column,
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Information | Severity::Hint => "note",
    }
}
