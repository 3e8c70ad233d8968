//! Finds the files of settings that hold for a folder, keeps what they say, and sees when they change.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use crate::config::schema::Schema;
use crate::config::settings::{Layer, Settings};
use crate::config::{Trouble, file};
use crate::rules;

/// What holds for the documents of a folder.
#[derive(Debug, Default)]
pub struct Found {
    /// The files that hold, each after the one that it extends. Where one of them is broken, they are as they were
    /// when none was.
    pub layers: Vec<Arc<Layer>>,
    /// The nearest file first, then those that it extends.
    pub sources: Vec<Source>,
}

/// A file of settings as it is, with what is wrong in it.
#[derive(Clone, Debug)]
pub struct Source {
    pub path: PathBuf,
    pub text: Arc<str>,
    pub troubles: Vec<Trouble>,
}

impl Found {
    /// Everything that is wrong, with its file.
    pub fn troubles(&self) -> impl Iterator<Item = (&Path, &Trouble)> {
        self.sources.iter().flat_map(|it| it.troubles.iter().map(|trouble| (it.path.as_path(), trouble)))
    }

    /// Whether a file cannot be used as it is.
    pub fn is_broken(&self) -> bool {
        self.troubles().any(|(_, it)| it.is_error)
    }

    /// What the files say, without an editor.
    pub fn settings(&self) -> Settings {
        Settings { layers: self.layers.clone(), ..Settings::default() }
    }
}

/// Finds and keeps; looks again when somebody asks to [`refresh`](Discovery::refresh).
#[derive(Debug)]
pub struct Discovery {
    schema: Schema,
    kept: Mutex<Kept>,
}

#[derive(Debug, Default)]
struct Kept {
    folders: HashMap<PathBuf, Arc<Found>>,
    /// By the nearest file.
    files: HashMap<PathBuf, Arc<Found>>,
    /// What holds where a file is broken by now, by the nearest file.
    good: HashMap<PathBuf, Vec<Arc<Layer>>>,
    /// Every path that was looked at; `None` where no file was.
    seen: BTreeMap<PathBuf, Option<Stamp>>,
}

/// What tells a file from itself at another time: when it was written, and its length.
pub(super) type Stamp = (Option<SystemTime>, u64);

impl Default for Discovery {
    fn default() -> Discovery {
        Discovery { schema: Schema::of_file(&rules::names()), kept: Mutex::default() }
    }
}

impl Discovery {
    /// What holds for the documents of a folder. `folder` is absolute.
    pub fn found(&self, folder: &Path) -> Arc<Found> {
        let mut kept = self.kept();
        if let Some(found) = kept.folders.get(folder) {
            return found.clone();
        }
        let mut candidates = folder.ancestors().flat_map(|it| file::NAMES.map(|name| it.join(name)));
        let nearest = candidates.find(|it| kept.look(it).is_some());
        let found = nearest.map_or_else(Arc::default, |path| kept.found(&path, &self.schema));
        kept.folders.insert(folder.to_owned(), found.clone());
        found
    }

    /// Looks again at everything that was looked at; whether anything changed.
    pub fn refresh(&self) -> bool {
        let mut kept = self.kept();
        let changed = kept.seen.iter().any(|(path, before)| stamp(path) != *before);
        if changed {
            kept.folders.clear();
            kept.files.clear();
            kept.seen.clear();
        }
        changed
    }

    /// Between any two lines below the cache is whole, whoever panicked.
    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Kept {
    fn look(&mut self, path: &Path) -> Option<Stamp> {
        *self.seen.entry(path.to_owned()).or_insert_with(|| stamp(path))
    }

    fn found(&mut self, path: &Path, schema: &Schema) -> Arc<Found> {
        if let Some(found) = self.files.get(path) {
            return found.clone();
        }
        let mut found = self.read(path, schema);
        if found.is_broken() {
            found.layers = self.good.get(path).cloned().unwrap_or_default();
        } else {
            self.good.insert(path.to_owned(), found.layers.clone());
        }
        let found = Arc::new(found);
        self.files.insert(path.to_owned(), found.clone());
        found
    }

    /// Reads a file and those that it extends.
    fn read(&mut self, path: &Path, schema: &Schema) -> Found {
        let mut found = Found::default();
        let mut next = Some(path.to_owned());
        while let Some(path) = next.take() {
            self.look(&path);
            let text: Arc<str> = match fs::read_to_string(&path) {
                Ok(text) => text.into(),
                Err(error) => {
                    found.refuse(path, &error);
                    break;
                }
            };
            let (layer, troubles) = match Layer::read(&path, &text, schema) {
                Ok((layer, troubles)) => (Some(layer), troubles),
                Err(trouble) => (None, vec![trouble]),
            };
            let mut source = Source { path, text, troubles };
            if let Some(layer) = layer {
                next = layer.extends().map(|it| tidy(&it));
                let is_known = |it: &PathBuf| *it == source.path || found.sources.iter().any(|other| other.path == *it);
                if next.take_if(|it| is_known(it)).is_some() {
                    source.troubles.push(layer.trouble("extends", "the file extends itself"));
                }
                found.layers.insert(0, Arc::new(layer));
            }
            found.sources.push(source);
        }
        found.name_unknown_profiles();
        found
    }
}

impl Found {
    /// A file that cannot be read is told where it is named, or else by itself.
    fn refuse(&mut self, path: PathBuf, error: &io::Error) {
        let message = match error.kind() {
            io::ErrorKind::NotFound => format!("there is no file {}", path.display()),
            _ => format!("cannot read {}: {error}", path.display()),
        };
        match (self.layers.first(), self.sources.last_mut()) {
            (Some(layer), Some(source)) => source.troubles.push(layer.trouble("extends", message)),
            _ => self.sources.push(Source { path, text: "".into(), troubles: vec![Trouble::error("", message)] }),
        }
    }

    fn name_unknown_profiles(&mut self) {
        for (layer, trouble) in self.settings().unknown_profiles() {
            if let Some(source) = self.sources.iter_mut().find(|it| it.path == layer.path) {
                source.troubles.push(trouble);
            }
        }
    }
}

pub(super) fn stamp(path: &Path) -> Option<Stamp> {
    let metadata = fs::metadata(path).ok().filter(fs::Metadata::is_file)?;
    Some((metadata.modified().ok(), metadata.len()))
}

/// A path without `.` and `..`.
fn tidy(path: &Path) -> PathBuf {
    let mut tidy = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => drop(tidy.pop()),
            other => tidy.push(other),
        }
    }
    tidy
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder of one test, gone at its end.
    struct Folder(PathBuf);

    impl Folder {
        fn new(test: &str) -> Folder {
            let path = std::env::temp_dir().join(format!("postmortem-{test}-{}", std::process::id()));
            let _ = fs::remove_dir_all(&path);
            fs::create_dir_all(&path).unwrap();
            Folder(path)
        }

        fn write(&self, name: &str, text: &str) {
            let path = self.0.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }

        fn at(&self, name: &str) -> PathBuf {
            self.0.join(name)
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    fn level(found: &Found, rule: &str) -> Option<&'static str> {
        let config = found.settings().config(None, None);
        config.levels.get(rule).map(|it| it.as_str())
    }

    fn troubles(found: &Found) -> Vec<String> {
        found.troubles().map(|(path, it)| format!("{}:{it}", path.file_name().unwrap().display())).collect()
    }

    #[test]
    fn the_nearest_folder_wins_and_in_it_the_first_name() {
        let folder = Folder::new("nearest");
        folder.write(".postmortem.toml", "rules = { too-short = \"hint\" }");
        folder.write("a/.config/postmortem.toml", "rules = { too-short = \"off\" }");
        folder.write("b/postmortem.toml", "rules = { too-short = \"error\" }");
        folder.write("b/.postmortem.toml", "rules = { too-short = \"warning\" }");
        let discovery = Discovery::default();
        let at = |name: &str| level(&discovery.found(&folder.at(name)), "too-short");
        assert_eq!([at("c"), at("a/deep/er"), at("b")], [Some("hint"), Some("off"), Some("error")]);
    }

    #[test]
    fn a_base_holds_where_the_file_says_nothing() {
        let folder = Folder::new("base");
        folder.write("base.toml", "rules = { too-short = \"off\", too-long = \"off\" }");
        folder.write("a/postmortem.toml", "extends = \"../base.toml\"\nrules = { too-long = \"hint\" }");
        let found = Discovery::default().found(&folder.at("a"));
        assert_eq!((level(&found, "too-short"), level(&found, "too-long")), (Some("off"), Some("hint")));
        assert_eq!(found.sources[1].path, folder.at("base.toml"));
    }

    #[test]
    fn a_base_that_is_missing_or_extends_back_is_told_where_it_is_named() {
        let folder = Folder::new("circle");
        folder.write("a/postmortem.toml", "\nextends = \"b.toml\"");
        folder.write("a/b.toml", "extends = \"./postmortem.toml\"");
        folder.write("c/postmortem.toml", "extends = \"none.toml\"");
        let discovery = Discovery::default();
        assert_eq!(troubles(&discovery.found(&folder.at("a"))), ["b.toml:1: extends: the file extends itself"]);
        let told = format!("postmortem.toml:1: extends: there is no file {}", folder.at("c/none.toml").display());
        assert_eq!(troubles(&discovery.found(&folder.at("c"))), [told]);
    }

    #[test]
    fn a_change_is_seen_and_a_broken_file_leaves_what_it_said() {
        let folder = Folder::new("change");
        let discovery = Discovery::default();
        let said = || {
            let found = discovery.found(&folder.at("a"));
            (level(&found, "too-short"), found.is_broken())
        };
        assert_eq!(said(), (None, false));
        assert!(!discovery.refresh());
        folder.write("postmortem.toml", "rules = { too-short = \"off\" }");
        assert!(discovery.refresh());
        assert_eq!(said(), (Some("off"), false));
        folder.write("postmortem.toml", "rules = { too-short = 3 }");
        assert!(discovery.refresh());
        assert_eq!(said(), (Some("off"), true));
        fs::remove_file(folder.at("postmortem.toml")).unwrap();
        assert!(discovery.refresh());
        assert_eq!(said(), (None, false));
    }

    #[test]
    fn a_profile_that_does_not_exist_is_told_in_the_file_that_names_it() {
        let folder = Folder::new("profile");
        folder.write("postmortem.toml", "profile = \"alxx\"");
        let found = Discovery::default().found(&folder.0);
        assert_eq!(troubles(&found), ["postmortem.toml:1: profile: no profile \"alxx\"; did you mean \"alx\"?"]);
    }
}
