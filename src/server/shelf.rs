//! The postmortems that lie in the folders of the workspace, read by a thread of its own. Open documents win over them.

use std::collections::HashMap;
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender};
use std::thread;
use std::time::{Duration, Instant};

use tokio::sync::watch;
use tokio::time::timeout;
use tower_lsp::lsp_types::{
    SymbolInformation, UnchangedDocumentDiagnosticReport, Url, WorkspaceDiagnosticReport,
    WorkspaceDocumentDiagnosticReport, WorkspaceFullDocumentDiagnosticReport,
    WorkspaceUnchangedDocumentDiagnosticReport,
};

use crate::features::{people, workspace_symbol};
use crate::server::report::Report;
use crate::server::session::Session;
use crate::snapshot::Snapshot;
use crate::syntax::Document;
use crate::workspace::index::Index;

/// How long a question waits for files that are being read; then it is answered from what is known.
const PATIENCE: Duration = Duration::from_secs(10);

/// What is known of the files.
#[derive(Debug)]
pub struct Shelf {
    index: Index<Book>,
    /// How often something was to be read, and how often that is done.
    wanted: AtomicU64,
    done: watch::Sender<u64>,
    /// What was read before counts no longer: it was read by other settings.
    is_outdated: AtomicBool,
    changed: Sender<()>,
}

/// What is kept of a postmortem.
#[derive(Debug)]
struct Book {
    url: Url,
    symbols: Vec<SymbolInformation>,
    people: Vec<String>,
    report: Report,
}

/// Starts the thread that reads whenever something changed, until the session is gone.
pub fn start(session: Arc<Session>, changed: Receiver<()>) -> io::Result<()> {
    thread::Builder::new().name("shelf".into()).spawn(move || {
        while changed.recv().is_ok() {
            while changed.try_recv().is_ok() {}
            session.shelf.read(&session);
        }
    })?;
    Ok(())
}

impl Shelf {
    pub fn new(changed: Sender<()>) -> Shelf {
        Shelf {
            index: Index::default(),
            wanted: AtomicU64::new(0),
            done: watch::Sender::new(0),
            is_outdated: AtomicBool::new(false),
            changed,
        }
    }

    /// Files or folders changed.
    pub fn changed(&self) {
        self.wanted.fetch_add(1, Ordering::SeqCst);
        // Without the thread the process is about to end.
        let _ = self.changed.send(());
    }

    /// The settings changed: everything is read anew.
    pub fn outdated(&self) {
        self.is_outdated.store(true, Ordering::SeqCst);
        self.changed();
    }

    /// Waits until all that changed is read.
    pub async fn is_current(&self) {
        let wanted = self.wanted.load(Ordering::SeqCst);
        let _ = timeout(PATIENCE, self.done.subscribe().wait_for(|it| *it >= wanted)).await;
    }

    fn read(&self, session: &Session) {
        let wanted = self.wanted.load(Ordering::SeqCst);
        let anew = self.is_outdated.swap(false, Ordering::SeqCst);
        let agreement = session.agreement();
        let headings = session.setup.editor().document_symbols.headings;
        let read = |path: &Path, text: &str| {
            let url = Url::from_file_path(path).ok()?;
            let snapshot = Snapshot::new(Document::read(text), session.config(&url), Some(&path.to_string_lossy()));
            if !snapshot.postmortem().recognised {
                return None;
            }
            let symbols = workspace_symbol::of(&snapshot, agreement.encoding, &url, headings);
            let report = match agreement.pulls {
                true => session.report(&url, &snapshot, Instant::now()).ok()?,
                false => Report::default(),
            };
            Some(Book { url, symbols, people: people::of(&snapshot), report })
        };
        let is_changed = self.index.refresh(&session.setup.folders(), anew, read);
        let is_first = *self.done.borrow() == 0;
        self.done.send_replace(wanted);
        if is_changed && !is_first {
            session.refresh_diagnostics();
        }
    }

    /// What a query finds in the workspace.
    pub fn symbols(&self, session: &Session, query: &str) -> Vec<SymbolInformation> {
        let open = session.open_documents();
        let encoding = session.agreement().encoding;
        let headings = session.setup.editor().document_symbols.headings;
        let mut all: Vec<SymbolInformation> =
            open.iter().flat_map(|(url, it)| workspace_symbol::of(it, encoding, url, headings)).collect();
        let closed = self.books(&open);
        all.sort_by(|a, b| a.location.uri.cmp(&b.location.uri));
        workspace_symbol::matching(all.iter().chain(closed.iter().flat_map(|it| &it.symbols)), query)
    }

    /// The people that the postmortems of the workspace other than `own` name, as far as they were read.
    pub fn people(&self, session: &Session, own: &Url) -> Vec<String> {
        let open = session.open_documents();
        let of_open: Vec<Vec<String>> = open.iter().filter(|it| it.0 != *own).map(|(_, it)| people::of(it)).collect();
        let closed = self.books(&open);
        people::most_named(of_open.iter().chain(closed.iter().map(|it| &it.people)).map(Vec::as_slice))
    }

    /// What is found in every postmortem of the workspace. `previous` holds the ids of what the client knows; what is
    /// gone since then is told as empty.
    pub fn report(&self, session: &Session, mut previous: HashMap<Url, String>) -> WorkspaceDiagnosticReport {
        let open = session.open_documents();
        let mut items = Vec::new();
        for (url, snapshot) in &open {
            if let Ok(report) = session.pulled(url, snapshot, Instant::now()) {
                items.push(item(url, &report, previous.remove(url)));
            }
        }
        for book in self.books(&open) {
            items.push(item(&book.url, &book.report, previous.remove(&book.url)));
        }
        items.extend(previous.into_iter().map(|(url, id)| item(&url, &Report::default(), Some(id))));
        WorkspaceDiagnosticReport { items }
    }

    /// The postmortems that are not open.
    fn books(&self, open: &[(Url, Arc<Snapshot>)]) -> Vec<Arc<Book>> {
        let is_open = |it: &Book| open.iter().any(|(url, _)| *url == it.url);
        self.index.values().into_iter().map(|it| it.1).filter(|it| !is_open(it)).collect()
    }
}

fn item(url: &Url, report: &Report, previous: Option<String>) -> WorkspaceDocumentDiagnosticReport {
    let (uri, version, result_id) = (url.clone(), report.version.map(i64::from), report.id());
    if previous.as_ref() == Some(&result_id) {
        let unchanged_document_diagnostic_report = UnchangedDocumentDiagnosticReport { result_id };
        return WorkspaceUnchangedDocumentDiagnosticReport { uri, version, unchanged_document_diagnostic_report }
            .into();
    }
    WorkspaceFullDocumentDiagnosticReport { uri, version, full_document_diagnostic_report: report.full() }.into()
}
