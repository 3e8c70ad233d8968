//! Chunks, readers and edits against each other: over random documents made of the pieces that people write.

use proptest::prelude::*;

use crate::syntax::chunk::{Chunk, Reader};
use crate::syntax::cut::Piece;
use crate::syntax::window::readable;
use crate::syntax::{Block, Document, pulldown};
use crate::text::{Edit, Span};

/// Lines as they stand in postmortems, tidy and untidy.
const LINES: [&str; 48] = [
    "",
    "",
    "",
    "# Postmortem: the queue that never drained",
    "## Timeline",
    "### Détection – 根本原因",
    "#Timeline",
    "Issue Summary",
    "=====",
    "-----",
    "---",
    "***",
    "**Root cause:** the pool was `exhausted` after a [deploy](https://example.org/a).",
    "The outage lasted from 14:30 to 16:45 UTC and 40% of the users saw a 502.",
    "Duration: two hours 😀, and \\*not\\* three",
    "  indented text that may go on a paragraph",
    "    14:30 - an alert that is code",
    "\tindented by a tab",
    "- 14:30 UTC - the monitor paged",
    "- 14:42 UTC - *somebody* restarted the proxy",
    "* 15:00 a star item",
    "+ a plus item",
    "  - a nested item",
    "    - a deeper item",
    "  text of the item above",
    " * an item behind a space",
    "- [ ] patch the server",
    "- [x] add a monitor",
    "1. Find the cause",
    "1) Find the cause",
    "   more of that step",
    "> quoted words",
    "> - an item in a quote",
    ">",
    "> > deeper",
    "```",
    "```sh",
    "~~~",
    "  ```",
    "| Time | Event |",
    "| --- | --- |",
    "| 14:30 | paged |",
    "<div>",
    "</div>",
    "<!-- a comment",
    "that ends -->",
    "![graph](https://example.org/graph.png)",
    "[runbook]: https://example.org/runbook",
];

/// What is rarer, and what the two readers need not agree on.
const WILD: [&str; 22] = [
    "2. The second step, perhaps below a paragraph",
    "3. third",
    "<script>",
    "</script>",
    "<h1>Postmortem</h1>",
    "-",
    "- ",
    "1.",
    "- - a",
    "-\ttab",
    "***bold***",
    "+++",
    "...",
    "title: x",
    "  ---",
    "a\0b",
    "\u{feff}# mark",
    "`` ` ``",
    "````",
    "<b>bold</b>",
    "a | b",
    "--- | ---",
];

fn documents(lines: Vec<&'static str>, longest: usize) -> impl Strategy<Value = String> {
    let line = (prop::sample::select(lines), 0..40u8);
    prop::collection::vec(line, 0..longest).prop_map(|lines| {
        let ending = |it: u8| {
            if it == 0 {
                "\r"
            } else if it < 4 {
                "\r\n"
            } else {
                "\n"
            }
        };
        lines.into_iter().map(|(line, it)| format!("{line}{}", ending(it))).collect()
    })
}

fn all() -> Vec<&'static str> {
    LINES.into_iter().chain(WILD).collect()
}

/// The blocks of a text that is not cut.
fn whole(text: &str, reader: Reader) -> Vec<Block> {
    let text = readable(text, 0).unwrap_or_else(|| text.to_owned());
    let piece = Piece { length: text.len(), reading: pulldown::read(&text) };
    Chunk::new(&text, &text, piece, reader).blocks().to_vec()
}

fn assert_same(edited: &Document, parsed: &Document) {
    assert_eq!(edited.text.to_string(), parsed.text.to_string());
    assert_eq!(edited.starts, parsed.starts, "in {:?}", parsed.text.to_string());
    for ((start, a), (_, b)) in edited.chunks().zip(parsed.chunks()) {
        assert_eq!(a.text(), b.text(), "the chunk at {start}");
        assert_eq!(a.blocks(), b.blocks(), "the chunk {:?}", a.text());
        assert_eq!(a.inlines(), b.inlines(), "the chunk {:?}", a.text());
    }
}

/// A stretch of random edits on one document, with a generator that needs no seed but a number.
fn edit_at_random(seed: u64, steps: usize) {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut below = |limit: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 11) as usize % limit.max(1)
    };
    let lines = all();
    let mut document = Document::parse(Some(0), "");
    for step in 0..steps {
        let length = document.text.len();
        let mut edits = Vec::new();
        for _ in 0..=below(5) / 3 {
            let at = below(length + 1);
            let removed = [0, 0, 0, 1, 2, 9, 90, 900][below(if length > 4000 { 8 } else { 7 })];
            let text = match below(8) {
                0 => String::new(),
                1 => ["a", "é", "😀", " ", "\n", "\r", "\r\n", "\0", "`", "-", "#", ">", "\n\n"][below(13)].to_owned(),
                2 => (0..below(12)).map(|_| format!("{}\n", lines[below(lines.len())])).collect(),
                3 => format!("{}\r\n", lines[below(lines.len())]),
                _ => format!("{}\n", lines[below(lines.len())]),
            };
            edits.push(Edit::replace(Span::new(at, at + removed), text));
        }
        document = document.edited(Some(step as i32), &edits);
        assert_same(&document, &Document::parse(None, &document.text.to_string()));
    }
}

#[test]
fn an_edited_document_is_the_document_parsed_from_scratch() {
    let runs = std::env::var("POSTMORTEM_EDIT_RUNS").ok().and_then(|it| it.parse().ok()).unwrap_or(8);
    (1..=runs).for_each(|seed| edit_at_random(seed, 250));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn chunks_hold_what_the_whole_holds(text in documents(LINES.to_vec(), 60)) {
        let blocks = |reader: Document| reader.blocks().collect::<Vec<_>>();
        prop_assume!(crate::syntax::front::length(&text).is_none());
        prop_assert_eq!(blocks(Document::read(&text)), whole(&text, Reader::Pulldown));
        prop_assert_eq!(blocks(Document::parse(None, &text)), whole(&text, Reader::Tree));
    }

    #[test]
    fn both_readers_see_the_same_blocks(text in documents(LINES.to_vec(), 30)) {
        let trees: Vec<Block> = Document::parse(None, &text).blocks().collect();
        prop_assert_eq!(trees, Document::read(&text).blocks().collect::<Vec<_>>());
    }

    #[test]
    fn chunks_cover_the_text_without_gaps(text in documents(all(), 60)) {
        let document = Document::read(&text);
        let joined: String = document.chunks().map(|(_, it)| it.text()).collect();
        prop_assert_eq!(joined, text.clone());
        for block in document.blocks() {
            prop_assert!(!block.span.is_empty() && text.is_char_boundary(block.span.start));
            prop_assert!(text.is_char_boundary(block.span.end));
        }
    }
}
