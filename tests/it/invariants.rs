//! The architecture, kept by reading the source: imports point down, and each library has one door.

use std::fs;
use std::path::{Path, PathBuf};

/// The floors from the ground up; a module imports from its own floor or from one below.
const FLOORS: &[&[&str]] = &[
    &["text"],
    &["clock", "syntax", "profile"],
    &["model"],
    &["config", "drawing"],
    &["snapshot", "rewrite", "rules"],
    &["features"],
    &["workspace"],
    &["cli", "server"],
];

/// What may be named only behind certain doors.
const DOORS: &[(&[&str], &[&str])] = &[
    (&["async fn", "async move", ".await", "tokio", "DashMap", "dashmap"], &["server"]),
    (&["lsp_types"], &["features", "server"]),
    (&["tower_lsp", "tower_service"], &["features", "server"]),
    (&["ropey"], &["text"]),
    (&["tree_sitter"], &["syntax"]),
    (&["std::fs", "std::env", "SystemTime", "std::net", "std::process"], &["cli", "server", "main", "workspace"]),
    (&["Instant::now"], &["server", "syntax"]),
    // Ways to write know no rules; rules mend with them.
    (&["crate::rules"], &["rules", "snapshot", "features", "workspace", "cli", "server"]),
];

struct Source {
    /// Below `src`, as people write it: `rules/too_short.rs`.
    name: String,
    /// The floor's module: `rules`.
    module: String,
    /// Without comments and tests.
    code: String,
}

/// Every source file but those of the tests.
fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    collect(&root, &mut files);
    let read = |path: PathBuf| {
        let name = path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
        let module = name.split('/').next().unwrap().trim_end_matches(".rs").to_string();
        let text = fs::read_to_string(&path).unwrap();
        let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
        let code = code.lines().filter(|it| !it.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
        Source { name, module, code }
    };
    let is_test = |it: &Source| it.module == "testing" || it.name.ends_with("/tests.rs") || it.name.contains("/tests/");
    let sources: Vec<Source> = files.into_iter().map(read).filter(|it| !is_test(it)).collect();
    assert!(sources.len() > 10, "the sources were not found under {}", root.display());
    sources
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|it| it == "rs") {
            files.push(path);
        }
    }
}

fn floor(module: &str) -> Option<usize> {
    FLOORS.iter().position(|it| it.contains(&module))
}

/// Whether a text names something as a word of its own, not as a part of a longer name.
fn names(code: &str, what: &str) -> bool {
    let part = |it: char| it.is_alphanumeric() || it == '_';
    code.match_indices(what).any(|(at, _)| {
        let starts = what.starts_with('.') || !code[..at].ends_with(part);
        starts && !code[at + what.len()..].starts_with(part)
    })
}

#[test]
fn modules_import_from_their_own_floor_or_below() {
    let mut wrong = Vec::new();
    for source in sources() {
        let Some(own) = floor(&source.module) else {
            assert!(["lib", "main"].contains(&source.module.as_str()), "{} has no floor", source.module);
            continue;
        };
        for (at, _) in source.code.match_indices("crate::") {
            let rest = &source.code[at + "crate::".len()..];
            let imported: String = rest.chars().take_while(|it| it.is_alphanumeric() || *it == '_').collect();
            match floor(&imported) {
                Some(floor) if floor <= own => {}
                _ => wrong.push(format!("{} imports crate::{imported}", source.name)),
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn each_library_has_its_doors() {
    let mut wrong = Vec::new();
    for source in sources() {
        for (words, doors) in DOORS {
            if !doors.contains(&source.module.as_str()) {
                let named = words.iter().filter(|it| names(&source.code, it));
                wrong.extend(named.map(|it| format!("{} names {it}", source.name)));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn nothing_is_unsafe() {
    let wrong: Vec<String> = sources().into_iter().filter(|it| names(&it.code, "unsafe")).map(|it| it.name).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    let manifest = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml")).unwrap();
    assert!(manifest.contains("unsafe_code = \"forbid\""));
}

#[test]
fn every_source_file_says_what_it_is() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    collect(&root.join("src"), &mut files);
    collect(&root.join("tests"), &mut files);
    for path in files {
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.starts_with("//! "), "{} does not say what it is", path.display());
    }
}
