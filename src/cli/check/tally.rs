//! What a run met: counted, summed up in one line, and made an exit code.

use crate::cli::Outcome;
use crate::cli::check::Checked;
use crate::cli::check::format::Completion;
use crate::rules::Severity;

/// What a run over files met.
#[derive(Debug)]
pub struct Tally {
    /// The least severity that counts as a failure.
    fail_on: Severity,
    mending: Mending,
    findings: usize,
    failures: usize,
    postmortems: usize,
    others: usize,
    /// Findings that fixes took away, and the files in which they did.
    mended: usize,
    changed: usize,
    pub refused: usize,
}

/// What becomes of the fixes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mending {
    NotAsked,
    Written,
    Shown,
}

impl Tally {
    pub fn new(fail_on: Severity, mending: Mending) -> Tally {
        Tally {
            fail_on,
            mending,
            findings: 0,
            failures: 0,
            postmortems: 0,
            others: 0,
            mended: 0,
            changed: 0,
            refused: 0,
        }
    }

    pub fn count(&mut self, file: &Checked) {
        let findings = file.snapshot.diagnostics();
        self.findings += findings.len();
        // The gravest severity comes first.
        self.failures += findings.iter().filter(|it| it.severity <= self.fail_on).count();
        match file.snapshot.postmortem().recognised {
            true => self.postmortems += 1,
            false => self.others += 1,
        }
        if let Some(mended) = &file.mended {
            self.mended += mended.findings.values().sum::<usize>();
            self.changed += 1;
        }
    }

    pub fn completion(&self) -> Completion {
        if self.refused > 0 { Completion::Partial } else { Completion::Whole }
    }

    pub fn outcome(&self) -> Outcome {
        let failures = if self.mending == Mending::Shown { self.changed } else { self.failures };
        match (self.refused, failures) {
            (1.., _) => Outcome::Trouble,
            (0, 1..) => Outcome::Findings,
            (0, 0) => Outcome::Clean,
        }
    }

    /// `3 findings in 2 postmortems, 5 other Markdown files, 1 path not read`
    pub fn summary(&self) -> String {
        let mut parts = Vec::new();
        if self.mending != Mending::NotAsked {
            let mended = match self.mending {
                Mending::Shown => "would be mended",
                _ => "mended",
            };
            parts.push(format!("{} {mended} in {}", counted(self.mended, "finding"), counted(self.changed, "file")));
        }
        match (self.postmortems, self.others) {
            (0, 0) => parts.push("nothing checked".to_string()),
            (0, others) => {
                parts.push(format!("nothing checked: {} and no postmortem", counted(others, "Markdown file")))
            }
            (postmortems, others) => {
                let findings = match self.findings {
                    0 => "no findings".to_owned(),
                    findings => counted(findings, "finding"),
                };
                let left = if self.mending == Mending::NotAsked { "" } else { " left" };
                parts.push(format!("{findings}{left} in {}", counted(postmortems, "postmortem")));
                if others > 0 {
                    parts.push(counted(others, "other Markdown file"));
                }
            }
        }
        if self.refused > 0 {
            let done = if self.mending == Mending::Written { "read or written" } else { "read" };
            parts.push(format!("{} not {done}", counted(self.refused, "path")));
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
    use super::*;

    fn tally(findings: usize, postmortems: usize, others: usize, refused: usize) -> Tally {
        let tally = Tally::new(Severity::Hint, Mending::NotAsked);
        Tally { findings, failures: findings, postmortems, others, refused, ..tally }
    }

    #[test]
    fn the_summary_counts_in_words() {
        assert_eq!(tally(3, 2, 5, 0).summary(), "3 findings in 2 postmortems, 5 other Markdown files");
        let one = tally(1, 1, 1, 1).summary();
        assert_eq!(one, "1 finding in 1 postmortem, 1 other Markdown file, 1 path not read");
        assert_eq!(tally(0, 1, 0, 0).summary(), "no findings in 1 postmortem");
    }

    #[test]
    fn nothing_checked_is_said_aloud() {
        assert_eq!(tally(0, 0, 2, 0).summary(), "nothing checked: 2 Markdown files and no postmortem");
        assert_eq!(tally(0, 0, 0, 2).summary(), "nothing checked, 2 paths not read");
    }

    #[test]
    fn what_is_mended_is_told_with_what_is_left() {
        let fixed = Tally { mending: Mending::Written, mended: 4, changed: 2, ..tally(1, 3, 0, 0) };
        assert_eq!(fixed.summary(), "4 findings mended in 2 files, 1 finding left in 3 postmortems");
        let shown = Tally { mending: Mending::Shown, mended: 1, changed: 1, ..tally(0, 1, 0, 0) };
        assert_eq!(shown.summary(), "1 finding would be mended in 1 file, no findings left in 1 postmortem");
        assert_eq!(shown.outcome(), Outcome::Findings);
    }
}
