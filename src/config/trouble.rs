//! What is wrong with settings: the key, what is wrong with it, and where it stands.

use std::fmt;

use crate::config::places::Places;
use crate::text::Span;

/// Something in the settings that cannot be taken as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// `overrides[0].rules.too-short`; empty where no key is concerned.
    pub key: String,
    /// `unknown key, did you mean "rules"?`
    pub message: String,
    /// Settings with an error are not used; beside a warning the rest of them is.
    pub is_error: bool,
    /// The line of the file, from 1; 0 where there is none.
    pub line: usize,
    /// The bytes of the file.
    pub span: Span,
}

impl Trouble {
    pub fn error(key: impl fmt::Display, message: impl Into<String>) -> Trouble {
        Trouble { is_error: true, ..Trouble::warning(key, message) }
    }

    pub fn warning(key: impl fmt::Display, message: impl Into<String>) -> Trouble {
        let key = key.to_string();
        // What serde calls the whole.
        let key = if key == "." { String::new() } else { key };
        Trouble { key, message: message.into(), is_error: false, line: 0, span: Span::at(0) }
    }

    /// With the place of its key.
    pub(super) fn at(self, places: &Places) -> Trouble {
        let span = places.span(&self.key);
        Trouble { line: places.line_of(span.start), span, ..self }
    }
}

impl fmt::Display for Trouble {
    /// `3: rules.too-shrt: unknown key, did you mean "too-short"?`, to be set behind the name of the file and a colon.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.line > 0 {
            write!(f, "{}: ", self.line)?;
        }
        if !self.key.is_empty() {
            write!(f, "{}: ", self.key)?;
        }
        f.write_str(&self.message)
    }
}
