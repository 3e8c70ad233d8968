//! Blocks by the block grammar of tree-sitter-md, through the query `queries/markdown/blocks.scm`.
//!
//! Only the block grammar: its inline grammar, and `MarkdownParser` which runs it, hang for half a minute on 300 bytes.
//! Trees are dropped as soon as the blocks are read: nothing above asks for them, and a tree takes 46 times the memory
//! of its text.

use std::cell::RefCell;
use std::ops::ControlFlow;
use std::sync::LazyLock;

use tree_sitter::{Node, ParseOptions, Parser, Query, QueryCursor, StreamingIterator, Tree};

use crate::syntax::flat::{Flat, atx_level};
use crate::syntax::{Block, BlockKind};
use crate::text::Span;

static BLOCKS: LazyLock<Query> = LazyLock::new(|| {
    let source = include_str!("../../queries/markdown/blocks.scm");
    Query::new(&tree_sitter_md::LANGUAGE.into(), source).expect("a test compiles every query")
});

/// What the captures of the query are called, in its order.
const NAMES: [&str; 11] =
    ["atx", "setext", "paragraph", "task", "indented", "fenced", "html", "table", "rule", "quote", "item"];

/// How often the parser may report progress for each KiB before it is given up: about ten times what it needs for the
/// densest text that people write, and 0.2 s for the longest chunk. Counted, not timed, so that the same text has the
/// same blocks on every machine.
const STEPS_PER_KIB: usize = 200;

/// More containers in one another than this are for pulldown-cmark: the grammar opens no more than 254 blocks.
const DEEPEST: usize = 100;

thread_local! {
    static PARSER: RefCell<(Parser, QueryCursor)> = RefCell::new({
        let mut parser = Parser::new();
        parser.set_language(&tree_sitter_md::LANGUAGE.into()).expect("the grammar fits the runtime");
        (parser, QueryCursor::new())
    });
}

/// The blocks of a piece of Markdown without front matter; `None` where the tree has an error, is too deep or takes too
/// long.
pub(super) fn blocks(text: &str) -> Option<Vec<Block>> {
    // At the end of a text without a line break the grammar sees errors in harmless markers, and at its start it would
    // take a thematic break for front matter.
    let padded = format!("\n{text}\n");
    PARSER.with_borrow_mut(|(parser, cursor)| {
        let tree = parse(parser, &padded)?;
        let root = tree.root_node();
        if root.has_error() { None } else { walk(cursor, root, text) }
    })
}

fn parse(parser: &mut Parser, padded: &str) -> Option<Tree> {
    let mut steps = STEPS_PER_KIB * (1 + padded.len() / 1024);
    let mut progress = |_: &_| {
        steps = steps.saturating_sub(1);
        if steps == 0 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    let options = ParseOptions::new().progress_callback(&mut progress);
    let tree = parser.parse_with_options(&mut |at, _| padded.as_bytes().get(at..).unwrap_or(&[]), None, Some(options));
    if tree.is_none() {
        parser.reset();
    }
    tree
}

fn walk(cursor: &mut QueryCursor, root: Node, text: &str) -> Option<Vec<Block>> {
    let mut flat = Flat::new(text);
    let mut ends = Vec::new();
    let mut task = None;
    let mut captures = cursor.captures(&BLOCKS, root, &b""[..]);
    while let Some((found, index)) = captures.next() {
        let capture = found.captures()[*index];
        let span = inner_span(capture.node, text);
        while ends.last().is_some_and(|end| *end <= span.start) {
            ends.pop();
            flat.close();
        }
        match NAMES[capture.index as usize] {
            name @ ("quote" | "item") => {
                flat.open(if name == "quote" { BlockKind::Quote } else { BlockKind::Item }, span.start);
                ends.push(span.end);
                if ends.len() > DEEPEST {
                    return None;
                }
            }
            "task" => task = Some(span.start),
            // The text of a setext heading is a paragraph too.
            "paragraph" if span.start < flat.end() => {}
            name => {
                let start = task.take().unwrap_or(span.start);
                flat.leaf(kind(name, &text[span.range()]), Span::new(start, span.end));
            }
        }
    }
    Some(flat.blocks())
}

/// The bytes of a node in the text without the padding.
fn inner_span(node: Node, text: &str) -> Span {
    let inner = |padded: usize| padded.saturating_sub(1).min(text.len());
    Span::new(inner(node.start_byte()), inner(node.end_byte()))
}

fn kind(name: &str, text: &str) -> BlockKind {
    match name {
        "atx" => BlockKind::Heading { level: atx_level(text.trim_start().as_bytes()).unwrap_or(1), setext: false },
        "setext" => {
            let level = if text.trim_end().ends_with('=') { 1 } else { 2 };
            BlockKind::Heading { level, setext: true }
        }
        "paragraph" => BlockKind::Paragraph,
        "indented" => BlockKind::IndentedCode,
        "fenced" => BlockKind::FencedCode,
        "html" => BlockKind::Html,
        "table" => BlockKind::Table,
        "rule" => BlockKind::ThematicBreak,
        other => unreachable!("the query has no capture `{other}`"),
    }
}

#[cfg(test)]
mod tests {
    use crate::syntax::tree::{BLOCKS, NAMES};

    #[test]
    fn the_code_uses_every_capture_of_the_query() {
        assert_eq!(BLOCKS.capture_names(), NAMES);
    }

    #[test]
    fn every_query_compiles_and_is_used() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/queries/markdown");
        let files = std::fs::read_dir(folder).unwrap().map(|it| it.unwrap().file_name().into_string().unwrap());
        assert_eq!(files.collect::<Vec<_>>(), ["blocks.scm"]);
    }
}
