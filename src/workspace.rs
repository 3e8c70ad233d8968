//! What lies around the documents on the disk.

pub mod neighbours;
