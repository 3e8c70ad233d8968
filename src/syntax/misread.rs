//! What the block grammar of tree-sitter-md 0.5.4 is known to read otherwise than CommonMark and GFM say. A chunk that
//! has any of it is read by pulldown-cmark, so that an open document and the same file on disk have the same blocks.

use crate::syntax::line::lines;

/// Whether a text has anything of the kind; sometimes true where both readers would agree.
pub(super) fn is_likely(text: &str) -> bool {
    let mut above: &[u8] = b"";
    let (mut in_table, mut in_task) = (false, false);
    lines(text.as_bytes()).any(|line| {
        let content = content(line.bytes);
        let starts_table = is_delimiter(content);
        in_table = starts_table || (in_table && !content.is_empty());
        in_task = !content.is_empty() && (in_task || is_task(content));
        let is_misread = has_html(content)
            || is_definition(content)
            || (in_table && !(above.starts_with(b"|") && line.bytes.starts_with(b"|")))
            || (!above.is_empty()
                && (is_interrupting(content, above) || is_deep_mark(line.bytes) || (in_task && is_underline(content))));
        above = content;
        is_misread
    })
}

/// A line without white space at its ends and without the markers of quotes.
fn content(line: &[u8]) -> &[u8] {
    let start = line.iter().position(|it| !matches!(it, b' ' | b'\t' | b'>')).unwrap_or(line.len());
    line[start..].trim_ascii_end()
}

/// Tags that start an HTML block by name: `<h1>` to `<h6>`, because the grammar looks names up without their digit, and
/// those that are missing from its table.
fn has_html(content: &[u8]) -> bool {
    let mut tags = content.split(|it| *it == b'<').skip(1).map(|it| it.strip_prefix(b"/").unwrap_or(it));
    tags.any(|tag| {
        let name: Vec<u8> = tag.iter().take(8).map(u8::to_ascii_lowercase).collect();
        matches!(name[..], [b'h', b'1'..=b'6', ..]) || name.starts_with(b"textarea") || name.starts_with(b"search")
    })
}

/// A link reference definition: what follows it is a paragraph to pulldown-cmark where the grammar sees a new block.
fn is_definition(content: &[u8]) -> bool {
    let marker = content.iter().position(|it| !b"-+*.) \t0123456789".contains(it)).unwrap_or(0);
    content[marker..].starts_with(b"[") && content.windows(2).any(|it| it == b"]:")
}

/// The delimiter row of a table. The readers differ where a row of the table does not begin with a pipe.
fn is_delimiter(content: &[u8]) -> bool {
    content.contains(&b'-') && content.contains(&b'|') && content.iter().all(|it| b"|-: \t".contains(it))
}

/// An ordered marker that is not 1 below a paragraph, which only 1 interrupts.
fn is_interrupting(content: &[u8], above: &[u8]) -> bool {
    let number = |line: &[u8]| {
        let digits = line.iter().take_while(|it| it.is_ascii_digit()).count();
        (digits > 0 && matches!(line.get(digits), Some(b'.' | b')'))).then_some(digits)
    };
    let is_filled = |digits: usize| above.len() > digits + 1;
    number(content).is_some_and(|it| &content[..it] != b"1") && !number(above).is_some_and(is_filled)
}

fn is_task(content: &[u8]) -> bool {
    content.windows(3).any(|it| matches!(it, b"[ ]" | b"[\t]" | b"[x]" | b"[X]"))
}

/// Below a task it makes a heading, but not to the grammar.
fn is_underline(content: &[u8]) -> bool {
    content.iter().all(|it| *it == b'-') || content.iter().all(|it| *it == b'=')
}

/// A mark behind so much white space that it only goes on the paragraph above; to the grammar it ends it.
fn is_deep_mark(line: &[u8]) -> bool {
    let Some(column) = line.iter().position(|it| !matches!(it, b' ' | b'\t' | b'>')) else { return false };
    (column >= 4 || line[..column].contains(&b'\t')) && b"*_<>=`~".contains(&line[column])
}

#[cfg(test)]
mod tests {
    use crate::syntax::misread::is_likely;
    use crate::syntax::{pulldown, tree};

    #[test]
    fn what_is_known_is_noticed() {
        for text in [
            "Tasks\n0. My first postmortem\n",
            "<h1>Postmortem</h1>\ntext\n",
            "note\n    * an indented star\n",
            "[a]: b\n    code\n",
            "| a | b |\n| --- | --- |\n=====\n",
            "a | b\n--- | ---\n=====\n",
            "- [ ] task\n  ---\n",
        ] {
            assert!(is_likely(text), "{text:?}");
        }
    }

    #[test]
    fn the_grammar_still_misreads_it() {
        for text in
            ["Tasks\n0. My first postmortem\n", "<h1>Postmortem</h1>\n", "note\n    * star\n", "[a]: b\n    code\n"]
        {
            assert_ne!(tree::blocks(text), Some(pulldown::read(text).blocks), "{text:?}");
        }
    }

    #[test]
    fn ordinary_text_is_left_to_the_grammar() {
        let text = "# Postmortem\n\nText\n\n1. one\n2. two\n\n| a | b |\n| - | - |\n| 1 | 2 |\n\n- x\n  - y\n";
        assert!(!is_likely(text));
    }
}
