//! Reading is total: whatever part of a document is there, it is read and judged without a panic.

use std::env;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use postmortem_ls::snapshot::Snapshot;
use postmortem_ls::syntax::Document;
use std::sync::Arc;

use crate::agreement;

/// Bytes from one prefix to the next: no multiple of a common length of line, so that the cuts fall everywhere.
const STEP: usize = 61;

/// How many prefixes and how many lines of a file that is not ours are tried.
const SAMPLES: usize = 60;

/// Names a folder whose Markdown files are read in parts as well.
const CORPUS: &str = "POSTMORTEM_CORPUS";

/// Reads and judges a document.
fn is_read(document: Document) -> bool {
    let snapshot = Snapshot::new(document, Arc::default(), None);
    let judge = || {
        snapshot.postmortem();
        snapshot.diagnostics();
    };
    catch_unwind(AssertUnwindSafe(judge)).is_ok()
}

/// The text up to about each multiple of the step.
fn prefixes(text: &str, step: usize) -> impl Iterator<Item = &str> {
    (0..=text.len()).step_by(step).map(|it| &text[..boundary(text, it)])
}

/// The last offset up to `at` that does not split a character.
fn boundary(text: &str, at: usize) -> usize {
    (0..=at).rev().find(|it| text.is_char_boundary(*it)).expect("every text may be cut at its start")
}

/// The text without one of its lines, for every so many lines.
fn without_a_line(text: &str, step: usize) -> impl Iterator<Item = String> {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    (0..lines.len()).step_by(step).map(move |it| [&lines[..it], &lines[it + 1..]].concat().concat())
}

/// Which beginnings of a document cannot be read, as when it is being typed.
fn unread_prefixes(path: &Path, step: usize) -> Vec<String> {
    let text = text_of(path);
    let unread = prefixes(&text, step).filter(|it| !is_read(Document::parse(None, it)));
    unread.map(|it| format!("{}: the first {} bytes", path.display(), it.len())).collect()
}

/// Without which lines a document cannot be read, as a file.
fn unread_without_a_line(path: &Path, step: usize) -> Vec<String> {
    let text = text_of(path);
    let unread = without_a_line(&text, step).enumerate().filter(|(_, it)| !is_read(Document::read(it)));
    unread.map(|(nth, _)| format!("{}: without line {}", path.display(), nth * step + 1)).collect()
}

fn text_of(path: &Path) -> String {
    String::from_utf8_lossy(&fs::read(path).unwrap()).into_owned()
}

#[test]
fn any_prefix_is_read() {
    let unread: Vec<String> = agreement::documents().iter().flat_map(|it| unread_prefixes(it, STEP)).collect();
    assert!(unread.is_empty(), "{unread:#?}");
}

#[test]
fn any_line_may_be_missing() {
    let unread: Vec<String> = agreement::documents().iter().flat_map(|it| unread_without_a_line(it, 1)).collect();
    assert!(unread.is_empty(), "{unread:#?}");
}

#[test]
fn files_of_other_people_are_read_in_parts_too() {
    let Some(folder) = env::var_os(CORPUS) else {
        println!("skipped: {CORPUS} names no folder of Markdown files");
        return;
    };
    let mut files = Vec::new();
    collect(Path::new(&folder), &mut files);
    assert!(!files.is_empty(), "{CORPUS} names a folder without Markdown files");
    let mut unread = Vec::new();
    for path in &files {
        let text = text_of(path);
        unread.extend(unread_prefixes(path, text.len() / SAMPLES + 1));
        unread.extend(unread_without_a_line(path, text.lines().count() / SAMPLES + 1));
    }
    println!("{} files read in parts", files.len());
    assert!(unread.is_empty(), "{unread:#?}");
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|it| it == "md") {
            files.push(path);
        }
    }
}
