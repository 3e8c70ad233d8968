//! Blocks by pulldown-cmark: for files that are only read, and for chunks that tree-sitter parses with an error.

use pulldown_cmark::{Event, MetadataBlockKind, Options, Parser, Tag, TagEnd};

use super::{Block, BlockKind};
use crate::text::Span;

/// The dialect: CommonMark with tables, task lists, strikethrough and front matter.
pub(super) fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_TASKLISTS | Options::ENABLE_STRIKETHROUGH
}

pub(super) fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut depth = 0u8;
    for (event, range) in Parser::new_ext(text, options()).into_offset_iter() {
        let kind = match event {
            Event::Start(Tag::MetadataBlock(MetadataBlockKind::YamlStyle | MetadataBlockKind::PlusesStyle)) => {
                BlockKind::FrontMatter
            }
            Event::Start(Tag::Heading { level, .. }) => {
                BlockKind::Heading { level: level as u8, setext: !text[range.start..].trim_start().starts_with('#') }
            }
            Event::Start(Tag::Paragraph) => BlockKind::Paragraph,
            Event::Start(Tag::CodeBlock(pulldown_cmark::CodeBlockKind::Indented)) => BlockKind::IndentedCode,
            Event::Start(Tag::CodeBlock(_)) => BlockKind::FencedCode,
            Event::Start(Tag::HtmlBlock) => BlockKind::Html,
            Event::Start(Tag::Table(_)) => BlockKind::Table,
            Event::Rule => BlockKind::ThematicBreak,
            Event::Start(Tag::BlockQuote(_)) => BlockKind::Quote,
            Event::Start(Tag::Item) => BlockKind::Item,
            Event::End(TagEnd::BlockQuote(_) | TagEnd::Item) => {
                depth -= 1;
                continue;
            }
            _ => continue,
        };
        let inside = &text[range.clone()];
        let start = range.start + (inside.len() - inside.trim_start().len());
        let end = range.start + inside.trim_end().len();
        blocks.push(Block { kind, span: Span::new(start, end.max(start)), depth });
        if matches!(kind, BlockKind::Quote | BlockKind::Item) {
            depth += 1;
        }
    }
    blocks
}
