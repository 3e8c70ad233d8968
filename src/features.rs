//! What an editor can ask: one file a request, each a pure function of a snapshot. `lsp` is the boundary to the
//! wire types.

pub mod code_action;
pub mod completion;
pub mod hover;
pub mod lsp;
