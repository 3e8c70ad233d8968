//! What stands around a document. The core asks here whether a file exists, and touches none itself.

use std::fmt;
use std::panic::{RefUnwindSafe, UnwindSafe};
use std::path::Path;
use std::sync::Arc;

type Look = dyn Fn(&Path, &Path) -> Option<bool> + Send + Sync + UnwindSafe + RefUnwindSafe;

/// Knows which files exist beside a document, as far as whoever opened the document tells.
#[derive(Clone, Default)]
pub struct Surroundings(Option<Arc<Look>>);

impl Surroundings {
    /// `look` takes the path of a document and one relative to its folder. It answers whether a file or folder exists
    /// there, and `None` where it does not know or may not look.
    pub fn seen_by(
        look: impl Fn(&Path, &Path) -> Option<bool> + Send + Sync + UnwindSafe + RefUnwindSafe + 'static,
    ) -> Surroundings {
        Surroundings(Some(Arc::new(look)))
    }

    /// Whether something exists at a path relative to the document's folder; `None` where nobody knows.
    pub fn hold(&self, document: &Path, path: &Path) -> Option<bool> {
        self.0.as_ref()?(document, path)
    }
}

impl fmt::Debug for Surroundings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_some() { "Surroundings(known)" } else { "Surroundings(unknown)" })
    }
}
