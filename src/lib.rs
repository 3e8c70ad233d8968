//! A language server for Markdown postmortems. The floors, in reading order; each imports only from its own or from below.

pub mod cli;
pub mod clock;
pub mod config;
pub mod features;
pub mod model;
pub mod profile;
pub mod rewrite;
pub mod rules;
pub mod server;
pub mod snapshot;
pub mod syntax;
pub mod text;
pub mod workspace;

#[cfg(test)]
mod testing;
