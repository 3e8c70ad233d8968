//! Documents stay what the client has, whatever it sends: odd positions, odd versions, odd texts.

#![cfg(debug_assertions)]

use serde_json::{Value, json};

use crate::client::Client;

const URI: &str = "file:///a.md";

fn range(start: (i64, i64), end: (i64, i64)) -> Value {
    let position = |(line, character): (i64, i64)| json!({ "line": line, "character": character });
    json!({ "start": position(start), "end": position(end) })
}

fn replaced(start: (i64, i64), end: (i64, i64), text: &str) -> Value {
    json!({ "range": range(start, end), "text": text })
}

fn speaking(encoding: &str) -> Client {
    Client::initialized(json!({ "capabilities": { "general": { "positionEncodings": [encoding] } } }))
}

/// Opens a text, applies one message of changes, and expects a text.
#[track_caller]
fn check(client: &mut Client, text: &str, changes: Value, expected: &str) {
    client.open(URI, text);
    client.change(URI, 2, changes);
    assert_eq!(client.text(URI), expected);
    client.is_served();
}

#[test]
fn positions_are_counted_in_the_agreed_encoding() {
    for (encoding, [emoji, end]) in [("utf-8", [4, 6]), ("utf-16", [2, 3]), ("utf-32", [1, 2])] {
        check(&mut speaking(encoding), "😀é!\r\nb", json!([replaced((0, emoji), (0, end), "x")]), "😀x!\r\nb");
    }
}

#[test]
fn positions_inside_a_character_are_its_start() {
    check(&mut speaking("utf-8"), "a😀b", json!([replaced((0, 3), (0, 5), "x")]), "axb");
    check(&mut speaking("utf-16"), "a😀b", json!([replaced((0, 2), (0, 2), "x")]), "ax😀b");
}

#[test]
fn positions_out_of_range_are_clamped() {
    let client = &mut Client::started();
    let max = i64::from(u32::MAX);
    check(client, "a\nb\n", json!([replaced((0, 99), (0, 99), "x")]), "ax\nb\n");
    check(client, "a\r\nb", json!([replaced((0, 99), (0, 99), "x")]), "ax\r\nb");
    check(client, "a\nb", json!([replaced((99, 0), (99, 5), "x")]), "a\nbx");
    check(client, "a\nb", json!([replaced((0, 0), (max, max), "x")]), "x");
    check(client, "a\nb", json!([replaced((1, 1), (0, 0), "x")]), "x");
    check(client, "a\nb", json!([replaced((-1, -1), (0, 1), "x")]), "x\nb");
    check(client, "a\nb", json!([replaced((0, 0), (max + 1, 0), "x")]), "x");
    check(client, "", json!([replaced((5, 5), (7, 7), "x")]), "x");
}

#[test]
fn requests_out_of_range_are_answered() {
    let mut client = Client::started();
    client.open(URI, "# Postmortem\n\n## Timeline\n\n- ");
    for (line, character) in [(0, u32::MAX), (u32::MAX, 0), (u32::MAX, u32::MAX), (4, 2), (5, 0)] {
        let position = json!({ "line": line, "character": character });
        client.hover(URI, line, character);
        client.result("textDocument/completion", json!({ "textDocument": { "uri": URI }, "position": position }));
        let params = json!({
            "textDocument": { "uri": URI },
            "range": { "start": position, "end": { "line": 0, "character": 0 } },
            "context": { "diagnostics": [] },
        });
        client.result("textDocument/codeAction", params);
    }
    client.is_served();
}

#[test]
fn several_changes_apply_one_after_the_other() {
    let changes = json!([replaced((0, 0), (0, 0), "12\n"), replaced((1, 0), (1, 1), "B"), { "text": "all" }]);
    check(&mut Client::started(), "ab", changes, "all");
    let changes = json!([replaced((0, 0), (0, 0), "12\n"), replaced((1, 0), (1, 1), "B")]);
    check(&mut Client::started(), "ab", changes, "12\nBb");
}

#[test]
fn a_change_without_a_range_is_the_whole_text() {
    let client = &mut Client::started();
    check(client, "# A\n\ntext\n", json!([{ "text": "# A\n\nnew text\n" }]), "# A\n\nnew text\n");
    check(client, "a", json!([{ "text": "" }]), "");
}

#[test]
fn an_empty_list_of_changes_changes_nothing() {
    check(&mut Client::started(), "a", json!([]), "a");
}

#[test]
fn a_version_that_goes_back_or_stays_loses_no_text() {
    let mut client = Client::started();
    client.open(URI, "");
    for version in [5, 5, 3, -1, 0] {
        client.change(URI, version, json!([replaced((0, 0), (0, 0), "x")]));
    }
    let unversioned =
        json!({ "textDocument": { "uri": URI, "version": null }, "contentChanges": [{ "text": "null" }] });
    assert_eq!(client.text(URI), "xxxxx");
    client.notify("textDocument/didChange", unversioned);
    assert_eq!(client.text(URI), "null");
    client.is_served();
    assert_eq!(client.last_words().matches("version").count(), 1, "it is said once");
}

#[test]
fn a_document_that_is_not_open_is_nothing() {
    let mut client = Client::started();
    client.change(URI, 2, json!([replaced((0, 0), (0, 0), "x")]));
    client.close(URI);
    client.notify("textDocument/didSave", json!({ "textDocument": { "uri": URI } }));
    assert_eq!(client.text(URI), Value::Null);
    assert_eq!(client.hover(URI, 0, 0), Value::Null);
    client.open(URI, "a");
    client.close(URI);
    assert_eq!(client.text(URI), Value::Null);
    client.is_served();
}

#[test]
fn a_document_opened_twice_has_the_second_text() {
    let mut client = Client::started();
    client.open(URI, "first");
    client.open(URI, "second");
    assert_eq!(client.text(URI), "second");
    client.is_served();
}

#[test]
fn only_markdown_is_kept() {
    let mut client = Client::started();
    let document = json!({ "uri": "file:///a.rs", "languageId": "rust", "version": 1, "text": "fn main() {}" });
    client.notify("textDocument/didOpen", json!({ "textDocument": document }));
    client.change("file:///a.rs", 2, json!([{ "text": "" }]));
    assert_eq!(client.text("file:///a.rs"), Value::Null);
    client.is_served();
}

#[test]
fn a_document_need_not_be_a_file() {
    let mut client = Client::started();
    for uri in ["untitled:Untitled-1", "vscode-notebook-cell:/a/b.ipynb#c1", "git:/a.md?x", "file://host/share/a.md"] {
        client.open(uri, "text");
        assert_eq!(client.text(uri), "text", "{uri}");
    }
    client.is_served();
}

#[test]
fn a_lone_surrogate_does_not_lose_the_change() {
    let mut client = Client::started();
    client.open(URI, "");
    let body = r#"{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":"file:///a.md","version":2},"contentChanges":[{"text":"a\ud83db \ud83d\ude00"}]}}"#;
    client.send_body(body.as_bytes());
    assert_eq!(client.text(URI), "a\u{FFFD}b 😀");
    client.is_served();
}

#[test]
fn invalid_utf8_does_not_lose_the_change() {
    let mut client = Client::started();
    client.open(URI, "");
    let body = r#"{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":"file:///a.md","version":2},"contentChanges":[{"text":"a?b"}]}}"#;
    client.send_body(&body.bytes().map(|it| if it == b'?' { 0xFF } else { it }).collect::<Vec<u8>>());
    assert_eq!(client.text(URI), "a\u{FFFD}b");
    client.is_served();
}

#[test]
fn hostile_texts_are_answered_like_any_other() {
    let mut client = Client::started();
    let texts = [
        ">".repeat(10_000),
        "[".repeat(10_000),
        "\0\r\u{2028}\u{FEFF}".into(),
        "- ".repeat(5_000),
        "*a ".repeat(5_000),
    ];
    for text in texts {
        client.open(URI, &format!("# Postmortem\n\n## Timeline\n\n{text}"));
        client.hover(URI, 2, 4);
        client.close(URI);
    }
    client.is_served();
}

/// The text of an editor: edits by position, without anything of the server's.
struct Mirror {
    text: String,
    units: fn(char) -> usize,
}

impl Mirror {
    fn offset(&self, (line, character): (i64, i64)) -> usize {
        let mut start = 0;
        for _ in 0..line {
            let Some(at) = self.text[start..].find(['\n', '\r']) else { return self.text.len() };
            start += at + if self.text[start + at..].starts_with("\r\n") { 2 } else { 1 };
        }
        let (mut offset, mut left) = (start, character as usize);
        for it in self.text[start..].chars().take_while(|it| !matches!(it, '\n' | '\r')) {
            if left < (self.units)(it) {
                break;
            }
            left -= (self.units)(it);
            offset += it.len_utf8();
        }
        offset
    }

    fn replace(&mut self, start: (i64, i64), end: (i64, i64), text: &str) {
        let (start, end) = (self.offset(start), self.offset(end));
        self.text.replace_range(start.min(end)..start.max(end), text);
    }
}

#[test]
fn thousands_of_random_edits_leave_the_text_of_the_editor() {
    random_session("utf-8", char::len_utf8, 0x9E37_79B9_7F4A_7C15);
    random_session("utf-16", char::len_utf16, 0xD1B5_4A32_D192_ED03);
    random_session("utf-32", |_| 1, 0x8CB9_2BA7_2F3D_8DD7);
}

fn random_session(encoding: &str, units: fn(char) -> usize, mut random: u64) {
    const PIECES: &[&str] = &[
        "x",
        "é",
        "😀",
        "\n",
        "\r\n",
        "\r",
        "\u{2028}",
        "# ",
        "## Timeline\n",
        "- 14:05 UTC - down\n",
        "```\n",
        "---\n",
        "| a | b |\n",
        "> ",
        "    code\n",
        "**Issue Summary**\n",
        "14:00",
        "<div>\n",
        "",
    ];
    let mut next = |below: usize| {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        (random % below as u64) as usize
    };
    let mut client = speaking(encoding);
    let mut mirror = Mirror { text: "# Postmortem\n\n## Issue Summary\n\n".repeat(3), units };
    client.open(URI, &mirror.text);
    for version in 2..1_000 {
        let changes: Vec<Value> = (0..=next(2))
            .map(|_| {
                let lines = 1 + mirror.text.matches(['\n', '\r']).count();
                let start = (next(lines + 1) as i64, next(30) as i64);
                // Every now and then much is cut away, so that the text stays as long as a postmortem is.
                let end = match next(60) {
                    0 => (start.0 + 40, 0),
                    1..30 => (start.0 + next(3) as i64, next(30) as i64),
                    _ => start,
                };
                let text: String = (0..next(4)).map(|_| PIECES[next(PIECES.len())]).collect();
                mirror.replace(start, end, &text);
                replaced(start, end, &text)
            })
            .collect();
        client.change(URI, version, Value::Array(changes));
        if version % 50 == 0 {
            assert_eq!(client.text(URI), mirror.text, "{encoding}, version {version}");
        }
    }
    assert_eq!(client.text(URI), mirror.text, "{encoding}");
    same_as_a_fresh_one(&mut client, &mirror.text);
}

/// The edited document has the diagnostics that a document opened with its text has.
fn same_as_a_fresh_one(client: &mut Client, text: &str) {
    let close = |text: &str| format!("# Postmortem: outage\n\n## Issue Summary\n\n## Timeline\n\n{text}");
    let start = (0, 0);
    client.change(URI, 5_000, json!([replaced(start, start, &close(""))]));
    client.open("file:///fresh.md", &close(text));
    let without_uri = |it: Vec<Value>| Value::Array(it).to_string().replace("file:///fresh.md", URI);
    let fresh = without_uri(client.published("file:///fresh.md", Some(1)));
    let edited = without_uri(client.published(URI, Some(5_000)));
    if edited != fresh {
        // What is not written yet is told when the writer pauses.
        assert_eq!(without_uri(client.published(URI, Some(5_000))), fresh);
    }
}
