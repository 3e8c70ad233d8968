//! Documents in the shapes that people give them, put together from parts, and what happens to their lines.

use proptest::prelude::*;
use proptest::sample::select;

use crate::rules::tests::examples;
use crate::rules::{ALL, Rule};

/// The documents that every run reads: the shapes below, and the example of every rule with fixes.
pub(super) fn bases() -> Vec<String> {
    let mut bases: Vec<String> = DOCUMENTS.iter().map(|it| (*it).to_owned()).collect();
    bases.extend(mendable().map(|it| examples(it).0));
    bases
}

/// The rules with fixes.
pub(super) fn mendable() -> impl Iterator<Item = &'static Rule> {
    ALL.iter().copied().filter(|it| it.fixes.is_some())
}

/// A document of some shape to which some things have happened.
pub(super) fn document() -> impl Strategy<Value = String> {
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
pub(super) const DOCUMENTS: &[&str] = &[
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
pub(super) const SHAPES: &[&str] = &[
    "---\nstatus: final\n---\n# Postmortem: the shop was down\n\n## Issue Summary\n\n- Down from 10:00 to 11:00\n  for [who]  \n  and then\n- Because of TBD\n\n## Timeline\n\n| Time | What |\n| --- | --- |\n| 11:00 | Up |\n| 10:00 | Down, [how] |\n\n## Root Cause\n\n```\nTBD\n```\n\n> TBD and [Date]\n\n1. TBD\n\n   ```sh\n   echo {{name}}\n   ```\n",
    "Postmortem of [Service] ##\n==\n\nIssue Summary\n-------------\nThe shop was [how] from 10:00 to 11:00\\\nfor [who] ##\n\n### Timeline ###\n\n    11:00 - Up\n    10:00 - Down\n\n<div>\n<p>[Date]</p>\n</div>\n\n## Resolution\n\n```\nTBD",
];
