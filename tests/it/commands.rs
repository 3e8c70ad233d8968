//! Commands by name: typed arguments, edits that the client applies, texts that it gets.

use std::fs;

use serde_json::{Value, json};
use tower_lsp::lsp_types::Url;

use crate::client::Client;
use crate::navigation::TEXT;

const URI: &str = "file:///postmortem.md";

fn opened(capabilities: Value) -> Client {
    let mut client = Client::initialized(json!({ "capabilities": capabilities }));
    client.open(URI, TEXT);
    client
}

fn editing() -> Client {
    opened(json!({ "workspace": { "applyEdit": true } }))
}

fn params(command: &str, argument: Value) -> Value {
    json!({ "command": format!("postmortem-ls.{command}"), "arguments": [argument] })
}

#[track_caller]
fn run(client: &mut Client, command: &str, argument: Value) -> Value {
    client.result("workspace/executeCommand", params(command, argument))
}

/// The new texts that the client is asked to write into the document.
fn written(client: &mut Client) -> String {
    let (id, params) = client.asked("workspace/applyEdit");
    client.reply(id, json!({ "applied": true }));
    assert_eq!(params["edit"].as_object().unwrap().keys().collect::<Vec<_>>(), ["changes"], "every client takes these");
    let edits = params["edit"]["changes"][URI].as_array().unwrap();
    edits.iter().map(|it| it["newText"].as_str().unwrap()).collect()
}

#[test]
fn edits_of_commands_are_applied_by_the_client() {
    let mut client = editing();
    let uri = json!({ "uri": URI });
    assert_eq!(run(&mut client, "insertSections", uri.clone()), Value::Null);
    assert!(written(&mut client).contains("## Root Cause and Resolution"));
    assert_eq!(run(&mut client, "insertDiagram", uri), Value::Null);
    assert!(written(&mut client).contains("```mermaid"));
    run(&mut client, "importLines", json!({ "uri": URI, "text": "10:20 UTC Restarted" }));
    assert!(written(&mut client).contains("- 10:20 UTC - Restarted"));
    assert_eq!(client.notification("window/showMessage")["message"], "1 entry added");
    run(&mut client, "convertTimeline", json!({ "uri": URI, "zone": "GMT+1" }));
    assert!(written(&mut client).contains("11:00"));
    client.is_served();
}

#[test]
fn a_picture_is_written_beside_its_document_and_shown_in_it() {
    let folder = tempfile::tempdir().unwrap();
    let document = Url::from_file_path(folder.path().join("the shop.md")).unwrap();
    let picture = folder.path().join("the shop-timeline.svg");
    let mut client = Client::initialized(json!({ "capabilities": { "workspace": { "applyEdit": true } } }));
    client.open(document.as_str(), TEXT);
    assert_eq!(run(&mut client, "insertPicture", json!({ "uri": document })), Value::Null);
    let (id, params) = client.asked("workspace/applyEdit");
    client.reply(id, json!({ "applied": true }));
    let edit = params["edit"]["changes"][document.as_str()][0].clone();
    let image = edit["newText"].as_str().unwrap();
    assert!(image.contains("](the%20shop-timeline.svg)") && image.contains("![Timeline of "), "{image}");
    assert!(fs::read_to_string(&picture).unwrap().starts_with("<svg "));
    // Drawn anew, where the image is there.
    fs::remove_file(&picture).unwrap();
    client.change(document.as_str(), 2, json!([{ "range": edit["range"], "text": image }]));
    run(&mut client, "insertPicture", json!({ "uri": document }));
    assert_eq!(client.notification("window/showMessage")["message"], "The picture is drawn: \"the shop-timeline.svg\"");
    assert!(picture.is_file());
    client.is_served();
    assert!(client.unasked().iter().all(|it| it["method"] != "workspace/applyEdit"), "nothing is left to edit");
}

#[test]
fn a_picture_replaces_no_file_of_another_kind_and_needs_an_image() {
    let folder = tempfile::tempdir().unwrap();
    let document = Url::from_file_path(folder.path().join("shop.md")).unwrap();
    let picture = folder.path().join("shop-timeline.svg");
    let mut client = opened(json!({}));
    client.open(document.as_str(), TEXT);
    let answer = client.answer("workspace/executeCommand", params("insertPicture", json!({ "uri": document })));
    assert!(answer["error"]["message"].as_str().unwrap().contains("workspace.applyEdit"), "{answer}");
    assert!(!picture.exists());
    fs::write(&picture, "mine").unwrap();
    let mut client = editing();
    client.open(document.as_str(), TEXT);
    assert_eq!(run(&mut client, "insertPicture", json!({ "uri": document })), Value::Null);
    let told = client.notification("window/showMessage");
    assert!(told["message"].as_str().unwrap().contains("no picture of a timeline"), "{told}");
    assert_eq!(fs::read_to_string(&picture).unwrap(), "mine");
}

#[test]
fn what_a_command_leaves_undone_is_told() {
    let mut client = editing();
    run(&mut client, "convertTimeline", json!({ "uri": URI, "zone": "UTC" }));
    assert_eq!(client.notification("window/showMessage")["message"], "All times are in UTC already");
    client.open("file:///note.md", "# Shopping\n");
    run(&mut client, "insertDiagram", json!({ "uri": "file:///note.md" }));
    let told = client.notification("window/showMessage");
    assert_eq!(told["message"], "This document is not read as a postmortem");
    assert!(client.unasked().iter().all(|it| it["method"] != "workspace/applyEdit"));
}

#[test]
fn the_checklist_is_given_as_markdown() {
    let mut client = opened(json!({}));
    let checklist = run(&mut client, "showChecklist", json!({ "uri": URI }));
    assert!(checklist.as_str().unwrap().contains("- [x] when the outage began (line 5)\n"), "{checklist}");
    let told = client.notification("window/showMessage");
    assert!(told["message"].as_str().unwrap().contains(" requirements · 1 h; not told yet: "), "{told}");
    let mut client = opened(json!({ "experimental": { "postmortemChecklist": true } }));
    assert!(run(&mut client, "showChecklist", json!({ "uri": URI })).is_string());
    client.is_served();
    assert!(client.unasked().iter().all(|it| it["method"] != "window/showMessage"));
}

#[test]
fn a_new_document_is_given_as_text() {
    let mut client = Client::started();
    let profiles = run(&mut client, "profiles", json!({}));
    assert_eq!(profiles[0], json!({ "id": "alx", "title": "ALX / Holberton postmortem" }));
    let argument = json!({ "profile": "google-sre", "date": "2024-06-12", "title": "Checkout down" });
    let text = run(&mut client, "new", argument);
    let start = "<!-- postmortem-profile: google-sre -->\n\n# Postmortem: Checkout down\n";
    assert!(text.as_str().unwrap().starts_with(start), "{text}");
    assert!(text.as_str().unwrap().contains("2024-06-12"), "{text}");
    assert!(run(&mut client, "new", json!({})).is_string());
    let no_argument = json!({ "command": "postmortem-ls.new" });
    assert!(client.result("workspace/executeCommand", no_argument).is_string());
}

#[test]
fn wrong_arguments_are_refused_with_the_name_of_the_key() {
    let mut client = editing();
    let cases = [
        ("insertSections", json!({}), "uri"),
        ("insertSections", json!({ "uri": "file:///not-open.md" }), "uri"),
        ("importLines", json!({ "uri": URI }), "text"),
        ("convertTimeline", json!({ "uri": URI, "zone": 3 }), "zone"),
        ("showChecklist", json!({ "uri": URI, "verbose": true }), "verbose"),
        ("new", json!({ "date": "soon" }), "date"),
        ("new", json!({ "profile": "alxx" }), "profile"),
        ("insertPicture", json!({ "uri": "untitled:shop.md" }), "uri"),
        ("nothing", json!({}), "postmortem-ls.nothing"),
    ];
    for (command, argument, key) in cases {
        let answer = client.answer("workspace/executeCommand", params(command, argument));
        assert_eq!(answer["error"]["code"], -32602, "{answer}");
        assert!(answer["error"]["message"].as_str().unwrap().contains(key), "{answer}");
    }
    client.is_served();
}

#[test]
fn a_client_that_takes_no_edits_is_told() {
    let mut client = opened(json!({}));
    let answer = client.answer("workspace/executeCommand", params("insertSections", json!({ "uri": URI })));
    assert!(answer["error"]["message"].as_str().unwrap().contains("workspace.applyEdit"), "{answer}");
}
