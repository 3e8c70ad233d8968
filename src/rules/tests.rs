//! What holds for every rule of the table, and for every fix on documents that nobody foresaw.

mod fixes;

use std::collections::HashSet;

use expect_test::expect;

use crate::config::{Config, Standing};
use crate::profile::{Level, Profile};
use crate::rules::{self, ALL, Rule, Severity, repair};
use crate::testing::{check_all, check_mended, configured, snapshot};
use crate::text::apply;

#[test]
fn names_are_unique_kebab_case_and_in_order() {
    let names: Vec<&str> = ALL.iter().map(|it| it.name).collect();
    let mut sorted = names.clone();
    sorted.sort_unstable();
    assert_eq!(names, sorted);
    assert_eq!(names.iter().collect::<HashSet<_>>().len(), names.len());
    assert!(names.iter().all(|it| it.bytes().all(|it| it.is_ascii_lowercase() || it == b'-')), "{names:?}");
    assert!(names.iter().all(|it| rules::find(it).is_some_and(|rule| rule.name == *it)));
}

#[test]
fn every_rule_that_a_built_in_profile_speaks_of_exists() {
    for id in Profile::ids() {
        let profile = Profile::built_in(id).expect("an id that is listed");
        let unknown: Vec<&String> = profile.levels.keys().filter(|it| rules::find(it).is_none()).collect();
        assert!(unknown.is_empty(), "{id} gives levels to {unknown:?}");
    }
}

#[test]
fn docs_say_what_and_why_with_an_example_and_its_repair() {
    for rule in ALL {
        let headings: Vec<&str> = outside_fences(rule.docs).filter(|it| it.starts_with('#')).collect();
        assert_eq!(headings, ["## Why", "## Example", "## Fixed"], "the docs of {}", rule.name);
        let long = rule.docs.lines().find(|it| it.chars().count() > 120);
        assert_eq!(long, None, "a long line in the docs of {}", rule.name);
        assert!(rule.docs.ends_with("```\n"), "the docs of {}", rule.name);
    }
}

#[test]
fn the_example_fires_and_the_fixed_one_does_not() {
    for rule in ALL {
        let (example, fixed) = examples(rule);
        let fires = |text: &str| !rules::findings(&snapshot(text), &[rule]).is_empty();
        assert!(fires(&example), "the example of {} has no such finding:\n{example}", rule.name);
        assert!(!fires(&fixed), "the fixed example of {} still has the finding:\n{fixed}", rule.name);
    }
}

#[test]
fn a_document_that_is_no_postmortem_has_no_findings() {
    for text in
        ["", "\n", "# Shopping\n\n- TODO: milk\n", "TBD", "\u{0}\u{fffd}", "## Usage\n\n10:00 - start\n09:00 - end\n"]
    {
        assert!(snapshot(text).diagnostics().is_empty(), "{text:?}");
    }
}

#[test]
fn what_is_broken_is_said_once_and_nothing_is_judged_inside_of_it() {
    check_all(expect![[r#"
        Postmortem: the login was down
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: The section "Root Cause and Resolution" is missing
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ information: The title "Postmortem: the login was down" is no heading to Markdown
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ information: 29 words: the format asks for 400 to 600

        **Issue Summary:**
          ^^^^^^^^^^^^^ warning: "Issue Summary" is no heading to Markdown
          ^^^^^^^^^^^^^ warning: The summary does not name the root cause
        Nobody could log in from 9:00 AM to [time].
                                 ^^^^^^^ information: "9:00 AM" names no date
                                            ^^^^^^ warning: "[time]" still waits for its text
        Timeline
        ^^^^^^^^ warning: "Timeline" is no heading to Markdown
        ^^^^^^^^ hint: The timeline does not tell to whom it was escalated
        ^^^^^^^^ warning: The timeline does not tell how it was resolved
        9:20 AM: We suspected the database.
        ^^^^^^^ warning: The timeline is not a list: its entries have no bullets
        9:00 AM: Customers complained.
        ^^^^^^^ error: "9:00 AM" is earlier than the entry before it
        Corrective measures
        ^^^^^^^^^^^^^^^^^^^ warning: The section "Corrective measures" is empty
        ^^^^^^^^^^^^^^^^^^^ warning: "Corrective measures" is no heading to Markdown
    "#]]);
}

#[test]
fn a_postmortem_that_is_all_scaffold_waits_for_its_author() {
    let title = "# Postmortem: the login was down\n\n## Issue Summary\n\n## Timeline\n";
    let scaffold = apply(title, &repair::edits(&snapshot(title), |_, _| true));
    let read = snapshot(&scaffold);
    assert!(read.postmortem().recognised && read.postmortem().sections.len() == 4, "{scaffold}");
    assert!(read.diagnostics().is_empty(), "{:?}", read.diagnostics());
}

#[test]
fn settings_and_profile_give_levels_and_off_is_silent() {
    let text = "# Postmortem: the shop was down\n\n## Issue Summary\n\nDown from 10:00 to 11:00.\n\n## Timeline\n\n- 10:00 - Down\n";
    let severity = |level: Level| {
        let levels = [("outage-without-timezone".to_owned(), level)].into();
        let read = configured(text, Config { levels, ..Config::default() });
        read.diagnostics().iter().find(|it| it.rule.name == "outage-without-timezone").map(|it| it.severity)
    };
    assert_eq!(Level::ALL.map(severity), Level::ALL.map(Severity::of));
}

#[test]
fn the_word_of_the_author_comes_before_that_of_the_settings() {
    let found = |text: &str| {
        let config = Config { standing: Standing::Included, ..Config::default() };
        !configured(text, config).diagnostics().is_empty()
    };
    assert!(found("# Notes\n\nThe shop was down.\n"));
    assert!(!found("<!-- postmortem: off -->\n\n# Notes\n\nThe shop was down.\n"));
}

#[test]
fn what_a_draft_lacks_is_a_hint_and_what_is_wrong_in_it_is_not() {
    check_all(expect![[r#"
        ---
        status: draft
        ---
        # Postmortem: the shop was down
          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ hint: The section "Root Cause and Resolution" is missing
          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ hint: The section "Corrective and Preventative Measures" is missing
          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ hint: 29 words: the format asks for 400 to 600

        ## Issue Summary
           ^^^^^^^^^^^^^ hint: The summary does not name the root cause

        Down from 10:00 to 11:00 for 40% of users.
                  ^^^^^ hint: "10:00" names no date
                  ^^^^^^^^^^^^^^ hint: "10:00 to 11:00" names no time zone

        ## Timeline
           ^^^^^^^^ hint: The timeline does not tell what was investigated and assumed
           ^^^^^^^^ hint: The timeline does not tell which paths misled
           ^^^^^^^^ hint: The timeline does not tell how it was resolved

        - 10:30 - Escalated to the storage team
        - 10:00 - An alert told of errors
          ^^^^^ error: "10:00" is earlier than the entry before it
    "#]]);
}

#[test]
fn what_is_not_ready_to_be_published_is_mended_one_by_one_and_at_once() {
    let text = "# Postmortem: the feed was late\n\nSee [what happened](#time-line).\n\n!(https://example.com/error-rate.png)\n\n## Issue Summary\n\n- Duration: 14:30 to 16:45 UTC\n\n## Timeline\n\n- 14:30 UTC - An alert reported errors. ![](graph.png)\n- 16:45 UTC - @maria deployed a careless change.\n\n## Root Cause and Resolution\n\n! [The queue](queue.png)\n\n```\nDB_PASSWORD=hunter22\n-----BEGIN EC PRIVATE KEY-----\nMHcCAQEE\n-----END EC PRIVATE KEY-----\n```\n";
    for text in [text.to_owned(), text.replace('\n', "\r\n")] {
        let before = snapshot(&text);
        let mended = before.diagnostics().iter().filter(|it| check_mended(&before, it, ALL).is_some());
        assert!(mended.count() >= 7, "{:?}", before.diagnostics());
        let fixed = snapshot(&apply(&text, &repair::edits(&before, |_, _| true)));
        let left: Vec<_> =
            fixed.diagnostics().iter().filter(|it| it.fix(&fixed).is_some()).map(|it| &it.message).collect();
        assert!(left.is_empty(), "{left:?} in\n{}", fixed.text());
    }
}

fn outside_fences(docs: &str) -> impl Iterator<Item = &str> {
    let mut inside: Option<&str> = None;
    docs.lines().filter(move |line| match inside {
        Some(fence) => {
            inside = inside.filter(|_| *line != fence);
            false
        }
        None => {
            inside = line.starts_with("```").then(|| line.trim_end_matches(char::is_alphabetic));
            inside.is_none()
        }
    })
}

/// The two examples of a rule's docs. A line `… 450 words …` in them stands for so many words.
fn examples(rule: &Rule) -> (String, String) {
    // An example that holds a fence stands in a longer one.
    let opens = |it: &&str| it.ends_with("```markdown");
    let source = |(at, opening): (usize, &str)| {
        let fence = opening.trim_end_matches("markdown");
        rule.docs.lines().skip(at + 1).take_while(|it| *it != fence).collect::<Vec<_>>().join("\n")
    };
    let openings = rule.docs.lines().enumerate().filter(|it| opens(&it.1));
    let mut fences = openings.map(source).map(|source| {
        let line = |line: &str| match line.strip_prefix("… ").and_then(|it| it.strip_suffix(" words …")) {
            Some(count) => "word ".repeat(count.parse().expect("a count of words")),
            None => line.to_owned(),
        };
        source.lines().map(line).collect::<Vec<_>>().join("\n") + "\n"
    });
    (fences.next().expect("an example"), fences.next().expect("the example fixed"))
}
