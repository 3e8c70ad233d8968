//! What an editor can ask: one file a request, each a pure function of a snapshot. `lsp` is the boundary to the
//! wire types; `mentions`, `symbols` and `within` are what several of them share.

pub mod checklist;
pub mod code_action;
pub mod code_lens;
pub mod command;
pub mod completion;
pub mod definition;
pub mod document_highlight;
pub mod document_link;
pub mod document_symbol;
pub mod folding_range;
pub mod hover;
pub mod inlay_hint;
pub mod lsp;
mod mentions;
pub mod on_type_formatting;
pub mod people;
pub mod selection_range;
pub mod semantic_tokens;
pub mod status;
mod symbols;
mod within;
pub mod workspace_symbol;
