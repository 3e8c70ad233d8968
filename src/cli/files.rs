//! The files that paths stand for: read, or refused with a line that says what to do.

use std::ffi::OsStr;
use std::fmt;
use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ignore::WalkBuilder;
use tempfile::NamedTempFile;

use crate::cli::settings;
use crate::config::Config;
use crate::snapshot::Snapshot;
use crate::syntax::Document;
use crate::workspace::neighbours::surroundings;

/// Where a text comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// Standard input, with the name that it was given.
    Stdin(Option<PathBuf>),
    File(PathBuf),
}

/// A file that was read.
pub struct File {
    /// The path as it was given, or `<stdin>`.
    pub name: String,
    /// Without a byte order mark.
    pub text: String,
    pub source: Source,
    has_byte_order_mark: bool,
}

/// Why something was not read or written and what to do about it, in one line.
#[derive(Debug)]
pub struct Refusal(String);

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Refusal {
    /// The file is not to blame.
    pub fn internal(name: &str) -> Refusal {
        Refusal(format!("cannot check {name}: an internal error, told above; please report it with the file"))
    }
}

const MARK: char = '\u{FEFF}';

/// What the paths stand for, in their order; a folder stands for its Markdown files, sorted. `stdin` is the name of `-`.
pub fn sources(paths: &[PathBuf], stdin: Option<&Path>) -> Vec<Result<Source, Refusal>> {
    let sources_of = |path: &PathBuf| {
        if path.as_os_str() == "-" {
            vec![Ok(Source::Stdin(stdin.map(Path::to_owned)))]
        } else if path.is_dir() {
            markdown_in(path)
        } else {
            vec![Ok(Source::File(path.clone()))]
        }
    };
    paths.iter().flat_map(sources_of).collect()
}

impl Source {
    /// The file, or the name that was given to standard input.
    pub fn path(&self) -> Option<&Path> {
        match self {
            Source::Stdin(path) => path.as_deref(),
            Source::File(path) => Some(path),
        }
    }

    pub fn read(self) -> Result<File, Refusal> {
        let name = match &self {
            Source::Stdin(None) => "<stdin>".to_owned(),
            Source::Stdin(Some(path)) | Source::File(path) => path.display().to_string(),
        };
        let bytes = match &self {
            Source::Stdin(_) => {
                let mut bytes = Vec::new();
                io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
            }
            Source::File(path) => fs::read(path),
        };
        let mut text = decode(&name, bytes.map_err(|error| unreadable(&name, &error))?)?;
        let has_byte_order_mark = text.starts_with(MARK);
        if has_byte_order_mark {
            // Editors do not count it either.
            text.drain(..MARK.len_utf8());
        }
        Ok(File { name, text, source: self, has_byte_order_mark })
    }
}

impl File {
    /// A text of this file as rules and reports see it, with the settings that hold for it.
    pub fn snapshot(&self, text: &str) -> Snapshot {
        let path = (self.source != Source::Stdin(None)).then_some(self.name.as_str());
        let config = Config { surroundings: surroundings(&[]), ..settings::config(self.source.path()) };
        Snapshot::new(Document::read(text), Arc::new(config), path)
    }

    /// A text of this file as it is stored.
    pub fn encoded(&self, text: &str) -> String {
        if self.has_byte_order_mark { format!("{MARK}{text}") } else { text.to_owned() }
    }

    /// Gives the file another text, at once or not at all. Its permissions stay, and a link stays a link.
    pub fn write(&self, text: &str) -> Result<(), Refusal> {
        let Source::File(path) = &self.source else { return Ok(()) };
        replace(path, self.encoded(text).as_bytes()).map_err(|error| {
            Refusal(format!("cannot write {}: {error}; check who may write the file and its folder", self.name))
        })
    }
}

fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let path = fs::canonicalize(path)?;
    let permissions = fs::metadata(&path)?.permissions();
    if permissions.readonly() {
        return Err(io::Error::new(io::ErrorKind::PermissionDenied, "it is read-only"));
    }
    let mut file = NamedTempFile::new_in(path.parent().unwrap_or(Path::new(".")))?;
    file.write_all(bytes)?;
    file.as_file().set_permissions(permissions)?;
    file.as_file().sync_all()?;
    file.persist(&path)?;
    Ok(())
}

/// The text of bytes.
fn decode(name: &str, bytes: Vec<u8>) -> Result<String, Refusal> {
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Err(Refusal(format!("cannot read {name}: it is UTF-16; save it as UTF-8")));
    }
    String::from_utf8(bytes).map_err(|error| {
        let offset = error.utf8_error().valid_up_to();
        let line = error.as_bytes()[..offset].iter().filter(|&&it| it == b'\n').count() + 1;
        Refusal(format!("cannot read {name}: not UTF-8 at byte offset {offset} (line {line}); save it as UTF-8"))
    })
}

/// The Markdown files of a folder, as git sees it.
fn markdown_in(folder: &Path) -> Vec<Result<Source, Refusal>> {
    let mut found = Vec::new();
    for entry in WalkBuilder::new(folder).sort_by_file_path(Path::cmp).build() {
        match entry {
            Ok(entry) if entry.file_type().is_some_and(|it| it.is_file()) && is_markdown(entry.path()) => {
                found.push(Ok(Source::File(entry.into_path())));
            }
            Ok(_) => {}
            Err(error) => {
                found.push(Err(Refusal(format!("cannot walk {error}; check the folder and its permissions"))))
            }
        }
    }
    if found.is_empty() {
        let why = "no Markdown file (*.md, *.markdown) that git does not ignore; name a file or another folder";
        found.push(Err(Refusal(format!("nothing to read in {}: {why}", folder.display()))));
    }
    found
}

fn is_markdown(path: &Path) -> bool {
    let extension = path.extension().and_then(OsStr::to_str).unwrap_or_default();
    ["md", "markdown"].iter().any(|it| extension.eq_ignore_ascii_case(it))
}

fn unreadable(name: &str, error: &io::Error) -> Refusal {
    Refusal(match error.kind() {
        io::ErrorKind::NotFound => format!("cannot read {name}: there is no such file; check the path"),
        io::ErrorKind::PermissionDenied => format!("cannot read {name}: permission denied; check who may read it"),
        _ => format!("cannot read {name}: {error}; check the file"),
    })
}
