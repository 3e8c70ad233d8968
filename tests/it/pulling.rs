//! Findings that the client asks for: with ids, at the same pace as published ones, and never both to one client.

use serde_json::{Value, json};

use crate::client::Client;

const URI: &str = "file:///postmortem.md";
const REFRESH: &str = "workspace/diagnostic/refresh";

const TEXT: &str = "# Postmortem: the shop was down\n\n## Issue Summary\n\nDown from 10:00 to 11:00 UTC.\n\n## Timeline\n\n- 10:00 UTC - Down\n- 11:00 UTC - Up\n";

fn capabilities() -> Value {
    json!({ "textDocument": { "diagnostic": {} }, "workspace": { "diagnostics": { "refreshSupport": true } } })
}

fn opened(options: Value) -> Client {
    let mut client = Client::initialized(json!({ "capabilities": capabilities(), "initializationOptions": options }));
    client.open(URI, TEXT);
    client
}

#[track_caller]
fn pull(client: &mut Client, uri: &str, previous: Option<&Value>) -> Value {
    let params = json!({ "textDocument": { "uri": uri }, "previousResultId": previous });
    client.result("textDocument/diagnostic", params)
}

fn codes(report: &Value) -> Vec<&str> {
    assert_eq!(report["kind"], "full", "{report}");
    report["items"].as_array().unwrap().iter().map(|it| it["code"].as_str().unwrap()).collect()
}

/// Replaces text of the fifth line.
fn edit(start: u32, end: u32, text: &str) -> Value {
    let at = |character: u32| json!({ "line": 4, "character": character });
    json!([{ "range": { "start": at(start), "end": at(end) }, "text": text }])
}

#[test]
fn a_client_that_asks_is_answered_and_not_told() {
    let mut client = opened(json!(null));
    let report = pull(&mut client, URI, None);
    assert!(codes(&report).contains(&"missing-section"), "{report}");
    let again = pull(&mut client, URI, Some(&report["resultId"]));
    assert_eq!((&again["kind"], &again["resultId"]), (&json!("unchanged"), &report["resultId"]));
    client.change(URI, 2, edit(0, 0, "Quite. "));
    let moved = pull(&mut client, URI, Some(&report["resultId"]));
    assert_eq!(codes(&moved).len(), codes(&report).len());
    assert_eq!(codes(&pull(&mut client, "file:///not-open.md", None)), [""; 0]);
    client.open("file:///note.md", "# Shopping\n");
    assert_eq!(codes(&pull(&mut client, "file:///note.md", None)), [""; 0]);
    client.close(URI);
    client.is_served();
    let published = |it: &Value| it["method"] == "textDocument/publishDiagnostics";
    assert!(!client.unasked().iter().any(published), "{:?}", client.unasked());
}

#[test]
fn what_is_not_written_yet_waits_and_the_client_is_asked_to_ask_again() {
    let mut client = opened(json!(null));
    pull(&mut client, URI, None);
    client.change(URI, 2, edit(24, 28, ""));
    assert!(!codes(&pull(&mut client, URI, None)).contains(&"outage-without-timezone"));
    client.asked(REFRESH);
    assert!(codes(&pull(&mut client, URI, None)).contains(&"outage-without-timezone"));
    client.change(URI, 3, edit(0, 0, "So. "));
    assert!(codes(&pull(&mut client, URI, None)).contains(&"outage-without-timezone"), "what was shown stays");
    client.change(URI, 4, edit(28, 28, " UTC"));
    assert!(!codes(&pull(&mut client, URI, None)).contains(&"outage-without-timezone"), "what is solved is gone");
}

#[test]
fn settings_that_change_make_the_client_ask_again() {
    let mut client = opened(json!(null));
    assert!(codes(&pull(&mut client, URI, None)).contains(&"missing-section"));
    let settings = json!({ "postmortem": { "rules": { "missing-section": "off" } } });
    client.notify("workspace/didChangeConfiguration", json!({ "settings": settings }));
    client.asked(REFRESH);
    assert!(!codes(&pull(&mut client, URI, None)).contains(&"missing-section"));
}

#[test]
fn what_is_asked_between_two_saves_is_as_it_was() {
    let mut client = opened(json!({ "diagnostics": { "run": "onSave" } }));
    let first = pull(&mut client, URI, None);
    client.change(URI, 2, edit(24, 28, ""));
    assert_eq!(pull(&mut client, URI, Some(&first["resultId"]))["kind"], "unchanged");
    client.notify("textDocument/didSave", json!({ "textDocument": { "uri": URI } }));
    client.asked(REFRESH);
    let saved = pull(&mut client, URI, Some(&first["resultId"]));
    assert!(codes(&saved).contains(&"outage-without-timezone"), "{saved}");
}

/// Nobody could tell such a client that something is due later.
#[test]
fn a_client_that_cannot_be_asked_to_ask_again_is_told() {
    let capabilities = json!({ "textDocument": { "diagnostic": {} } });
    let mut client = Client::spawned(&["server"]);
    let offered = client.result("initialize", json!({ "capabilities": capabilities }));
    assert_eq!(offered["capabilities"]["diagnosticProvider"], Value::Null, "{offered}");
    client.notify("initialized", json!({}));
    client.open(URI, TEXT);
    assert!(!client.published(URI, Some(1)).is_empty());
}

/// Neovim 0.12 would ask for the findings of the workspace alone when it is asked to ask again, and pass over what is open.
#[test]
fn the_workspace_is_offered_to_clients_that_do_not_forget_what_is_open() {
    for (name, expected) in [("Visual Studio Code", true), ("Neovim", false)] {
        let params = json!({ "capabilities": capabilities(), "clientInfo": { "name": name } });
        let offered = Client::spawned(&["server"]).result("initialize", params);
        let provider = &offered["capabilities"]["diagnosticProvider"];
        assert_eq!(provider["workspaceDiagnostics"], json!(expected), "{name}: {provider}");
    }
}

#[test]
#[cfg(debug_assertions)]
fn a_panic_costs_the_answer_it_happens_in() {
    let params = json!({ "capabilities": capabilities(), "initializationOptions": { "faults": { "publish": true } } });
    let mut client = Client::initialized(params);
    client.open(URI, TEXT);
    let id = client.ask("textDocument/diagnostic", json!({ "textDocument": { "uri": URI } }));
    assert_eq!(client.error_to(json!(id)), -32603);
    client.is_served();
}
