//! Findings as commands of a GitHub workflow, which annotate the lines of a pull request.

use crate::cli::check::Checked;
use crate::cli::check::format::place::{path, place};
use crate::rules::{Diagnostic, Severity};
use crate::text::Encoding;

pub fn entries(file: &Checked) -> Vec<String> {
    let path = property(&path(&file.name));
    let command = |it: &Diagnostic| {
        let at = place(file.snapshot.text(), it.span, Encoding::Utf32);
        let kind = match it.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Information | Severity::Hint => "notice",
        };
        // A range of columns is taken on one line only.
        let columns = match at.line == at.end_line {
            true => format!(",col={},endColumn={}", at.column, at.end_column),
            false => String::new(),
        };
        let (line, end, rule) = (at.line, at.end_line, it.rule.name);
        format!("::{kind} file={path},line={line},endLine={end}{columns},title={rule}::{}\n", data(&it.message))
    };
    file.snapshot.diagnostics().iter().map(command).collect()
}

/// The text of a command ends with its line.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_the_command_are_escaped() {
        assert_eq!(property("a,b:c%.md"), "a%2Cb%3Ac%25.md");
        assert_eq!(data("100%\nof: users"), "100%25%0Aof: users");
    }
}
