//! The way out: messages wait in one unbounded queue, and one thread writes them.

use std::io::{self, BufWriter, Write};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::Duration;

use serde::Serialize;
use tower_lsp::lsp_types::notification::Notification;

/// Sends to the client. Never waits.
#[derive(Clone, Debug)]
pub struct Outbox {
    queue: Sender<Outgoing>,
}

#[derive(Debug)]
enum Outgoing {
    Frame(String),
    /// Tells when everything before it is written.
    Mark(Sender<()>),
}

/// A notification, written without a tree of values in between: a list of diagnostics is the longest message there is.
#[derive(Serialize)]
struct Notice<P> {
    jsonrpc: &'static str,
    method: &'static str,
    params: P,
}

impl Outbox {
    /// Starts the thread that writes; it calls `broken` if nobody reads any more.
    pub fn start(output: impl Write + Send + 'static, broken: impl FnOnce() + Send + 'static) -> io::Result<Outbox> {
        let (queue, waiting) = mpsc::channel();
        thread::Builder::new().name("writer".into()).spawn(move || {
            if write_all(&waiting, output).is_err() {
                broken();
            }
        })?;
        Ok(Outbox { queue })
    }

    /// Queues a request, a notification or an answer.
    pub fn send(&self, message: &impl Serialize) {
        let body = serde_json::to_string(message).expect("messages are plain data with string keys");
        // Without a writer the process is about to end.
        let _ = self.queue.send(Outgoing::Frame(format!("Content-Length: {}\r\n\r\n{body}", body.len())));
    }

    pub fn notify<N: Notification>(&self, params: N::Params) {
        self.send(&Notice { jsonrpc: "2.0", method: N::METHOD, params });
    }

    /// Waits until everything sent so far is written, no longer than `patience`: the client may have stopped reading.
    pub fn flush(&self, patience: Duration) -> Result<(), RecvTimeoutError> {
        let (mark, written) = mpsc::channel();
        let _ = self.queue.send(Outgoing::Mark(mark));
        written.recv_timeout(patience)
    }
}

/// Writes until every outbox is gone. What has queued up meanwhile is written at once.
fn write_all(waiting: &Receiver<Outgoing>, output: impl Write) -> io::Result<()> {
    let mut output = BufWriter::with_capacity(64 * 1024, output);
    while let Ok(first) = waiting.recv() {
        let mut marks = Vec::new();
        for outgoing in std::iter::once(first).chain(waiting.try_iter()) {
            match outgoing {
                Outgoing::Frame(frame) => output.write_all(frame.as_bytes())?,
                Outgoing::Mark(mark) => marks.push(mark),
            }
        }
        output.flush()?;
        for mark in marks {
            let _ = mark.send(());
        }
    }
    Ok(())
}
