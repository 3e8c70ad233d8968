//! What meets a requirement, in the words that people use.

use crate::model::{Choice, Reading};
use crate::profile::Library;
use crate::syntax::Document;

/// Whether a document meets the requirement.
fn is_met(markdown: &str, requirement: &str) -> bool {
    let document = Document::parse(None, markdown);
    let choice = Choice::of(&document, &Library::default(), None);
    let read = Reading::of(&document, &choice, None, None).postmortem;
    let answer = read.checklist.answers.into_iter().find(|it| it.requirement == requirement);
    answer.expect("the requirement is one of the profile's").evidence.is_some()
}

/// What a section must hold to meet a requirement, and what does not suffice.
#[track_caller]
fn check(heading: &str, requirement: &str, met: &[&str], unmet: &[&str]) {
    let read = |text: &str| is_met(&format!("# Postmortem\n\n## {heading}\n\n{text}\n"), requirement);
    for text in met {
        assert!(read(text), "{requirement} is met by: {text}");
    }
    for text in unmet {
        assert!(!read(text), "{requirement} is not met by: {text}");
    }
}

#[test]
fn shares_are_figures_fractions_ratios_and_counted_people() {
    check(
        "Issue Summary",
        "impact_percent",
        &[
            "30% of the visitors saw errors.",
            "Seventy per cent of the orders failed.",
            "About 4,500 subscribers could not log in.",
            "Roughly 4,500\nsubscribers could not log in.",
            "Three quarters of the shops were closed.",
            "One in five payments failed.",
            "2 out of 3 pages were blank.",
            "1/3 of the calls broke off.",
            "All of our paying customers were locked out.",
        ],
        &[
            "In 2025, users reported slow pages.",
            "A 504 error for users of the site.",
            "From 10:20 users could not log in.",
            "The job ran out of memory for half of the day.",
            "Most of our servers were down.",
        ],
    );
}

#[test]
fn a_path_misleads_when_it_is_told_that_nothing_was_there() {
    check(
        "Timeline",
        "misleading_paths",
        &[
            "- 10:00 UTC - We blamed the proxy.",
            "- 10:00 UTC - The certificate is checked; it was fine.",
            "- 10:00 UTC - Restarting the cache made no difference.",
            "- 10:00 UTC - It had nothing to do with the release.",
            "- 10:00 UTC - The database was ruled out.",
        ],
        &[
            "- 10:00 UTC - Traffic is back to normal, response times remain stable.",
            "- 10:00 UTC - The pool is enlarged.",
        ],
    );
}

#[test]
fn escalation_is_somebody_else_who_is_asked_called_or_woken() {
    check(
        "Timeline",
        "escalated_to",
        &[
            "- 10:00 UTC - The case is handed over to the network group.",
            "- 10:00 UTC - Marta phones the vendor.",
            "- 10:00 UTC - We woke the storage expert.",
            "- 10:00 UTC - The on-call database engineer is paged.",
            "- 10:00 UTC - We asked the platform team for help.",
        ],
        &["- 10:00 UTC - No escalation was needed.", "- 10:00 UTC - We restarted the proxy."],
    );
}

#[test]
fn a_cause_is_more_than_the_repair() {
    check(
        "Root Cause and Resolution",
        "cause_explained",
        &["The disk was full, and the writer waits for space without a word."],
        &["We restarted the writer by hand, which took half an hour."],
    );
}

#[test]
fn tasks_are_specific_when_most_of_them_say_what_to_change() {
    check(
        "Corrective and Preventative Measures",
        "tasks_specific",
        &[
            "- Add an alert on disk usage of db-2\n- Improve communication",
            "- **Improve monitoring:** set up alerts for memory on `web-01`\n- Patch the proxy to 1.25",
            "Set up a nightly test of the restore on the second host.\nWrite a runbook for the failover of the database.",
        ],
        &[
            "- Improve communication within the team\n- Be more careful\n- Enhance the overall reliability",
            "- Conduct regular reviews\n- Ensure better monitoring\n- Train the team in incident response",
            "- [ ] [task]\n- [ ] [task]",
        ],
    );
}

#[test]
fn a_label_of_improvements_without_any_is_not_one() {
    let heading = "Corrective and Preventative Measures";
    check(
        heading,
        "improvements",
        &["Improvements:\n\n- Calmer releases"],
        &[
            "Improvements:\n\n[Specify what can be improved]",
            "Improvements:\n\n- <what can be improved>",
            "Improvements:\n\n- ",
        ],
    );
}

#[test]
fn what_a_profile_offers_meets_none_of_its_requirements() {
    let library = Library::default();
    for profile in library.profiles() {
        let markdown = library.document(profile, Some("Postmortem: the shop was down"), "2026-03-14");
        let document = Document::parse(None, &markdown);
        let choice = Choice::of(&document, &library.clone().set_to(&profile.id).unwrap(), None);
        let answers = Reading::of(&document, &choice, None, None).postmortem.checklist.answers;
        let shown = |span: crate::text::Span| markdown[span.start..span.end].to_owned();
        let met: Vec<(String, String)> =
            answers.into_iter().filter_map(|it| Some((it.requirement, shown(it.evidence?)))).collect();
        assert_eq!(met, [], "{}", profile.id);
    }
}
