//! The settings of files that are checked: each folder is looked at once, and each file of settings told of once.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use crate::cli::say;
use crate::config::Config;
use crate::workspace::discovery::{Discovery, Found};
use crate::workspace::today;

static DISCOVERY: LazyLock<Discovery> = LazyLock::new(Discovery::default);

/// What the settings ask of a document; for `None`, standard input without a name, those of the current folder hold.
pub fn config(path: Option<&Path>) -> Config {
    let path = path.map(absolute);
    let found = found(path.as_deref().unwrap_or(&absolute(Path::new("."))));
    found.settings().config(path.as_deref(), Some(today()))
}

/// Says what is wrong with the settings of some files. Whether they can be checked: with settings that are broken a
/// report would be about something else.
pub fn are_usable<'a>(paths: impl Iterator<Item = Option<&'a Path>>) -> bool {
    let mut told = BTreeSet::new();
    let mut usable = true;
    for path in paths {
        let found = found(&absolute(path.unwrap_or(Path::new("."))));
        usable &= !found.is_broken();
        for line in troubles(&found) {
            if told.insert(line.clone()) {
                say(&line);
            }
        }
    }
    usable
}

/// The settings that hold for a file or a folder. `path` is absolute.
pub fn found(path: &Path) -> Arc<Found> {
    DISCOVERY.found(if path.is_dir() { path } else { path.parent().unwrap_or(path) })
}

/// What is wrong with settings, a line each.
pub fn troubles(found: &Found) -> impl Iterator<Item = String> {
    found.troubles().map(|(file, it)| {
        let severity = if it.is_error { "error" } else { "warning" };
        format!("{severity}: {}:{it}", file.display())
    })
}

/// An absolute path, without a look at the disk.
pub fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}
