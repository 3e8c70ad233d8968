//! From chunks to lines to a postmortem; what a chunk says alone is read once and shared while the chunk lives.

use std::sync::Arc;

use super::{Checklist, Outage, Postmortem, Timeline};
use crate::profile::Profile;
use crate::syntax::Document;

/// Everything that was read from a document with a profile, kept so that the next version reads only what changed.
#[derive(Debug)]
pub struct Reading {
    pub postmortem: Postmortem,
}

impl Reading {
    /// Reads a document; `before` lends what it read from the chunks that both share. `path` is a hint about what kind
    /// of document it is (`docs/postmortems/2024-03-checkout.md`).
    pub fn of(document: &Document, profile: &Arc<Profile>, path: Option<&str>, before: Option<&Reading>) -> Reading {
        let _ = (document, profile, path, before);
        Reading {
            postmortem: Postmortem {
                recognised: false,
                title: None,
                sections: Vec::new(),
                outage: Outage::default(),
                timeline: Timeline::default(),
                actions: Vec::new(),
                words: 0,
                checklist: Checklist::default(),
                placeholders: Vec::new(),
            },
        }
    }
}
