//! Findings for programs; `check --help` tells the shape.

use serde::Serialize;

use crate::cli::check::word;
use crate::rules::{Diagnostic, Safety};
use crate::snapshot::Snapshot;
use crate::text::{Encoding, Span, Text};

#[derive(Serialize)]
pub struct Finding {
    file: String,
    #[serde(flatten)]
    place: Place,
    severity: &'static str,
    rule: &'static str,
    message: String,
    related: Vec<Related>,
    fix: Option<Fix>,
}

/// Where something stands, from 1; columns count Unicode scalar values, the end is exclusive.
#[derive(Serialize)]
struct Place {
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
}

#[derive(Serialize)]
struct Related {
    #[serde(flatten)]
    place: Place,
    message: String,
}

#[derive(Serialize)]
struct Fix {
    title: String,
    /// Whether it loses no word that the author wrote.
    safe: bool,
}

impl Finding {
    pub fn of(file: &str, snapshot: &Snapshot, diagnostic: &Diagnostic) -> Finding {
        let text = snapshot.text();
        let related =
            |(span, message): &(Span, String)| Related { place: place(text, *span), message: message.clone() };
        let fix = |it: crate::rules::Fix| Fix { title: it.title, safe: it.safety == Safety::Safe };
        Finding {
            file: file.into(),
            place: place(text, diagnostic.span),
            severity: word(diagnostic.severity),
            rule: diagnostic.rule.name,
            message: diagnostic.message.clone(),
            related: diagnostic.related.iter().map(related).collect(),
            fix: diagnostic.fix(snapshot).map(fix),
        }
    }
}

fn place(text: &Text, span: Span) -> Place {
    let start = text.position(span.start, Encoding::Utf32);
    let end = text.position(span.end, Encoding::Utf32);
    Place { line: start.line + 1, column: start.character + 1, end_line: end.line + 1, end_column: end.character + 1 }
}
