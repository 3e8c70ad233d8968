//! Frames that cannot be read are answered, and what follows them is served.

use serde_json::{Value, json};

use crate::client::Client;

const HOVER: &str = r#"{"jsonrpc":"2.0","id":"x","method":"textDocument/hover","params":{"textDocument":{"uri":"file:///not-open.md"},"position":{"line":0,"character":0}}}"#;

/// Sends bytes, expects an error without an id, and the next request answered.
#[track_caller]
fn refused(bytes: &[u8], code: i64) {
    let mut client = Client::started();
    client.send_bytes(bytes);
    assert_eq!(client.error_to(Value::Null), code, "{}", String::from_utf8_lossy(bytes));
    client.is_served();
    assert_eq!(client.unasked(), &[] as &[Value]);
}

/// Sends bytes that hold the request `x`, expects it answered, and the next request too.
#[track_caller]
fn served(bytes: &[u8]) {
    let mut client = Client::started();
    client.send_bytes(bytes);
    assert_eq!(client.answer_to(json!("x"))["result"], Value::Null);
    client.is_served();
}

fn frame(body: &[u8]) -> Vec<u8> {
    [format!("Content-Length: {}\r\n\r\n", body.len()).as_bytes(), body].concat()
}

#[test]
fn malformed_json_is_a_parse_error() {
    for body in ["{", "{nope}", "", "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":", "\"a\u{1}b\"", &"[".repeat(10_000)] {
        refused(&frame(body.as_bytes()), -32700);
    }
}

#[test]
fn invalid_utf8_outside_of_strings_is_a_parse_error() {
    refused(&frame(b"\xFF\xFE{}"), -32700);
}

#[test]
fn a_batch_is_an_invalid_request() {
    refused(&frame(format!("[{HOVER}]").as_bytes()), -32600);
    refused(&frame(b"[]"), -32600);
}

#[test]
fn json_that_is_no_request_is_an_invalid_request() {
    for body in ["1", "null", "\"x\"", "{}", r#"{"jsonrpc":"2.0"}"#, r#"{"jsonrpc":"2.0","method":7}"#] {
        refused(&frame(body.as_bytes()), -32600);
    }
}

#[test]
fn a_request_of_another_version_is_refused_under_its_id() {
    let mut client = Client::started();
    client.send_body(br#"{"jsonrpc":"1.0","id":"old","method":"shutdown"}"#);
    assert_eq!(client.error_to(json!("old")), -32600);
    client.is_served();
}

#[test]
fn a_header_without_a_usable_length_is_a_parse_error() {
    for header in ["Content-Type: application/json", "Content-Length: many", "Content-Length: -1", "Content-Length:"] {
        refused(format!("{header}\r\n\r\n{HOVER}").as_bytes(), -32700);
    }
}

#[test]
fn a_huge_length_is_a_parse_error() {
    for length in ["67108865", "99999999999", "99999999999999999999999999"] {
        refused(format!("Content-Length: {length}\r\n\r\n{HOVER}").as_bytes(), -32700);
    }
}

#[test]
fn an_endless_header_is_a_parse_error() {
    refused("x".repeat(100_000).as_bytes(), -32700);
}

#[test]
fn a_length_that_is_too_short_costs_its_own_frame_only() {
    refused(format!("Content-Length: {}\r\n\r\n{HOVER}", HOVER.len() - 9).as_bytes(), -32700);
}

#[test]
fn a_length_that_is_too_long_costs_nothing() {
    let next = frame(HOVER.replace("\"x\"", "\"y\"").as_bytes());
    for surplus in [1, 10, next.len() - 3, next.len(), 1_000_000] {
        let first = format!("Content-Length: {}\r\n\r\n{HOVER}", HOVER.len() + surplus);
        let mut client = Client::started();
        client.send_bytes(&[first.as_bytes(), &next].concat());
        assert_eq!(client.answer_to(json!("x"))["result"], Value::Null, "a surplus of {surplus} bytes");
        assert_eq!(client.answer_to(json!("y"))["result"], Value::Null, "a surplus of {surplus} bytes");
        client.is_served();
    }
}

#[test]
fn headers_are_read_in_any_case_and_order() {
    let length = HOVER.len();
    served(format!("content-length: {length}\r\n\r\n{HOVER}").as_bytes());
    served(format!("CONTENT-LENGTH:{length}\r\n\r\n{HOVER}").as_bytes());
    served(format!("Content-Type: application/vscode-jsonrpc\r\nContent-Length: {length}\r\n\r\n{HOVER}").as_bytes());
    served(
        format!("Content-Length: {length}\r\nContent-Type: x; charset=utf-8\r\nX: 1\r\nY: 2\r\n\r\n{HOVER}").as_bytes(),
    );
    served(format!("Content-Length: {length}\n\n{HOVER}").as_bytes());
}

#[test]
fn noise_before_a_header_is_skipped() {
    served(&[b"Starting editor...\r\n", frame(HOVER.as_bytes()).as_slice()].concat());
    served(&[b"\r\n\r\n", frame(HOVER.as_bytes()).as_slice()].concat());
}

#[test]
fn frames_may_arrive_byte_by_byte_and_many_at_once() {
    let mut client = Client::started();
    for byte in frame(HOVER.as_bytes()) {
        client.send_bytes(&[byte]);
    }
    assert_eq!(client.answer_to(json!("x"))["result"], Value::Null);
    let many: Vec<u8> = (0..500).flat_map(|it| frame(HOVER.replace("\"x\"", &it.to_string()).as_bytes())).collect();
    client.send_bytes(&many);
    for id in 0..500 {
        assert_eq!(client.answer_to(json!(id))["result"], Value::Null);
    }
}

#[test]
fn thousands_of_mutated_frames_do_not_end_the_server() {
    let mut client = Client::started();
    let mut random = 0x2545_F491_4F6C_DD1D_u64;
    let mut next = |below: usize| {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        (random % below as u64) as usize
    };
    for _ in 0..2_000 {
        let mut bytes = frame(HOVER.as_bytes());
        for _ in 0..=next(3) {
            let at = next(bytes.len());
            match next(3) {
                0 => bytes[at] = next(256) as u8,
                1 => drop(bytes.remove(at)),
                _ => bytes.insert(at, next(256) as u8),
            }
        }
        client.send_bytes(&bytes);
    }
    // The last length may have promised more than it sent; two valid frames end whatever it swallows.
    client.send_body(b"{}");
    client.is_served();
}
