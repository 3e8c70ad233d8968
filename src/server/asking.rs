//! Requests of ours to the client. Nobody waits for an answer: it settles in the read loop, as all that arrives does.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use serde::Serialize;
use tower_lsp::jsonrpc::Id;
use tower_lsp::lsp_types::request::Request;

use crate::server::outbox::Outbox;

/// What an answer is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
    /// The editor's settings.
    Settings,
    /// To apply edits.
    Edit,
    /// Something whose answer tells nothing.
    Favour,
}

/// Asks, and knows again what an answer is about.
#[derive(Debug)]
pub struct Asking {
    outbox: Outbox,
    waiting: Mutex<Waiting>,
}

#[derive(Debug, Default)]
struct Waiting {
    last: i64,
    questions: HashMap<i64, Question>,
}

#[derive(Serialize)]
struct Asked<P> {
    jsonrpc: &'static str,
    id: i64,
    method: &'static str,
    params: P,
}

impl Asking {
    pub fn new(outbox: Outbox) -> Asking {
        Asking { outbox, waiting: Mutex::default() }
    }

    pub fn ask<R: Request>(&self, question: Question, params: R::Params) {
        let id = {
            let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
            waiting.last += 1;
            let id = waiting.last;
            waiting.questions.insert(id, question);
            id
        };
        self.outbox.send(&Asked { jsonrpc: "2.0", id, method: R::METHOD, params });
    }

    /// What the answer with this id is about; `None` where nothing was asked, or it was answered before.
    pub fn answered(&self, id: &Id) -> Option<Question> {
        let Id::Number(id) = id else { return None };
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner).questions.remove(id)
    }
}
