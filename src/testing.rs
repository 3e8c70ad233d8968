//! The fixture language of the tests: Markdown with a cursor and with the findings written under the words they mark.
//!
//! - `<|>` is a cursor, `<|` and `|>` are the ends of a selection.
//! - `^^^^ warning: message` says that the characters above the carets, in the line above, have that finding.
//!   `^^^^… warning: message` marks a finding that goes on in a later line, `| warning: message` an empty one.
//! - These lines are taken out before the text is read; a finding that no line tells of fails the test as well.
//!
//! `UPDATE_EXPECT=1 cargo test` writes the findings into the fixtures anew.

use std::sync::Arc;

use expect_test::Expect;

use crate::clock::Date;
use crate::config::Config;
use crate::rules::{self, Diagnostic, Fix, Rule, Safety};
use crate::snapshot::Snapshot;
use crate::syntax::Document;
use crate::text::{Span, apply};

/// A text with what was marked in it.
pub struct Fixture {
    /// Without cursor and findings.
    pub text: String,
    /// The cursor or the selection.
    pub cursor: Option<Span>,
}

impl Fixture {
    pub fn parse(source: &str) -> Fixture {
        let mut text = String::new();
        for line in dedented(source).split_inclusive('\n').filter(|it| !is_annotation(it)) {
            text.push_str(line);
        }
        let mut take = |mark: &str| {
            let at = text.find(mark)?;
            text.replace_range(at..at + mark.len(), "");
            Some(at)
        };
        let cursor = match take("<|>") {
            Some(at) => Some(Span::at(at)),
            None => take("<|").map(|start| Span::new(start, take("|>").expect("a selection has an end"))),
        };
        Fixture { text, cursor }
    }

    pub fn snapshot(&self) -> Snapshot {
        snapshot(&self.text)
    }
}

/// The day of every test.
pub const TODAY: Date = Date { year: Some(2024), month: 6, day: 1 };

/// A text with the default settings, as an editor has it open.
pub fn snapshot(text: &str) -> Snapshot {
    configured(text, Config { today: Some(TODAY), ..Config::default() })
}

/// A text with settings of its own.
pub fn configured(text: &str, config: Config) -> Snapshot {
    Snapshot::new(Document::parse(Some(1), text), Arc::new(config), None)
}

/// One rule finds exactly what the fixture says, which need not be a whole postmortem.
pub fn check(rule: &'static Rule, fixture: Expect) {
    let Fixture { text, .. } = Fixture::parse(fixture.data());
    let found = rules::findings(&snapshot(&text), &[rule]);
    check_words(&found);
    fixture.assert_eq(&annotated(&text, &found));
}

/// All rules together find exactly what the fixture says, with or without CR LF.
pub fn check_all(fixture: Expect) {
    let Fixture { text, .. } = Fixture::parse(fixture.data());
    let read = snapshot(&text);
    check_words(read.diagnostics());
    fixture.assert_eq(&annotated(&text, read.diagnostics()));
    let with_crlf = snapshot(&crlf(&text));
    let said = |it: &Snapshot| it.diagnostics().iter().map(|it| it.message.clone()).collect::<Vec<_>>();
    assert_eq!(said(&read), said(&with_crlf), "the same text with CR LF has other findings");
}

/// The fix of the rule's finding at the cursor, or of its first, makes the second text of the first.
/// It takes its finding away, adds none of any rule, has nothing left to do afterwards, and leaves CR LF as it is.
pub fn check_fix(rule: &'static Rule, before: &str, after: Expect) {
    let Fixture { text, cursor } = Fixture::parse(before);
    let fixed = fixed(rule, &text, cursor);
    after.assert_eq(&fixed);
    let cursor = cursor.map(|it| {
        let line_breaks = |offset: usize| offset + text[..offset].matches('\n').count();
        Span::new(line_breaks(it.start), line_breaks(it.end))
    });
    assert_eq!(self::fixed(rule, &crlf(&text), cursor), crlf(&fixed), "a text with CR LF is fixed otherwise");
}

/// The rule finds what stands in the fixture at the cursor, or first, and has no fix for it.
pub fn check_no_fix(rule: &'static Rule, fixture: &str) {
    let Fixture { text, cursor } = Fixture::parse(fixture);
    let snapshot = snapshot(&text);
    let fix = finding(rule, &snapshot, cursor).fix(&snapshot);
    assert!(fix.is_none(), "there is a fix: {fix:#?}");
}

/// The findings of a document, and what a fix of each must do.
pub struct Mending<'a> {
    before: &'a Snapshot,
    table: &'a [&'static Rule],
    pub findings: Vec<Diagnostic>,
}

impl<'a> Mending<'a> {
    pub fn of(before: &'a Snapshot, table: &'a [&'static Rule]) -> Mending<'a> {
        Mending { before, table, findings: rules::findings(before, table) }
    }

    /// The text after a fix: the finding is gone, there is no new one of any rule, and so nothing is left to do.
    pub fn check(&self, finding: &Diagnostic, fix: &Fix) -> String {
        let text = self.before.text().to_string();
        let fixed = apply(&text, &fix.edits);
        let config = Config::clone(&self.before.config);
        let after = configured(&fixed, config);
        let later: Vec<String> = rules::findings(&after, self.table).iter().map(Diagnostic::offence).collect();
        let earlier: Vec<String> = self.findings.iter().map(Diagnostic::offence).collect();
        let count = |all: &[String], it: &String| all.iter().filter(|other| *other == it).count();
        let own = finding.offence();
        let context = || format!("{:?} of {own}\n--- before\n{text}\n--- after\n{fixed}", fix.title);
        assert_ne!(fixed, text, "the fix changes nothing: {}", context());
        assert!(count(&later, &own) < count(&earlier, &own), "the finding is still there: {}", context());
        // A prompt that was asked for waits for its text, and says so. What stood in a code block without an end is read
        // for the first time.
        let is_prompt = |it: &&String| fix.safety == Safety::ForReview && it.starts_with("leftover-placeholder");
        // A directive may be left without a finding to silence.
        let is_left = |it: &&String| it.starts_with("unused-directive:") && !own.starts_with("unused-directive:");
        // Another format asks for other things.
        let uncovers = finding.rule.name == "unclosed-fence" || after.profile.id != self.before.profile.id;
        for it in later.iter().filter(|it| !uncovers && !is_prompt(it) && !is_left(it)) {
            assert!(count(&later, it) <= count(&earlier, it), "a new finding, {it}: {}", context());
        }
        fixed
    }
}

/// The text after the best fix of a finding, where it has one.
pub fn check_mended(before: &Snapshot, finding: &Diagnostic, table: &[&'static Rule]) -> Option<String> {
    let fix = finding.fix(before)?;
    Some(Mending::of(before, table).check(finding, &fix))
}

fn fixed(rule: &'static Rule, text: &str, cursor: Option<Span>) -> String {
    let before = snapshot(text);
    let finding = finding(rule, &before, cursor);
    check_mended(&before, &finding, rules::ALL).expect("the finding has a fix")
}

fn finding(rule: &'static Rule, snapshot: &Snapshot, cursor: Option<Span>) -> Diagnostic {
    let found = rules::findings(snapshot, &[rule]);
    let wanted = |it: &Diagnostic| cursor.is_none_or(|cursor| it.span.touches(cursor));
    found.into_iter().find(wanted).unwrap_or_else(|| panic!("{} finds nothing in\n{}", rule.name, snapshot.text()))
}

/// What holds for every message.
fn check_words(found: &[Diagnostic]) {
    for it in found {
        assert!(it.message.chars().count() < 100, "the message is too long: {}", it.message);
        assert!(!it.message.ends_with('.'), "a message is no sentence with a full stop: {}", it.message);
    }
}

fn annotated(text: &str, found: &[Diagnostic]) -> String {
    let mut out = String::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let end = start + line.len();
        out.push_str(line);
        let is_last = end == text.len();
        let here = found.iter().filter(|it| it.span.start >= start && (it.span.start < end || is_last));
        for it in here {
            if !out.ends_with('\n') {
                out.push('\n');
            }
            out.push_str(&annotation(text, start, line, it));
        }
        start = end;
    }
    if text.is_empty() {
        found.iter().for_each(|it| out.push_str(&annotation("", 0, "", it)));
    }
    out
}

fn annotation(text: &str, start: usize, line: &str, found: &Diagnostic) -> String {
    let line_end = start + line.trim_end_matches(['\r', '\n']).len();
    let before = text[start..found.span.start].chars().count();
    let marked = text[found.span.start..found.span.end.min(line_end).max(found.span.start)].chars().count();
    let carets = if found.span.is_empty() { "|".to_owned() } else { "^".repeat(marked.max(1)) };
    let more = if found.span.end > line_end { "…" } else { "" };
    format!("{}{carets}{more} {}: {}\n", " ".repeat(before), found.severity.as_str(), found.message)
}

fn is_annotation(line: &str) -> bool {
    let rest = line.trim_start();
    let words = rest.trim_start_matches(['^', '|', '…']);
    words.len() < rest.len()
        && ["error", "warning", "information", "hint"]
            .iter()
            .any(|it| words.strip_prefix(' ').is_some_and(|words| words.starts_with(&format!("{it}: "))))
}

/// Without the indentation that the source of the test gives to every line.
fn dedented(source: &str) -> String {
    let source = source.strip_prefix('\n').unwrap_or(source);
    let indentation = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let common = source.lines().filter(|it| !it.trim().is_empty()).map(indentation).min().unwrap_or(0);
    let line =
        |it: &str| if it.trim().is_empty() { it.trim_start_matches(' ').to_owned() } else { it[common..].to_owned() };
    source.split_inclusive('\n').map(line).collect()
}

fn crlf(text: &str) -> String {
    text.replace('\n', "\r\n")
}
