//! Code actions beyond fixes: what an editor asks for at a selection, and the text after it applied the answer.

use serde_json::{Value, json};

use crate::client::Client;

const URI: &str = "file:///postmortem.md";

const TEXT: &str = "\
# Postmortem: the shop was down

## Issue Summary

Down from 10:00 to 11:00 UTC.

## Timeline

- 10:00 UTC - An alert fired
- 11:00 UTC - Up

## Root Cause and Resolution

[10:20] dana: the disk is full

A log had grown. We should add an alert on disk usage.

## Corrective and Preventative Measures

- [ ] Rotate the logs
";

/// The actions that are offered for some whole lines, from 0.
fn offered(client: &mut Client, only: &[&str], start: u32, end: u32) -> Vec<Value> {
    let place = |line: u32| json!({ "line": line, "character": 0 });
    let params = json!({
        "textDocument": { "uri": URI },
        "range": { "start": place(start), "end": place(end) },
        "context": { "diagnostics": [], "only": only },
    });
    client.result("textDocument/codeAction", params).as_array().unwrap().clone()
}

fn titles(actions: &[Value]) -> Vec<&str> {
    actions.iter().map(|it| it["title"].as_str().unwrap()).collect()
}

#[test]
fn what_is_selected_moves_and_a_sentence_becomes_a_task() {
    let literals = json!({ "codeActionKind": { "valueSet": ["refactor"] } });
    let capabilities = json!({ "textDocument": { "codeAction": { "codeActionLiteralSupport": literals } } });
    let mut client = Client::initialized(json!({ "capabilities": capabilities }));
    client.open(URI, TEXT);
    let actions = offered(&mut client, &["refactor.extract"], 15, 16);
    assert_eq!(titles(&actions), ["Extract a task"]);
    assert_eq!(actions[0]["edit"]["changes"][URI][0]["newText"], "\n- [ ] Add an alert on disk usage");
    let actions = offered(&mut client, &["refactor.move"], 13, 14);
    let expected = [
        "Turn the selected lines into timeline entries",
        "Move the selection into \"Issue Summary\"",
        "Move the selection into \"Corrective and Preventative Measures\"",
    ];
    assert_eq!(titles(&actions), expected);
    // The edits are of the text as it is: the last one first, each alone.
    let mut edits = actions[0]["edit"]["changes"][URI].as_array().unwrap().clone();
    edits.reverse();
    let changes: Vec<Value> = edits.iter().map(|it| json!({ "range": it["range"], "text": it["newText"] })).collect();
    client.change(URI, 2, json!(changes));
    let text = client.text(URI);
    let text = text.as_str().unwrap();
    assert!(text.contains("- 10:00 UTC - An alert fired\n- 10:20 UTC - dana: the disk is full\n- 11:00"), "{text}");
    assert!(text.contains("## Root Cause and Resolution\n\nA log had grown."), "{text}");
    client.is_served();
}
