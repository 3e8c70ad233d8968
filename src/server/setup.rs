//! What is set for the open documents: by files, by the editor, by the day. Files are looked at again once a second at most.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use serde_json::Value;
use tower_lsp::lsp_types::{Diagnostic, DiagnosticSeverity, Url, WorkspaceFolder};

use crate::clock::Date;
use crate::config::editor::Editor;
use crate::config::settings::Settings;
use crate::config::{Config, Trouble};
use crate::features::lsp;
use crate::server::log;
use crate::text::{Encoding, Span, Text};
use crate::workspace::discovery::{Discovery, Found};
use crate::workspace::today;

/// How long a look at files and clock is good for.
const FRESH: Duration = Duration::from_secs(1);

/// Everything that is set. Only the read loop changes it.
#[derive(Debug)]
pub struct Setup {
    discovery: Discovery,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    editor: Arc<Editor>,
    /// The folders that the editor has open.
    folders: Vec<PathBuf>,
    /// When files and clock were looked at last.
    looked: Instant,
    today: Date,
    /// The files of settings with something wrong in them.
    troubles: BTreeMap<Url, Vec<Diagnostic>>,
}

/// What is new about files of settings.
#[derive(Debug, Default)]
pub struct News {
    /// Files whose troubles are others than before.
    pub changed: Vec<Url>,
    /// One line about each file that cannot be used, and could before.
    pub broken: Vec<String>,
}

impl Default for Setup {
    fn default() -> Setup {
        let state = State {
            editor: Arc::default(),
            folders: Vec::new(),
            looked: Instant::now(),
            today: today(),
            troubles: BTreeMap::new(),
        };
        Setup { discovery: Discovery::default(), state: Mutex::new(state) }
    }
}

impl Setup {
    /// What is asked of a document. One that is no file is asked what its workspace is.
    pub fn config(&self, url: &Url) -> Config {
        let path = url.to_file_path().ok();
        let (editor, today, root) = {
            let state = self.state();
            (state.editor.clone(), state.today, state.folders.first().cloned())
        };
        let folder = path.as_deref().and_then(Path::parent).or(root.as_deref());
        let found = folder.map_or_else(Arc::default, |it| self.discovery.found(it));
        let settings = Settings { editor, ..found.settings() };
        settings.config(path.as_deref(), Some(today))
    }

    /// The editor's settings as they are by now.
    pub fn editor(&self) -> Arc<Editor> {
        self.state().editor.clone()
    }

    /// Takes what the editor sent; whether anything changed. A value that cannot be read is told in the log alone: the
    /// editor has its own eyes for its settings.
    pub fn set_editor(&self, sent: &Value) -> bool {
        let (editor, troubles) = Editor::read(sent);
        for trouble in troubles {
            log::line(&format!("in the settings of the editor, {trouble}"));
        }
        self.hold(editor)
    }

    /// The editor's settings from now on; whether anything changed.
    pub fn hold(&self, editor: Editor) -> bool {
        let mut state = self.state();
        let changed = *state.editor != editor;
        state.editor = Arc::new(editor);
        changed
    }

    /// The folders that the editor has open.
    pub fn folders(&self) -> Vec<PathBuf> {
        self.state().folders.clone()
    }

    pub fn change_folders(&self, added: &[WorkspaceFolder], removed: &[WorkspaceFolder]) {
        let path = |it: &WorkspaceFolder| it.uri.to_file_path().ok();
        let mut state = self.state();
        state.folders.retain(|it| !removed.iter().any(|gone| path(gone).as_ref() == Some(it)));
        for folder in added.iter().filter_map(path) {
            if !state.folders.contains(&folder) {
                state.folders.push(folder);
            }
        }
    }

    /// Looks at files and clock, unless that was done just before; whether anything changed.
    pub fn look(&self) -> bool {
        let is_fresh = self.state().looked.elapsed() < FRESH;
        !is_fresh && self.look_now()
    }

    /// Looks at files and clock; whether anything changed.
    pub fn look_now(&self) -> bool {
        let is_changed = self.discovery.refresh();
        let today = today();
        let mut state = self.state();
        state.looked = Instant::now();
        std::mem::replace(&mut state.today, today) != today || is_changed
    }

    /// What is wrong with a file of settings; `None` where nothing is.
    pub fn troubles(&self, url: &Url) -> Option<Vec<Diagnostic>> {
        self.state().troubles.get(url).cloned()
    }

    /// Finds out what is wrong with the files that hold for some documents and for the open folders.
    pub fn examine(&self, documents: &[Url], encoding: Encoding) -> News {
        let paths: Vec<PathBuf> = documents.iter().filter_map(|it| it.to_file_path().ok()).collect();
        let folders = self.folders();
        let asked = paths.iter().filter_map(|it| it.parent()).chain(folders.iter().map(PathBuf::as_path));
        let mut troubles = BTreeMap::new();
        for found in asked.map(|it| self.discovery.found(it)) {
            troubles.extend(wrong(&found, encoding));
        }
        let mut state = self.state();
        let before = std::mem::replace(&mut state.troubles, troubles);
        let mut news = News::default();
        for (url, diagnostics) in &state.troubles {
            let old = before.get(url);
            if old != Some(diagnostics) {
                news.changed.push(url.clone());
            }
            let broken = diagnostics.iter().find(|it| is_error(it));
            if let Some(broken) = broken.filter(|_| !old.is_some_and(|it| it.iter().any(is_error))) {
                news.broken.push(told(url, broken));
            }
        }
        news.changed.extend(before.into_keys().filter(|it| !state.troubles.contains_key(it)));
        news
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The files with something wrong in them.
fn wrong(found: &Found, encoding: Encoding) -> impl Iterator<Item = (Url, Vec<Diagnostic>)> {
    found.sources.iter().filter(|it| !it.troubles.is_empty()).filter_map(move |source| {
        let text = Text::new(&source.text);
        let diagnostics = source.troubles.iter().map(|it| diagnostic(it, &text, encoding)).collect();
        Some((Url::from_file_path(&source.path).ok()?, diagnostics))
    })
}

fn diagnostic(trouble: &Trouble, text: &Text, encoding: Encoding) -> Diagnostic {
    let span = if trouble.span.is_empty() { text.line(text.line_of(trouble.span.start)) } else { trouble.span };
    let line_end = text.line(text.line_of(span.start)).end;
    let message = match trouble.key.as_str() {
        "" => trouble.message.clone(),
        key => format!("{key}: {}", trouble.message),
    };
    Diagnostic {
        range: lsp::range(text, Span::new(span.start, span.end.min(line_end)), encoding),
        severity: Some(if trouble.is_error { DiagnosticSeverity::ERROR } else { DiagnosticSeverity::WARNING }),
        source: Some(lsp::SOURCE.to_owned()),
        message,
        ..Diagnostic::default()
    }
}

fn is_error(diagnostic: &Diagnostic) -> bool {
    diagnostic.severity == Some(DiagnosticSeverity::ERROR)
}

/// `postmortem.toml:3: profile: …; what it said before holds`
fn told(url: &Url, diagnostic: &Diagnostic) -> String {
    let name = url.path_segments().and_then(Iterator::last).unwrap_or_default();
    let line = diagnostic.range.start.line + 1;
    format!("{name}:{line}: {}; until it is mended, what it said before holds", diagnostic.message)
}
