//! A language server for Markdown postmortems. The floors from the ground up, a blank line between two of them: each
//! imports only from its own or from below.

pub mod text;

pub mod clock;
pub mod profile;
pub mod syntax;

pub mod model;

pub mod config;
pub mod drawing;

pub mod rewrite;
pub mod rules;
pub mod snapshot;

pub mod features;

pub mod workspace;

pub mod cli;
pub mod server;

#[cfg(test)]
mod testing;
