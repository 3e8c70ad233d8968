//! How findings are printed: a table of forms, each of them written file by file.

mod full;
mod github;
mod gitlab;
mod json;
mod junit;
mod place;
mod rdjson;
mod sarif;
mod text;

use clap::ValueEnum;

use crate::cli::check::Checked;

/// The names of the forms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people: one line a finding
    Text,
    /// For people: the line of the document with carets
    Full,
    /// For programs: one array of findings
    Json,
    /// For programs: one finding a line
    Jsonl,
    /// Static Analysis Results Interchange Format 2.1.0
    Sarif,
    /// Commands of a GitHub workflow, which annotate a pull request
    Github,
    /// A code quality report of GitLab
    Gitlab,
    /// JUnit XML, a test suite for each postmortem
    Junit,
    /// Reviewdog's diagnostics
    Rdjson,
}

/// A form: what stands before all entries, the entries of a file, what stands before the first of them and before each
/// other one, and what stands behind all of them.
pub struct Form {
    pub open: fn() -> String,
    pub entries: fn(&Checked) -> Vec<String>,
    pub before_first: &'static str,
    pub before_next: &'static str,
    pub close: fn(Completion) -> String,
}

/// Whether everything was read that was to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Completion {
    Whole,
    Partial,
}

/// Lines that mean something each by itself.
const fn lines(entries: fn(&Checked) -> Vec<String>) -> Form {
    Form { open: String::new, entries, before_first: "", before_next: "", close: |_| String::new() }
}

/// The elements of a JSON array, one a line.
const fn array(open: fn() -> String, entries: fn(&Checked) -> Vec<String>, close: fn(Completion) -> String) -> Form {
    Form { open, entries, before_first: "\n", before_next: ",\n", close }
}

impl Format {
    pub const fn form(self, colour: bool) -> Form {
        let bracket = || "[".to_owned();
        let end = |_| "\n]\n".to_owned();
        match self {
            Format::Text => lines(text::entries),
            Format::Full if colour => lines(full::styled),
            Format::Full => lines(full::plain),
            Format::Json => array(bracket, json::entries, end),
            Format::Jsonl => lines(json::lines),
            Format::Sarif => array(sarif::open, sarif::entries, sarif::close),
            Format::Github => lines(github::entries),
            Format::Gitlab => array(bracket, gitlab::entries, end),
            Format::Junit => Form { open: junit::open, close: junit::close, ..lines(junit::entries) },
            Format::Rdjson => array(rdjson::open, rdjson::entries, rdjson::close),
        }
    }
}
