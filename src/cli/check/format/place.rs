//! Where a finding is, as reports write it: lines and columns from 1, paths as URIs, a fingerprint that survives edits.

use std::collections::HashMap;
use std::hash::Hasher;
use std::path::Path;

use fnv::FnvHasher;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;

use crate::cli::check::Checked;
use crate::rules::Diagnostic;
use crate::text::{Edit, Encoding, Span, Text};

/// Lines and columns from 1; the end is exclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Place {
    pub line: u32,
    pub column: u32,
    pub end_line: u32,
    pub end_column: u32,
}

/// The place of a span; columns count in this encoding.
pub fn place(text: &Text, span: Span, encoding: Encoding) -> Place {
    let start = text.position(span.start, encoding);
    let end = text.position(span.end, encoding);
    Place { line: start.line + 1, column: start.character + 1, end_line: end.line + 1, end_column: end.character + 1 }
}

/// Edits of one fix as one edit, for formats that know no more: what stands between them is written anew.
pub fn merged(text: &Text, edits: &[Edit]) -> Option<Edit> {
    let whole = edits.iter().map(|it| it.span).reduce(Span::cover)?;
    let within =
        |it: &Edit| Edit::replace(Span::new(it.span.start - whole.start, it.span.end - whole.start), &*it.text);
    let edits: Vec<Edit> = edits.iter().map(within).collect();
    Some(Edit::replace(whole, crate::text::apply(&text.slice(whole), &edits)))
}

/// A path with slashes, relative to the current folder where it lies below: so do reports name the files of a repository.
pub fn path(name: &str) -> String {
    let path = Path::new(name);
    let here = std::env::current_dir().unwrap_or_default();
    let path = path.strip_prefix(&here).unwrap_or(path).display().to_string();
    let path = if cfg!(windows) { path.replace('\\', "/") } else { path };
    path.strip_prefix("./").unwrap_or(&path).to_owned()
}

/// A path as a URI reference: relative, or with the scheme `file`.
pub fn uri(name: &str) -> String {
    /// What does not stand for itself in the path of a URI.
    const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');
    let path = path(name);
    let scheme = match Path::new(&path).is_absolute() {
        true if path.starts_with('/') => "file://",
        true => "file:///",
        false => "",
    };
    format!("{scheme}{}", utf8_percent_encode(&path, ENCODED))
}

/// A fingerprint for each finding of a file. It is the same while the finding is the same, wherever it moves: it is made
/// of file, rule and message without our own figures, and of a number where several are alike.
pub fn fingerprints(file: &Checked) -> Vec<String> {
    let path = path(&file.name);
    let mut seen: HashMap<String, u64> = HashMap::new();
    let print = |it: &Diagnostic| {
        let said = format!("{}\0{}", it.rule.name, without_figures(&it.message));
        let alike = seen.entry(said.clone()).or_default();
        *alike += 1;
        let mut hasher = FnvHasher::default();
        hasher.write(format!("{path}\0{said}\0{alike}").as_bytes());
        format!("{:016x}", hasher.finish())
    };
    file.snapshot.diagnostics().iter().map(print).collect()
}

/// A message without digits that are not the author's: a count of words changes with every word.
fn without_figures(message: &str) -> String {
    let mut is_quoted = false;
    let kept = message.chars().filter(|it| {
        is_quoted ^= *it == '"';
        is_quoted || !it.is_ascii_digit()
    });
    kept.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_those_of_a_repository() {
        assert_eq!(path("./docs/a b.md"), "docs/a b.md");
        let here = std::env::current_dir().unwrap().join("docs/a.md");
        assert_eq!(path(&here.display().to_string()), "docs/a.md");
        assert_eq!(path("../a.md"), "../a.md");
    }

    #[test]
    fn uris_are_encoded() {
        assert_eq!(uri("docs/a b#ü.md"), "docs/a%20b%23%C3%BC.md");
        #[cfg(unix)]
        assert_eq!(uri("/elsewhere/a.md"), "file:///elsewhere/a.md");
    }

    #[test]
    fn several_edits_become_one() {
        let text = Text::new("one two three");
        let edits = [Edit::replace(Span::new(0, 3), "1"), Edit::replace(Span::new(8, 13), "3")];
        assert_eq!(merged(&text, &edits), Some(Edit::replace(Span::new(0, 13), "1 two 3")));
        assert_eq!(merged(&text, &[]), None);
    }

    #[test]
    fn own_figures_are_no_part_of_what_is_said() {
        assert_eq!(without_figures("29 words: \"14:30\" for 400"), " words: \"14:30\" for ");
    }
}
