//! What the server remembers: the open documents, what is set, what was agreed. Changes settle here, in wire order.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::sync::{Arc, LazyLock, OnceLock};
use std::thread;
use std::time::Instant;

use dashmap::DashMap;
use serde::Serialize;
use serde_json::{Value, json};
use tower_lsp::jsonrpc::Response;
use tower_lsp::lsp_types::notification::{DidChangeConfiguration, DidChangeWatchedFiles, Notification, ShowMessage};
use tower_lsp::lsp_types::request::{
    ApplyWorkspaceEdit, CodeLensRefresh, InlayHintRefreshRequest, RegisterCapability, SemanticTokensRefresh,
    WorkspaceConfiguration, WorkspaceDiagnosticRefresh,
};
use tower_lsp::lsp_types::{
    ApplyWorkspaceEditParams, ConfigurationItem, ConfigurationParams, DidChangeWatchedFilesRegistrationOptions,
    FileSystemWatcher, GlobPattern, InitializeParams, MessageType, Registration, RegistrationParams, ShowMessageParams,
    TextDocumentContentChangeEvent, TextDocumentItem, TextEdit, Url, WorkspaceEdit, WorkspaceFolder,
};

use crate::config::Config;
use crate::config::editor::Run;
use crate::config::file;
use crate::features::lsp;
use crate::profile::Library;
use crate::server::agreement::Agreement;
use crate::server::asking::{Asking, Question};
use crate::server::log;
use crate::server::outbox::Outbox;
use crate::server::pace::Pace;
use crate::server::report::Report;
use crate::server::sent;
use crate::server::setup::Setup;
use crate::server::shelf::Shelf;
use crate::snapshot::Snapshot;
use crate::syntax::Document;

/// The state of one session. Only the read loop changes it; everybody else takes snapshots.
#[derive(Debug)]
pub struct Session {
    documents: DashMap<Url, Arc<Snapshot>>,
    /// What of their findings is shown, and when.
    paces: DashMap<Url, Pace>,
    /// What the client was told last, where it asks for findings and wants them only when a document is saved.
    reports: DashMap<Url, Arc<Report>>,
    agreement: OnceLock<Agreement>,
    pub setup: Setup,
    pub shelf: Shelf,
    asking: Asking,
    outbox: Outbox,
    /// Who publishes hears of every document that was opened, changed or closed.
    touched: Sender<Url>,
    shut_down: AtomicBool,
    version_trouble: AtomicBool,
}

impl Session {
    pub fn new(touched: Sender<Url>, changed: Sender<()>, outbox: Outbox) -> Session {
        Session {
            documents: DashMap::new(),
            paces: DashMap::new(),
            reports: DashMap::new(),
            agreement: OnceLock::new(),
            setup: Setup::default(),
            shelf: Shelf::new(changed),
            asking: Asking::new(outbox.clone()),
            outbox,
            touched,
            shut_down: AtomicBool::new(false),
            version_trouble: AtomicBool::new(false),
        }
    }

    /// What was agreed at initialize, or what holds where nothing was.
    pub fn agreement(&self) -> &Agreement {
        static NOTHING_SAID: LazyLock<Agreement> = LazyLock::new(Agreement::nothing_said);
        self.agreement.get().unwrap_or(&NOTHING_SAID)
    }

    pub fn agree(&self, agreement: Agreement, params: &InitializeParams) {
        let folders = params.workspace_folders.clone().unwrap_or_default();
        // Some clients know no workspace folders.
        let root = params.root_uri.clone().filter(|_| folders.is_empty());
        let root = root.map(|uri| WorkspaceFolder { uri, name: String::new() });
        self.setup.change_folders(&[folders, root.into_iter().collect()].concat(), &[]);
        if let Some(options) = &params.initialization_options {
            self.setup.set_editor(options);
        }
        // The protocol initializes once; the router answers a second attempt.
        let _ = self.agreement.set(agreement);
    }

    /// Asks the client for what it can be asked for: its settings, and to tell when files of settings change.
    pub fn introduce(&self) {
        if self.agreement().watches_files {
            let watcher =
                |name: &str| FileSystemWatcher { glob_pattern: GlobPattern::String(format!("**/{name}")), kind: None };
            let watchers = file::NAMES.into_iter().chain(["*.{md,markdown}"]).map(watcher).collect();
            self.register::<DidChangeWatchedFiles>(DidChangeWatchedFilesRegistrationOptions { watchers });
        }
        if self.agreement().watches_settings {
            self.register::<DidChangeConfiguration>(json!({ "section": lsp::SOURCE }));
        }
        self.ask_settings();
        self.examine();
        self.shelf.changed();
    }

    fn register<N: Notification>(&self, options: impl Serialize) {
        let registration = Registration {
            id: N::METHOD.to_owned(),
            method: N::METHOD.to_owned(),
            register_options: serde_json::to_value(options).ok(),
        };
        self.asking
            .ask::<RegisterCapability>(Question::Favour, RegistrationParams { registrations: vec![registration] });
    }

    /// Asks for the editor's settings, where the client can be asked.
    pub fn ask_settings(&self) {
        if self.agreement().asks_settings {
            let item = ConfigurationItem { scope_uri: None, section: Some(lsp::SOURCE.to_owned()) };
            self.asking.ask::<WorkspaceConfiguration>(Question::Settings, ConfigurationParams { items: vec![item] });
        }
    }

    /// Hands edits to the client; whether it takes any.
    pub fn apply(&self, url: Url, edits: Vec<TextEdit>) -> bool {
        if self.agreement().applies_edits {
            let edit = WorkspaceEdit::new([(url, edits)].into());
            self.asking.ask::<ApplyWorkspaceEdit>(Question::Edit, ApplyWorkspaceEditParams { label: None, edit });
        }
        self.agreement().applies_edits
    }

    /// Tells the person in front of the editor something that they asked for.
    pub fn say(&self, typ: MessageType, message: String) {
        self.outbox.notify::<ShowMessage>(ShowMessageParams { typ, message });
    }

    /// The profiles of the workspace, for who asks about no document of it.
    pub fn library(&self) -> Library {
        self.setup.config(&Url::parse("untitled:").expect("an address")).profiles
    }

    /// Settles the answer to a request of ours.
    pub fn replied(&self, reply: Response) {
        let (id, result) = reply.into_parts();
        match (self.asking.answered(&id), result) {
            (Some(Question::Settings), Ok(settings)) => self.set_editor(&settings[0]),
            (Some(Question::Edit), Ok(answer)) if answer["applied"] == false => {
                log::line("the client does not apply an edit");
            }
            (Some(question), Err(error)) => {
                log::line(&format!("the client refuses a request ({question:?}): {}", error.message));
            }
            _ => {}
        }
    }

    /// Takes the editor's settings; where it has none, those that it began with hold.
    pub fn set_editor(&self, sent: &Value) {
        let Some(settings) = sent.as_object() else { return };
        let is_changed = match settings.is_empty() {
            true => self.setup.hold(self.agreement().editor.clone()),
            false => self.setup.set_editor(sent),
        };
        if is_changed {
            self.configure();
        }
    }

    /// Sees whether files of settings or the day changed, unless that was seen just before.
    pub fn look(&self) {
        if self.setup.look() {
            self.configure();
        }
    }

    /// Files changed, as the client tells.
    pub fn look_now(&self) {
        self.shelf.changed();
        if self.setup.look_now() {
            self.configure();
        }
    }

    /// Gives every open document what is set by now.
    pub fn configure(&self) {
        for (url, snapshot) in self.open_documents() {
            let config = self.config(&url);
            self.settle(url, catch_unwind(AssertUnwindSafe(|| snapshot.configured(config))).ok());
        }
        self.examine();
        self.shelf.outdated();
        let refreshes = self.agreement().refreshes;
        if refreshes.code_lens {
            self.asking.ask::<CodeLensRefresh>(Question::Favour, ());
        }
        if refreshes.inlay_hints {
            self.asking.ask::<InlayHintRefreshRequest>(Question::Favour, ());
        }
        if refreshes.semantic_tokens {
            self.asking.ask::<SemanticTokensRefresh>(Question::Favour, ());
        }
        self.refresh_diagnostics();
    }

    /// Asks a client that asks for findings to do so again.
    pub fn refresh_diagnostics(&self) {
        if self.agreement().pulls {
            self.asking.ask::<WorkspaceDiagnosticRefresh>(Question::Favour, ());
        }
    }

    /// What is shown of a document at a moment; an error where computing it panicked.
    pub fn report(&self, url: &Url, snapshot: &Snapshot, now: Instant) -> thread::Result<Report> {
        Report::of(snapshot, url, self.agreement(), |found| match self.paces.get_mut(url) {
            Some(mut pace) => pace.shown(found, now),
            None => Pace::default().shown(found, now),
        })
    }

    /// What a client that asks is told of a document. Where findings are told only when it is saved, it is what was told
    /// then.
    pub fn pulled(&self, url: &Url, snapshot: &Snapshot, now: Instant) -> thread::Result<Arc<Report>> {
        let is_held =
            self.setup.editor().diagnostics.run == Run::OnSave && self.paces.get(url).is_some_and(|it| it.is_edited());
        if let Some(held) = self.reports.get(url).filter(|_| is_held) {
            return Ok(held.clone());
        }
        let report = Arc::new(self.report(url, snapshot, now)?);
        self.reports.insert(url.clone(), report.clone());
        Ok(report)
    }

    /// What is asked of a document.
    pub fn config(&self, url: &Url) -> Arc<Config> {
        let surroundings = self.agreement().surroundings.clone();
        Arc::new(Config { surroundings, ..self.setup.config(url) })
    }

    /// Tells what is wrong with files of settings.
    fn examine(&self) {
        let documents: Vec<Url> = self.documents.iter().map(|it| it.key().clone()).collect();
        let news = self.setup.examine(&documents, self.agreement().encoding);
        news.changed.into_iter().for_each(|url| self.touch(url));
        for message in news.broken {
            self.say(MessageType::WARNING, message);
        }
    }

    /// A document was saved: where findings are told only then, they are told.
    pub fn saved(&self, url: &Url) {
        self.look();
        if self.documents.contains_key(url) {
            self.paces.entry(url.clone()).or_default().rested();
            self.touch(url.clone());
            if self.setup.editor().diagnostics.run == Run::OnSave {
                self.refresh_diagnostics();
            }
        }
    }

    /// All open documents, in the order of their addresses.
    pub fn open_documents(&self) -> Vec<(Url, Arc<Snapshot>)> {
        let mut all: Vec<_> = self.documents.iter().map(|it| (it.key().clone(), it.value().clone())).collect();
        all.sort_by(|a, b| a.0.cmp(&b.0));
        all
    }

    /// The newest snapshot of an open document.
    pub fn snapshot(&self, url: &Url) -> Option<Arc<Snapshot>> {
        self.documents.get(url).map(|it| it.clone())
    }

    /// Opens a document; one that is open already is replaced. What is not Markdown is not kept.
    pub fn open(&self, item: TextDocumentItem) {
        if !sent::is_markdown(&item.language_id, &item.uri) {
            return self.close(&item.uri);
        }
        self.look();
        let config = self.config(&item.uri);
        let opened = catch_unwind(AssertUnwindSafe(|| {
            let document = Document::parse(Some(item.version), &item.text);
            Snapshot::new(document, config, Some(&sent::path(&item.uri)))
        }));
        self.paces.insert(item.uri.clone(), Pace::default());
        self.settle(item.uri, opened.ok());
        self.examine();
    }

    /// Applies changes, one after the other. A document that is not open has none.
    pub fn change(&self, url: &Url, version: i32, changes: &[TextDocumentContentChangeEvent]) {
        self.look();
        let Some(before) = self.snapshot(url) else { return };
        if before.document.version.is_some_and(|it| version <= it)
            && !self.version_trouble.swap(true, Ordering::Relaxed)
        {
            log::line(
                "the client numbers versions of a document backwards or twice; its changes are applied as they come",
            );
        }
        let (edits, text) = sent::edits(before.text(), changes, self.agreement().encoding);
        let after = catch_unwind(AssertUnwindSafe(|| before.edited(Some(version), &edits))).or_else(|_| {
            catch_unwind(|| {
                let document = Document::parse(Some(version), &text.to_string());
                Snapshot::new(document, before.config.clone(), before.path.as_deref())
            })
        });
        self.paces.entry(url.clone()).or_default().edited(Instant::now());
        match (after.ok(), self.setup.editor().diagnostics.run) {
            (Some(after), Run::OnSave) => drop(self.documents.insert(url.clone(), Arc::new(after))),
            (after, _) => self.settle(url.clone(), after),
        }
    }

    pub fn close(&self, url: &Url) {
        self.paces.remove(url);
        self.reports.remove(url);
        if self.documents.remove(url).is_some() {
            self.touch(url.clone());
        }
    }

    /// After shutdown nothing is published.
    pub fn shut_down(&self) {
        self.shut_down.store(true, Ordering::SeqCst);
    }

    pub fn is_shut_down(&self) -> bool {
        self.shut_down.load(Ordering::SeqCst)
    }

    /// Keeps the newest snapshot. A document that the parser cannot take has none: an old text must not stay behind,
    /// for later changes would not fit to it.
    fn settle(&self, url: Url, snapshot: Option<Snapshot>) {
        match snapshot {
            Some(snapshot) => {
                self.documents.insert(url.clone(), Arc::new(snapshot));
                self.touch(url);
            }
            None => self.close(&url),
        }
    }

    fn touch(&self, url: Url) {
        // Without a publisher the process is about to end.
        let _ = self.touched.send(url);
    }
}
