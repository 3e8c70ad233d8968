//! Front matter: YAML between `---` or TOML between `+++` in the first lines of a document.

use crate::syntax::line::{Line, lines};

/// Longer front matter is none, in bytes: so that an edit far below cannot change what the first line means.
pub(super) const LIMIT: usize = 8 * 1024;

/// Whether a document that begins so may have front matter, as far as its first bytes tell.
pub(super) fn may_begin(text: &str) -> bool {
    let fence = text.trim_start_matches('\u{feff}').as_bytes();
    fence.starts_with(b"---") || fence.starts_with(b"+++")
}

/// The length of the front matter with its last line break, in bytes; `None` where a document has none.
///
/// The fence stands at column 0 of the first line and text follows at once: `---` before an empty line is a thematic
/// break. The same fence closes it, or `...` closes YAML. Indented or unclosed it is no front matter.
pub(super) fn length(text: &str) -> Option<usize> {
    let mark = text.len() - text.trim_start_matches('\u{feff}').len();
    let head = &text.as_bytes()[mark..text.len().min(LIMIT).max(mark)];
    let mut lines = lines(head);
    let fence = lines.next()?.bytes.trim_ascii_end();
    if fence != b"---" && fence != b"+++" {
        return None;
    }
    let is_whole = mark + head.len() == text.len();
    let closes = |it: &Line| {
        let line = it.bytes.trim_ascii_end();
        (line == fence || (line == b"..." && fence == b"---")) && (is_whole || !it.may_go_on(head))
    };
    let first = lines.next().filter(|it| !it.is_blank() && !closes(it))?;
    let last = std::iter::once(first).chain(lines).find(closes)?;
    Some(mark + last.next)
}

#[cfg(test)]
mod tests {
    use crate::syntax::front::{LIMIT, length};

    #[test]
    fn a_closed_fence_in_the_first_line_is_front_matter() {
        assert_eq!(length("---\na: 1\n---\ntext"), Some(13));
        assert_eq!(length("---\r\na: 1\r\n...\r\ntext"), Some(16));
        assert_eq!(length("+++ \na = 1\n+++"), Some(14));
        assert_eq!(length("\u{feff}---\na: 1\n---\n"), Some(16));
    }

    #[test]
    fn a_thematic_break_is_no_front_matter() {
        for text in
            ["---\n\na\n\n---\n", "---\na: 1\n", "  ---\na: 1\n---\n", "----\na\n----\n", "---\n---\n", "", "---"]
        {
            assert_eq!(length(text), None, "{text:?}");
        }
    }

    #[test]
    fn front_matter_beyond_the_limit_is_none() {
        let text = format!("---\n{}---\n", "a: 1\n".repeat(LIMIT / 5));
        assert_eq!(length(&text), None);
    }
}
