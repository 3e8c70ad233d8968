//! One document with its profile at one moment: the immutable value that every rule and every feature is a function of.

use std::sync::{Arc, OnceLock};

use crate::config::{Config, Standing};
use crate::model::{Choice, Postmortem, Reading};
use crate::profile::Profile;
use crate::rules::{self, Diagnostic};
use crate::syntax::Document;
use crate::text::{Edit, Text};

#[derive(Debug)]
pub struct Snapshot {
    pub document: Document,
    pub config: Arc<Config>,
    /// The profile that the document is read by.
    pub profile: Arc<Profile>,
    /// How it came to that profile.
    pub choice: Choice,
    /// Where the document lies, as far as known: a hint about what kind of document it is.
    pub path: Option<Arc<str>>,
    /// The reading of an earlier version, which lends what did not change.
    before: Option<Arc<Reading>>,
    reading: OnceLock<Arc<Reading>>,
    diagnostics: OnceLock<Vec<Diagnostic>>,
    findings: OnceLock<Vec<Diagnostic>>,
}

impl Snapshot {
    pub fn new(document: Document, config: Arc<Config>, path: Option<&str>) -> Snapshot {
        let choice = Choice::of(&document, &config.profiles, None);
        Snapshot {
            document,
            profile: choice.profile.clone(),
            choice,
            config,
            path: path.map(Arc::from),
            before: None,
            reading: OnceLock::new(),
            diagnostics: OnceLock::new(),
            findings: OnceLock::new(),
        }
    }

    /// The snapshot after edits, applied one after the other: each span is in the text that the edits before it left.
    pub fn edited(&self, version: Option<i32>, edits: &[Edit]) -> Snapshot {
        let document = self.document.edited(version, edits);
        let choice = Choice::of(&document, &self.config.profiles, Some(&self.choice));
        Snapshot {
            document,
            config: self.config.clone(),
            profile: choice.profile.clone(),
            choice,
            path: self.path.clone(),
            before: self.reading.get().or(self.before.as_ref()).cloned(),
            reading: OnceLock::new(),
            diagnostics: OnceLock::new(),
            findings: OnceLock::new(),
        }
    }

    /// The snapshot after edits that all speak of the text as it is, and do not overlap.
    pub fn with(&self, edits: &[Edit]) -> Snapshot {
        let mut edits: Vec<Edit> = edits.iter().rev().cloned().collect();
        // From the end, so that none moves another; of those at one place the first comes first in the text.
        edits.sort_by_key(|it| std::cmp::Reverse((it.span.start, it.span.end)));
        self.edited(self.document.version, &edits)
    }

    /// The same document with other settings.
    pub fn configured(&self, config: Arc<Config>) -> Snapshot {
        let before = self.reading.get().or(self.before.as_ref()).cloned();
        Snapshot { before, ..Snapshot::new(self.document.clone(), config, self.path.as_deref()) }
    }

    pub fn text(&self) -> &Text {
        &self.document.text
    }

    /// What the document says; read at the first call.
    pub fn postmortem(&self) -> &Postmortem {
        let known = match self.config.standing {
            Standing::Open => None,
            Standing::Included => Some(true),
            Standing::Excluded => Some(false),
        };
        let read = || {
            let reading = Reading::of(&self.document, &self.choice, self.path.as_deref(), self.before.as_deref());
            Arc::new(reading.told(known))
        };
        &self.reading.get_or_init(read).postmortem
    }

    /// What the rules find; computed at the first call. Empty where the document is no postmortem.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        self.diagnostics.get_or_init(|| rules::diagnose(self, rules::ALL))
    }

    /// What the rules find at their own level, be they switched off or silenced: what a fix is judged by.
    pub(crate) fn findings(&self) -> &[Diagnostic] {
        self.findings.get_or_init(|| rules::findings(self, rules::ALL))
    }
}
