//! From the bytes of a body to a request or a reply: repairs what can be repaired and says what cannot be read.

use std::borrow::Cow;

use serde_json::{Map, Value};
use tower_lsp::jsonrpc::{Error, Id, Request, Response};

/// What a client sent.
#[derive(Debug)]
pub enum Message {
    /// A request or a notification.
    Request(Request),
    /// The answer to a request of ours.
    Reply(Response),
    /// Neither; the client is told.
    Unreadable { id: Id, error: Error },
}

/// Reads a body. Bytes after its first JSON value are handed back: where the length of a frame was too long, they are
/// the beginning of the next one.
pub fn read(body: &[u8]) -> (Message, Vec<u8>) {
    let text = String::from_utf8_lossy(body);
    let first = first_value(&text).or_else(|| first_value(&without_lone_surrogates(&text)));
    match first {
        Some((value, rest)) => (message(value), rest),
        None => (unreadable(Id::Null, Error::parse_error()), Vec::new()),
    }
}

fn first_value(text: &str) -> Option<(Value, Vec<u8>)> {
    let mut values = serde_json::Deserializer::from_str(text).into_iter();
    let value = values.next()?.ok()?;
    let rest = text[values.byte_offset()..].trim_ascii_start();
    Some((value, rest.into()))
}

fn message(value: Value) -> Message {
    // Batches are no part of the protocol.
    let Value::Object(mut object) = value else {
        return unreadable(Id::Null, Error::invalid_request());
    };
    let id = object.get("id").and_then(|it| serde_json::from_value(it.clone()).ok()).unwrap_or_default();
    let read = match object.contains_key("method") {
        true => {
            tolerate(&mut object);
            serde_json::from_value(Value::Object(object)).map(Message::Request)
        }
        false => serde_json::from_value(Value::Object(object)).map(Message::Reply),
    };
    read.unwrap_or_else(|_| unreadable(id, Error::invalid_request()))
}

fn unreadable(id: Id, error: Error) -> Message {
    Message::Unreadable { id, error }
}

/// Mends parameters that clients are known to send and that the types of the protocol refuse. A change that is refused
/// would be lost without a word, and with it the text.
fn tolerate(request: &mut Map<String, Value>) {
    let takes_none = matches!(request.get("method").and_then(Value::as_str), Some("shutdown" | "exit"));
    if takes_none || request.get("params").is_some_and(Value::is_null) {
        request.remove("params");
    }
    let Some(Value::Object(params)) = request.get_mut("params") else { return };
    // The types know an older name of the capability.
    let workspace =
        params.get_mut("capabilities").and_then(|it| it.get_mut("workspace")).and_then(Value::as_object_mut);
    if let Some(workspace) = workspace
        && let Some(diagnostics) = workspace.get("diagnostics").cloned()
    {
        workspace.insert("diagnostic".to_owned(), diagnostics);
    }
    if let Some(version) = params.get_mut("textDocument").and_then(|it| it.get_mut("version"))
        && version.is_null()
    {
        *version = 0.into();
    }
    params.values_mut().for_each(clamp_positions);
}

/// Brings lines and characters into the numbers that the protocol knows: editors write -1, and numbers beyond 32 bits
/// for the end of a line.
fn clamp_positions(value: &mut Value) {
    match value {
        Value::Object(object) => {
            for (name, value) in object {
                match value {
                    Value::Number(number) if name == "line" || name == "character" => {
                        let clamped = number.as_f64().unwrap_or_default().clamp(0.0, f64::from(u32::MAX));
                        *value = (clamped as u32).into();
                    }
                    it => clamp_positions(it),
                }
            }
        }
        Value::Array(values) => values.iter_mut().for_each(clamp_positions),
        _ => {}
    }
}

/// JSON with each escape of half a surrogate pair, which no string can hold, replaced by U+FFFD: it has the same length
/// in UTF-16, so that positions stay right.
fn without_lone_surrogates(json: &str) -> Cow<'_, str> {
    if !json.contains("\\u") {
        return json.into();
    }
    let mut mended = String::with_capacity(json.len());
    let mut rest = json;
    while let Some(at) = rest.find('\\') {
        let (before, escape) = rest.split_at(at);
        mended.push_str(before);
        let length = match (surrogate(escape), surrogate(escape.get(6..).unwrap_or_default())) {
            (Some(Half::High), Some(Half::Low)) => 12,
            (Some(_), _) => {
                mended.push_str("\\ufffd");
                rest = &escape[6..];
                continue;
            }
            // The escaped character may be a backslash.
            (None, _) => 1 + escape[1..].chars().next().map_or(0, char::len_utf8),
        };
        mended.push_str(&escape[..length]);
        rest = &escape[length..];
    }
    mended.push_str(rest);
    mended.into()
}

enum Half {
    High,
    Low,
}

/// Which half of a pair an escape like `\ud83d` at the start of a text is.
fn surrogate(text: &str) -> Option<Half> {
    let digits = text.strip_prefix("\\u")?.get(..4)?;
    match u16::from_str_radix(digits, 16).ok()? {
        0xD800..=0xDBFF => Some(Half::High),
        0xDC00..=0xDFFF => Some(Half::Low),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn params(body: &str) -> Value {
        match read(body.as_bytes()) {
            (Message::Request(request), _) => request.params().cloned().unwrap_or_default(),
            other => panic!("no request: {other:?}"),
        }
    }

    fn code(body: &[u8]) -> (Id, i64) {
        match read(body) {
            (Message::Unreadable { id, error }, _) => (id, error.code.code()),
            other => panic!("readable: {other:?}"),
        }
    }

    #[test]
    fn a_method_makes_a_request_and_a_result_a_reply() {
        assert!(matches!(read(br#"{"jsonrpc":"2.0","method":"x"}"#).0, Message::Request(_)));
        assert!(matches!(read(br#"{"jsonrpc":"2.0","id":1,"result":null}"#).0, Message::Reply(_)));
        assert!(matches!(read(br#"{"jsonrpc":"2.0","id":1,"error":{"code":1,"message":"x"}}"#).0, Message::Reply(_)));
    }

    #[test]
    fn what_is_no_json_is_a_parse_error() {
        for body in ["", "{", "{not json}", "{\"a\":\"\u{1}\"}"] {
            assert_eq!(code(body.as_bytes()), (Id::Null, -32700), "{body}");
        }
        assert_eq!(code("[".repeat(100_000).as_bytes()), (Id::Null, -32700));
    }

    #[test]
    fn what_is_no_request_is_an_invalid_request() {
        for body in ["[]", "1", "{}", r#"[{"jsonrpc":"2.0","id":1,"method":"x"}]"#, r#"{"jsonrpc":"2.0","method":1}"#] {
            assert_eq!(code(body.as_bytes()), (Id::Null, -32600), "{body}");
        }
        assert_eq!(code(br#"{"jsonrpc":"1.0","id":7,"method":"x"}"#), (Id::Number(7), -32600));
    }

    #[test]
    fn invalid_utf8_becomes_replacement_characters() {
        let body = [br#"{"jsonrpc":"2.0","method":"x","params":{"a":""#.as_slice(), &[0xFF], br#""}}"#].concat();
        let (message, _) = read(&body);
        assert!(matches!(message, Message::Request(it) if it.params() == Some(&json!({"a": "\u{FFFD}"}))));
    }

    #[test]
    fn lone_surrogates_become_replacement_characters_and_pairs_stay() {
        let body =
            r#"{"jsonrpc":"2.0","method":"x","params":{"a":"\ud83d \ude00 \ud83d\ude00 \\ud83d \ud83d\ud83d\ude00"}}"#;
        assert_eq!(params(body), json!({"a": "\u{FFFD} \u{FFFD} 😀 \\ud83d \u{FFFD}😀"}));
    }

    #[test]
    fn an_escape_cut_off_is_still_a_parse_error() {
        for tail in ["\\", "\\u", "\\ud83", "\\ud83d", "\\ud83d\\", "\\ud83d\\u12é"] {
            assert_eq!(code(format!("{{\"a\":\"{tail}").as_bytes()), (Id::Null, -32700), "{tail}");
        }
    }

    #[test]
    fn null_parameters_are_none_and_shutdown_takes_none() {
        assert_eq!(params(r#"{"jsonrpc":"2.0","method":"x","params":null}"#), Value::Null);
        assert_eq!(params(r#"{"jsonrpc":"2.0","method":"shutdown","id":1,"params":{}}"#), Value::Null);
    }

    #[test]
    fn positions_beyond_the_numbers_of_the_protocol_are_clamped() {
        let body = r#"{"jsonrpc":"2.0","method":"x","params":{"range":{"start":{"line":-1,"character":1.7e308},"end":{"line":4294967296,"character":3}}}}"#;
        let max = u32::MAX;
        let range = json!({"start": {"line": 0, "character": max}, "end": {"line": max, "character": 3}});
        assert_eq!(params(body), json!({ "range": range }));
    }

    #[test]
    fn bytes_after_the_value_are_handed_back() {
        let (message, rest) = read(b"{\"jsonrpc\":\"2.0\",\"method\":\"x\"}\r\nContent-Le");
        assert!(matches!(message, Message::Request(_)));
        assert_eq!(rest, b"Content-Le");
    }
}
