//! What holds for every fix on documents that nobody foresaw: put together from parts, and mutated line by line.
//!
//! A run of the tests reads few of them. `POSTMORTEM_LS_CASES=5000` reads so many, and `POSTMORTEM_LS_SEED=1` others.

mod documents;

use std::cell::RefCell;
use std::collections::BTreeSet;

use proptest::test_runner::{Config, RngSeed, TestRunner};

use crate::clock::stamps;
use crate::rules::tests::examples;
use crate::rules::{ALL, Diagnostic, Fix, Safety, repair, suppress};
use crate::snapshot::Snapshot;
use crate::testing::{Mending, snapshot};
use crate::text::{Edit, apply};

use documents::{DOCUMENTS, SHAPES, bases, document, mendable};

/// How many random documents a run reads where nobody says.
const CASES: u32 = 40;

/// More findings of one rule in one document are of the same kind.
const ENOUGH: usize = 3;

#[test]
fn every_fix_mends_its_finding_and_makes_no_other() {
    let reached = RefCell::new(BTreeSet::new());
    DOCUMENTS.iter().for_each(|it| mends(it, None, &reached));
    // An example need not be a postmortem: its own rule is what it is about.
    mendable().for_each(|it| mends(&examples(it).0, Some(it.name), &reached));
    run(|text| mends(text, None, &reached));
    let reached = reached.into_inner();
    let missed: Vec<&str> =
        ALL.iter().filter(|it| it.fixes.is_some()).map(|it| it.name).filter(|it| !reached.contains(it)).collect();
    assert!(missed.is_empty(), "no document was mended by {missed:?}: add one to the parts");
}

#[test]
fn all_safe_fixes_at_once_leave_nothing_to_fix_and_lose_no_word() {
    bases().iter().for_each(|it| converges(it));
    run(converges);
}

#[test]
fn every_suppression_silences_its_finding_and_makes_no_other() {
    DOCUMENTS.iter().chain(SHAPES).for_each(|it| silences(it));
    run(silences);
}

/// Each fix of each finding: it mends that one, makes none, stays in its range, and keeps words and line endings.
/// Of one rule, or else of all where the document is a postmortem.
fn mends(text: &str, only: Option<&str>, reached: &RefCell<BTreeSet<&'static str>>) {
    let before = snapshot(text);
    if only.is_none() && !before.postmortem().recognised {
        return;
    }
    let mending = Mending::of(&before, ALL);
    for (nth, finding) in mending.findings.iter().enumerate() {
        let same = |it: &&Diagnostic| it.rule.name == finding.rule.name;
        let is_asked = only.is_none_or(|it| it == finding.rule.name);
        if !is_asked || mending.findings[..nth].iter().filter(same).count() >= ENOUGH {
            continue;
        }
        for fix in finding.fixes(&before) {
            let fixed = mending.check(finding, &fix);
            reached.borrow_mut().insert(finding.rule.name);
            check_edits(text, &fix);
            check_line_endings(text, &fixed);
            if fix.safety == Safety::Safe {
                assert_eq!(
                    lost_words(text, &fixed),
                    Vec::<String>::new(),
                    "{} loses words of\n{text}\n---\n{fixed}",
                    finding.rule.name
                );
            }
        }
    }
}

fn converges(text: &str) {
    let is_safe = |_: &Diagnostic, fix: &Fix| fix.safety == Safety::Safe;
    let fixed = apply(text, &repair::edits(&snapshot(text), is_safe));
    let again: Vec<Edit> = repair::edits(&snapshot(&fixed), is_safe);
    assert!(again.is_empty(), "a second pass finds {again:#?} in\n{fixed}\n--- which was\n{text}");
    let lost = lost_words(text, &fixed);
    assert!(lost.is_empty(), "{lost:?} are lost of\n{text}\n---\n{fixed}");
    check_line_endings(text, &fixed);
}

fn silences(text: &str) {
    let before = snapshot(text);
    let told = |it: &Snapshot| it.diagnostics().iter().map(|it| (it.rule.name, it.message.clone())).collect::<Vec<_>>();
    for finding in before.diagnostics() {
        for fix in suppress::suppressions(&before, finding) {
            let silenced = apply(text, &fix.edits);
            let (mut earlier, later) = (told(&before), told(&snapshot(&silenced)));
            for it in &later {
                let known = earlier.iter().position(|other| other == it);
                assert!(known.is_some(), "{it:?} is new after \"{}\" in\n{silenced}", fix.title);
                earlier.remove(known.expect("it was just found"));
            }
            let own = (finding.rule.name, finding.message.clone());
            assert!(earlier.contains(&own), "{own:?} is still there after \"{}\" in\n{silenced}", fix.title);
            assert_eq!(lost_words(text, &silenced), Vec::<String>::new());
        }
    }
}

/// Edits lie in the text, between characters, one behind the other.
fn check_edits(text: &str, fix: &Fix) {
    let mut spans: Vec<_> = fix.edits.iter().map(|it| it.span).collect();
    spans.sort_unstable();
    assert!(spans.windows(2).all(|it| it[0].end <= it[1].start), "edits overlap: {fix:#?}\n{text}");
    assert!(spans.iter().all(|it| text.get(it.range()).is_some()), "an edit splits a character: {fix:#?}\n{text}");
}

/// A document with CR LF has no bare LF afterwards, and the other way round.
fn check_line_endings(before: &str, after: &str) {
    let bare = |it: &str| it.matches('\n').count() - it.matches("\r\n").count();
    let kept = match (before.contains("\r\n"), bare(before)) {
        (true, 0) => bare(after) == 0,
        (false, _) => !after.contains("\r\n"),
        _ => true,
    };
    assert!(kept, "line endings:\n{before:?}\n{after:?}");
}

/// The words of the one text that the other one has fewer of. Tags of headings are no words, nor are directives and
/// the numbers of items, and a time is the same on either clock.
fn lost_words(before: &str, after: &str) -> Vec<String> {
    let (before, after) = (&without_directives(before), &without_directives(after));
    let before = &["<h1>", "</h1>", "<h2>", "</h2>"].iter().fold(before.to_owned(), |it, tag| it.replace(tag, " "));
    // The number of an item is its marker.
    let is_number = |it: &str| it.strip_suffix(['.', ')']).is_some_and(|it| it.len() < 3 && it.parse::<u8>().is_ok());
    let words = |text: &str| {
        let text = with_plain_times(text);
        let mut words: Vec<String> = text
            .split_whitespace()
            .filter(|it| !is_number(it))
            .flat_map(|it| it.split(|it: char| !it.is_alphanumeric()))
            .filter(|it| !it.is_empty())
            .map(str::to_owned)
            .collect();
        words.sort_unstable();
        words
    };
    let mut left = words(after);
    let is_lost = |it: &String| {
        let found = left.binary_search(it);
        if let Ok(at) = found {
            left.remove(at);
        }
        found.is_err()
    };
    // A word that is spelt right afterwards is not lost.
    let is_respelt = |it: &String| {
        it.len() > 4
            && words(after).iter().any(|other| strsim::osa_distance(&it.to_lowercase(), &other.to_lowercase()) <= 2)
    };
    words(before).into_iter().filter(is_lost).filter(|it| !is_respelt(it)).collect()
}

/// A text with its times on one clock and in one word.
fn with_plain_times(text: &str) -> String {
    let line = |line: &str| {
        let mut line = line.to_owned();
        for stamp in stamps(&line).iter().rev() {
            if let Some(time) = stamp.time {
                line.replace_range(stamp.time_span.range(), &format!(" {:02}{:02} ", time.hour, time.minute));
            }
        }
        line
    };
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

/// Runs a check on random documents; what fails is made small before it is shown.
fn run(check: impl Fn(&str)) {
    let asked = |name: &str| std::env::var(name).ok().map(|it| it.parse::<u64>().expect("a number"));
    let cases = asked("POSTMORTEM_LS_CASES").map_or(CASES, |it| it as u32);
    let config = Config {
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(asked("POSTMORTEM_LS_SEED").unwrap_or(7)),
        ..Config::with_cases(cases)
    };
    let outcome = TestRunner::new(config).run(&document(), |text| {
        check(&text);
        Ok(())
    });
    if let Err(failure) = outcome {
        panic!("{failure}");
    }
}

fn without_directives(text: &str) -> String {
    let mut parts = text.split("<!-- postmortem-");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, it| text + it.split_once("-->").map_or("", |(_, rest)| rest))
}
