//! Outlines, folds, selections, mentions: over the wire, each only where it is switched on, and never about other texts.

use serde_json::{Value, json};

use crate::client::Client;
use crate::folder::Folder;

const URI: &str = "file:///postmortem.md";
const NOTE: &str = "file:///shopping.md";

pub const TEXT: &str = "\
# Postmortem: the shop was down

## Issue Summary

Down from 10:00 to 11:00 UTC.

## Timeline

- 10:00 UTC - An alert fired
- 11:00 UTC - Up
";

/// A session with a postmortem and a note open.
fn opened(capabilities: Value, options: Value) -> Client {
    let mut client = Client::initialized(json!({ "capabilities": capabilities, "initializationOptions": options }));
    client.open(URI, TEXT);
    client.open(NOTE, "# Shopping\n\n- 10:00 UTC - milk\n");
    client
}

fn document(uri: &str) -> Value {
    json!({ "textDocument": { "uri": uri } })
}

fn at(uri: &str, line: u32, character: u32) -> Value {
    json!({ "textDocument": { "uri": uri }, "position": { "line": line, "character": character } })
}

fn lines(range: &Value) -> [i64; 2] {
    ["start", "end"].map(|it| range[it]["line"].as_i64().unwrap())
}

#[test]
fn an_outline_is_a_tree_where_the_client_shows_one_and_a_list_elsewhere() {
    let trees = json!({ "textDocument": { "documentSymbol": { "hierarchicalDocumentSymbolSupport": true } } });
    let symbols = opened(trees, json!(null)).result("textDocument/documentSymbol", document(URI));
    assert_eq!(symbols[1]["name"], "Timeline", "{symbols}");
    assert_eq!(symbols[1]["children"][0]["name"], "10:00 UTC An alert fired", "{symbols}");
    let list = opened(json!({}), json!(null)).result("textDocument/documentSymbol", document(URI));
    assert_eq!((&list[2]["containerName"], &list[2]["location"]["uri"]), (&json!("Timeline"), &json!(URI)), "{list}");
}

#[test]
fn sections_fold_and_selections_grow() {
    let mut client = opened(json!({}), json!(null));
    let folds = client.result("textDocument/foldingRange", document(URI));
    assert_eq!((&folds[1]["startLine"], &folds[1]["endLine"]), (&json!(6), &json!(9)), "{folds}");
    let positions = json!([{ "line": 8, "character": 3 }, { "line": 4, "character": 2 }]);
    let ranges =
        client.result("textDocument/selectionRange", json!({ "textDocument": { "uri": URI }, "positions": positions }));
    assert_eq!(ranges.as_array().unwrap().len(), 2);
    assert_eq!(lines(&ranges[0]["parent"]["range"]), [8, 8], "{ranges}");
}

#[test]
fn a_time_leads_to_its_entry_and_shows_its_other_mentions() {
    let mut client = opened(json!({}), json!(null));
    let entry = client.result("textDocument/definition", at(URI, 4, 11));
    assert_eq!((&entry["uri"], lines(&entry["range"])), (&json!(URI), [8, 8]), "{entry}");
    let mentions = client.result("textDocument/documentHighlight", at(URI, 4, 11));
    let found: Vec<[i64; 2]> = mentions.as_array().unwrap().iter().map(|it| lines(&it["range"])).collect();
    assert_eq!(found, [[4, 4], [8, 8]]);
}

/// Another server may be attached to the same buffer: what this one does not know it leaves to that one.
#[test]
fn nothing_is_said_where_nothing_is_known() {
    let mut client = opened(json!({}), json!(null));
    for method in ["textDocument/definition", "textDocument/documentHighlight"] {
        assert_eq!(client.result(method, at(URI, 0, 5)), Value::Null, "{method} on a word");
        assert_eq!(client.result(method, at(NOTE, 2, 4)), Value::Null, "{method} in a note");
        assert_eq!(client.result(method, at("file:///not-open.md", 2, 4)), Value::Null, "{method} elsewhere");
    }
    for method in ["textDocument/documentSymbol", "textDocument/foldingRange", "textDocument/codeLens"] {
        assert_eq!(client.result(method, document(NOTE)), Value::Null, "{method} in a note");
    }
    let start = json!({ "line": 0, "character": 0 });
    let mut range = document(NOTE);
    range["range"] = json!({ "start": start, "end": { "line": 9, "character": 0 } });
    assert_eq!(client.result("textDocument/inlayHint", range), Value::Null);
    let positions = json!({ "textDocument": { "uri": NOTE }, "positions": [start] });
    assert_eq!(client.result("textDocument/selectionRange", positions), Value::Null);
}

#[test]
fn what_is_switched_off_is_neither_offered_nor_answered() {
    let switches = [
        ("documentSymbols", "documentSymbolProvider", "textDocument/documentSymbol", document(URI)),
        ("folding", "foldingRangeProvider", "textDocument/foldingRange", document(URI)),
        ("definition", "definitionProvider", "textDocument/definition", at(URI, 4, 11)),
        ("highlight", "documentHighlightProvider", "textDocument/documentHighlight", at(URI, 4, 11)),
        ("codeLens", "codeLensProvider", "textDocument/codeLens", document(URI)),
    ];
    for (switch, capability, method, params) in switches {
        let mut client = Client::spawned(&["server"]);
        let options = json!({ switch: { "enable": false } });
        let offered = client.result("initialize", json!({ "capabilities": {}, "initializationOptions": options }));
        assert_eq!(offered["capabilities"][capability], Value::Null, "{offered}");
        let others = switches_but(switch);
        assert!(others.iter().all(|it| !offered["capabilities"][*it].is_null()), "{offered}");
        client.open(URI, TEXT);
        assert_eq!(client.result(method, params), Value::Null, "{method}");
    }
}

fn switches_but(switch: &str) -> Vec<&'static str> {
    let all = [
        ("documentSymbols", "documentSymbolProvider"),
        ("folding", "foldingRangeProvider"),
        ("selectionRanges", "selectionRangeProvider"),
        ("definition", "definitionProvider"),
        ("highlight", "documentHighlightProvider"),
        ("codeLens", "codeLensProvider"),
        ("inlayHints", "inlayHintProvider"),
    ];
    all.into_iter().filter(|it| it.0 != switch).map(|it| it.1).collect()
}

#[test]
fn links_lead_to_files_and_to_tickets_whose_address_is_set() {
    let folder = Folder::new("links");
    folder.write("postmortem.toml", "[tickets]\npattern = 'OPS-\\d+'\nurl = 'https://tickets.example.com/{ticket}'\n");
    folder.write("graph.png", "");
    let uri = folder.uri("a.md");
    let text = TEXT.replace("11:00 UTC.", "11:00 UTC, see OPS-7 and [the graph](graph.png) or [another](none.png).");
    folder.write("a.md", &text);
    let mut client = folder.client(json!({}), json!(null));
    client.open(&uri, &text);
    let links = client.result("textDocument/documentLink", document(&uri));
    let targets: Vec<&str> = links.as_array().unwrap().iter().map(|it| it["target"].as_str().unwrap()).collect();
    assert_eq!(targets, ["https://tickets.example.com/OPS-7", &folder.uri("graph.png")]);
    assert_eq!(opened(json!({}), json!(null)).result("textDocument/documentLink", document(NOTE)), Value::Null);
}

#[test]
fn colours_are_offered_to_a_client_that_shows_them() {
    let mut plain = Client::spawned(&["server"]);
    let offered = plain.result("initialize", json!({ "capabilities": {} }));
    assert_eq!(offered["capabilities"]["semanticTokensProvider"], Value::Null);
    let shown = json!({
        "requests": { "full": true, "range": true }, "tokenTypes": [], "tokenModifiers": [], "formats": ["relative"],
    });
    let colours = json!({ "textDocument": { "semanticTokens": shown } });
    let mut client = Client::spawned(&["server"]);
    let offered = client.result("initialize", json!({ "capabilities": colours }));
    let legend = &offered["capabilities"]["semanticTokensProvider"]["legend"]["tokenTypes"];
    assert_eq!((&legend[0], &legend[1]), (&json!("number"), &json!("enumMember")), "{offered}");
    client.open(URI, TEXT);
    client.open(NOTE, "# Shopping\n\n- 10:00 UTC - milk\n");
    let tokens = client.result("textDocument/semanticTokens/full", document(URI));
    assert_eq!(&tokens["data"].as_array().unwrap()[..5], &json!([4, 10, 5, 0, 0]).as_array().unwrap()[..], "{tokens}");
    let range = json!({ "start": { "line": 9, "character": 0 }, "end": { "line": 10, "character": 0 } });
    let params = json!({ "textDocument": { "uri": URI }, "range": range });
    let tokens = client.result("textDocument/semanticTokens/range", params);
    assert_eq!(tokens["data"], json!([9, 2, 5, 0, 0, 0, 6, 3, 1, 0]));
    assert_eq!(client.result("textDocument/semanticTokens/full", document(NOTE)), Value::Null);
}
