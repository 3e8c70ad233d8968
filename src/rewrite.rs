//! How a timeline is written anew: entries in the shape of their neighbours. Pure; rules mend with it, features offer it.

pub mod entry;
pub mod marker;
pub mod prompt;
pub mod shape;
