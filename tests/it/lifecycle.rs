//! Beginning and end of a session, and what is refused before and after.

use std::process::{Child, Command, Stdio};

use serde_json::{Value, json};

use crate::client::Client;

#[test]
fn initialize_offers_what_exists() {
    let mut client = Client::spawned(&["server"]);
    let literals = json!({ "codeActionKind": { "valueSet": [] } });
    let capabilities = json!({ "textDocument": { "codeAction": { "codeActionLiteralSupport": literals } } });
    let result = client.result("initialize", json!({ "capabilities": capabilities }));
    assert_eq!(result["serverInfo"], json!({ "name": "postmortem-ls", "version": env!("CARGO_PKG_VERSION") }));
    let offered = &result["capabilities"];
    assert_eq!(offered["textDocumentSync"], json!({ "openClose": true, "change": 2, "save": true }));
    assert_eq!(offered["positionEncoding"], "utf-16");
    assert_eq!(offered["hoverProvider"], true);
    let triggers = offered["completionProvider"]["triggerCharacters"].as_array().unwrap();
    assert!(!triggers.is_empty() && !triggers.contains(&json!(" ")) && !triggers.contains(&json!("\n")));
    assert!(offered["codeActionProvider"]["codeActionKinds"].as_array().unwrap().contains(&json!("quickfix")));
}

#[test]
fn a_client_without_code_action_literals_is_offered_none() {
    let mut client = Client::spawned(&["server"]);
    let result = client.result("initialize", json!({ "capabilities": {} }));
    assert_eq!(result["capabilities"]["codeActionProvider"], Value::Null);
}

#[test]
fn the_first_known_position_encoding_of_the_client_is_taken() {
    let cases = [
        (json!(["utf-8", "utf-16"]), "utf-8"),
        (json!(["utf-32", "utf-8"]), "utf-32"),
        (json!(["utf-7", "utf-16", "utf-8"]), "utf-16"),
        (json!(["utf-7"]), "utf-16"),
        (json!([]), "utf-16"),
    ];
    for (offered, expected) in cases {
        let mut client = Client::spawned(&["server"]);
        let capabilities = json!({ "general": { "positionEncodings": offered } });
        let result = client.result("initialize", json!({ "capabilities": capabilities }));
        assert_eq!(result["capabilities"]["positionEncoding"], expected);
    }
}

#[test]
fn the_server_starts_with_the_words_that_editors_append() {
    for arguments in [&["server"][..], &["--stdio"], &["server", "--stdio"]] {
        let mut client = Client::spawned(arguments);
        client.result("initialize", json!({ "capabilities": {} }));
        client.is_served();
    }
}

#[test]
fn a_request_before_initialize_is_refused() {
    let mut client = Client::spawned(&["server"]);
    let id = client.ask("textDocument/hover", json!({}));
    assert_eq!(client.error_to(json!(id)), -32002);
    client.open("file:///a.md", "# Postmortem\n");
    client.result("initialize", json!({ "capabilities": {} }));
    client.is_served();
}

#[test]
fn a_second_initialize_is_refused() {
    let mut client = Client::started();
    let id = client.ask("initialize", json!({ "capabilities": {} }));
    assert_eq!(client.error_to(json!(id)), -32600);
    client.is_served();
}

#[test]
fn exit_after_shutdown_is_a_success() {
    for params in ["", r#","params":null"#, r#","params":{}"#, r#","params":[]"#] {
        let mut client = Client::started();
        client.send_body(format!(r#"{{"jsonrpc":"2.0","id":"bye","method":"shutdown"{params}}}"#).as_bytes());
        let answer = client.answer_to(json!("bye"));
        assert_eq!((&answer["result"], &answer["error"]), (&Value::Null, &Value::Null), "{answer}");
        client.send_body(format!(r#"{{"jsonrpc":"2.0","method":"exit"{params}}}"#).as_bytes());
        assert_eq!(client.exit_code(), 0);
    }
}

#[test]
fn exit_without_shutdown_is_a_failure() {
    let mut client = Client::started();
    client.notify("exit", Value::Null);
    assert_eq!(client.exit_code(), 1);
    let mut client = Client::spawned(&["server"]);
    client.notify("exit", Value::Null);
    assert_eq!(client.exit_code(), 1);
}

#[test]
fn after_shutdown_requests_are_refused_until_exit() {
    let mut client = Client::started();
    client.result("shutdown", Value::Null);
    for method in ["textDocument/hover", "shutdown", "initialize"] {
        let id = client.ask(method, Value::Null);
        assert_eq!(client.error_to(json!(id)), -32600, "{method}");
    }
    client.notify("exit", Value::Null);
    assert_eq!(client.exit_code(), 0);
}

#[test]
fn the_end_of_the_input_ends_the_server() {
    let mut client = Client::started();
    client.hang_up();
    assert_eq!(client.exit_code(), 1);
    let mut client = Client::started();
    client.result("shutdown", Value::Null);
    client.hang_up();
    assert_eq!(client.exit_code(), 0);
    let mut client = Client::started();
    client.send_bytes(b"Content-Length: 100\r\n\r\n{\"jso");
    client.hang_up();
    assert_eq!(client.exit_code(), 1);
}

#[test]
#[cfg(debug_assertions)]
fn exit_does_not_wait_for_an_answer_that_is_being_computed() {
    let mut client = Client::with_faults(json!({ "slow": "textDocument/hover" }));
    client.open("file:///a.md", "# Postmortem\n");
    let at = json!({ "line": 0, "character": 3 });
    client.ask("textDocument/hover", json!({ "textDocument": { "uri": "file:///a.md" }, "position": at }));
    client.result("shutdown", Value::Null);
    client.notify("exit", Value::Null);
    // The answer would take longer than the wait for the end.
    assert_eq!(client.exit_code(), 0);
}

/// A process that lives until it is killed, or waited for.
fn editor() -> Child {
    let mut editor = Command::new(env!("CARGO_BIN_EXE_postmortem-ls"));
    editor.arg("server").stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

/// Not waited for, a killed process stays a zombie, and a zombie is dead.
#[track_caller]
fn dies_with(mut editor: Child, mut client: Client) {
    client.is_served();
    editor.kill().unwrap();
    assert_eq!(client.exit_code(), 1);
    editor.wait().unwrap();
}

#[test]
fn the_death_of_the_client_ends_the_server() {
    let editor = editor();
    let client = Client::initialized(json!({ "processId": editor.id(), "capabilities": {} }));
    dies_with(editor, client);
}

#[test]
fn the_death_of_a_client_that_the_command_line_names_ends_the_server() {
    let editor = editor();
    let mut client = Client::spawned(&["--stdio", &format!("--clientProcessId={}", editor.id())]);
    client.result("initialize", json!({ "processId": null, "capabilities": {} }));
    dies_with(editor, client);
}

#[test]
fn an_unknown_request_is_refused_and_an_unknown_notification_ignored() {
    let mut client = Client::started();
    for method in ["textDocument/levitate", "$/levitate"] {
        client.notify(method, json!({ "how": "high" }));
        let id = client.ask(method, json!({ "how": "high" }));
        assert_eq!(client.error_to(json!(id)), -32601, "{method}");
    }
    client.is_served();
}

#[test]
fn parameters_of_the_wrong_shape_are_refused() {
    let mut client = Client::started();
    for params in [Value::Null, json!({}), json!([]), json!({ "textDocument": 1 })] {
        let id = client.ask("textDocument/hover", params);
        assert_eq!(client.error_to(json!(id)), -32602);
    }
    client.is_served();
}

#[test]
fn replies_that_nobody_waits_for_are_ignored() {
    let mut client = Client::started();
    client.send_body(br#"{"jsonrpc":"2.0","id":0,"result":null}"#);
    client.send_body(br#"{"jsonrpc":"2.0","id":"never asked","error":{"code":1,"message":"no"}}"#);
    client.send_body(br#"{"jsonrpc":"2.0","id":null,"result":{}}"#);
    client.is_served();
}
