//! Publishing diagnostics: one thread computes them from the newest snapshots and is the only one to send them.

use std::collections::HashSet;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::Receiver;
use std::thread;

use tower_lsp::lsp_types::notification::PublishDiagnostics;
use tower_lsp::lsp_types::{Diagnostic, PublishDiagnosticsParams, Url};

use crate::features::lsp;
use crate::features::status::{self, StatusChanged};
use crate::server::outbox::Outbox;
use crate::server::pages;
use crate::server::session::Session;
use crate::snapshot::Snapshot;

/// Publishes for every document that is touched, until the session is gone. Changes that arrive while it computes
/// coalesce: the next snapshot it takes has them all. So an older version never follows a newer one.
pub fn start(session: Arc<Session>, touched: Receiver<Url>, outbox: Outbox) -> io::Result<()> {
    let mut publisher = Publisher { session, outbox, shown: HashSet::new(), told: HashSet::new() };
    thread::Builder::new().name("publisher".into()).spawn(move || {
        while let Ok(first) = touched.recv() {
            let mut urls = vec![first];
            for url in touched.try_iter() {
                if !urls.contains(&url) {
                    urls.push(url);
                }
            }
            for url in urls {
                publisher.publish(url.clone());
                publisher.tell(url);
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
}

impl Publisher {
    /// Publishes the diagnostics of a postmortem. For what is none, or is closed, an empty list takes back what was
    /// published before; where nothing was, nothing is said.
    fn publish(&mut self, url: Url) {
        let snapshot = self.session.snapshot(&url);
        let diagnostics = match &snapshot {
            Some(snapshot) => match self.compute(snapshot, &url) {
                Ok(diagnostics) => diagnostics,
                // A panic costs this list alone. What is shown may be outdated, but the client has the next version.
                Err(_) => return,
            },
            // A file of settings is no document, but may have something wrong in it.
            None => self.session.setup.troubles(&url),
        };
        let is_shown = match diagnostics {
            Some(_) => !self.shown.insert(url.clone()),
            None => self.shown.remove(&url),
        };
        if (diagnostics.is_none() && !is_shown) || self.session.is_shut_down() {
            return;
        }
        let version = snapshot.and_then(|it| it.document.version);
        let params = PublishDiagnosticsParams::new(url, diagnostics.unwrap_or_default(), version);
        self.outbox.notify::<PublishDiagnostics>(params);
    }

    /// Tells the status of a postmortem to a client that wants it; once more when it stops being one or is closed.
    fn tell(&mut self, url: Url) {
        let is_wanted = self.session.setup.editor().status.enable.unwrap_or(self.session.agreement().shows_status);
        if self.session.is_shut_down() {
            return;
        }
        let snapshot = self.session.snapshot(&url);
        let status = match snapshot.filter(|_| is_wanted) {
            Some(snapshot) => match catch_unwind(AssertUnwindSafe(|| status::of(&snapshot, url.clone()))) {
                Ok(status) => status,
                Err(_) => return,
            },
            None => status::closed(url.clone()),
        };
        let is_known = match status.postmortem {
            true => !self.told.insert(url),
            false => self.told.remove(&url),
        };
        if status.postmortem || is_known {
            self.outbox.notify::<StatusChanged>(status);
        }
    }

    /// `None` where the document is no postmortem.
    fn compute(&self, snapshot: &Snapshot, url: &Url) -> thread::Result<Option<Vec<Diagnostic>>> {
        let agreement = self.session.agreement();
        catch_unwind(AssertUnwindSafe(|| {
            agreement.faults.in_diagnostics(snapshot);
            let recognised = snapshot.postmortem().recognised;
            let has_pages = agreement.code_description && !snapshot.diagnostics().is_empty();
            let pages = if has_pages { pages::folder() } else { None };
            recognised.then(|| lsp::diagnostics(snapshot, url, agreement.encoding, pages))
        }))
    }
}
