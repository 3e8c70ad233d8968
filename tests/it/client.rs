//! An editor for tests: starts the real binary, speaks the protocol over its pipes, waits a bounded time for answers.

// Tests that need faults or the text of the server are there in debug builds only.
#![cfg_attr(not(debug_assertions), allow(dead_code))]

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// How long anything may take; reached only where a test fails.
const PATIENCE: Duration = Duration::from_secs(20);

pub struct Client {
    server: Child,
    input: Option<ChildStdin>,
    messages: Receiver<Value>,
    /// Received, but not asked for yet.
    waiting: Vec<Value>,
    stderr: Arc<Mutex<String>>,
    stderr_ends: Option<JoinHandle<()>>,
    next_id: i64,
}

impl Client {
    /// A server that was told nothing yet.
    pub fn spawned(arguments: &[&str]) -> Client {
        Client::spawned_in(&[], arguments)
    }

    /// A server with variables of its environment that was told nothing yet.
    fn spawned_in(environment: &[(&str, &str)], arguments: &[&str]) -> Client {
        let mut server = Command::new(env!("CARGO_BIN_EXE_postmortem-ls"))
            .args(arguments)
            .envs(environment.iter().copied())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let (sender, messages) = mpsc::channel();
        let mut output = BufReader::new(server.stdout.take().unwrap());
        thread::spawn(move || {
            while let Some(message) = read_frame(&mut output) {
                if sender.send(message).is_err() {
                    return;
                }
            }
        });
        let stderr = Arc::new(Mutex::new(String::new()));
        let (mut errors, captured) = (BufReader::new(server.stderr.take().unwrap()), stderr.clone());
        let stderr_ends = thread::spawn(move || {
            let mut line = String::new();
            while errors.read_line(&mut line).is_ok_and(|it| it > 0) {
                captured.lock().unwrap().push_str(&std::mem::take(&mut line));
            }
        });
        let input = server.stdin.take();
        let stderr_ends = Some(stderr_ends);
        Client { server, input, messages, waiting: Vec::new(), stderr, stderr_ends, next_id: 1 }
    }

    /// A session with a client that says nothing of itself.
    pub fn started() -> Client {
        Client::initialized(json!({ "processId": null, "capabilities": {} }))
    }

    /// A session with faults of a debug build, for example `{"request": "textDocument/hover"}`.
    pub fn with_faults(faults: Value) -> Client {
        Client::initialized(json!({ "capabilities": {}, "initializationOptions": { "faults": faults } }))
    }

    pub fn initialized(params: Value) -> Client {
        Client::initialized_in(&[], params)
    }

    /// A session of a server with variables of its environment.
    pub fn initialized_in(environment: &[(&str, &str)], params: Value) -> Client {
        let mut client = Client::spawned_in(environment, &["server"]);
        client.result("initialize", params);
        client.notify("initialized", json!({}));
        client
    }

    pub fn send_bytes(&mut self, bytes: &[u8]) {
        let input = self.input.as_mut().expect("the input is open");
        input.write_all(bytes).unwrap();
        input.flush().unwrap();
    }

    /// Sends a body under a right header.
    pub fn send_body(&mut self, body: &[u8]) {
        let header = format!("Content-Length: {}\r\n\r\n", body.len());
        self.send_bytes(&[header.as_bytes(), body].concat());
    }

    pub fn notify(&mut self, method: &str, params: Value) {
        self.send_body(json!({ "jsonrpc": "2.0", "method": method, "params": params }).to_string().as_bytes());
    }

    /// Sends a request and gives its id.
    pub fn ask(&mut self, method: &str, params: Value) -> i64 {
        let id = self.next_id;
        self.next_id += 1;
        let request = json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params });
        self.send_body(request.to_string().as_bytes());
        id
    }

    /// Sends a request and gives the whole answer.
    pub fn answer(&mut self, method: &str, params: Value) -> Value {
        let id = self.ask(method, params);
        self.answer_to(json!(id))
    }

    /// Sends a request and gives its result.
    #[track_caller]
    pub fn result(&mut self, method: &str, params: Value) -> Value {
        let answer = self.answer(method, params);
        assert!(answer["error"].is_null(), "{method} was refused: {answer}");
        answer["result"].clone()
    }

    /// The answer to a request with this id.
    pub fn answer_to(&mut self, id: Value) -> Value {
        self.wait_for(&format!("the answer to {id}"), |it| it["method"].is_null() && it["id"] == id)
    }

    /// The code of the error that answers a request with this id.
    pub fn error_to(&mut self, id: Value) -> i64 {
        let answer = self.answer_to(id);
        answer["error"]["code"].as_i64().unwrap_or_else(|| panic!("no error: {answer}"))
    }

    /// Id and parameters of the next request of the server with this method.
    pub fn asked(&mut self, method: &str) -> (Value, Value) {
        let request = self.wait_for(method, |it| it["method"] == method && !it["id"].is_null());
        (request["id"].clone(), request["params"].clone())
    }

    pub fn reply(&mut self, id: Value, result: Value) {
        self.send_body(json!({ "jsonrpc": "2.0", "id": id, "result": result }).to_string().as_bytes());
    }

    /// The parameters of the next notification of this method.
    pub fn notification(&mut self, method: &str) -> Value {
        self.wait_for(method, |it| it["method"] == method)["params"].clone()
    }

    /// The next diagnostics that were published for a document in a version.
    pub fn published(&mut self, uri: &str, version: Option<i64>) -> Vec<Value> {
        let message = self.wait_for(&format!("diagnostics of {uri}, version {version:?}"), |it| {
            it["method"] == "textDocument/publishDiagnostics"
                && it["params"]["uri"] == uri
                && it["params"]["version"].as_i64() == version
        });
        message["params"]["diagnostics"].as_array().unwrap().clone()
    }

    /// Everything that has arrived and was not asked for.
    pub fn unasked(&mut self) -> &[Value] {
        self.waiting.extend(self.messages.try_iter());
        &self.waiting
    }

    /// Proves that the server still serves: the next valid request is answered.
    #[track_caller]
    pub fn is_served(&mut self) {
        assert_eq!(self.hover("file:///not-open.md", 0, 0), Value::Null);
    }

    pub fn open(&mut self, uri: &str, text: &str) {
        let document = json!({ "uri": uri, "languageId": "markdown", "version": 1, "text": text });
        self.notify("textDocument/didOpen", json!({ "textDocument": document }));
    }

    pub fn change(&mut self, uri: &str, version: i64, changes: Value) {
        let document = json!({ "uri": uri, "version": version });
        self.notify("textDocument/didChange", json!({ "textDocument": document, "contentChanges": changes }));
    }

    pub fn close(&mut self, uri: &str) {
        self.notify("textDocument/didClose", json!({ "textDocument": { "uri": uri } }));
    }

    #[track_caller]
    pub fn hover(&mut self, uri: &str, line: u32, character: u32) -> Value {
        let position = json!({ "line": line, "character": character });
        self.result("textDocument/hover", json!({ "textDocument": { "uri": uri }, "position": position }))
    }

    /// The text of a document as the server has it.
    #[track_caller]
    pub fn text(&mut self, uri: &str) -> Value {
        self.result("postmortem/text", json!({ "uri": uri }))
    }

    /// Ends the input, as a client does that goes away.
    pub fn hang_up(&mut self) {
        self.input = None;
    }

    /// The exit code of the server, which must end by itself. Its output ends with it.
    pub fn exit_code(&mut self) -> i32 {
        let deadline = Instant::now() + PATIENCE;
        while let Ok(message) = self.messages.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
            self.waiting.push(message);
        }
        while Instant::now() < deadline {
            if let Some(status) = self.server.try_wait().unwrap() {
                return status.code().expect("it was not killed");
            }
            thread::yield_now();
        }
        panic!("the server did not end; stderr: {}", self.stderr());
    }

    /// Ends the session and gives everything that the server said on stderr.
    pub fn last_words(mut self) -> String {
        self.hang_up();
        self.exit_code();
        self.stderr_ends.take().unwrap().join().unwrap();
        self.stderr()
    }

    fn stderr(&self) -> String {
        self.stderr.lock().unwrap().clone()
    }

    fn wait_for(&mut self, what: &str, wanted: impl Fn(&Value) -> bool) -> Value {
        let deadline = Instant::now() + PATIENCE;
        loop {
            if let Some(at) = self.waiting.iter().position(&wanted) {
                return self.waiting.remove(at);
            }
            match self.messages.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
                Ok(message) => self.waiting.push(message),
                Err(_) => panic!("no {what}; arrived: {:?}; stderr: {}", self.waiting, self.stderr()),
            }
        }
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// The next message; `None` at the end of the output. Panics at anything that is no frame.
fn read_frame(output: &mut impl BufRead) -> Option<Value> {
    let mut header = String::new();
    output.read_line(&mut header).ok().filter(|it| *it > 0)?;
    let length = header.strip_prefix("Content-Length: ").expect("a length").trim().parse().expect("a number");
    output.read_line(&mut header).ok()?;
    let mut body = vec![0; length];
    output.read_exact(&mut body).ok()?;
    Some(serde_json::from_slice(&body).expect("JSON"))
}
