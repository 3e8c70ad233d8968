//! Findings for people, one a line: `a.md:3:13: warning[some-rule] message`.

use annotate_snippets::normalize_untrusted_str;

use crate::cli::check::Checked;
use crate::cli::check::format::place::place;
use crate::rules::Diagnostic;
use crate::text::Encoding;

pub fn entries(file: &Checked) -> Vec<String> {
    let line = |it: &Diagnostic| {
        let at = place(file.snapshot.text(), it.span, Encoding::Utf32);
        let (severity, rule) = (it.severity.as_str(), it.rule.name);
        let line = format!("{}:{}:{}: {severity}[{rule}] {}", file.name, at.line, at.column, it.message);
        normalize_untrusted_str(&line) + "\n"
    };
    file.snapshot.diagnostics().iter().map(line).collect()
}
