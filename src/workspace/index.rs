//! What was read in the Markdown files of some folders, as git sees them. Only what changed is read again.

use std::collections::BTreeMap;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use ignore::WalkBuilder;

use crate::workspace::discovery::{Stamp, stamp};

/// So many files are read; in a folder with more, nobody looks for one postmortem among them.
const MOST: usize = 20_000;
/// So many files and folders are passed on the way.
const MOST_PASSED: usize = 200_000;
/// No postmortem is longer, in bytes.
const LONGEST: u64 = 1024 * 1024;

/// Keeps a value for each file that has one.
#[derive(Debug)]
pub struct Index<T> {
    files: Mutex<BTreeMap<PathBuf, Filed<T>>>,
}

#[derive(Debug)]
struct Filed<T> {
    stamp: Option<Stamp>,
    value: Option<Arc<T>>,
}

impl<T> Default for Index<T> {
    fn default() -> Index<T> {
        Index { files: Mutex::default() }
    }
}

impl<T> Clone for Filed<T> {
    fn clone(&self) -> Filed<T> {
        Filed { stamp: self.stamp, value: self.value.clone() }
    }
}

impl<T> Index<T> {
    /// Reads the files that are new or changed, or all of them `anew`; a file whose reading panics has no value. Returns
    /// whether anything is other than before. Takes its time; what was read before can be asked for meanwhile.
    pub fn refresh(&self, folders: &[PathBuf], anew: bool, read: impl Fn(&Path, &str) -> Option<T>) -> bool {
        let before = if anew { BTreeMap::new() } else { self.files().clone() };
        let mut is_changed = anew;
        let mut files = BTreeMap::new();
        for path in markdown_in(folders) {
            let stamp = stamp(&path);
            let known = before.get(&path).filter(|it| it.stamp == stamp).cloned();
            let filed = known.unwrap_or_else(|| {
                is_changed = true;
                let text = fs::read_to_string(&path).unwrap_or_default();
                let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
                let value = catch_unwind(AssertUnwindSafe(|| read(&path, text))).ok().flatten();
                Filed { stamp, value: value.map(Arc::new) }
            });
            files.insert(path, filed);
        }
        is_changed |= before.keys().any(|it| !files.contains_key(it));
        *self.files() = files;
        is_changed
    }

    /// Every value with its file, in the order of their paths.
    pub fn values(&self) -> Vec<(PathBuf, Arc<T>)> {
        self.files().iter().filter_map(|(path, it)| Some((path.clone(), it.value.clone()?))).collect()
    }

    fn files(&self) -> MutexGuard<'_, BTreeMap<PathBuf, Filed<T>>> {
        self.files.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The Markdown files in some folders, but for hidden ones and those that git ignores. Links are not followed.
fn markdown_in(folders: &[PathBuf]) -> Vec<PathBuf> {
    let Some((first, others)) = folders.split_first() else { return Vec::new() };
    let mut builder = WalkBuilder::new(first);
    for folder in others {
        builder.add(folder);
    }
    let walk = builder.max_filesize(Some(LONGEST)).sort_by_file_path(Path::cmp).build();
    let files = walk.take(MOST_PASSED).flatten().filter(|it| it.file_type().is_some_and(|it| it.is_file()));
    let mut found: Vec<PathBuf> =
        files.map(ignore::DirEntry::into_path).filter(|it| is_markdown(it)).take(MOST).collect();
    // One of the folders may lie in another one.
    found.sort();
    found.dedup();
    found
}

fn is_markdown(path: &Path) -> bool {
    let extension = path.extension().and_then(|it| it.to_str()).unwrap_or_default();
    ["md", "markdown"].iter().any(|it| extension.eq_ignore_ascii_case(it))
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    /// An index of first words; counts what it reads.
    struct Words {
        folder: tempfile::TempDir,
        index: Index<String>,
        reads: AtomicUsize,
    }

    impl Words {
        fn new() -> Words {
            Words { folder: tempfile::tempdir().unwrap(), index: Index::default(), reads: AtomicUsize::new(0) }
        }

        fn write(&self, name: &str, text: &str) {
            let path = self.folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }

        fn refresh(&self, anew: bool) -> bool {
            self.index.refresh(&[self.folder.path().to_owned()], anew, |_, text| {
                self.reads.fetch_add(1, Ordering::Relaxed);
                assert!(!text.contains("panic"), "it was asked for");
                text.split_whitespace().next().map(str::to_owned)
            })
        }

        fn words(&self) -> Vec<String> {
            self.index.values().iter().map(|it| (*it.1).clone()).collect()
        }
    }

    #[test]
    fn markdown_is_read_as_git_sees_it() {
        let words = Words::new();
        fs::create_dir(words.folder.path().join(".git")).unwrap();
        words.write(".gitignore", "/target\n");
        words.write("a.md", "one");
        words.write("deep/er/b.MARKDOWN", "\u{feff}two");
        for name in ["target/c.md", ".hidden/d.md", "e.txt", "empty.md"] {
            words.write(name, if name == "empty.md" { "" } else { "no" });
        }
        assert!(words.refresh(false));
        assert_eq!(words.words(), ["one", "two"]);
    }

    #[test]
    fn what_did_not_change_is_not_read_again() {
        let words = Words::new();
        words.write("a.md", "one");
        words.write("b.md", "two");
        assert!(words.refresh(false));
        assert!(!words.refresh(false));
        words.write("b.md", "three");
        assert!(words.refresh(false));
        assert_eq!((words.words(), words.reads.load(Ordering::Relaxed)), (vec!["one".into(), "three".into()], 3));
        fs::remove_file(words.folder.path().join("a.md")).unwrap();
        assert!(words.refresh(false) && words.words() == ["three"]);
        assert!(words.refresh(true));
        assert_eq!(words.reads.load(Ordering::Relaxed), 4);
    }

    #[test]
    fn a_panic_costs_the_file_that_it_happens_in() {
        let words = Words::new();
        words.write("a.md", "panic");
        words.write("b.md", "two");
        words.refresh(false);
        assert_eq!(words.words(), ["two"]);
    }
}
