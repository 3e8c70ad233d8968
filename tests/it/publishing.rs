//! Diagnostics arrive by themselves, with their version, newest last, and are taken back when a document is closed.

use serde_json::{Value, json};

use crate::client::Client;

const URI: &str = "file:///postmortem.md";

/// A postmortem that lacks its timeline and more.
const DRAFT: &str = "\
# Postmortem: checkout outage

## Issue Summary

Checkout was down on 3 May 2024.

## Root cause and resolution

A bad deploy; it was rolled back.

## Corrective and preventative measures

- Add a canary.
";

fn typed(text: &str) -> Value {
    let start = json!({ "line": 4, "character": 0 });
    json!([{ "range": { "start": start, "end": start }, "text": text }])
}

#[test]
fn a_draft_gets_diagnostics_with_its_version() {
    let mut client = Client::started();
    client.open(URI, DRAFT);
    let diagnostics = client.published(URI, Some(1));
    assert!(diagnostics.iter().any(|it| it["code"] == "missing-section"), "{diagnostics:?}");
    for diagnostic in &diagnostics {
        assert_eq!(diagnostic["source"], "postmortem");
        assert!(diagnostic["severity"].is_number(), "{diagnostic}");
    }
    client.change(URI, 7, typed("Really. "));
    assert_eq!(client.published(URI, Some(7)).len(), diagnostics.len());
}

#[test]
fn a_newer_version_never_comes_before_an_older_one() {
    let mut client = Client::started();
    client.open(URI, DRAFT);
    for version in 2..300 {
        client.change(URI, version, typed("x"));
    }
    client.published(URI, Some(299));
    let versions: Vec<i64> = client.unasked().iter().filter_map(|it| it["params"]["version"].as_i64()).collect();
    assert!(versions.is_sorted(), "{versions:?}");
    assert!(versions.iter().all(|it| *it < 299), "{versions:?}");
}

#[test]
fn what_is_not_written_yet_is_told_when_the_writer_pauses() {
    let mut client = Client::started();
    let text = DRAFT.replace("on 3 May 2024", "from 10:00 to 11:00 UTC");
    client.open(URI, &text);
    let has = |found: &[Value], code: &str| found.iter().any(|it| it["code"] == code);
    assert!(has(&client.published(URI, Some(1)), "missing-section"), "of a document that is opened all is told");
    let range = json!({ "start": { "line": 4, "character": 37 }, "end": { "line": 4, "character": 41 } });
    client.change(URI, 2, json!([{ "range": range, "text": "" }]));
    let at_once = client.published(URI, Some(2));
    assert!(has(&at_once, "missing-section") && !has(&at_once, "outage-without-timezone"), "{at_once:?}");
    assert!(has(&client.published(URI, Some(2)), "outage-without-timezone"), "told without another edit");
    client.change(URI, 3, json!([{ "range": { "start": range["start"], "end": range["start"] }, "text": " UTC" }]));
    assert!(!has(&client.published(URI, Some(3)), "outage-without-timezone"), "what is solved is gone at once");
}

#[test]
fn closing_takes_the_diagnostics_back() {
    let mut client = Client::started();
    client.open(URI, DRAFT);
    assert!(!client.published(URI, Some(1)).is_empty());
    client.close(URI);
    assert_eq!(client.published(URI, None), Vec::<Value>::new());
}

#[test]
fn a_text_that_stops_being_a_postmortem_loses_its_diagnostics() {
    let mut client = Client::started();
    client.open(URI, DRAFT);
    assert!(!client.published(URI, Some(1)).is_empty());
    client.change(URI, 2, json!([{ "text": "Buy milk.\n" }]));
    assert_eq!(client.published(URI, Some(2)), Vec::<Value>::new());
}

#[test]
fn what_is_no_postmortem_gets_nothing_at_all() {
    let mut client = Client::started();
    let note = "file:///shopping.md";
    client.open(note, "# Shopping\n\n- milk\n");
    client.change(note, 2, json!([{ "text": "# Shopping\n\n- bread\n" }]));
    client.close(note);
    // Documents are published in order: when the draft's diagnostics are here, those of the note would be too.
    client.open(URI, DRAFT);
    client.published(URI, Some(1));
    assert!(client.unasked().iter().all(|it| it["params"]["uri"] != note), "{:?}", client.unasked());
}

#[test]
fn nothing_is_published_after_shutdown() {
    let mut client = Client::started();
    client.open(URI, DRAFT);
    client.published(URI, Some(1));
    client.result("shutdown", Value::Null);
    client.change(URI, 2, typed("x"));
    client.notify("exit", Value::Null);
    assert_eq!(client.exit_code(), 0);
    assert_eq!(client.unasked(), &[] as &[Value]);
}

#[test]
#[cfg(debug_assertions)]
fn a_panic_in_a_rule_costs_its_own_findings() {
    let mut client = Client::with_faults(json!({ "rule": true }));
    client.open(URI, DRAFT);
    let diagnostics = client.published(URI, Some(1));
    assert!(diagnostics.iter().any(|it| it["code"] == "missing-section"), "{diagnostics:?}");
    client.notification("window/showMessage");
    client.change(URI, 2, typed("x"));
    client.published(URI, Some(2));
    client.is_served();
    assert!(client.unasked().iter().all(|it| it["method"] != "window/showMessage"), "the client is told once");
}

#[test]
#[cfg(debug_assertions)]
fn a_panic_while_diagnostics_are_computed_costs_that_list() {
    let mut client = Client::with_faults(json!({ "publish": true }));
    client.open(URI, DRAFT);
    client.notification("window/showMessage");
    client.hover(URI, 0, 3);
    client.is_served();
}
