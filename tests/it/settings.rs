//! Settings of files and editors in a running server: they hold at once, and what is broken is told and leaves the rest.

use serde_json::{Value, json};

use crate::client::Client;
use crate::folder::Folder;

const TEXT: &str = "# Postmortem: the shop was down\n\n## Issue Summary\n\nDown from 10:00 to 11:00.\n\n## Timeline\n\n- 10:00 - Down\n- 11:00 - Up\n";

/// The severity of the finding that the summary names no time zone; `None` where nothing is found.
fn severity(diagnostics: &[Value]) -> Option<i64> {
    diagnostics.iter().find(|it| it["code"] == "outage-without-timezone")?["severity"].as_i64()
}

fn changed(client: &mut Client, uri: &str) {
    client.notify("workspace/didChangeWatchedFiles", json!({ "changes": [{ "uri": uri, "type": 2 }] }));
}

#[test]
fn a_file_of_settings_holds_and_its_changes_do_at_once() {
    let folder = Folder::new("holds");
    folder.write("postmortem.toml", "[rules]\noutage-without-timezone = \"error\"\n");
    let mut client = folder.client(json!({}), json!(null));
    let uri = folder.uri("a.md");
    client.open(&uri, TEXT);
    assert_eq!(severity(&client.published(&uri, Some(1))), Some(1));
    folder.write("postmortem.toml", "[rules]\noutage-without-timezone = \"off\"\n");
    changed(&mut client, &folder.uri("postmortem.toml"));
    assert_eq!(severity(&client.published(&uri, Some(1))), None);
    folder.write("postmortem.toml", "exclude = [\"*.md\"]\n");
    changed(&mut client, &folder.uri("postmortem.toml"));
    assert_eq!(client.published(&uri, Some(1)), Vec::<Value>::new());
}

#[test]
fn a_broken_file_is_told_once_and_leaves_what_it_said() {
    let folder = Folder::new("broken");
    let settings = folder.uri("postmortem.toml");
    folder.write("postmortem.toml", "[rules]\noutage-without-timezone = \"error\"\n");
    let mut client = folder.client(json!({}), json!(null));
    let uri = folder.uri("a.md");
    client.open(&uri, TEXT);
    client.published(&uri, Some(1));
    for broken in ["[rules]\noutage-without-timezone = \"loud\"\n", "[rules]\n\noutage-without-timezone = 31\n"] {
        folder.write("postmortem.toml", broken);
        changed(&mut client, &settings);
        let told = &client.published(&settings, None)[0];
        assert_eq!((told["severity"].as_i64(), told["source"].as_str()), (Some(1), Some("postmortem")), "{told}");
        assert!(told["message"].as_str().unwrap().starts_with("rules.outage-without-timezone: "), "{told}");
        let start = json!({ "line": broken.lines().count() - 1, "character": 0 });
        assert_eq!(told["range"]["start"], start, "{told}");
        assert_eq!(severity(&client.published(&uri, Some(1))), Some(1));
    }
    let shown = client.notification("window/showMessage");
    assert!(shown["message"].as_str().unwrap().starts_with("postmortem.toml:2: rules.outage-without"), "{shown}");
    folder.write("postmortem.toml", "[rules]\noutage-without-timezone = \"hint\"\noutage-without-strat = \"off\"\n");
    changed(&mut client, &settings);
    let warned = &client.published(&settings, None)[0];
    assert_eq!(warned["message"], "rules.outage-without-strat: no such rule; did you mean \"outage-without-start\"?");
    assert_eq!((warned["severity"].as_i64(), severity(&client.published(&uri, Some(1)))), (Some(2), Some(4)));
    folder.write("postmortem.toml", "\n");
    changed(&mut client, &settings);
    assert_eq!(client.published(&settings, None), Vec::<Value>::new());
    assert!(client.unasked().iter().all(|it| it["method"] != "window/showMessage"), "{:?}", client.unasked());
}

#[test]
fn a_client_that_can_be_asked_is_asked_for_its_settings() {
    let folder = Folder::new("asked");
    let capabilities = json!({ "workspace": { "configuration": true } });
    let mut client = folder.client(capabilities, json!({ "rules": { "outage-without-timezone": "hint" } }));
    let uri = folder.uri("a.md");
    client.open(&uri, TEXT);
    assert_eq!(severity(&client.published(&uri, Some(1))), Some(4));
    let (id, params) = client.asked("workspace/configuration");
    assert_eq!(params["items"], json!([{ "section": "postmortem" }]));
    client.reply(id, json!([{ "rules": { "outage-without-timezone": "error" }, "hover": { "enable": false } }]));
    assert_eq!(severity(&client.published(&uri, Some(1))), Some(1));
    assert_eq!(client.hover(&uri, 8, 3), Value::Null);

    client.notify("workspace/didChangeConfiguration", json!({ "settings": null }));
    let (id, _) = client.asked("workspace/configuration");
    client.reply(id, json!([null]));
    client.notify("workspace/didChangeConfiguration", json!({ "settings": {} }));
    let (id, _) = client.asked("workspace/configuration");
    client.reply(id.clone(), json!([{}]));
    client.reply(id, json!([{ "rules": { "outage-without-timezone": "off" } }]));
    let severity = severity(&client.published(&uri, Some(1)));
    assert_eq!(severity, Some(4), "nothing set is what was set at the start, and a second answer means nothing");
    assert_ne!(client.hover(&uri, 8, 3), Value::Null);
}

#[test]
fn settings_may_come_along_with_the_news_of_their_change() {
    let folder = Folder::new("pushed");
    let mut client = folder.client(json!({}), json!(null));
    let uri = folder.uri("a.md");
    client.open(&uri, TEXT);
    client.published(&uri, Some(1));
    let settings = json!({ "postmortem": { "rules": { "outage-without-timezone": "error" } } });
    client.notify("workspace/didChangeConfiguration", json!({ "settings": settings }));
    assert_eq!(severity(&client.published(&uri, Some(1))), Some(1));
    assert!(client.unasked().iter().all(|it| it["method"] != "workspace/configuration"));
}

#[test]
fn a_file_wins_over_the_editor() {
    let folder = Folder::new("wins");
    folder.write(".postmortem.toml", "[rules]\noutage-without-timezone = \"error\"\n");
    let mut client = folder.client(json!({}), json!({ "rules": { "outage-without-timezone": "off" } }));
    let uri = folder.uri("a.md");
    client.open(&uri, TEXT);
    assert_eq!(severity(&client.published(&uri, Some(1))), Some(1));
}

#[test]
fn a_feature_that_is_off_is_not_offered() {
    let mut client = Client::spawned(&["server"]);
    let options = json!({ "hover": { "enable": false }, "completion": { "enable": "no" } });
    let offered = client.result("initialize", json!({ "capabilities": {}, "initializationOptions": options }));
    let capabilities = &offered["capabilities"];
    assert_eq!(capabilities["hoverProvider"], Value::Null);
    assert!(capabilities["completionProvider"].is_object(), "a value that cannot be read costs itself alone");
}

#[test]
fn a_client_is_asked_to_tell_of_changes_where_it_can() {
    let folder = Folder::new("tells");
    let dynamic = json!({ "dynamicRegistration": true });
    let workspace = json!({ "didChangeWatchedFiles": dynamic, "didChangeConfiguration": dynamic });
    let mut client = folder.client(json!({ "workspace": workspace }), json!(null));
    let (id, params) = client.asked("client/registerCapability");
    let options = &params["registrations"][0]["registerOptions"];
    let globs: Vec<&str> =
        options["watchers"].as_array().unwrap().iter().map(|it| it["globPattern"].as_str().unwrap()).collect();
    assert_eq!(
        globs,
        ["**/postmortem.toml", "**/.postmortem.toml", "**/.config/postmortem.toml", "**/*.{md,markdown}"]
    );
    client.reply(id, Value::Null);
    let (_, params) = client.asked("client/registerCapability");
    assert_eq!(params["registrations"][0]["method"], "workspace/didChangeConfiguration");
    client.is_served();
}

#[test]
fn findings_wait_for_the_save_where_the_editor_says_so() {
    let folder = Folder::new("save");
    let mut client = folder.client(json!({}), json!({ "diagnostics": { "run": "onSave" } }));
    let uri = folder.uri("a.md");
    client.open(&uri, TEXT);
    client.published(&uri, Some(1));
    let zone = json!([{ "range": { "start": { "line": 4, "character": 24 }, "end": { "line": 4, "character": 24 } }, "text": " UTC" }]);
    client.change(&uri, 2, zone);
    client.is_served();
    client.notify("textDocument/didSave", json!({ "textDocument": { "uri": uri } }));
    assert_eq!(severity(&client.published(&uri, Some(2))), None);
    let publications = client.unasked().iter().filter(|it| it["params"]["uri"] == uri.as_str()).count();
    assert_eq!(publications, 0, "{:?}", client.unasked());
}

#[test]
fn a_document_that_is_no_file_is_asked_what_its_workspace_is() {
    let folder = Folder::new("untitled");
    folder.write("postmortem.toml", "[rules]\noutage-without-timezone = \"error\"\n");
    let mut client = folder.client(json!({}), json!(null));
    client.open("untitled:Untitled-1", TEXT);
    assert_eq!(severity(&client.published("untitled:Untitled-1", Some(1))), Some(1));
}
