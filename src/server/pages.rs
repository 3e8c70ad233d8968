//! The pages of the rules as files that editors open: in the user's cache, written once for each version.

use std::fs;
use std::hash::Hasher;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use etcetera::BaseStrategy;
use etcetera::base_strategy::choose_native_strategy;
use fnv::FnvHasher;
use tower_lsp::lsp_types::Url;

use crate::rules::{self, Rule, catalogue};
use crate::server::log;

/// The address of the folder with the pages, written at the first call; `None` where it cannot be.
pub fn folder() -> Option<&'static Url> {
    static FOLDER: OnceLock<Option<Url>> = OnceLock::new();
    let write = || match cache().and_then(|it| write(&it)) {
        Ok(folder) => Url::from_directory_path(folder).ok(),
        Err(error) => {
            log::line(&format!("cannot write the pages of the rules: {error}"));
            None
        }
    };
    FOLDER.get_or_init(write).as_ref()
}

/// Where this user has caches: `$XDG_CACHE_HOME`, or what the system has instead.
fn cache() -> io::Result<PathBuf> {
    let strategy = choose_native_strategy().map_err(io::Error::other)?;
    Ok(strategy.cache_dir().join(env!("CARGO_PKG_NAME")))
}

/// Writes the pages into a folder that is there with all of them or not at all, and is named after what they say.
fn write(cache: &Path) -> io::Result<PathBuf> {
    let pages: Vec<(&str, String)> = rules::ALL.iter().map(|it| (it.name, page(it))).collect();
    let mut hasher = FnvHasher::default();
    pages.iter().for_each(|(_, text)| hasher.write(text.as_bytes()));
    let folder = cache.join(format!("rules-{}-{:016x}", env!("CARGO_PKG_VERSION"), hasher.finish()));
    if folder.is_dir() {
        return Ok(folder);
    }
    fs::create_dir_all(cache)?;
    let fresh = tempfile::Builder::new().prefix("rules-").tempdir_in(cache)?;
    for (name, text) in pages {
        fs::write(fresh.path().join(format!("{name}.md")), text)?;
    }
    match fs::rename(fresh.path(), &folder) {
        Ok(()) => drop(fresh.keep()),
        // Another server was faster.
        Err(_) if folder.is_dir() => {}
        Err(error) => return Err(error),
    }
    Ok(folder)
}

/// A page that is no postmortem, whatever its examples look like.
fn page(rule: &Rule) -> String {
    format!("{}\n<!-- postmortem: off -->\n", catalogue::page(rule))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::snapshot;

    #[test]
    fn pages_are_written_once_and_all_at_once() {
        let cache = tempfile::tempdir().unwrap();
        let folder = write(cache.path()).unwrap();
        assert_eq!(fs::read_dir(&folder).unwrap().count(), rules::ALL.len());
        let first = folder.join(format!("{}.md", rules::ALL[0].name));
        fs::write(&first, "read by somebody").unwrap();
        assert_eq!(write(cache.path()).unwrap(), folder);
        assert_eq!(fs::read_to_string(&first).unwrap(), "read by somebody");
        assert_eq!(fs::read_dir(cache.path()).unwrap().count(), 1, "nothing else is left behind");
    }

    #[test]
    fn a_page_is_no_postmortem() {
        for rule in rules::ALL {
            assert!(!snapshot(&page(rule)).postmortem().recognised, "the page of {} is read as one", rule.name);
        }
    }
}
