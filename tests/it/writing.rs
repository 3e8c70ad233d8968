//! What is offered to a writer: completions, what they tell when asked.

use serde_json::{Value, json};

use crate::client::Client;

const URI: &str = "file:///postmortem.md";

fn offered(client: &mut Client, line: u32, character: u32) -> Value {
    let position = json!({ "line": line, "character": character });
    client.result("textDocument/completion", json!({ "textDocument": { "uri": URI }, "position": position }))
}

#[test]
fn a_heading_is_offered_with_its_prompts_and_tells_what_it_is_for() {
    for (snippets, prompt) in [(false, "- Duration: <start> to"), (true, "- Duration: ${1:<start>} to")] {
        let completion = json!({ "completionItem": { "snippetSupport": snippets } });
        let capabilities = json!({ "textDocument": { "completion": completion } });
        let mut client = Client::initialized(json!({ "capabilities": capabilities }));
        client.open(URI, "# Postmortem: the mailer\n\n#\n");
        let list = offered(&mut client, 2, 1);
        assert_eq!(list["isIncomplete"], false);
        let item = &list["items"][0];
        assert_eq!(item["label"], "## Issue Summary");
        assert!(item["textEdit"]["newText"].as_str().unwrap().contains(prompt), "{item}");
        assert_eq!(item["documentation"], Value::Null, "it is told when it is asked for");
        let told = client.result("completionItem/resolve", item.clone());
        assert!(told["documentation"].as_str().unwrap().contains("\n- when the outage began"), "{told}");
        client.close(URI);
        assert_eq!(&client.result("completionItem/resolve", item.clone()), item, "it has nothing more to tell");
    }
}

#[test]
fn a_summary_is_told_from_the_timeline_and_a_task_gets_its_day() {
    let mut client = Client::started();
    let text = "# Postmortem: the mailer\n\n## Issue Summary\n\n-\n\n## Timeline\n\n- 14:02 UTC - An alert fired.\n\
        - 14:49 UTC - Service restored.\n\n## Corrective and Preventative Measures\n\n- [ ] Rotate the log - due:\n";
    client.open(URI, text);
    let fields = offered(&mut client, 4, 1);
    assert_eq!(fields["items"][0]["textEdit"]["newText"], "- Duration: 14:02 to 14:49 UTC (47 minutes)");
    let days = offered(&mut client, 13, 27);
    let details: Vec<&Value> = days["items"].as_array().unwrap().iter().map(|it| &it["detail"]).collect();
    assert_eq!(details, ["in 1 week", "in 2 weeks", "in 4 weeks"]);
}

#[test]
fn a_hover_tells_of_tasks_and_measures() {
    let mut client = Client::started();
    let text = "# Postmortem: the mailer\n\n## Timeline\n\n- 14:02 UTC - A release went out.\n- 14:11 UTC - An alert fired.\n\
        - 14:49 UTC - Service restored.\n\n## Root Cause\n\nA retry.\n\n## Action Items\n\n- [ ] Rotate the log - owner: Ann, due: 2020-05-01\n";
    client.open(URI, text);
    let said = client.hover(URI, 0, 4)["contents"]["value"].as_str().unwrap().to_owned();
    assert!(said.contains("- TTD, start to first detection: 9 min\n"), "{said}");
    let said = client.hover(URI, 14, 10)["contents"]["value"].as_str().unwrap().to_owned();
    assert!(said.contains("- owner: Ann\n- due: 2020-05-01, overdue by "), "{said}");
}

/// Neovim and Emacs leave the cursor before what is written at it, so nothing is: the edits are others.
#[test]
fn enter_opens_the_next_entry() {
    for (name, expected) in [("Visual Studio Code", vec!["- "]), ("Neovim", vec!["- 14:11 UTC - Up.\n", ""])] {
        let mut client = Client::initialized(json!({ "capabilities": {}, "clientInfo": { "name": name } }));
        client.open(URI, "# Postmortem: the mailer\n\n## Timeline\n\n- 14:02 UTC - Down.\n- 14:11 UTC - Up.\n\n");
        let params = json!({
            "textDocument": { "uri": URI },
            "position": { "line": 6, "character": 0 },
            "ch": "\n",
            "options": { "tabSize": 4, "insertSpaces": true },
        });
        let edits = client.result("textDocument/onTypeFormatting", params);
        let texts: Vec<&str> = edits.as_array().unwrap().iter().map(|it| it["newText"].as_str().unwrap()).collect();
        assert_eq!(texts, expected, "{name}");
    }
}

/// Neovim 0.11 writes only the first word of what is no snippet: of an entry, its bullet. What it asks about an item is
/// answered too late for somebody who types on.
#[test]
fn a_client_that_writes_one_word_gets_snippets_and_has_nothing_to_ask() {
    for (version, expected) in [("0.11.4", json!(["- 14:26 UTC - $0", 2])), ("0.12.4", json!(["- 14:26 UTC - ", null]))]
    {
        let info = json!({ "name": "Neovim", "version": version });
        let mut client = Client::initialized(json!({ "capabilities": {}, "clientInfo": info }));
        client.open(URI, "# Postmortem: the mailer\n\n## Timeline\n\n- 14:02 UTC - Down.\n- 14:11 UTC - Up.\n- \n");
        let list = offered(&mut client, 6, 2);
        let item = list["items"].as_array().unwrap().iter().find(|it| it["label"] == "14:26 UTC").unwrap();
        assert_eq!(json!([item["textEdit"]["newText"], item["insertTextFormat"]]), expected, "{version}");
        client.open("file:///other.md", "# Postmortem: the mailer\n\n#\n");
        let position = json!({ "line": 2, "character": 1 });
        let at = json!({ "textDocument": { "uri": "file:///other.md" }, "position": position });
        let headings = client.result("textDocument/completion", at);
        assert_eq!(headings["items"][0]["documentation"].is_string(), version == "0.11.4", "{headings}");
    }
}
