//! Requests: each answers from the document of its moment, none waits for another, a panic costs one answer.

#![cfg(debug_assertions)]

use serde_json::{Value, json};

use crate::client::Client;

const URI: &str = "file:///a.md";

fn at(line: u32, character: u32) -> Value {
    json!({ "textDocument": { "uri": URI }, "position": { "line": line, "character": character } })
}

fn insertion(text: &str) -> Value {
    let start = json!({ "line": 0, "character": 0 });
    json!([{ "range": { "start": start, "end": start }, "text": text }])
}

#[test]
fn a_request_sees_every_change_before_it_and_none_after() {
    let mut client = Client::started();
    client.open(URI, "");
    let mut expected = String::new();
    let mut asked = Vec::new();
    for version in 2..500 {
        client.change(URI, version, insertion("é"));
        expected.push('é');
        asked.push((client.ask("postmortem/text", json!({ "uri": URI })), expected.clone()));
    }
    for (id, expected) in asked {
        assert_eq!(client.answer_to(json!(id))["result"], expected);
    }
}

#[test]
fn a_cancelled_request_is_answered_at_once_and_holds_up_nothing() {
    let mut client = Client::with_faults(json!({ "slow": "textDocument/hover" }));
    client.open(URI, "# Postmortem\n");
    // More than are computed at the same time: the last ones wait for their turn.
    let slow: Vec<i64> = (0..10).map(|_| client.ask("textDocument/hover", at(0, 3))).collect();
    client.change(URI, 2, insertion("x"));
    assert_eq!(client.text(URI), "x# Postmortem\n");
    for id in slow.iter().rev() {
        client.notify("$/cancelRequest", json!({ "id": id }));
        assert_eq!(client.error_to(json!(id)), -32800);
    }
    client.notify("$/cancelRequest", json!({ "id": slow[0] }));
    client.notify("$/cancelRequest", json!({ "id": "never asked" }));
    assert_eq!(client.text(URI), "x# Postmortem\n");
}

#[test]
fn other_requests_are_answered_while_one_computes() {
    let mut client = Client::with_faults(json!({ "slow": "textDocument/hover" }));
    client.open(URI, "# Postmortem\n");
    let slow = client.ask("textDocument/hover", at(0, 3));
    client.result("textDocument/completion", at(0, 3));
    assert!(client.unasked().iter().all(|it| it["id"] != slow));
}

#[test]
fn a_request_with_the_id_of_one_that_computes_is_refused() {
    let mut client = Client::with_faults(json!({ "slow": "textDocument/hover" }));
    client.open(URI, "# Postmortem\n");
    let request = json!({ "jsonrpc": "2.0", "id": "twin", "method": "textDocument/hover", "params": at(0, 3) });
    client.send_body(request.to_string().as_bytes());
    client.send_body(request.to_string().as_bytes());
    assert_eq!(client.error_to(json!("twin")), -32600);
    assert_eq!(client.text(URI), "# Postmortem\n");
}

#[test]
fn a_panic_while_an_answer_is_computed_costs_that_answer() {
    for method in ["textDocument/hover", "textDocument/completion", "textDocument/codeAction"] {
        panics_once_and_again(Client::with_faults(json!({ "request": method })), method);
    }
}

#[test]
fn a_panic_in_the_read_loop_costs_that_answer() {
    for method in ["textDocument/hover", "textDocument/completion", "textDocument/codeAction"] {
        panics_once_and_again(Client::with_faults(json!({ "handler": method })), method);
    }
}

/// Every request of the method fails, the client is told once, and the rest is served.
#[track_caller]
fn panics_once_and_again(mut client: Client, method: &str) {
    client.open(URI, "# Secret words\n");
    let mut params = at(0, 3);
    if method == "textDocument/codeAction" {
        params["range"] = json!({ "start": params["position"], "end": params["position"] });
        params["context"] = json!({ "diagnostics": [] });
    }
    for _ in 0..3 {
        let id = client.ask(method, params.clone());
        assert_eq!(client.error_to(json!(id)), -32603);
        assert_eq!(client.text(URI), "# Secret words\n");
    }
    let told = client.notification("window/showMessage");
    assert!(told["message"].as_str().unwrap().contains("faults.rs"), "{told}");
    assert!(client.unasked().iter().all(|it| it["method"] != "window/showMessage"), "the client is told once");
    let stderr = client.last_words();
    assert!(stderr.contains("faults.rs"), "{stderr}");
    assert!(!stderr.contains("Secret"), "the log quotes the document: {stderr}");
}

#[test]
fn a_panic_in_a_notification_costs_nothing_else() {
    let mut client = Client::with_faults(json!({ "handler": "textDocument/didClose" }));
    client.open(URI, "one");
    client.close(URI);
    assert_eq!(client.text(URI), "one");
    client.is_served();
}
