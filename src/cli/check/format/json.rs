//! Findings for programs; `check --help` tells the shape.

use serde::Serialize;

use crate::cli::check::Checked;
use crate::cli::check::format::place::{Place, place};
use crate::rules::{self, Diagnostic, Safety};
use crate::text::{Edit, Encoding, Span, Text};

/// One finding of an array.
pub fn entries(file: &Checked) -> Vec<String> {
    let json = |it| serde_json::to_string(&Finding::of(file, it)).expect("a finding is plain data with string keys");
    file.snapshot.diagnostics().iter().map(json).collect()
}

/// One finding a line.
pub fn lines(file: &Checked) -> Vec<String> {
    entries(file).into_iter().map(|it| it + "\n").collect()
}

#[derive(Serialize)]
struct Finding<'a> {
    file: &'a str,
    #[serde(flatten)]
    place: Place,
    severity: &'static str,
    rule: &'static str,
    message: &'a str,
    related: Vec<Related<'a>>,
    fix: Option<Fix>,
}

#[derive(Serialize)]
struct Related<'a> {
    #[serde(flatten)]
    place: Place,
    message: &'a str,
}

#[derive(Serialize)]
struct Fix {
    title: String,
    /// Whether it loses no word that the author wrote.
    safe: bool,
    edits: Vec<Replacement>,
}

#[derive(Serialize)]
struct Replacement {
    #[serde(flatten)]
    place: Place,
    text: String,
}

impl Finding<'_> {
    fn of<'a>(file: &'a Checked, found: &'a Diagnostic) -> Finding<'a> {
        let text = file.snapshot.text();
        let related = |(span, message): &'a (Span, String)| Related { place: at(text, *span), message };
        Finding {
            file: &file.name,
            place: at(text, found.span),
            severity: found.severity.as_str(),
            rule: found.rule.name,
            message: &found.message,
            related: found.related.iter().map(related).collect(),
            fix: found.fix(&file.snapshot).map(|it| Fix::of(text, it)),
        }
    }
}

impl Fix {
    fn of(text: &Text, fix: rules::Fix) -> Fix {
        let replacement = |it: Edit| Replacement { place: at(text, it.span), text: it.text };
        Fix {
            title: fix.title,
            safe: fix.safety == Safety::Safe,
            edits: fix.edits.into_iter().map(replacement).collect(),
        }
    }
}

/// Columns count Unicode scalar values.
fn at(text: &Text, span: Span) -> Place {
    place(text, span, Encoding::Utf32)
}
