//! What is read from documents in the shapes that people write. All documents are our own.

use expect_test::{Expect, expect};

use super::*;
use crate::profile::Library;
use crate::syntax::Document;

mod entries;
mod headings;

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
