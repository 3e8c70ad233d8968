//! All postmortems of the workspace: found by name, and reported to a client that asks, as they lie there by now.

use std::fs;

use serde_json::{Value, json};

use crate::client::Client;
use crate::folder::Folder;
use crate::navigation::TEXT;

fn pulling() -> Value {
    json!({ "textDocument": { "diagnostic": {} }, "workspace": { "diagnostics": { "refreshSupport": true } } })
}

/// Names and files of what a query finds.
fn found(client: &mut Client, query: &str) -> Vec<(String, String)> {
    let symbols = client.result("workspace/symbol", json!({ "query": query }));
    let name = |it: &Value| it.as_str().unwrap().rsplit('/').next().unwrap().to_owned();
    symbols.as_array().unwrap().iter().map(|it| (name(&it["name"]), name(&it["location"]["uri"]))).collect()
}

fn pair(name: &str, file: &str) -> (String, String) {
    (name.to_owned(), file.to_owned())
}

#[test]
fn symbols_of_all_postmortems_are_found_and_open_documents_win() {
    let folder = Folder::new("symbols");
    fs::create_dir(folder.path(".git")).unwrap();
    folder.write(".gitignore", "ignored\n");
    folder.write("a.md", &TEXT.replace("An alert fired", "An alert on disks fired"));
    folder.write("deep/b.md", &TEXT.replace("An alert fired", "Disks were full"));
    folder.write("ignored/c.md", &TEXT.replace("An alert fired", "Disks again"));
    folder.write("note.md", "# Disks\n\n- to buy\n");
    let mut client = folder.client(json!({}), json!(null));
    assert_eq!(
        found(&mut client, "disks"),
        [pair("10:00 UTC An alert on disks fired", "a.md"), pair("10:00 UTC Disks were full", "b.md")]
    );
    client.open(&folder.uri("a.md"), TEXT);
    assert_eq!(found(&mut client, "disks"), [pair("10:00 UTC Disks were full", "b.md")]);
    client.close(&folder.uri("a.md"));
    folder.write("deep/b.md", TEXT);
    assert_eq!(found(&mut client, "disks"), [pair("10:00 UTC An alert on disks fired", "a.md")]);
}

#[test]
fn a_task_may_be_given_to_somebody_whom_another_postmortem_names() {
    let folder = Folder::new("owners");
    folder.write("a.md", &format!("{TEXT}\n## Action Items\n\n- [ ] Rotate the log - owner: Zoe, due: 2024-06-12\n"));
    let mut client = folder.client(json!({}), json!(null));
    // Whoever asks for symbols has the files read.
    assert_eq!(found(&mut client, "rotate").len(), 1);
    let text = format!("{TEXT}\n## Action Items\n\n- [ ] Add an alert - owner: \n");
    let line = u32::try_from(text.lines().count()).unwrap() - 1;
    client.open(&folder.uri("b.md"), &text);
    let position = json!({ "line": line, "character": 28 });
    let at = json!({ "textDocument": { "uri": folder.uri("b.md") }, "position": position });
    let offered = client.result("textDocument/completion", at);
    assert_eq!(offered["items"][0]["label"], "Zoe", "{offered}");
    assert_eq!(offered["items"][0]["detail"], "named in another postmortem");
}

#[test]
fn symbols_are_not_offered_where_they_are_switched_off() {
    let mut client = Client::spawned(&["server"]);
    let options = json!({ "documentSymbols": { "enable": false } });
    let offered = client.result("initialize", json!({ "capabilities": {}, "initializationOptions": options }));
    assert_eq!(offered["capabilities"]["workspaceSymbolProvider"], Value::Null);
    assert_eq!(client.result("workspace/symbol", json!({ "query": "" })), Value::Null);
}

#[test]
fn headings_are_left_to_another_server_where_that_is_set() {
    let folder = Folder::new("without-headings");
    folder.write("a.md", TEXT);
    let options = json!({ "documentSymbols": { "headings": false } });
    let mut client = folder.client(json!({}), options);
    assert_eq!(found(&mut client, "timeline"), []);
    assert_eq!(found(&mut client, "alert fired"), [pair("10:00 UTC An alert fired", "a.md")]);
    let uri = folder.uri("a.md");
    client.open(&uri, TEXT);
    let outline = client.result("textDocument/documentSymbol", json!({ "textDocument": { "uri": uri } }));
    assert!(outline.as_array().unwrap().iter().all(|it| it["kind"] != 3), "no heading: {outline}");
    assert_ne!(outline, json!([]));
}

#[test]
fn the_workspace_is_reported_with_ids() {
    let folder = Folder::new("reports");
    folder.write("a.md", TEXT);
    folder.write("b.md", TEXT);
    folder.write("note.md", "# Shopping\n");
    let mut client = folder.client(pulling(), json!(null));
    client.open(&folder.uri("b.md"), "# Shopping\n");
    let mut ask = |previous: &[(&str, &Value)]| {
        let previous: Vec<Value> =
            previous.iter().map(|it| json!({ "uri": folder.uri(it.0), "value": it.1 })).collect();
        let report = client.result("workspace/diagnostic", json!({ "previousResultIds": previous }));
        let mut items = report["items"].as_array().unwrap().clone();
        items.sort_by_key(|it| it["uri"].as_str().unwrap().to_owned());
        items
    };
    let first = ask(&[]);
    let [a, b] = &first[..] else { panic!("{first:?}") };
    assert_eq!((&a["uri"], &a["kind"], &a["version"]), (&json!(folder.uri("a.md")), &json!("full"), &Value::Null));
    assert!(a["items"].as_array().unwrap().iter().any(|it| it["code"] == "missing-section"), "{a}");
    assert_eq!((&b["version"], &b["items"]), (&json!(1), &json!([])), "the open text is no postmortem");
    let second = ask(&[("a.md", &a["resultId"])]);
    assert_eq!((&second[0]["kind"], &second[0]["resultId"]), (&json!("unchanged"), &a["resultId"]));
    fs::remove_file(folder.path("a.md")).unwrap();
    let third = ask(&[("a.md", &a["resultId"])]);
    assert_eq!((&third[0]["kind"], &third[0]["items"]), (&json!("full"), &json!([])), "what is gone is taken back");
}

#[test]
fn settings_that_change_hold_for_files_that_are_not_open() {
    let folder = Folder::new("shelf-settings");
    folder.write("a.md", TEXT);
    let mut client = folder.client(pulling(), json!(null));
    let codes = |client: &mut Client| -> Vec<String> {
        let report = client.result("workspace/diagnostic", json!({ "previousResultIds": [] }));
        let items = report["items"][0]["items"].as_array().unwrap().clone();
        items.iter().map(|it| it["code"].as_str().unwrap().to_owned()).collect()
    };
    assert!(codes(&mut client).iter().any(|it| it == "missing-section"));
    folder.write("postmortem.toml", "[rules]\nmissing-section = \"off\"\n");
    client.notify("workspace/didChangeWatchedFiles", json!({ "changes": [] }));
    assert!(!codes(&mut client).iter().any(|it| it == "missing-section"));
    client.asked("workspace/diagnostic/refresh");
}
