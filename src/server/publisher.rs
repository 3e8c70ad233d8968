//! Telling what is found: one thread reads the newest snapshots, and is the only one to publish findings and states.

use std::collections::{HashMap, HashSet};
use std::io;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::thread;
use std::time::Instant;

use tower_lsp::lsp_types::notification::PublishDiagnostics;
use tower_lsp::lsp_types::{Diagnostic, PublishDiagnosticsParams, Url};

use crate::features::status::{self, StatusChanged};
use crate::server::outbox::Outbox;
use crate::server::report::Report;
use crate::server::session::Session;
use crate::snapshot::Snapshot;

/// Publishes for every document that is touched, until the session is gone. Changes that arrive while it computes
/// coalesce: the next snapshot it takes has them all. So an older version never follows a newer one.
pub fn start(session: Arc<Session>, touched: Receiver<Url>, outbox: Outbox) -> io::Result<()> {
    let mut publisher = Publisher { session, outbox, shown: HashSet::new(), told: HashSet::new(), due: HashMap::new() };
    thread::Builder::new().name("publisher".into()).spawn(move || {
        while let Some(urls) = publisher.next(&touched) {
            for url in urls {
                publisher.publish(&url);
            }
        }
    })?;
    Ok(())
}

struct Publisher {
    session: Arc<Session>,
    outbox: Outbox,
    /// The documents for which the client shows what was published.
    shown: HashSet<Url>,
    /// The postmortems whose status the client knows.
    told: HashSet<Url>,
    /// When the findings that are held back are due.
    due: HashMap<Url, Instant>,
}

impl Publisher {
    /// The documents that are touched or due, once there are any; `None` at the end of the session.
    fn next(&mut self, touched: &Receiver<Url>) -> Option<Vec<Url>> {
        let first = match self.due.values().min() {
            None => Some(touched.recv().ok()?),
            Some(due) => match touched.recv_timeout(due.saturating_duration_since(Instant::now())) {
                Ok(url) => Some(url),
                Err(RecvTimeoutError::Timeout) => None,
                Err(RecvTimeoutError::Disconnected) => return None,
            },
        };
        let mut urls: Vec<Url> = first.into_iter().collect();
        let now = Instant::now();
        let due = self.due.iter().filter(|it| *it.1 <= now).map(|it| it.0.clone());
        for url in touched.try_iter().chain(due) {
            if !urls.contains(&url) {
                urls.push(url);
            }
        }
        Some(urls)
    }

    /// Tells everything that there is to tell of a document.
    fn publish(&mut self, url: &Url) {
        self.due.remove(url);
        if self.session.is_shut_down() {
            return;
        }
        let Some(snapshot) = self.session.snapshot(url) else {
            // A file of settings is no document, but may have something wrong in it. Nobody asks for that, so it is
            // told to clients that ask for findings, too.
            self.show(url, None, self.session.setup.troubles(url));
            self.tell(url, status::closed(url.clone()));
            return;
        };
        // What is shown may be outdated after a panic, but the client has the next version.
        let Ok(report) = self.session.report(url, &snapshot, Instant::now()) else { return };
        if let Some(due) = report.due {
            self.due.insert(url.clone(), due);
        }
        self.status(url, &snapshot, &report);
        match self.session.agreement().pulls {
            true if report.is_release => self.session.refresh_diagnostics(),
            true => {}
            false => self.show(url, report.version, report.is_postmortem.then_some(report.items)),
        }
    }

    /// Publishes diagnostics. `None` takes back what was published before; where nothing was, nothing is said.
    fn show(&mut self, url: &Url, version: Option<i32>, diagnostics: Option<Vec<Diagnostic>>) {
        let is_shown = match diagnostics {
            Some(_) => !self.shown.insert(url.clone()),
            None => self.shown.remove(url),
        };
        if diagnostics.is_some() || is_shown {
            let params = PublishDiagnosticsParams::new(url.clone(), diagnostics.unwrap_or_default(), version);
            self.outbox.notify::<PublishDiagnostics>(params);
        }
    }

    /// Tells the status of a document to a client that wants it.
    fn status(&mut self, url: &Url, snapshot: &Snapshot, report: &Report) {
        let is_wanted = self.session.setup.editor().status.enable.unwrap_or(self.session.agreement().shows_status);
        let status = match is_wanted {
            true => status::of(snapshot, url.clone(), report.counts),
            false => status::closed(url.clone()),
        };
        self.tell(url, status);
    }

    /// Tells a status; that a document is no postmortem is told once, and only if it was one.
    fn tell(&mut self, url: &Url, status: status::Status) {
        let is_known = match status.postmortem {
            true => !self.told.insert(url.clone()),
            false => self.told.remove(url),
        };
        if status.postmortem || is_known {
            self.outbox.notify::<StatusChanged>(status);
        }
    }
}
