//! The pages of the rules in the editor: findings point to files in the user's cache, where the client can follow.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::client::Client;

const URI: &str = "file:///postmortem.md";
const TEXT: &str = "# Postmortem: the shop was down\n\n## Issue Summary\n\nDown from 10:00 to 11:00 UTC.\n\n## Timeline\n\n\
    - 10:30 - Up\n- 10:00 - Down\n";

/// A cache of one test, gone at its end.
struct Cache(PathBuf);

impl Cache {
    fn new(test: &str) -> Cache {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{test}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        Cache(path)
    }

    /// A server that has this cache, with a client that can do these things.
    fn client(&self, capabilities: Value) -> Client {
        let cache = self.0.display().to_string();
        let names = ["XDG_CACHE_HOME", "HOME", "LOCALAPPDATA"];
        Client::initialized_in(&names.map(|it| (it, cache.as_str())), json!({ "capabilities": capabilities }))
    }
}

impl Drop for Cache {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn follows() -> Value {
    json!({ "textDocument": { "publishDiagnostics": { "codeDescriptionSupport": true } } })
}

#[test]
fn a_finding_points_to_the_page_of_its_rule() {
    let cache = Cache::new("pages");
    let mut client = cache.client(follows());
    client.open(URI, TEXT);
    let found = client.published(URI, Some(1));
    assert!(found.len() > 2, "{found:?}");
    for it in found {
        let href = it["codeDescription"]["href"].as_str().unwrap_or_else(|| panic!("no page: {it}"));
        let path = href.strip_prefix("file://").expect("a file");
        let page = fs::read_to_string(path).unwrap();
        assert!(page.starts_with(&format!("# {}\n", it["code"].as_str().unwrap())), "{page}");
    }
}

#[test]
fn nothing_is_written_for_a_client_that_cannot_follow_or_has_no_findings() {
    let cache = Cache::new("no-pages");
    let mut client = cache.client(json!({}));
    client.open(URI, TEXT);
    assert!(client.published(URI, Some(1)).iter().all(|it| it["codeDescription"].is_null()));
    let mut client = cache.client(follows());
    client.open("file:///notes.md", "# Notes\n");
    client.is_served();
    assert!(!cache.0.exists());
}

#[test]
fn a_cache_that_cannot_be_written_costs_the_page_alone() {
    let cache = Cache::new("broken-pages");
    fs::write(&cache.0, "a file where a folder should be").unwrap();
    let mut client = cache.client(follows());
    client.open(URI, TEXT);
    let found = client.published(URI, Some(1));
    assert!(found.len() > 2 && found.iter().all(|it| it["codeDescription"].is_null()), "{found:?}");
    assert!(client.last_words().contains("cannot write the pages of the rules: "));
    fs::remove_file(&cache.0).unwrap();
}
