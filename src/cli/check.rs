//! `check`: what the rules find in files, for people or for programs.

mod json;
mod text;

use std::io::{self, Write};
use std::path::PathBuf;

use crate::cli::{Format, Outcome, files, say};
use crate::rules::Severity;

/// Checks what the paths stand for. Findings go to `out`, refusals and the summary to standard error.
pub fn run(paths: &[PathBuf], format: Format, colour: bool, out: &mut dyn Write) -> io::Result<Outcome> {
    let renderer = text::renderer(colour);
    let mut tally = Tally::default();
    let mut listed = Vec::new();
    for file in files::read_all(paths) {
        let file = match file {
            Ok(file) => file,
            Err(refusal) => {
                say(&refusal.to_string());
                tally.refused += 1;
                continue;
            }
        };
        let snapshot = file.snapshot();
        let findings = snapshot.diagnostics();
        tally.count(snapshot.postmortem().recognised, findings.len());
        match format {
            Format::Text => {
                for finding in findings {
                    writeln!(
                        out,
                        "{}\n",
                        text::render(&renderer, &file.name, snapshot.text(), finding, finding.fix(&snapshot).as_ref())
                    )?;
                }
            }
            Format::Json => listed.extend(findings.iter().map(|it| json::Finding::of(&file.name, &snapshot, it))),
        }
    }
    if let Format::Json = format {
        serde_json::to_writer_pretty(&mut *out, &listed)?;
        writeln!(out)?;
    }
    out.flush()?;
    say(&tally.summary());
    Ok(tally.outcome())
}

/// The word for a severity in reports.
fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Information => "info",
        Severity::Hint => "help",
    }
}

/// What a run met.
#[derive(Default)]
struct Tally {
    findings: usize,
    postmortems: usize,
    others: usize,
    refused: usize,
}

impl Tally {
    fn count(&mut self, is_postmortem: bool, findings: usize) {
        self.findings += findings;
        match is_postmortem {
            true => self.postmortems += 1,
            false => self.others += 1,
        }
    }

    fn outcome(&self) -> Outcome {
        match self {
            Tally { refused: 1.., .. } => Outcome::Trouble,
            Tally { findings: 1.., .. } => Outcome::Findings,
            _ => Outcome::Clean,
        }
    }

    /// `3 findings in 2 postmortems, 5 other Markdown files, 1 path not read`
    fn summary(&self) -> String {
        let mut parts = Vec::new();
        match (self.postmortems, self.others) {
            (0, 0) => parts.push("nothing checked".to_string()),
            (0, others) => {
                parts.push(format!("nothing checked: {} and no postmortem", counted(others, "Markdown file")))
            }
            (postmortems, others) => {
                let findings =
                    if self.findings == 0 { "no findings".into() } else { counted(self.findings, "finding") };
                parts.push(format!("{findings} in {}", counted(postmortems, "postmortem")));
                if others > 0 {
                    parts.push(counted(others, "other Markdown file"));
                }
            }
        }
        if self.refused > 0 {
            parts.push(format!("{} not read", counted(self.refused, "path")));
        }
        parts.join(", ")
    }
}

/// `1 finding`, `2 findings`
fn counted(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::Tally;

    fn summary(findings: usize, postmortems: usize, others: usize, refused: usize) -> String {
        Tally { findings, postmortems, others, refused }.summary()
    }

    #[test]
    fn the_summary_counts_in_words() {
        assert_eq!(summary(3, 2, 5, 0), "3 findings in 2 postmortems, 5 other Markdown files");
        assert_eq!(summary(1, 1, 1, 1), "1 finding in 1 postmortem, 1 other Markdown file, 1 path not read");
        assert_eq!(summary(0, 1, 0, 0), "no findings in 1 postmortem");
    }

    #[test]
    fn nothing_checked_is_said_aloud() {
        assert_eq!(summary(0, 0, 2, 0), "nothing checked: 2 Markdown files and no postmortem");
        assert_eq!(summary(0, 0, 0, 2), "nothing checked, 2 paths not read");
    }
}
