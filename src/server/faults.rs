//! Faults on demand, in debug builds only: the tests prove on the real binary that a panic costs one answer.

use std::thread;
use std::time::Duration;

use serde_json::Value;

use crate::rules::{self, Findings, Finds, Group, Rule, Severity};
use crate::snapshot::Snapshot;

/// Asked for by `initializationOptions.faults`, for example
/// `{"rule": true, "request": "textDocument/hover", "slow": "textDocument/completion"}`.
#[derive(Debug)]
pub struct Faults {
    /// A rule panics at every check.
    rule: bool,
    /// The computing of every diagnostic list panics.
    publish: bool,
    /// The method whose answers panic while they are computed.
    request: Option<String>,
    /// The method whose handlers panic in the read loop.
    handler: Option<String>,
    /// The method whose answers take half a minute.
    slow: Option<String>,
}

impl Faults {
    pub const fn none() -> Faults {
        Faults { rule: false, publish: false, request: None, handler: None, slow: None }
    }

    pub fn read(options: Option<&Value>) -> Faults {
        let Some(faults) = options.and_then(|it| it.get("faults")).filter(|_| cfg!(debug_assertions)) else {
            return Faults::none();
        };
        let flag = |name: &str| faults.get(name) == Some(&Value::Bool(true));
        let method = |name: &str| faults.get(name).and_then(Value::as_str).map(String::from);
        Faults {
            rule: flag("rule"),
            publish: flag("publish"),
            request: method("request"),
            handler: method("handler"),
            slow: method("slow"),
        }
    }

    /// Called where a handler begins, in the read loop.
    pub fn in_handler(&self, method: &str) {
        assert!(self.handler.as_deref() != Some(method), "a fault was asked for");
    }

    /// Called where an answer is computed.
    pub fn in_answer(&self, method: &str) {
        assert!(self.request.as_deref() != Some(method), "a fault was asked for");
        if self.slow.as_deref() == Some(method) {
            thread::sleep(Duration::from_secs(30));
        }
    }

    /// Called where diagnostics are computed.
    pub fn in_diagnostics(&self, snapshot: &Snapshot) {
        static PANICS: Rule = Rule {
            name: "panics",
            group: Group::Structure,
            finds: Finds::Presence,
            severity: Severity::Error,
            docs: "",
            check: panics,
            fixes: None,
        };
        assert!(!self.publish, "a fault was asked for");
        if self.rule {
            rules::diagnose(snapshot, &[&PANICS]);
        }
    }
}

fn panics(_: &Snapshot, _: &mut Findings) {
    panic!("a fault was asked for");
}
