//! What holds for every rule of the table, and for every fix on documents that nobody foresaw.

use std::collections::HashSet;

use expect_test::expect;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use crate::config::Config;
use crate::profile::Level;
use crate::rules::{self, ALL, Rule, Safety, Severity, repair, suppress};
use crate::snapshot::Snapshot;
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

/// Documents in the shapes that people give them.
const DOCUMENTS: &[&str] = &[
    "# Postmortem: the shop was down\n\n## Issue Summary\n\n- Duration: 14:30 to 16:45 UTC\n- Impact: the shop was slow for 40% of users\n- Root cause: a full disk\n\n## Timeline\n\n- 14:30 UTC - An alert reported errors.\n- 14:50 UTC - Escalated to the storage team.\n- 16:45 UTC - Resolved by removing the log.\n\n## Root Cause and Resolution\n\nThe disk was full of logs. They were removed.\n\n## Corrective and Preventative Measures\n\nTasks:\n\n- Rotate the log every day\n",
    "Postmortem of the login outage\n\nIssue Summary:\nFrom 9:00 AM to 10:15 AM WAT nobody could log in.\nIt was caused by an expired certificate.\nTimeline:\n9:00 AM - Customers complained.\n9:20 AM - We suspected the database, which was fine.\n10:15 AM - A new certificate resolved it.\nRoot cause and resolution:\nThe certificate had expired. A new one was installed.\nCorrective and preventative measures:\n- Watch the expiry dates\n- Renew by a job\n\nConclusion\n\nCertificates expire.\n",
    "**Postmortem: slow search**\n\n**Issue Summary**\n\nSearch was slow on [Date] from 10:00 to 12:00.\n\n**Timeline (all times in UTC)**\n\n    10:00 - Monitoring alert\n    11:00 - Restarted the index, in vain\n    10:30 - Escalated to the search team\n    12:00 - Resolved\n\n**Root Cause**\n\nThe index was corrupt.\n\n---\n\nWritten by A. Nonymous\n",
    "#Incident report\n\n##Summary\nThe queue stopped. TBD\n\n##Timeline\n> 08:00 GMT: Alert\n>\n> 08:30 GMT: Queue restarted\n\n##Corrective actions\nWe will watch it.\n",
    "<h1>Postmortem</h1>\n\n<h2>Issue Summary</h2>\n\nThe site was unreachable between 23:30 and 00:20 EAT for all users because of a bad route.\n\n* Timeline:\n    - 23:30 - Noticed by an engineer\n    - 00:05 - Called in the network team\n    - 00:20 - Route corrected\n\n* Root cause and resolution:\n    A route was wrong. It was corrected.\n",
    "# Outage postmortem\n\n## Timeline\n\n12:00pm EAT: Issue was detected. 12:06pm EAT: While looking at the logs we found nothing. 12:30pm EAT: Rolled back.\n\n## Resolution\n\nRolled back the release.\n\n![graph](graph.png)\n",
    "# Postmortem of the mail outage\n\n## Sumary\n\nMail was late for all users from 10:00 to 12:00 UTC because of a full queue.\n\n### Timelime\n\n- 10:00 UTC - An alert reported a long queue.\n- 12:00 UTC - The queue was emptied.\n\n#### Around it\n\nNothing.\n\n## Corrective actions\n\n- Watch the queue\n\n## Root Cause\n\nThe queue was full.\n\n## Resolution\n\nIt was emptied.\n\n## Corrective actions\n\n- Watch the disk\n",
];

/// Something that happens to a line of a document.
#[derive(Clone, Debug)]
enum Mishap {
    Deleted,
    Doubled,
    Swapped,
    Indented,
    Quoted,
    Bolded,
    Unmarked,
    Joined,
    Followed(&'static str),
}

fn mishap() -> impl Strategy<Value = Mishap> {
    let lines = [
        "",
        "---",
        "***",
        "TODO",
        "[Date]",
        "- item",
        "10:00 - Something happened",
        "11:30 PM EST - Late",
        "## Timeline",
        "### ISSUE SUMARY",
        "Root Cause",
        "**Resolution**",
        "# Conclusion",
        "```",
        "<!-- note -->",
        "<div>",
        "| 10:00 | x |",
        "> quote",
        "Ünïcödé 🚒",
        "====",
        "Duration: 10:00 to 11:00",
        "\t- 12:00 tab",
        "A careless @maria pushed it!! An inexperienced engineer should have tested the stupid",
        "<!-- postmortem-disable-next-line outage-without-timezone, leftover-placeholder -->",
        "- 09:00 - Early <!-- postmortem-disable-line timeline-out-of-order -->",
        "<!-- postmortem-disable missing-section -->",
        "<!-- postmortem-enable -->",
        "TBD <!-- postmortem-disble-line leftover-placeholders -->",
    ];
    prop_oneof![
        Just(Mishap::Deleted),
        Just(Mishap::Doubled),
        Just(Mishap::Swapped),
        Just(Mishap::Indented),
        Just(Mishap::Quoted),
        Just(Mishap::Bolded),
        Just(Mishap::Unmarked),
        Just(Mishap::Joined),
        proptest::sample::select(lines.to_vec()).prop_map(Mishap::Followed),
    ]
}

fn happened(text: &str, mishaps: &[(usize, Mishap)]) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    for (at, mishap) in mishaps {
        if lines.is_empty() {
            break;
        }
        let at = at % lines.len();
        match mishap {
            Mishap::Deleted => drop(lines.remove(at)),
            Mishap::Doubled => lines.insert(at, lines[at].clone()),
            Mishap::Swapped => lines.swap(at, 0),
            Mishap::Indented => lines[at].insert_str(0, "    "),
            Mishap::Quoted => lines[at].insert_str(0, "> "),
            Mishap::Bolded => lines[at] = format!("**{}**", lines[at]),
            Mishap::Unmarked => lines[at] = lines[at].trim_start_matches(['#', '*', '-', ' ']).to_owned(),
            Mishap::Joined if at > 0 => {
                let line = lines.remove(at);
                lines[at - 1] = format!("{} {line}", lines[at - 1]);
            }
            Mishap::Joined => {}
            Mishap::Followed(line) => lines.insert(at + 1, (*line).to_owned()),
        }
    }
    lines.join("\n")
}

/// How many random documents a run reads.
const CASES: u32 = 48;

/// The same documents in every run; other seeds are tried by hand, with more cases.
const SEED: RngSeed = RngSeed::Fixed(7);

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, rng_seed: SEED, ..ProptestConfig::with_cases(CASES) })]

    #[test]
    fn every_fix_mends_its_finding_and_makes_no_other(
        document in proptest::sample::select(DOCUMENTS.to_vec()),
        mishaps in proptest::collection::vec((0usize..60, mishap()), 0..6),
        ending in proptest::sample::select(vec!["\n", "\r\n"]),
        last in proptest::sample::select(vec!["", "\n"]),
    ) {
        let text = (happened(document, &mishaps) + last).replace('\n', ending);
        let before = snapshot(&text);
        for finding in before.diagnostics() {
            let fixed = check_mended(&before, finding, ALL);
            if let Some(fixed) = fixed {
                prop_assert_eq!(fixed.matches('\n').count(), fixed.matches(ending).count(), "line endings: {:?}", fixed);
                let is_safe = finding.fix(&before).is_some_and(|it| it.safety == Safety::Safe);
                // A word that is spelt right now is not lost.
                let spelt = |it: &String| finding.rule.name == "misspelled-section" && text[finding.span.range()] == **it;
                let lost: Vec<String> = lost_words(&text, &fixed).into_iter().filter(|it| is_safe && !spelt(it)).collect();
                prop_assert_eq!(lost, Vec::<String>::new(), "{} lost words", finding.rule.name);
            }
        }
    }

    #[test]
    fn all_fixes_at_once_leave_nothing_to_fix(
        document in proptest::sample::select(DOCUMENTS.to_vec()),
        mishaps in proptest::collection::vec((0usize..60, mishap()), 0..6),
    ) {
        let text = happened(document, &mishaps);
        let fixed = snapshot(&apply(&text, &repair::edits(&snapshot(&text), |_, _| true)));
        let left: Vec<_> = fixed.diagnostics().iter().filter(|it| it.fix(&fixed).is_some()).map(|it| &it.message).collect();
        prop_assert!(left.is_empty(), "{:?} in\n{}", left, fixed.text());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, rng_seed: SEED, ..ProptestConfig::with_cases(CASES / 2) })]

    #[test]
    fn every_suppression_silences_its_finding_and_makes_no_other(
        document in proptest::sample::select([DOCUMENTS, SHAPES].concat()),
        mishaps in proptest::collection::vec((0usize..60, mishap()), 0..4),
        ending in proptest::sample::select(vec!["\n", "\r\n"]),
    ) {
        let text = happened(document, &mishaps).replace('\n', ending);
        let before = snapshot(&text);
        let told = |it: &Snapshot| it.diagnostics().iter().map(|it| (it.rule.name, it.message.clone())).collect::<Vec<_>>();
        for finding in before.diagnostics() {
            for fix in suppress::suppressions(&before, finding) {
                let silenced = apply(&text, &fix.edits);
                let (mut earlier, later) = (told(&before), told(&snapshot(&silenced)));
                for it in &later {
                    let known = earlier.iter().position(|other| other == it);
                    prop_assert!(known.is_some(), "{:?} is new after \"{}\" in\n{}", it, fix.title, silenced);
                    earlier.remove(known.expect("it was just found"));
                }
                let own = (finding.rule.name, finding.message.clone());
                prop_assert!(earlier.contains(&own), "{:?} is still there after \"{}\" in\n{}", own, fix.title, silenced);
                prop_assert_eq!(lost_words(&text, &silenced), Vec::<String>::new());
            }
        }
    }
}

/// Documents with findings in places where no comment may stand.
const SHAPES: &[&str] = &[
    "---\nstatus: final\n---\n# Postmortem: the shop was down\n\n## Issue Summary\n\n- Down from 10:00 to 11:00\n  for [who]  \n  and then\n- Because of TBD\n\n## Timeline\n\n| Time | What |\n| --- | --- |\n| 11:00 | Up |\n| 10:00 | Down, [how] |\n\n## Root Cause\n\n```\nTBD\n```\n\n> TBD and [Date]\n\n1. TBD\n\n   ```sh\n   echo {{name}}\n   ```\n",
    "Postmortem of [Service] ##\n==\n\nIssue Summary\n-------------\nThe shop was [how] from 10:00 to 11:00\\\nfor [who] ##\n\n### Timeline ###\n\n    11:00 - Up\n    10:00 - Down\n\n<div>\n<p>[Date]</p>\n</div>\n\n## Resolution\n\n```\nTBD",
];

fn without_directives(text: &str) -> String {
    let mut parts = text.split("<!-- postmortem-");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, it| text + it.split_once("-->").map_or("", |(_, rest)| rest))
}

/// The words of the one text that the other one has fewer of. Tags of headings are no words, nor are directives.
fn lost_words(before: &str, after: &str) -> Vec<String> {
    let before = &without_directives(before);
    let after = &without_directives(after);
    let before = &["<h1>", "</h1>", "<h2>", "</h2>"].iter().fold(before.to_owned(), |it, tag| it.replace(tag, " "));
    let words = |text: &str| {
        let mut words: Vec<String> =
            text.split(|it: char| !it.is_alphanumeric()).filter(|it| !it.is_empty()).map(str::to_owned).collect();
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
    words(before).into_iter().filter(is_lost).collect()
}
