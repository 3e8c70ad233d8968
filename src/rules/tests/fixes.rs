//! What holds for every fix on documents that nobody foresaw: put together from parts, and mutated line by line.
//!
//! A run of the tests reads few of them. `POSTMORTEM_LS_CASES=5000` reads so many, and `POSTMORTEM_LS_SEED=1` others.

use std::cell::RefCell;
use std::collections::BTreeSet;

use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{RngSeed, TestRunner};

use crate::clock::stamps;
use crate::rules::tests::examples;
use crate::rules::{ALL, Diagnostic, Fix, Rule, Safety, repair, suppress};
use crate::snapshot::Snapshot;
use crate::testing::{Mending, snapshot};
use crate::text::{Edit, apply};

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
    let config = ProptestConfig {
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(asked("POSTMORTEM_LS_SEED").unwrap_or(7)),
        ..ProptestConfig::with_cases(cases)
    };
    let outcome = TestRunner::new(config).run(&document(), |text| {
        check(&text);
        Ok(())
    });
    if let Err(failure) = outcome {
        panic!("{failure}");
    }
}

/// The documents that every run reads: the shapes below, and the example of every rule with fixes.
fn bases() -> Vec<String> {
    let mut bases: Vec<String> = DOCUMENTS.iter().map(|it| (*it).to_owned()).collect();
    bases.extend(mendable().map(|it| examples(it).0));
    bases
}

/// The rules with fixes.
fn mendable() -> impl Iterator<Item = &'static Rule> {
    ALL.iter().copied().filter(|it| it.fixes.is_some())
}

/// A document of some shape to which some things have happened.
fn document() -> impl Strategy<Value = String> {
    let whole = prop_oneof![select(bases()), assembled()];
    let mishaps = proptest::collection::vec((0usize..60, mishap()), 0..6);
    let endings = (select(vec!["\n", "\r\n"]), select(vec!["", "\n"]));
    (whole, mishaps, endings)
        .prop_map(|(text, mishaps, (ending, last))| (happened(&text, &mishaps) + last).replace('\n', ending))
}

/// Parts under headings in one dress, now and then in another order or without one of them.
fn assembled() -> impl Strategy<Value = String> {
    let part = |parts: &[&'static str]| proptest::option::weighted(0.9, select(parts.to_vec()));
    let parts = (part(SUMMARIES), part(TIMELINES), part(CAUSES), part(MEASURES));
    (select(TITLES.to_vec()), 0..DRESSES.len(), parts, select(TAILS.to_vec())).prop_map(
        |(title, dress, parts, tail)| {
            let mut text = format!("{title}\n\n");
            let names =
                ["Issue Summary", "Timeline", "Root Cause and Resolution", "Corrective and Preventative Measures"];
            for (name, body) in names.iter().zip([parts.0, parts.1, parts.2, parts.3]) {
                if let Some(body) = body {
                    text += &format!("{}\n\n{body}\n\n", DRESSES[dress].replace("NAME", name));
                }
            }
            text + tail
        },
    )
}

const TITLES: &[&str] = &[
    "# Postmortem: the shop was down",
    "Postmortem of the login outage",
    "**Postmortem: slow search 🚒**",
    "<h1>Postmortem</h1>",
    "---\nstatus: draft\ntitle: Mail\n---\n\n# Incident report",
    "# Outage postmortem\n\n4 March 2024, written by the on-call team.",
];

const DRESSES: &[&str] = &[
    "## NAME",
    "# NAME",
    "##NAME",
    "**NAME**",
    "**NAME:**",
    "NAME:",
    "NAME",
    "NAME\n----",
    "<h2>NAME</h2>",
    "* NAME:",
];

const SUMMARIES: &[&str] = &[
    "- Duration: 14:30 to 16:45 UTC on 4 March 2024\n- Impact: the shop was slow for 40% of users\n- Root cause: a full disk",
    "From 9:00 AM to 10:15 AM WAT nobody could log in.\nIt was caused by an expired certificate.",
    "Search was slow on [Date] from 10:00 to 12:00.",
    "The queue stopped. TBD",
    "The site was unreachable between 23:30 and 00:20 EAT for all users because of a bad route.",
    "**Duration:** 2 hours, from 13:20PM to 15:20 PST (UTC-8)\n**Impact:** 100% of users; later 85 % of users.",
    "",
];

const TIMELINES: &[&str] = &[
    "- 14:30 UTC - An alert reported errors.\n- 14:50 UTC - Escalated to the storage team.\n- 16:45 UTC - Resolved by removing the log.",
    "9:00 AM - Customers complained.\n9:20 AM - We suspected the database, which was fine.\n10:15 AM - A new certificate resolved it.",
    "    10:00 - Monitoring alert\n    11:00 - Restarted the index, in vain\n    10:30 - Escalated to the search team\n    12:00 - Resolved",
    "> 08:00 GMT: Alert\n>\n> 08:30 GMT: Queue restarted",
    "1. 23:30 - Noticed by an engineer\n2. 00:05 - Called in the network team\n3. 00:20 - Route corrected",
    "12:00pm EAT: Issue was detected. 12:06pm EAT: While looking at the logs we found nothing. 12:30pm EAT: Rolled back.",
    "| Time | Event |\n|---|---|\n| 10:00 CST | Down |\n| 9:30 PM IST | Up again |",
    "### 10:00\n\nDown\n\n### 10:30\n\nUp",
    "- **13:20PM** - Alert fired\n- **2:05 PM** - Checked\n  the proxy\n- 25:61 - Resolved",
    "Detected by a customer, then escalated and resolved.",
];

const CAUSES: &[&str] = &[
    "The disk was full of logs. They were removed.",
    "A full disk.",
    "The certificate had expired. An engineer forgot to renew it; a new one was installed by the stupid script.",
    "### Root Cause\n\nA route was wrong.\n\n### Resolution\n\nIt was corrected.",
    "<what was causing the issue, in detail>",
    "It should have been noticed by Bob, who failed to check it!!! ![graph](graph.png)",
];

const MEASURES: &[&str] = &[
    "Tasks:\n\n- Rotate the log every day\n- Improve monitoring\n- Remind everyone to be careful",
    "- Watch the expiry dates\n- [ ] Renew by a job (owner: Ann)\n- [x] Test a restore @ben by 1 May 2020",
    "We will watch it.",
    "| Task | Owner | Due |\n|---|---|---|\n| Patch Nginx | Ann | |\n| Improve logging | | 2020-05-01 |\n| Pin it ||",
    "**Improvements**\n\n- Better alerts\n\n**Tasks**\n\n1. Add an alert\n   on disk usage - owner: Ann\n2. Be more careful, due: 2020-05-01\n   - and patient",
    "TODO: enable the backup\nImprove the runbook of the shop\n<li>Patch it</li>",
    "    - Patch Nginx\n    - Enhance security",
    "> - Patch Nginx\n> - Improve logging",
];

const TAILS: &[&str] =
    &["", "Conclusion\n\nCertificates expire.", "---\n\nWritten by A. Nonymous", "![graph](graph.png)", "```\nopen"];

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
        "- Improve documentation",
        "owner: Ann",
        "### ISSUE SUMARY",
        "<!-- postmortem-disable-next-line outage-without-timezone, leftover-placeholder -->",
        "- 09:00 - Early <!-- postmortem-disable-line timeline-out-of-order -->",
        "<!-- postmortem-disable missing-section -->",
        "<!-- postmortem-enable -->",
        "TBD <!-- postmortem-disble-line leftover-placeholders -->",
        "A careless @maria pushed it!! An inexperienced engineer should have tested the stupid",
        "| a | b |",
        "goes on",
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
        select(lines.to_vec()).prop_map(Mishap::Followed),
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
