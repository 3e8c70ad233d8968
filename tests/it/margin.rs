//! What stands beside the text: notes at the end of lines, the line above the title, and the state in a status bar.

use serde_json::{Value, json};

use crate::client::Client;
use crate::navigation::TEXT;

const URI: &str = "file:///postmortem.md";
const STATUS: &str = "postmortem/status";

fn opened(capabilities: Value, options: Value) -> Client {
    let mut client = Client::initialized(json!({ "capabilities": capabilities, "initializationOptions": options }));
    client.open(URI, TEXT);
    client
}

fn everywhere() -> Value {
    let range = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 99, "character": 0 } });
    json!({ "textDocument": { "uri": URI }, "range": range })
}

fn labels(hints: &Value) -> Vec<&str> {
    hints.as_array().unwrap().iter().map(|it| it["label"].as_str().unwrap()).collect()
}

#[test]
fn notes_stand_at_the_end_of_lines_each_kind_by_its_switch() {
    let mut client = opened(json!({}), json!(null));
    let hints = client.result("textDocument/inlayHint", everywhere());
    assert_eq!(labels(&hints), ["6 words", "8 words", "+00:00", "+01:00"]);
    let settings = json!({ "postmortem": { "inlayHints": { "words": false } } });
    client.notify("workspace/didChangeConfiguration", json!({ "settings": settings }));
    let hints = client.result("textDocument/inlayHint", everywhere());
    assert_eq!(labels(&hints), ["+00:00", "+01:00"]);
}

#[test]
fn one_lens_above_the_title_runs_the_checklist() {
    let lenses =
        opened(json!({}), json!(null)).result("textDocument/codeLens", json!({ "textDocument": { "uri": URI } }));
    let [lens] = &lenses.as_array().unwrap()[..] else { panic!("{lenses}") };
    assert_eq!(lens["command"]["command"], "postmortem-ls.showChecklist");
    assert_eq!(lens["command"]["arguments"], json!([{ "uri": URI }]));
    assert!(lens["command"]["title"].as_str().unwrap().ends_with(" requirements · 1 h"), "{lens}");
}

#[test]
fn the_status_of_a_postmortem_is_told_until_it_is_none() {
    let mut client = opened(json!({ "experimental": { "postmortemStatus": true } }), json!(null));
    let status = client.notification(STATUS);
    assert_eq!((&status["uri"], &status["version"], &status["postmortem"]), (&json!(URI), &json!(1), &json!(true)));
    assert_eq!((&status["profile"], &status["minutes"]), (&json!("alx"), &json!(60)), "{status}");
    client.change(URI, 2, json!([{ "text": "Buy milk.\n" }]));
    assert_eq!(client.notification(STATUS), json!({ "uri": URI, "version": 2, "postmortem": false }));
    client.change(URI, 3, json!([{ "text": "Buy bread.\n" }]));
    client.change(URI, 4, json!([{ "text": TEXT }]));
    assert_eq!(client.notification(STATUS)["version"], 4);
    client.close(URI);
    assert_eq!(client.notification(STATUS), json!({ "uri": URI, "version": null, "postmortem": false }));
}

#[test]
fn the_status_is_told_to_those_who_ask_for_it_alone() {
    let mut client = opened(json!({}), json!(null));
    client.published(URI, Some(1));
    let announced = json!({ "experimental": { "postmortemStatus": true } });
    let mut switched_off = opened(announced, json!({ "status": { "enable": false } }));
    switched_off.published(URI, Some(1));
    for mut client in [client, switched_off] {
        client.close(URI);
        client.published(URI, None);
        assert!(client.unasked().iter().all(|it| it["method"] != STATUS), "{:?}", client.unasked());
    }
    let mut asked = opened(json!({}), json!({ "status": { "enable": true } }));
    assert_eq!(asked.notification(STATUS)["version"], 1);
}
