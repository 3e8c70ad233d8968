//! The tests that see the program from outside: the real binary over its pipes, and the source as text.

mod agreement;
mod cli;
mod client;
mod commands;
mod documents;
mod editors;
mod folder;
mod frames;
mod invariants;
mod lifecycle;
mod margin;
mod navigation;
mod pages;
mod profiles;
mod publishing;
mod pulling;
mod refactoring;
mod requests;
mod settings;
mod totality;
mod workspace;
mod writing;
