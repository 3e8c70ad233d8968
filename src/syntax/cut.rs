//! Where a document is cut into chunks: only where both sides mean alone what they mean together.
//!
//! A cut depends on nothing but the text from the cut before it on, up to [`SIGHT`] bytes behind it (and on whether the
//! chunk is the first, which alone can have front matter). So after an edit it is enough to cut again from one chunk
//! before the edit until a cut falls where one fell before.
//!
//! A chunk may begin at a line at column 0 that closes every list item and quote above it and goes on no paragraph:
//! - an ATX heading;
//! - any text behind a blank line: documents without a heading are cut there;
//! - an item of a list, which blocks do not show to be the second of its list rather than the first of another. An
//!   ordered item that no blank line precedes must follow an item: below a paragraph most of them are text.
//!
//! What remains are fences and HTML blocks, which take in lines of any kind. Whether one is open is asked of the parsed
//! chunk; while one is, the cut is looked for at twice the length, so that all attempts together cost about as much as
//! the last.

use crate::syntax::flat::atx_level;
use crate::syntax::line::{Line, lines};
use crate::syntax::pulldown::{self, Reading};
use crate::syntax::{Block, BlockKind, front};
use crate::text::Span;

/// No chunk but the first or last is shorter, in bytes.
const LEAST: usize = 64;

/// How much of its first line decides whether a chunk may begin there, in bytes. No more than [`LEAST`], so that a cut
/// never depends on what stands behind the next one.
const SIGHT: usize = 64;

/// A chunk this long is cut at the next chance, in bytes. A shorter one is cut only at every other heading and at one
/// line in four, chosen by their content: so that the cuts behind an inserted line soon fall where they fell before,
/// which a mere least length would not do where all lines are alike.
const ENOUGH: usize = 512;

/// The next chunk of a text that begins with one; its length is in bytes.
pub(super) struct Piece {
    pub(super) length: usize,
    pub(super) reading: Reading,
}

/// Which part of a document is offered to the cutter.
#[derive(Clone, Copy, Debug)]
pub(super) struct Window {
    /// It begins where the document begins.
    pub(super) is_first: bool,
    /// It ends where the document ends.
    pub(super) is_last: bool,
}

/// Cuts the first chunk off a text; `None` where more text is needed to tell where it ends. A first window that is not
/// the last is at least as long as the longest front matter.
pub(super) fn next(text: &str, window: Window) -> Option<Piece> {
    if window.is_first
        && let Some(length) = front::length(text)
    {
        return Some(Piece { length, reading: front_matter(text, length) });
    }
    let bytes = text.as_bytes();
    let mut least = LEAST;
    let mut after_blank = false;
    for line in lines(bytes) {
        if line.start >= least
            && let Some(cut) = Cut::at(line, after_blank)
        {
            if !window.is_last && line.may_go_on(bytes) && line.bytes.len() < SIGHT {
                return None;
            }
            if line.start >= ENOUGH || cut.is_strong(line) {
                let reading = pulldown::read(&text[..line.start]);
                if cut.is_safe(&reading.blocks, &text[..line.start]) {
                    return Some(Piece { length: line.start, reading });
                }
                least = 2 * line.start;
            }
        }
        after_blank = line.is_blank();
    }
    window.is_last.then(|| Piece { length: text.len(), reading: pulldown::read(text) })
}

fn front_matter(text: &str, length: usize) -> Reading {
    let start = length - text[..length].trim_start_matches('\u{feff}').len();
    let span = Span::new(start, text[..length].trim_ascii_end().len());
    Reading { blocks: vec![Block { kind: BlockKind::FrontMatter, span, depth: 0 }], inlines: Vec::new() }
}

/// A line before which a chunk may end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Cut {
    begins: Begins,
    after_blank: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Begins {
    Heading,
    Text,
    Bullet,
    Ordered,
}

impl Cut {
    fn at(line: Line, after_blank: bool) -> Option<Cut> {
        let line = &line.bytes[..line.bytes.len().min(SIGHT)];
        let begins = match *line {
            [b'#', ..] if atx_level(line).is_some() => Begins::Heading,
            // Without words it may be a thematic break, an underline or an empty item.
            [b'-' | b'+' | b'*', b' ' | b'\t', ..] => {
                if !has_word(line) {
                    return None;
                }
                Begins::Bullet
            }
            // Nothing that a reader of the chunk alone could take for front matter.
            [b'-', ref rest @ ..] | [b'+', ref rest @ ..] if rest.first().is_none_or(|it| b"-+".contains(it)) => {
                return None;
            }
            [b'*'] => return None,
            [b'0'..=b'9', ..] if is_ordered(line) => {
                if !has_word(&line[1..]) {
                    return None;
                }
                Begins::Ordered
            }
            [first, ..] if first > b' ' && !line.starts_with("\u{feff}".as_bytes()) => Begins::Text,
            _ => return None,
        };
        (after_blank || begins != Begins::Text).then_some(Cut { begins, after_blank })
    }

    /// Whether a chunk that is not yet long ends here.
    fn is_strong(self, line: Line) -> bool {
        let one_in = if self.begins == Begins::Heading { 2 } else { 4 };
        hash(&line.bytes[..line.bytes.len().min(SIGHT)]).is_multiple_of(one_in)
    }

    /// Whether the blocks of the text before the cut leave none open that takes in the line behind it.
    fn is_safe(self, blocks: &[Block], text: &str) -> bool {
        let last = blocks.iter().rfind(|it| it.depth == 0);
        let is_closed = last.is_none_or(|it| match it.kind {
            BlockKind::FencedCode => is_fence_closed(&text.as_bytes()[it.span.range()]),
            BlockKind::Html => is_html_closed(&text[it.span.range()], self.after_blank),
            _ => true,
        });
        let follows_item = last.is_some_and(|it| it.kind == BlockKind::Item);
        is_closed && (self.begins != Begins::Ordered || self.after_blank || follows_item)
    }
}

/// Whether a line has an ordered list marker: up to nine digits, `.` or `)`, white space.
fn is_ordered(line: &[u8]) -> bool {
    let digits = line.iter().take_while(|it| it.is_ascii_digit()).count();
    matches!(line[digits..], [b'.' | b')'] | [b'.' | b')', b' ' | b'\t', ..]) && digits <= 9
}

fn has_word(marked: &[u8]) -> bool {
    marked[1..].iter().any(|it| it.is_ascii_alphanumeric() || !it.is_ascii())
}

/// FNV-1a: the same on every machine.
fn hash(bytes: &[u8]) -> u32 {
    let mixed = bytes.iter().fold(0x811c_9dc5, |hash: u32, it| (hash ^ u32::from(*it)).wrapping_mul(0x0100_0193));
    mixed ^ (mixed >> 15)
}

/// Whether a fenced code block ends with a fence; it is as wide as its text, so an inner fence cannot be the last line.
fn is_fence_closed(block: &[u8]) -> bool {
    let Some(&fence) = block.first() else { return true };
    let width = block.iter().take_while(|it| **it == fence).count();
    let last = lines(block).last().filter(|it| it.start > 0);
    last.is_some_and(|it| {
        let closing = it.bytes.trim_ascii();
        let indentation = it.bytes.len() - it.bytes.trim_ascii_start().len();
        indentation <= 3 && closing.len() >= width && closing.iter().all(|it| *it == fence)
    })
}

/// Whether an HTML block ends before the next line: kinds 1 to 5 of CommonMark with their own end, all others with a
/// blank line.
fn is_html_closed(block: &str, after_blank: bool) -> bool {
    const RAW: [&str; 4] = ["script", "pre", "style", "textarea"];
    let block = block.to_ascii_lowercase();
    let inside = block.trim_start_matches('<');
    let name = inside.split(|it: char| !it.is_ascii_alphanumeric()).next().unwrap_or("");
    if RAW.contains(&name) {
        return RAW.iter().any(|it| inside.contains(&format!("</{it}>")));
    }
    match inside.as_bytes() {
        [b'!', b'-', b'-', ..] => inside[1..].contains("-->"),
        [b'?', ..] => inside[1..].contains("?>"),
        [b'!', b'[', ..] => inside.contains("]]>"),
        [b'!', ..] => inside.contains('>'),
        _ => after_blank,
    }
}
