//! What is read from documents in the shapes that people write. All documents are our own.

use expect_test::{Expect, expect};

use super::*;
use crate::profile::Library;
use crate::syntax::Document;

fn read(markdown: &str) -> Postmortem {
    let document = Document::parse(None, markdown);
    let choice = Choice::of(&document, &Library::default(), None);
    Reading::of(&document, &choice, None, None).postmortem
}

fn line(markdown: &str, offset: usize) -> usize {
    markdown[..offset].matches('\n').count() + 1
}

/// Title, sections, outage and entries, a line each, with the line numbers of the document.
#[track_caller]
fn check(markdown: &str, expected: Expect) {
    let read = read(markdown);
    let mut out = String::new();
    if let Some(title) = &read.title {
        out += &format!("title {}: {}\n", line(markdown, title.span.start), title.text);
    }
    for it in &read.sections {
        let Heading { text, style, line: at, .. } = &it.heading;
        out += &format!("{} {} {}: {text}\n", line(markdown, at.start), it.role.as_str(), style.as_str());
    }
    let Outage { start, end, zone, .. } = &read.outage;
    if read.outage.is_stated() {
        let time = |it: &Option<Stamp>| it.as_ref().and_then(|it| it.time).map_or("?".to_owned(), |it| it.to_string());
        let zone = zone.as_ref().map_or("?", |it| &it.0.name);
        let minutes = read.outage.minutes().map_or("?".to_owned(), |it| it.to_string());
        out += &format!("outage {} to {} {zone}, {minutes} minutes\n", time(start), time(end));
    }
    for it in &read.timeline.entries {
        let time = it.time().map_or("--:--".to_owned(), |it| it.to_string());
        let zone =
            it.stamp.as_ref().and_then(|it| it.zone.as_ref()).map_or(String::new(), |it| format!(" {}", it.name));
        let minute = it.minute.map_or("?".to_owned(), |it| it.to_string());
        let event = &markdown[it.event.range()];
        let at = line(markdown, it.stamp.as_ref().map_or(it.span.start, |it| it.time_span.start));
        out += &format!("{at} {time}{zone} ({minute}) {:?}: {event}\n", it.layout);
    }
    expected.assert_eq(&out);
}

#[test]
fn the_empty_file_has_a_model_too() {
    check("", expect![[""]]);
    assert!(!read("").recognised);
}

#[test]
fn atx_headings_of_any_level_name_sections() {
    check(
        "# Postmortem: mail queue\n\n### Issue Summary\n\n#### TIMELINE:\n\n## Root cause & resolution ##\n\n# Corrective and Preventive Measures\n",
        expect![[r#"
            title 1: Postmortem: mail queue
            3 summary atx: Issue Summary
            5 timeline atx: TIMELINE
            7 cause_and_resolution atx: Root cause & resolution
            9 corrective atx: Corrective and Preventive Measures
        "#]],
    );
}

#[test]
fn headings_that_markdown_does_not_see_are_read_all_the_same() {
    check(
        "Postmortem of the DNS outage\n\nIssue Summary\nNames did not resolve.\n\n**Timeline:**\n\n#Root Cause and Resolution\n\nThe zone file was empty.\n\nCorrective and preventative mesures\n===\n\nA second pair of eyes.\n",
        expect![[r#"
            title 1: Postmortem of the DNS outage
            3 summary plain: Issue Summary
            6 timeline bold: Timeline
            8 cause_and_resolution atx_nospace: Root Cause and Resolution
            12 corrective setext: Corrective and preventative mesures
        "#]],
    );
}

#[test]
fn html_and_list_items_can_be_headings() {
    check(
        "# Postmortem\n\n<h2>Issue Summary</h2>\n\n<p>Slow pages.</p>\n\n* Timeline:\n\n  - 10:00 UTC - Alert\n\n* Root cause and resolution:\n\n  A full disk.\n",
        expect![[r#"
            title 1: Postmortem
            3 summary html: Issue Summary
            7 timeline list_item: Timeline
            11 cause_and_resolution list_item: Root cause and resolution
            9 10:00 UTC (600) Bullet: Alert
        "#]],
    );
}

#[test]
fn a_heading_may_carry_its_text_on_the_same_line() {
    check(
        "# Postmortem\n\n## Issue Summary: Duration: 2 hours (9:00 AM - 11:00 AM, UTC)\n\n## Root Cause and Resolution: a certificate had run out\n",
        expect![[r#"
            title 1: Postmortem
            3 summary atx: Issue Summary
            5 cause_and_resolution atx: Root Cause and Resolution
            outage 09:00 to 11:00 UTC, 120 minutes
        "#]],
    );
}

#[test]
fn a_root_cause_in_the_summary_is_a_field() {
    check(
        "Issue Summary\n\nDuration: 10:00 - 11:00 UTC\n\nRoot Cause:\n\nA typo.\n\nTimeline\n\n10:00 UTC: down\n\nRoot Cause and Resolution\n\nRoot Cause:\nA typo in a route.\nResolution:\nThe route was corrected.\n",
        expect![[r#"
            1 summary plain: Issue Summary
            9 timeline plain: Timeline
            13 cause_and_resolution plain: Root Cause and Resolution
            outage 10:00 to 11:00 UTC, 60 minutes
            11 10:00 UTC (600) Line: down
        "#]],
    );
}

#[test]
fn headings_named_for_fun_are_known_by_the_labels_under_them() {
    check(
        "# Postmortem\n\n## Quick facts\n\n## The Timeline Unveiled\n\n- 10:00 UTC - one\n\n## Into the dragon's cave\n\n- **Root Cause:** a full disk\n- **Resolution:** a larger one\n\n## Higher walls\n\n- **Immediate action:** alert on the disk\n- **Later action:** rotate the log\n\n## Thanks\n\nTo all.\n",
        expect![[r#"
            title 1: Postmortem
            3 summary atx: Quick facts
            5 timeline atx: The Timeline Unveiled
            9 cause_and_resolution atx: Into the dragon's cave
            14 corrective atx: Higher walls
            7 10:00 UTC (600) Bullet: one
        "#]],
    );
}

#[test]
fn cause_and_resolution_under_two_headings_are_two_sections() {
    check(
        "# Postmortem\n## Timeline\n## Root Cause\n## Resolution and recovery\n",
        expect![[r#"
            title 1: Postmortem
            2 timeline atx: Timeline
            3 cause atx: Root Cause
            4 resolution atx: Resolution and recovery
        "#]],
    );
}

#[test]
fn a_table_of_contents_names_no_sections() {
    check(
        "# Postmortem\n\n- Issue Summary\n- Timeline\n- Root cause and resolution\n\n## Issue Summary\n",
        expect![[r#"
            title 1: Postmortem
            7 summary atx: Issue Summary
        "#]],
    );
}

#[test]
fn a_document_in_one_fence_is_read_in_the_fence() {
    check(
        "```\nThis postmortem is about the printer.\nIssue Summary:\nNothing printed.\nTimeline:\n10:00 UTC - Paper jam\nRoot Cause and Resolution:\nA staple.\n```\n",
        expect![[r#"
            title 2: This postmortem is about the printer.
            3 summary plain: Issue Summary
            5 timeline plain: Timeline
            7 cause_and_resolution plain: Root Cause and Resolution
            6 10:00 UTC (600) Line: Paper jam
        "#]],
    );
}

#[test]
fn bullets_and_their_separators() {
    check(
        "## Timeline\n\n- 09:05 UTC - one\n- **09:10 UTC:** two\n* *09:15 (UTC)* – three\n+ `09:20 UTC`: four\n- [09:25] five\n- 09:30:15 :- six\n- At 9:35, seven\n",
        expect![[r#"
            1 timeline atx: Timeline
            3 09:05 UTC (545) Bullet: one
            4 09:10 UTC (550) Bullet: two
            5 09:15 UTC (555) Bullet: three
            6 09:20 UTC (560) Bullet: four
            7 09:25 (565) Bullet: five
            8 09:30 (570) Bullet: six
            9 09:35 (575) Bullet: seven
        "#]],
    );
}

#[test]
fn plain_lines_indented_lines_and_numbers() {
    check(
        "Timeline\n2:00 PM: one\n2:10 PM: two\ngoes on\n\n    2:20 PM (EAT): three\n\n1. 2:30pm EAT - four\n2. 14:40 - five\n",
        expect![[r#"
            1 timeline plain: Timeline
            2 14:00 (840) Line: one
            3 14:10 (850) Line: two
            goes on
            6 14:20 EAT (860) Indented: three
            8 14:30 EAT (870) Numbered: four
            9 14:40 (880) Numbered: five
        "#]],
    );
}

#[test]
fn tables_headings_and_html() {
    check(
        "## Timeline\n\n| Time | Event |\n| --- | --- |\n| 2026-03-01 10:00 | one |\n| 2026-03-01 10:05 | two |\n",
        expect![[r#"
            1 timeline atx: Timeline
            5 10:00 (600) TableRow: one |
            6 10:05 (605) TableRow: two |
        "#]],
    );
    check(
        "## Timeline\n\n### 2026-03-01 10:34\n\nThe pager rang.\n\n### 10:50 - 11:05\n\nA rollback.\n",
        expect![[r#"
            1 timeline atx: Timeline
            3 10:34 (634) Heading: 

            The pager rang.
            7 10:50 (650) Heading: 

            A rollback.
        "#]],
    );
    check(
        "## Timeline\n\n<ul>\n<li><strong>10:30 AM:</strong>one</li>\n<li>10:35 AM two</li>\n</ul>\n",
        expect![[r#"
            1 timeline atx: Timeline
            4 10:30 (630) Html: </strong>one</li>
            5 10:35 (635) Html: two</li>
            </ul>
        "#]],
    );
}

#[test]
fn several_entries_on_one_line_are_several() {
    check(
        "## Timeline\n12:00pm EAT: down. 12:06pm EAT: looked. 12:10pm EAT: up.\n",
        expect![[r#"
            1 timeline atx: Timeline
            2 12:00 EAT (720) Inline: down. 
            2 12:06 EAT (726) Inline: looked. 
            2 12:10 EAT (730) Inline: up.
        "#]],
    );
}

#[test]
fn a_wrapped_line_that_begins_with_a_time_is_no_entry() {
    check(
        "## Timeline\n\n- 14:02 UTC - the deploy ended at\n  14:15 UTC. A dashboard showed it.\n- 14:20 UTC - rollback\n",
        expect![[r#"
            1 timeline atx: Timeline
            3 14:02 UTC (842) Bullet: the deploy ended at
              14:15 UTC. A dashboard showed it.
            5 14:20 UTC (860) Bullet: rollback
        "#]],
    );
}

#[test]
fn labels_stand_for_times() {
    check(
        "## Timeline\n\n- **Detection:** 08:15 AM UTC - the alert\n- **Escalation (8:30 AM)**: the database team\n- **Resolution:** a new index\n",
        expect![[r#"
            1 timeline atx: Timeline
            3 08:15 UTC (495) Bullet: the alert
            4 08:30 (510) Bullet: the database team
            5 --:-- (?) Bullet: a new index
        "#]],
    );
}

#[test]
fn midnight_is_the_next_day_and_a_small_step_back_is_not() {
    check(
        "## Timeline\n\n- 23:50 - one\n- 00:10 - two\n- 00:05 - three\n",
        expect![[r#"
            1 timeline atx: Timeline
            3 23:50 (1430) Bullet: one
            4 00:10 (1450) Bullet: two
            5 00:05 (1445) Bullet: three
        "#]],
    );
}

#[test]
fn dates_count_the_days() {
    check(
        "## Timeline\n\n- March 10, 2026, 3:00 PM (UTC): one\n- March 12, 2026, 8:00 AM (UTC): two\n",
        expect![[r#"
            1 timeline atx: Timeline
            3 15:00 UTC (900) Bullet: one
            4 08:00 UTC (3360) Bullet: two
        "#]],
    );
}

#[test]
fn a_clock_of_twelve_hours_without_marks_follows_the_summary() {
    check(
        "## Issue Summary\n\nFrom 7:15 pm to 8:45 pm pages failed.\n\n## Timeline\n\n- 7:15 - down\n- 8:45 - up\n",
        expect![[r#"
            1 summary atx: Issue Summary
            5 timeline atx: Timeline
            outage 19:15 to 20:45 ?, 90 minutes
            7 19:15 (1155) Bullet: down
            8 20:45 (1245) Bullet: up
        "#]],
    );
}

#[test]
fn the_outage_in_labels_and_in_prose() {
    let outage = |summary: &str, expected: Expect| {
        let read = read(&format!("## Issue Summary\n\n{summary}\n"));
        let time = |it: &Option<Stamp>| it.as_ref().and_then(|it| it.time).map_or("?".to_owned(), |it| it.to_string());
        let Outage { start, end, zone, .. } = &read.outage;
        let zone = zone.as_ref().map(|it| it.0.name.clone());
        expected.assert_eq(&format!("{} {} {zone:?} {:?}", time(start), time(end), read.outage.minutes()));
    };
    outage("- **Duration:** August 18, 2026, 14:30 - 16:45 UTC", expect![[r#"14:30 16:45 Some("UTC") Some(135)"#]]);
    outage(
        "Duration: 2026-08-15, 14:00 UTC to 17:30 UTC (3 hours, 30 minutes)",
        expect![[r#"14:00 17:30 Some("UTC") Some(210)"#]],
    );
    outage("Start Time: 9:05 AM WAT\nEnd Time: 1:35 PM WAT", expect![[r#"09:05 13:35 Some("WAT") Some(270)"#]]);
    outage(
        "On May 3rd, from 2:00 PM to 4:00 PM (EAT), pages failed.",
        expect![[r#"14:00 16:00 Some("EAT") Some(120)"#]],
    );
    outage(
        "At 12:00 p.m. EAT pages failed. At 12:16 p.m. EAT, service was restored.",
        expect![[r#"12:00 12:16 Some("EAT") Some(16)"#]],
    );
    outage(
        "Duration: Nov 10, 2026, 8:00 PM - Nov 11, 2026, 2:00 AM (UTC)",
        expect![[r#"20:00 02:00 Some("UTC") Some(360)"#]],
    );
    outage("It lasted for two and a half days.", expect!["? ? None Some(3600)"]);
    outage("The outage lasted 3 hours.", expect!["? ? None Some(180)"]);
    outage("At 7:30 pm (CST) the shop went down.", expect![[r#"19:30 ? Some("CST") None"#]]);
    outage(
        "It lasted for 2 hours, starting at 3:00 PM UTC and ending at 5:00 PM UTC on May 5, 2026.",
        expect![[r#"15:00 17:00 Some("UTC") Some(120)"#]],
    );
    outage("Start time - 10:00AM EAT\nEnd time - 12:00PM EAT", expect![[r#"10:00 12:00 Some("EAT") Some(120)"#]]);
    outage(
        "| Field | Value |\n| --- | --- |\n| Start | 10:00 UTC |\n| End | 11:00 UTC |",
        expect![[r#"10:00 11:00 Some("UTC") Some(60)"#]],
    );
    outage("Start: 08:10 UTC. End: 11:30 UTC.", expect![[r#"08:10 11:30 Some("UTC") Some(200)"#]]);
    outage(
        "The alarm was off from November 3, 2026, 8:30 PM CST to November 4, 2026,\n5:30 AM CST. Nothing was lost.",
        expect![[r#"20:30 05:30 Some("CST") Some(540)"#]],
    );
    outage(
        "From 2:00 pm to 5:30 pm SAST e-mails were delayed by up to three hours.",
        expect![[r#"14:00 17:30 Some("SAST") Some(210)"#]],
    );
    outage("It lasted until 16:45 UTC.", expect![[r#"? 16:45 Some("UTC") None"#]]);
    outage("Pages were slow for everyone.", expect!["? ? None None"]);
}

#[test]
fn the_zone_of_the_timeline_is_found_in_its_heading_and_below_it() {
    let zone = |markdown: &str| read(markdown).timeline.zone.map(|it| it.name);
    assert_eq!(zone("## Timeline (all times in UTC)\n\n- 10:00 - one\n").as_deref(), Some("UTC"));
    assert_eq!(zone("## Timeline (West African Time)\n\n- 10:00 - one\n").as_deref(), Some("West African Time"));
    assert_eq!(zone("## Timeline\n\nAll times are in CAT.\n\n- 10:00 - one\n").as_deref(), Some("CAT"));
    assert_eq!(
        zone("## Issue Summary\n\nFrom 10:00 to 11:00 EAT.\n\n## Timeline\n\n- 10:00 - one\n").as_deref(),
        Some("EAT")
    );
    assert_eq!(zone("## Timeline\n\n- 10:00 - we EAT lunch\n"), None);
}

#[test]
fn times_to_detect_and_repair_are_read_where_they_are_stated() {
    let stated = read("# Postmortem\n\n- **Time to repair**: 3h 02m\n- TTD: 5 minutes\n\n## Stats\n\n- Time to detection: ?\n- Time to recovery: 19 hours 43 minutes.\n").stated;
    let shown: Vec<_> = stated.iter().map(|it| (it.measure.as_str(), it.minutes)).collect();
    assert_eq!(shown, [("repair", 182), ("detect", 5), ("repair", 1183)]);
}

#[test]
fn words_are_prose_words() {
    let words = |markdown: &str| read(markdown).words;
    assert_eq!(words("Two words\n"), 2);
    assert_eq!(words("- **three** plain _words_\n"), 3);
    assert_eq!(words("see [the dashboard](http://localhost/d/1?x=y) now\n"), 4);
    assert_eq!(words("http://localhost/ and <http://localhost/>\n"), 1);
    assert_eq!(words("```\nno words here\n```\n"), 0);
    assert_eq!(words("run `systemctl restart nginx` again\n"), 2);
    assert_eq!(words("![a picture](x.png)\n"), 0);
    assert_eq!(words("<p>four words <b>of text</b></p>\n"), 4);
}

#[test]
fn a_pasted_assignment_is_not_read() {
    let brief = "\n\nRequirements:\n\nIssue Summary (that is often what executives will read) must contain:\n\nTimeline (format bullet point, format: time) must contain:\n\nBe brief and straight to the point, between 400 to 600 words\n";
    let own = "# Postmortem\n\n## Issue Summary\n\nFrom 10:00 to 11:00 UTC.\n\n## Timeline\n\n- 10:00 UTC - one\n";
    check(
        &format!("{own}{brief}"),
        expect![[r#"
            title 1: Postmortem
            3 summary atx: Issue Summary
            7 timeline atx: Timeline
            outage 10:00 to 11:00 UTC, 60 minutes
            9 10:00 UTC (600) Bullet: one


            Requirements:
        "#]],
    );
    assert!(!read(&format!("# Postmortem project{brief}")).recognised);
}

#[test]
fn an_assignment_pasted_in_front_is_not_read_either() {
    check(
        "Background Context\n\nAny software system will eventually fail.\n\nTimeline (format bullet point, format: time) must contain:\n\n# Postmortem: lost parcels\n\n## Issue Summary\n\nFrom 10:00 to 11:00 UTC.\n\n## Timeline\n\n- 10:00 UTC - one\n",
        expect![[r#"
            title 7: Postmortem: lost parcels
            9 summary atx: Issue Summary
            13 timeline atx: Timeline
            outage 10:00 to 11:00 UTC, 60 minutes
            15 10:00 UTC (600) Bullet: one
        "#]],
    );
}

#[test]
fn two_postmortems_in_one_file_are_both_read_and_a_closing_summary_is_no_section() {
    let one = "**Issue Summary**\n\nFrom 10:00 to 11:00 UTC.\n\n**Timeline**\n\n- 10:00 UTC - one\n\n**Preventive Measures**\n\n- Add an alert\n\n";
    let roles = |text: &str| read(text).sections.iter().map(|it| it.role.as_str()).collect::<Vec<_>>();
    let once = ["summary", "timeline", "corrective"];
    assert_eq!(roles(&format!("{one}{one}")), [once, once].concat());
    assert_eq!(roles(&format!("{one}**Summary**\n\nWe have learnt a lot.\n")), once);
}

#[test]
fn the_front_matter_says_what_the_document_is() {
    assert!(read("---\ntype: postmortem\n---\n\n# Notes\n").recognised);
    assert!(read("---\npostmortem: true\n---\n\n# Notes\n").recognised);
    assert!(!read("---\npostmortem: false\n---\n\n# Postmortem\n\n## Issue Summary\n\n## Timeline\n").recognised);
}

#[test]
fn a_guide_to_postmortems_is_none() {
    assert!(
        !read("# Postmortem guide\n\n## Issue Summary\n\nSay what was down.\n\n## Timeline\n\nList what happened.\n")
            .recognised
    );
    assert!(!read("# Cooking\n\n## Timeline\n\n- 10:00 - boil water\n").recognised);
    assert!(read("# Postmortem\n\n## Issue Summary\n\n## Timeline\n").recognised);
    assert!(!read("<!-- postmortem: off -->\n# Postmortem\n\n## Issue Summary\n\n## Timeline\n").recognised);
    assert!(read("<!-- postmortem: on -->\n# Notes\n").recognised);
}

#[test]
fn an_edited_document_shares_what_it_read() {
    let text = "# Postmortem\n\n## Issue Summary\n\nFrom 10:00 to 11:00 UTC.\n\n## Timeline\n\n- 10:00 UTC - one\n";
    let document = Document::parse(Some(1), text);
    let choice = Choice::of(&document, &Library::default(), None);
    let before = Reading::of(&document, &choice, None, None);
    let edited = document.edited(Some(2), &[crate::text::Edit::insert(text.len(), "- 10:05 UTC - two\n")]);
    let shared = Reading::of(&edited, &choice, None, Some(&before));
    let fresh = Reading::of(&edited, &choice, None, None);
    assert_eq!(format!("{:?}", shared.postmortem), format!("{:?}", fresh.postmortem));
    assert_eq!(shared.postmortem.timeline.entries.len(), 2);
}

#[test]
fn a_format_with_an_impact_of_its_own_tells_of_the_outage_there() {
    let read = read(
        "<!-- postmortem-profile: google-sre -->\n# A\n\n- **Status:** Draft\n- **Authors:** A. Person\n\n## Summary\n\n\
         Checkout failed.\n\n### Impact\n\nOf the summary.\n\n## Impact\n\nFrom 10:00 to 11:00 UTC checkout was down \
         for 40% of users.\n\n## Detection\n\nAn alert paged us.\n\n## Lessons Learned\n\n### What went well\n\n\
         - The alert\n\n### Where we got lucky\n\n- Night\n",
    );
    assert!(read.recognised && read.is_draft);
    assert_eq!(read.field("authors").map(|it| it.value.as_str()), Some("A. Person"));
    let roles: Vec<&str> = read.sections.iter().map(|it| it.role.as_str()).collect();
    assert_eq!(roles, ["summary", "impact", "detection", "lessons"]);
    assert_eq!(read.outage.minutes(), Some(60));
    let is_met = |id: &str| read.checklist.answer(id).map(Answer::is_met);
    for (id, met) in [("impact", true), ("impact_percent", true), ("detected_how", true), ("went_well", true)] {
        assert_eq!(is_met(id), Some(met), "{id}");
    }
    assert_eq!((is_met("got_lucky"), is_met("went_wrong")), (Some(true), Some(false)));
    assert_eq!(is_met("escalated_to"), None, "the format does not ask for it");
}
