//! What the server remembers: the open documents and what was agreed with the client. Changes settle here, in wire order.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::sync::{Arc, LazyLock, OnceLock};

use dashmap::DashMap;
use tower_lsp::lsp_types::{TextDocumentContentChangeEvent, TextDocumentItem, Url};

use crate::config::Config;
use crate::features::lsp;
use crate::server::agreement::Agreement;
use crate::server::log;
use crate::snapshot::Snapshot;
use crate::syntax::Document;
use crate::text::{Edit, Encoding, Span, Text};

/// The state of one session. Only the read loop changes it; everybody else takes snapshots.
#[derive(Debug)]
pub struct Session {
    documents: DashMap<Url, Arc<Snapshot>>,
    agreement: OnceLock<Agreement>,
    /// Who publishes hears of every document that was opened, changed or closed.
    touched: Sender<Url>,
    shut_down: AtomicBool,
    version_trouble: AtomicBool,
}

impl Session {
    pub fn new(touched: Sender<Url>) -> Session {
        Session {
            documents: DashMap::new(),
            agreement: OnceLock::new(),
            touched,
            shut_down: AtomicBool::new(false),
            version_trouble: AtomicBool::new(false),
        }
    }

    /// What was agreed at initialize, or what holds where nothing was.
    pub fn agreement(&self) -> &Agreement {
        static NOTHING_SAID: LazyLock<Agreement> = LazyLock::new(Agreement::nothing_said);
        self.agreement.get().unwrap_or(&NOTHING_SAID)
    }

    pub fn agree(&self, agreement: Agreement) {
        // The protocol initializes once; the router answers a second attempt.
        let _ = self.agreement.set(agreement);
    }

    /// The newest snapshot of an open document.
    pub fn snapshot(&self, url: &Url) -> Option<Arc<Snapshot>> {
        self.documents.get(url).map(|it| it.clone())
    }

    /// Opens a document; one that is open already is replaced. What is not Markdown is not kept.
    pub fn open(&self, item: TextDocumentItem) {
        if !is_markdown(&item.language_id, &item.uri) {
            return self.close(&item.uri);
        }
        let opened = catch_unwind(AssertUnwindSafe(|| {
            let document = Document::parse(Some(item.version), &item.text);
            let config = Config { surroundings: self.agreement().surroundings.clone(), ..Config::default() };
            Snapshot::new(document, Arc::new(config), Some(&path(&item.uri)))
        }));
        self.settle(item.uri, opened.ok());
    }

    /// Applies changes, one after the other. A document that is not open has none.
    pub fn change(&self, url: &Url, version: i32, changes: &[TextDocumentContentChangeEvent]) {
        let Some(before) = self.snapshot(url) else { return };
        if before.document.version.is_some_and(|it| version <= it)
            && !self.version_trouble.swap(true, Ordering::Relaxed)
        {
            log::line(
                "the client numbers versions of a document backwards or twice; its changes are applied as they come",
            );
        }
        let (edits, text) = edits(before.text(), changes, self.agreement().encoding);
        let after = catch_unwind(AssertUnwindSafe(|| before.edited(Some(version), &edits))).or_else(|_| {
            catch_unwind(|| {
                let document = Document::parse(Some(version), &text.to_string());
                Snapshot::new(document, before.config.clone(), before.path.as_deref())
            })
        });
        self.settle(url.clone(), after.ok());
    }

    pub fn close(&self, url: &Url) {
        if self.documents.remove(url).is_some() {
            self.touch(url.clone());
        }
    }

    /// After shutdown nothing is published.
    pub fn shut_down(&self) {
        self.shut_down.store(true, Ordering::SeqCst);
    }

    pub fn is_shut_down(&self) -> bool {
        self.shut_down.load(Ordering::SeqCst)
    }

    /// Keeps the newest snapshot. A document that the parser cannot take has none: an old text must not stay behind,
    /// for later changes would not fit to it.
    fn settle(&self, url: Url, snapshot: Option<Snapshot>) {
        match snapshot {
            Some(snapshot) => {
                self.documents.insert(url.clone(), Arc::new(snapshot));
                self.touch(url);
            }
            None => self.close(&url),
        }
    }

    fn touch(&self, url: Url) {
        // Without a publisher the process is about to end.
        let _ = self.touched.send(url);
    }
}

/// Changes as edits, each in the text that those before it left, and the text after all of them.
fn edits(before: &Text, changes: &[TextDocumentContentChangeEvent], encoding: Encoding) -> (Vec<Edit>, Text) {
    let mut text = before.clone();
    let mut edits = Vec::with_capacity(changes.len());
    for change in changes {
        let edit = match change.range {
            Some(range) => {
                let (start, end) = (lsp::position(range.start), lsp::position(range.end));
                Edit::replace(text.span(start, end, encoding), change.text.as_str())
            }
            None => replacement(&text.to_string(), &change.text),
        };
        text = text.edited(std::slice::from_ref(&edit));
        edits.push(edit);
    }
    (edits, text)
}

/// The edit that makes one text another: what both begin and end with stays, so that what stands there is shared.
fn replacement(old: &str, new: &str) -> Edit {
    let same = |(a, b): &(char, char)| a == b;
    let prefix: usize = old.chars().zip(new.chars()).take_while(same).map(|(it, _)| it.len_utf8()).sum();
    let (old_rest, new_rest) = (&old[prefix..], &new[prefix..]);
    let both = old_rest.chars().rev().zip(new_rest.chars().rev());
    let suffix: usize = both.take_while(same).map(|(it, _)| it.len_utf8()).sum();
    Edit::replace(Span::new(prefix, old.len() - suffix), &new_rest[..new_rest.len() - suffix])
}

/// What editors call Markdown.
const MARKDOWN: &[&str] = &["markdown", "md", "gfm", "multimarkdown", "pandoc", "quarto", "rmd"];
/// What they say of a file whose kind they do not know; then the name of the file decides.
const UNKNOWN: &[&str] = &["", "plaintext", "text", "unknown"];

fn is_markdown(language: &str, url: &Url) -> bool {
    let language = language.to_ascii_lowercase();
    let name = url.path().to_ascii_lowercase();
    MARKDOWN.contains(&language.as_str())
        || UNKNOWN.contains(&language.as_str()) && [".md", ".markdown"].iter().any(|it| name.ends_with(it))
}

/// A path as people write it, for documents that are no files too.
fn path(url: &Url) -> String {
    url.to_file_path().map_or_else(|()| url.path().to_string(), |it| it.to_string_lossy().into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::apply;

    #[test]
    fn a_replacement_keeps_what_both_texts_begin_and_end_with() {
        let cases =
            [("", ""), ("a", ""), ("", "a"), ("abc", "abXc"), ("aaa", "aa"), ("é😀ö", "é😁ö"), ("a\r\nb", "a\nb")];
        for (old, new) in cases {
            assert_eq!(apply(old, &[replacement(old, new)]), new, "{old:?} to {new:?}");
        }
        assert_eq!(replacement("one two three", "one 2 three"), Edit::replace(Span::new(4, 7), "2"));
    }

    #[test]
    fn markdown_is_known_by_its_language_or_else_by_its_name() {
        let url = |it: &str| Url::parse(it).unwrap();
        assert!(is_markdown("markdown", &url("untitled:Untitled-1")));
        assert!(is_markdown("Markdown", &url("file:///a.txt")));
        assert!(is_markdown("plaintext", &url("file:///a.MD")));
        assert!(!is_markdown("plaintext", &url("file:///a.txt")));
        assert!(!is_markdown("rust", &url("file:///a.md")));
    }
}
