//! Which profile documents come to, and that an edit comes to the same one as a fresh look.

use super::*;
use crate::text::Edit;

fn choice(markdown: &str) -> Choice {
    Choice::of(&Document::parse(None, markdown), &Library::default(), None)
}

#[track_caller]
fn check(markdown: &str, profile: &str) {
    assert_eq!(choice(markdown).profile.id, profile, "{markdown}");
}

const SRE: &str = "# Cache loss\n\n## Summary\n\n## Impact\n\n## Root Causes\n\n## Trigger\n\n## Resolution\n\n## Detection\n\n## Action Items\n\n## Lessons Learned\n\n### What went well\n\n## Timeline\n";

#[test]
fn a_document_has_the_profile_that_it_names() {
    check("---\nprofile: google-sre\n---\n# A\n", "google-sre");
    check("---\nprofile: \"pagerduty\"\n---\n", "pagerduty");
    check("+++\nprofile = \"atlassian\"\n+++\n", "atlassian");
    check("# A\n\n<!-- postmortem-profile: sre-workbook -->\n\ntext\n", "sre-workbook");
    check(&format!("<!-- postmortem-profile: alx -->\n{SRE}"), "alx");
}

#[test]
fn a_name_in_code_or_within_a_sentence_is_none() {
    check("# A\n\n```\n<!-- postmortem-profile: google-sre -->\n```\n", "alx");
    check("# A\n\nWrite `<!-- postmortem-profile: google-sre -->` above it.\n", "alx");
}

#[test]
fn a_name_that_there_is_not_is_kept_with_its_place() {
    let text = "---\nprofile: gogle-sre\n---\n# A\n";
    let choice = choice(text);
    let unknown = choice.unknown().expect("it is named");
    assert_eq!((unknown.id.as_str(), &text[unknown.span.range()]), ("gogle-sre", "gogle-sre"));
    assert_eq!(choice.profile.id, "alx");
}

#[test]
fn headings_choose_where_they_fit_clearly() {
    check(SRE, "google-sre");
    check(&SRE.replace("## Trigger\n\n", "").replace("Root Causes", "Root cause"), "google-sre");
    check("# A\n\n## Issue Summary\n\n## Timeline\n\n## Root cause and resolution\n\n## Corrective measures\n", "alx");
    check("# A\n\n## Summary\n\n## Timeline\n\n## Action items\n", "alx");
    check("# A\n\n## Impact\n\n## Detection\n", "alx");
    check("", "alx");
}

#[test]
fn settings_come_before_headings_and_after_the_document() {
    let library = Library::default().set_to("pagerduty").expect("it is built in");
    let of = |text: &str| Choice::of(&Document::parse(None, text), &library, None).profile.id.clone();
    assert_eq!(of(SRE), "pagerduty");
    assert_eq!(of("<!-- postmortem-profile: atlassian -->\n"), "atlassian");
}

#[test]
fn an_edit_comes_to_the_same_profile_as_a_fresh_look_and_keeps_it_where_it_can() {
    let library = Library::default();
    let mut document = Document::parse(Some(1), "");
    let mut before = Choice::of(&document, &library, None);
    for (at, letter) in format!("---\nprofile: atlassian\n---\n{SRE}").char_indices() {
        document = document.edited(Some(1), &[Edit::insert(at, letter.to_string())]);
        let edited = Choice::of(&document, &library, Some(&before));
        let fresh = Choice::of(&document, &library, None);
        assert_eq!(edited.profile.id, fresh.profile.id, "{}", document.text);
        assert_eq!(edited.named, fresh.named);
        assert!(edited.profile.id != before.profile.id || Arc::ptr_eq(&edited.profile, &before.profile));
        before = edited;
    }
    assert_eq!(before.profile.id, "atlassian");
}
