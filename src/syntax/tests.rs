//! Chunks, readers and edits against each other: over random documents made of the pieces that people write.

use std::sync::Arc;

use proptest::prelude::*;

use crate::syntax::chunk::{Chunk, Reader};
use crate::syntax::cut::Piece;
use crate::syntax::window::readable;
use crate::syntax::{Block, BlockKind, Document, pulldown};
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

/// What is rarer: what decides about front matter and raw HTML, and what the block grammar misreads.
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
    fn chunks_hold_what_the_whole_holds(text in documents(all(), 60)) {
        let blocks = |reader: Document| reader.blocks().collect::<Vec<_>>();
        prop_assume!(crate::syntax::front::length(&text).is_none());
        prop_assert_eq!(blocks(Document::read(&text)), whole(&text, Reader::Pulldown));
        prop_assert_eq!(blocks(Document::parse(None, &text)), whole(&text, Reader::Tree));
    }

    #[test]
    fn both_readers_see_the_same_blocks(text in documents(all(), 30)) {
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

/// A document without a heading: paragraphs that differ, and a long list.
fn plain(paragraphs: usize) -> String {
    let paragraph =
        |it| format!("Request {it} was answered with a 502 and the pool `pool-{it}` ran dry.\nThen it ended.\n\n");
    let item = |it| format!("- 14:{:02} UTC - step {it} was taken by the platform team\n", it % 60);
    (0..paragraphs).map(paragraph).chain((0..paragraphs).map(item)).collect()
}

/// How many chunks of a document another does not share.
fn unshared(before: &Document, after: &Document) -> usize {
    after.chunks().filter(|(_, it)| !before.chunks().any(|(_, old)| Arc::ptr_eq(old, it))).count()
}

#[test]
fn a_letter_costs_one_chunk_in_a_document_without_headings() {
    let source = plain(200);
    let document = Document::parse(None, &source);
    assert!(document.chunks().len() > 40, "{} chunks", document.chunks().len());
    for at in (0..source.len()).step_by(997) {
        let edited = document.edited(None, &[Edit::insert(at, "x")]);
        assert!((1..=3).contains(&unshared(&document, &edited)), "at byte {at}");
    }
}

#[test]
fn a_new_line_does_not_move_the_cuts_far_below() {
    for source in [plain(200), (0..900).map(|it| format!("# {it}\ntext\n")).collect(), "- the same\n".repeat(900)] {
        let document = Document::parse(None, &source);
        let line = document.text.full_line(20).start;
        let edited = document.edited(None, &[Edit::insert(line, "- one more\n")]);
        let limit = if source.starts_with("- the same") { usize::MAX } else { 12 };
        assert!(unshared(&document, &edited) <= limit, "in {:?}", &source[..20]);
        assert_same(&edited, &Document::parse(None, &edited.text.to_string()));
    }
}

#[test]
fn the_whole_text_sent_again_shares_what_did_not_change() {
    let source = plain(100);
    let document = Document::parse(None, &source);
    let whole = Span::new(0, source.len());
    assert_eq!(unshared(&document, &document.edited(None, &[Edit::replace(whole, source.clone())])), 0);
    let changed = source.replacen("Request 50 ", "Request fifty ", 1);
    assert!(unshared(&document, &document.edited(None, &[Edit::replace(whole, changed)])) <= 3);
}

#[test]
fn a_fence_takes_in_everything_below_until_it_is_closed() {
    let source = plain(60);
    let document = Document::parse(None, &source);
    let opened = document.edited(None, &[Edit::insert(0, "```\n")]);
    assert_eq!(opened.blocks().map(|it| it.kind).collect::<Vec<_>>(), [BlockKind::FencedCode]);
    let closed = opened.edited(None, &[Edit::insert(4, "```\n\n")]);
    assert_eq!(closed.blocks().count(), document.blocks().count() + 1);
}

#[test]
fn front_matter_ends_where_a_far_fence_is_typed() {
    let source = format!("---\ntitle: a\n{}", plain(30));
    let document = Document::parse(None, &source);
    assert_ne!(document.blocks().next().map(|it| it.kind), Some(BlockKind::FrontMatter));
    let at = source.find("Request 20").unwrap();
    let closed = document.edited(None, &[Edit::insert(at, "---\n")]);
    assert_eq!(closed.blocks().next().map(|it| it.span), Some(Span::new(0, at + 3)));
    assert_same(&closed, &Document::parse(None, &closed.text.to_string()));
}

#[test]
fn hostile_text_is_read_like_any_other() {
    for text in [">", "- ", "1. ", "[", "*", "**a ", "[a](", "<a ", "<!-- a\n", "<!A\n\n", "`", "|a", "\t", "&", "> - "]
    {
        let text = text.repeat(10_000);
        let (parsed, read) = (Document::parse(None, &text), Document::read(&text));
        assert!(parsed.blocks().eq(read.blocks()), "{:?}", &text[..10]);
        let edited = parsed.edited(None, &[Edit::insert(text.len() / 2, "x\n\n")]);
        assert_same(&edited, &Document::parse(None, &edited.text.to_string()));
    }
}

#[test]
fn ten_thousand_quotes_are_as_deep_as_can_be_said() {
    let document = Document::parse(None, &">".repeat(10_000));
    assert_eq!(document.blocks().count(), 10_000);
    assert_eq!(document.blocks().last().map(|it| it.depth), Some(u8::MAX));
}

#[test]
fn the_files_of_a_corpus_have_the_same_blocks_to_both_readers() {
    let Some(folder) = std::env::var_os("POSTMORTEM_CORPUS") else {
        println!("skipped: POSTMORTEM_CORPUS names no folder");
        return;
    };
    let files = ignore::Walk::new(folder).map(|it| it.unwrap().into_path());
    for path in files.filter(|it| it.extension().is_some_and(|it| it == "md")) {
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        let (parsed, read) = (Document::parse(None, &text), Document::read(&text));
        assert!(parsed.blocks().eq(read.blocks()), "{}", path.display());
    }
}

/// The blocks of a text, one a line: depth as indentation, kind, first and last line of what it spans.
fn outline(text: &str) -> String {
    let line = |it: Block| {
        let kind = match it.kind {
            BlockKind::Heading { level, setext } => format!("h{level}{}", if setext { " setext" } else { "" }),
            other => format!("{other:?}"),
        };
        format!("{}{kind} {:?}\n", "  ".repeat(it.depth.into()), &text[it.span.range()])
    };
    Document::parse(None, text).blocks().map(line).collect()
}

#[test]
fn blocks_span_what_the_author_wrote() {
    let text = "\u{feff}# Title #\r\nSummary\r\n=======\r\n\r\n > quoted\r\n > - item\r\n >\r\n\r\n 1. one\r\n\r\n    more\r\n - [ ] \
                task\r\n***\r\n    code\r\n\r\n~~~ sh\r\nls\r\n~~~\r\n| a |\r\n|---|\r\n| b |\r\n___\r\n<br>\r\n";
    expect_test::expect![[r##"
        h1 "# Title #"
        h1 setext "Summary\r\n======="
        Quote "> quoted\r\n > - item"
          Paragraph "quoted"
          Item "- item"
            Paragraph "item"
        Item "1. one\r\n\r\n    more"
          Paragraph "one"
          Paragraph "more"
        Item "- [ ] task"
          Paragraph "[ ] task"
        ThematicBreak "***"
        IndentedCode "code"
        FencedCode "~~~ sh\r\nls\r\n~~~"
        Table "| a |\r\n|---|\r\n| b |"
        ThematicBreak "___"
        Html "<br>"
    "##]]
    .assert_eq(&outline(text));
}

#[test]
fn a_chunk_begins_at_a_heading_a_paragraph_or_an_item() {
    let text = plain(12).replace("Request 9", "# Request 9") + "1. one\n2. two\n";
    let document = Document::parse(None, &text);
    assert!(document.chunks().len() > 3);
    for (start, _) in document.chunks().skip(1) {
        let (above, below) = text.split_at(start);
        assert!(above.ends_with("\n\n") || below.starts_with(['#', '-', '1', '2']), "at {below:?}");
    }
}

#[test]
fn inlines_stand_where_they_are_written() {
    let text = "Run `make`, see [the *log*](https://example.org/log) ![g](g.png) <b>now</b>\n";
    let chunk = Document::parse(None, text).chunks().next().map(|(_, it)| it.clone()).unwrap();
    let found: Vec<&str> = chunk.inlines().iter().map(|it| &text[it.span.range()]).collect();
    assert_eq!(found, ["`make`", "[the *log*](https://example.org/log)", "![g](g.png)", "<b>", "</b>"]);
}
