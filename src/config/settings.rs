//! From settings as written, in files and in an editor, to what holds for one document, and where each value comes from.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ignore::gitignore::{Gitignore, GitignoreBuilder};

use crate::clock::Date;
use crate::config::editor::Editor;
use crate::config::file::{self, File, ProfileSetting};
use crate::config::places::Places;
use crate::config::schema::Schema;
use crate::config::trouble::Trouble;
use crate::config::{Config, Standing};
use crate::profile::{Level, Library, hint};

/// Everything that was set anywhere, for the documents of a folder.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// The files that hold, each after the one that it extends.
    pub layers: Vec<Arc<Layer>>,
    pub editor: Arc<Editor>,
}

/// One file of settings.
#[derive(Debug)]
pub struct Layer {
    /// Absolute.
    pub path: PathBuf,
    pub file: File,
    places: Places,
    /// With a profile of the team's own.
    library: Option<Library>,
    include: Option<Patterns>,
    exclude: Option<Patterns>,
    /// The files of each override.
    overrides: Vec<Patterns>,
}

/// Where a value comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    Default,
    /// The profile with this id.
    Profile(String),
    File {
        path: PathBuf,
        /// From 1.
        line: usize,
    },
    Editor,
}

/// A value with its origin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Traced<T> {
    pub value: T,
    pub origin: Origin,
}

/// What is asked of one document.
#[derive(Clone, Debug)]
pub struct Policy {
    /// The profile that is set, by its id; where none is, the document tells.
    pub profile: Option<Traced<String>>,
    pub rules: BTreeMap<String, Traced<Level>>,
    pub standing: Traced<Standing>,
}

impl Layer {
    /// Reads the source of a file; `path` is absolute. With the keys that mean nothing.
    pub fn read(path: &Path, source: &str, schema: &Schema) -> Result<(Layer, Vec<Trouble>), Trouble> {
        let file::Reading { file, places, library, troubles } = file::read(source, schema)?;
        let root = root(path);
        let patterns = |key: &str, lines: &[String]| Patterns::new(root, key, lines).map_err(|it| it.at(&places));
        let include = file.include.as_ref().map(|it| patterns("include", it)).transpose()?;
        let exclude = file.exclude.as_ref().map(|it| patterns("exclude", it)).transpose()?;
        let mut overrides = Vec::new();
        for (index, it) in file.overrides.iter().enumerate() {
            overrides.push(patterns(&format!("overrides[{index}].files"), &it.files)?);
        }
        Ok((Layer { path: path.to_owned(), file, places, library, include, exclude, overrides }, troubles))
    }

    /// The file that this one extends.
    pub fn extends(&self) -> Option<PathBuf> {
        Some(self.path.parent()?.join(self.file.extends.as_ref()?))
    }

    /// A trouble with the value of a key.
    pub fn trouble(&self, key: &str, message: impl Into<String>) -> Trouble {
        Trouble::error(key, message).at(&self.places)
    }

    /// The id of the profile that it sets.
    fn profile(&self) -> Option<&String> {
        match self.file.profile.as_ref()? {
            ProfileSetting::Named(id) => Some(id),
            ProfileSetting::Own => self.library.as_ref()?.set().map(|it| &it.id),
        }
    }

    fn origin(&self, key: &str) -> Origin {
        Origin::File { path: self.path.clone(), line: self.places.line(key) }
    }
}

/// The folder whose documents a file speaks of.
fn root(path: &Path) -> &Path {
    let folder = path.parent().unwrap_or(path);
    if folder.ends_with(".config") { folder.parent().unwrap_or(folder) } else { folder }
}

impl Settings {
    /// What holds for a document; `path` is absolute, `None` for one that is no file.
    pub fn policy(&self, path: Option<&Path>) -> Policy {
        let mut policy = Policy {
            profile: None,
            rules: BTreeMap::new(),
            standing: Traced { value: Standing::Open, origin: Origin::Default },
        };
        policy.set(self.editor.profile.as_ref(), &self.editor.rules, |_| Origin::Editor);
        for layer in &self.layers {
            policy.set(layer.profile(), &layer.file.rules, |key| layer.origin(key));
        }
        let Some(path) = path else { return policy };
        for layer in &self.layers {
            for (index, (it, files)) in layer.file.overrides.iter().zip(&layer.overrides).enumerate() {
                if files.hold(path) {
                    let origin = |key: &str| layer.origin(&format!("overrides[{index}].{key}"));
                    policy.set(it.profile.as_ref(), &it.rules, origin);
                }
            }
        }
        policy.standing = self.standing(path);
        policy
    }

    /// Every profile that can be named.
    pub fn library(&self) -> Library {
        self.layers.iter().rev().find_map(|it| it.library.clone()).unwrap_or_default()
    }

    /// Profiles that are named and do not exist, with the file that names them.
    pub fn unknown_profiles(&self) -> Vec<(Arc<Layer>, Trouble)> {
        let library = self.library();
        let ids = || library.profiles().iter().map(|it| it.id.as_str());
        let mut found = Vec::new();
        for layer in &self.layers {
            let overrides = layer.file.overrides.iter().enumerate();
            let named = overrides.map(|(index, it)| (format!("overrides[{index}].profile"), it.profile.as_ref()));
            for (key, id) in std::iter::once(("profile".to_owned(), layer.profile())).chain(named) {
                if let Some(id) = id.filter(|it| library.get(it).is_none()) {
                    let trouble = layer.trouble(&key, format!("no profile \"{id}\"{}", hint(id, ids())));
                    found.push((layer.clone(), trouble));
                }
            }
        }
        found
    }

    /// What the core asks for a document.
    pub fn config(&self, path: Option<&Path>, today: Option<Date>) -> Config {
        let policy = self.policy(path);
        let library = self.library();
        let set = policy.profile.as_ref().and_then(|it| library.clone().set_to(&it.value));
        let levels = policy.rules.into_iter().map(|(rule, level)| (rule, level.value)).collect();
        let secrets = self.layers.iter().rev().find_map(|it| it.file.secrets).unwrap_or_default();
        let tickets = self.layers.iter().rev().find_map(|it| it.file.tickets.clone());
        let standing = policy.standing.value;
        Config { profiles: set.unwrap_or(library), levels, standing, secrets, tickets, today, ..Config::default() }
    }

    fn standing(&self, path: &Path) -> Traced<Standing> {
        let last = |patterns: fn(&Layer) -> Option<&Patterns>| {
            self.layers.iter().rev().find_map(|layer| Some((layer, patterns(layer)?)))
        };
        if let Some((layer, exclude)) = last(|it| it.exclude.as_ref())
            && exclude.hold(path)
        {
            return Traced { value: Standing::Excluded, origin: layer.origin("exclude") };
        }
        match last(|it| it.include.as_ref()) {
            Some((layer, include)) => {
                let value = if include.hold(path) { Standing::Included } else { Standing::Excluded };
                Traced { value, origin: layer.origin("include") }
            }
            None => Traced { value: Standing::Open, origin: Origin::Default },
        }
    }
}

impl Policy {
    fn set(&mut self, profile: Option<&String>, rules: &BTreeMap<String, Level>, origin: impl Fn(&str) -> Origin) {
        if let Some(profile) = profile {
            self.profile = Some(Traced { value: profile.clone(), origin: origin("profile") });
        }
        for (rule, level) in rules {
            let origin = origin(&format!("rules.{rule}"));
            self.rules.insert(rule.clone(), Traced { value: *level, origin });
        }
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Origin::Default => f.write_str("default"),
            Origin::Profile(id) => write!(f, "profile {id}"),
            Origin::File { path, line } => write!(f, "{}:{line}", path.display()),
            Origin::Editor => f.write_str("editor"),
        }
    }
}

/// Patterns as in `.gitignore`, of paths below a folder.
#[derive(Debug)]
struct Patterns {
    root: PathBuf,
    matcher: Gitignore,
}

impl Patterns {
    fn new(root: &Path, key: &str, lines: &[String]) -> Result<Patterns, Trouble> {
        let mut builder = GitignoreBuilder::new(root);
        builder.allow_unclosed_class(false);
        for (index, line) in lines.iter().enumerate() {
            if let Err(error) = builder.add_line(None, line) {
                return Err(Trouble::error(format!("{key}[{index}]"), error.to_string()));
            }
        }
        let matcher = builder.build().map_err(|error| Trouble::error(key, error.to_string()))?;
        Ok(Patterns { root: root.to_owned(), matcher })
    }

    fn hold(&self, path: &Path) -> bool {
        path.strip_prefix(&self.root).is_ok_and(|it| self.matcher.matched_path_or_any_parents(it, false).is_ignore())
    }
}
