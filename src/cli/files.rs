//! The files that paths stand for: read, or refused with a line that says what to do.

use std::ffi::OsStr;
use std::fmt;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ignore::WalkBuilder;

use crate::snapshot::Snapshot;
use crate::syntax::Document;

/// A file that was read.
pub struct File {
    /// The path as it was given, or `<stdin>`.
    pub name: String,
    /// Without a byte order mark.
    text: String,
    is_stdin: bool,
}

/// Why something was not read and what to do about it, in one line.
#[derive(Debug)]
pub struct Refusal(String);

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Reads what the paths stand for, in their order; a folder stands for its Markdown files, sorted.
pub fn read_all(paths: &[PathBuf]) -> impl Iterator<Item = Result<File, Refusal>> {
    paths.iter().flat_map(|path| -> Box<dyn Iterator<Item = _>> {
        if path.as_os_str() == "-" {
            Box::new(std::iter::once(read_stdin()))
        } else if path.is_dir() {
            Box::new(markdown_in(path).into_iter().map(|it| it.and_then(|path| read(&path))))
        } else {
            Box::new(std::iter::once(read(path)))
        }
    })
}

impl File {
    /// The file as rules and reports see it.
    pub fn snapshot(&self) -> Snapshot {
        let path = (!self.is_stdin).then_some(self.name.as_str());
        Snapshot::new(Document::read(&self.text), Arc::default(), path)
    }
}

fn read(path: &Path) -> Result<File, Refusal> {
    let name = path.display().to_string();
    let bytes = fs::read(path).map_err(|error| unreadable(&name, &error))?;
    Ok(File { text: decode(&name, bytes)?, name, is_stdin: false })
}

fn read_stdin() -> Result<File, Refusal> {
    let name = "<stdin>".to_string();
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes).map_err(|error| unreadable(&name, &error))?;
    Ok(File { text: decode(&name, bytes)?, name, is_stdin: true })
}

/// The text of bytes. A byte order mark is no part of it: editors do not count it either.
fn decode(name: &str, bytes: Vec<u8>) -> Result<String, Refusal> {
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Err(Refusal(format!("cannot read {name}: it is UTF-16; save it as UTF-8")));
    }
    let mut text = String::from_utf8(bytes).map_err(|error| {
        let offset = error.utf8_error().valid_up_to();
        let line = error.as_bytes()[..offset].iter().filter(|&&it| it == b'\n').count() + 1;
        Refusal(format!("cannot read {name}: not UTF-8 at byte offset {offset} (line {line}); save it as UTF-8"))
    })?;
    if text.starts_with('\u{FEFF}') {
        text.drain(..'\u{FEFF}'.len_utf8());
    }
    Ok(text)
}

/// The Markdown files of a folder, as git sees it.
fn markdown_in(folder: &Path) -> Vec<Result<PathBuf, Refusal>> {
    let mut found = Vec::new();
    for entry in WalkBuilder::new(folder).sort_by_file_path(Path::cmp).build() {
        match entry {
            Ok(entry) if entry.file_type().is_some_and(|it| it.is_file()) && is_markdown(entry.path()) => {
                found.push(Ok(entry.into_path()));
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
