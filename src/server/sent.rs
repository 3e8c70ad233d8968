//! What editors send of a document: its kind, its path, and its changes as edits.

use tower_lsp::lsp_types::{TextDocumentContentChangeEvent, Url};

use crate::features::lsp;
use crate::text::{Edit, Encoding, Span, Text};

/// Changes as edits, each in the text that those before it left, and the text after all of them.
pub fn edits(before: &Text, changes: &[TextDocumentContentChangeEvent], encoding: Encoding) -> (Vec<Edit>, Text) {
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

/// Whether a document is Markdown, by what the editor calls it or else by its name.
pub fn is_markdown(language: &str, url: &Url) -> bool {
    let language = language.to_ascii_lowercase();
    let name = url.path().to_ascii_lowercase();
    MARKDOWN.contains(&language.as_str())
        || UNKNOWN.contains(&language.as_str()) && [".md", ".markdown"].iter().any(|it| name.ends_with(it))
}

/// A path as people write it, for documents that are no files too.
pub fn path(url: &Url) -> String {
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
