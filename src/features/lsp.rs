//! The boundary: spans and edits to positions and text edits of the protocol, and back.

use tower_lsp::lsp_types::{self, Url};

use crate::snapshot::Snapshot;
use crate::text::{Encoding, Position};

pub fn position(position: lsp_types::Position) -> Position {
    Position { line: position.line, character: position.character }
}

pub fn diagnostics(_: &Snapshot, _: &Url, _: Encoding) -> Vec<lsp_types::Diagnostic> {
    Vec::new()
}
