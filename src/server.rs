//! The language server: the only place with async code.
