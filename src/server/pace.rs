//! When a finding is shown: what is written and wrong at once, what is not written yet when the writer pauses.

use std::collections::{HashMap, VecDeque};
use std::time::{Duration, Instant};

use crate::rules::{Diagnostic, Finds};

/// Whoever does not type for this long has paused.
pub const PAUSE: Duration = Duration::from_millis(800);

/// What the client was shown of one document, and when somebody wrote in it last. The time is an argument everywhere.
#[derive(Debug, Default)]
pub struct Pace {
    /// `None` where nobody is writing: the document was just opened or saved.
    edited: Option<Instant>,
    /// The findings of what is not written yet that are shown.
    shown: Vec<Known>,
    /// Whether some were held back.
    waits: bool,
}

/// What a finding is known again by: never its place, which moves with every line above it.
#[derive(Debug)]
struct Known {
    rule: &'static str,
    subject: usize,
    message: String,
}

/// What is shown of some findings.
#[derive(Debug)]
pub struct Shown<'a> {
    pub findings: Vec<&'a Diagnostic>,
    /// When the others are due, unless somebody writes on.
    pub due: Option<Instant>,
    /// Whether there are findings among them that were held back before.
    pub is_release: bool,
}

impl Pace {
    pub fn edited(&mut self, now: Instant) {
        self.edited = Some(now);
    }

    /// The document was opened or saved: nothing is held back before the next edit.
    pub fn rested(&mut self) {
        self.edited = None;
    }

    /// Whether the document was edited since it was opened or saved.
    pub fn is_edited(&self) -> bool {
        self.edited.is_some()
    }

    /// Which of the findings are shown at a moment. What was shown stays; what is solved is gone; what is new and not
    /// written yet waits for a pause.
    pub fn shown<'a>(&mut self, found: &'a [Diagnostic], now: Instant) -> Shown<'a> {
        let due = self.edited.map(|it| it + PAUSE).filter(|it| now < *it);
        let absent: Vec<&Diagnostic> = found.iter().filter(|it| it.rule.finds == Finds::Absence).collect();
        let mut known = known_again(std::mem::take(&mut self.shown), &absent).into_iter();
        let (mut findings, mut waits, mut is_new) = (Vec::new(), false, false);
        for finding in found {
            if finding.rule.finds == Finds::Absence {
                let is_known = known.next().unwrap_or_default();
                if !is_known && due.is_some() {
                    waits = true;
                    continue;
                }
                is_new |= !is_known;
                self.shown.push(Known::of(finding));
            }
            findings.push(finding);
        }
        let is_release = self.waits && is_new;
        self.waits = waits;
        Shown { findings, due: due.filter(|_| waits), is_release }
    }
}

impl Known {
    fn of(finding: &Diagnostic) -> Known {
        Known { rule: finding.rule.name, subject: finding.subject, message: finding.message.clone() }
    }
}

/// Which of some findings were there before: one for one, the same words first, for many say the same of several things;
/// then the same thing, for many messages count what the writer changes.
fn known_again(before: Vec<Known>, found: &[&Diagnostic]) -> Vec<bool> {
    let mut left: HashMap<&str, VecDeque<Known>> = HashMap::new();
    for known in before {
        left.entry(known.rule).or_default().push_back(known);
    }
    let mut is_known = vec![false; found.len()];
    let same: [fn(&Known, &Diagnostic) -> bool; 3] = [
        |known, found| known.message == found.message && known.subject == found.subject,
        |known, found| known.message == found.message,
        |known, found| known.subject == found.subject,
    ];
    for is_same in same {
        for (is_known, found) in is_known.iter_mut().zip(found).filter(|(is_known, _)| !**is_known) {
            let Some(left) = left.get_mut(found.rule.name) else { continue };
            if let Some(at) = left.iter().position(|it| is_same(it, found)) {
                left.remove(at);
                *is_known = true;
            }
        }
    }
    is_known
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::snapshot;

    const DRAFT: &str = "\
# Postmortem: the shop was down

## Issue Summary

Down from 10:00 to 11:00 UTC.

## Timeline

- 10:00 UTC - Down
- 11:00 UTC - Up
";

    struct Writer {
        pace: Pace,
        start: Instant,
    }

    impl Writer {
        fn new() -> Writer {
            Writer { pace: Pace::default(), start: Instant::now() }
        }

        fn at(&self, milliseconds: u64) -> Instant {
            self.start + Duration::from_millis(milliseconds)
        }

        fn types(&mut self, milliseconds: u64) {
            self.pace.edited(self.at(milliseconds));
        }

        /// The rules whose findings are shown, and in how many milliseconds the others are due.
        fn sees(&mut self, milliseconds: u64, text: &str) -> (Vec<&'static str>, Option<u128>) {
            let (read, now) = (snapshot(text), self.at(milliseconds));
            let shown = self.pace.shown(read.diagnostics(), now);
            let rules = shown.findings.iter().map(|it| it.rule.name).collect();
            (rules, shown.due.map(|it| (it - now).as_millis()))
        }

        #[track_caller]
        fn sees_rule(&mut self, milliseconds: u64, text: &str, rule: &str) -> bool {
            self.sees(milliseconds, text).0.contains(&rule)
        }
    }

    #[test]
    fn all_is_shown_of_a_document_that_is_opened() {
        let read = snapshot(DRAFT);
        let (rules, due) = Writer::new().sees(0, DRAFT);
        assert_eq!((rules.len(), due), (read.diagnostics().len(), None));
        assert!(rules.contains(&"missing-section"));
    }

    #[test]
    fn what_is_not_written_yet_waits_for_a_pause() {
        let mut writer = Writer::new();
        let without = DRAFT.replace(" UTC.", ".");
        writer.sees(0, DRAFT);
        writer.types(1000);
        assert!(!writer.sees_rule(1000, &without, "outage-without-timezone"));
        assert_eq!(writer.sees(1300, &without).1, Some(500));
        writer.types(1500);
        assert!(!writer.sees_rule(1900, &without, "outage-without-timezone"), "every edit begins the pause anew");
        assert!(writer.sees_rule(2300, &without, "outage-without-timezone"));
        assert_eq!(writer.sees(2300, &without).1, None);
    }

    #[test]
    fn what_was_shown_stays_and_what_is_solved_is_gone_at_once() {
        let mut writer = Writer::new();
        let without = DRAFT.replace(" UTC.", ".");
        writer.sees(0, &without);
        writer.types(100);
        let moved = format!("Words above.\n\n{without}");
        assert!(writer.sees_rule(100, &moved, "outage-without-timezone"), "it has another place");
        assert!(!writer.sees_rule(110, DRAFT, "outage-without-timezone"));
        writer.types(120);
        assert!(!writer.sees_rule(120, &without, "outage-without-timezone"), "after that it is new");
    }

    #[test]
    fn a_message_that_counts_is_the_same_finding() {
        let mut writer = Writer::new();
        assert!(writer.sees_rule(0, DRAFT, "too-short"));
        writer.types(100);
        assert!(writer.sees_rule(100, &DRAFT.replace("- Down", "- Down for all"), "too-short"));
    }

    #[test]
    fn a_contradiction_is_shown_at_once() {
        let mut writer = Writer::new();
        writer.sees(0, DRAFT);
        writer.types(100);
        assert!(writer.sees_rule(100, &DRAFT.replace("- 11:00", "- 09:00"), "timeline-out-of-order"));
    }

    #[test]
    fn nothing_waits_when_the_document_is_saved() {
        let mut writer = Writer::new();
        let without = DRAFT.replace(" UTC.", ".");
        writer.sees(0, DRAFT);
        writer.types(100);
        assert!(!writer.sees_rule(100, &without, "outage-without-timezone"));
        writer.pace.rested();
        let read = snapshot(&without);
        let now = writer.at(200);
        assert!(writer.pace.shown(read.diagnostics(), now).is_release);
        assert!(!writer.pace.shown(read.diagnostics(), now).is_release, "it is released once");
    }

    #[test]
    fn of_two_that_say_the_same_one_is_new() {
        let mut writer = Writer::new();
        let one = DRAFT.to_owned() + "\n## Root cause and resolution\n";
        let (before, _) = writer.sees(0, &one);
        writer.types(100);
        let two = one.clone() + "\n## Corrective and preventative measures\n";
        let (after, due) = writer.sees(100, &two);
        let empty = |rules: &[&str]| rules.iter().filter(|it| **it == "empty-section").count();
        assert_eq!((empty(&before), empty(&after), due), (1, 1, Some(800)));
    }
}
