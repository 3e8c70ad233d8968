//! What an editor can ask: one file a request, each a pure function of a snapshot. `lsp` is the boundary to the
//! wire types, `course` the reckoning of times that several of them share.

pub mod code_action;
pub mod completion;
mod course;
pub mod hover;
pub mod lsp;
