//! A line and bullets, as Markdown that every editor can show, or as plain text.

/// More lines than this push the text aside in small windows.
const MOST_LINES: usize = 12;

/// Wider windows hide the text beside them, in characters.
const WIDTH: usize = 64;

/// What a hover says. Words that the server did not write itself come in through [`quoted`].
#[derive(Debug)]
pub(super) struct Prose {
    first: String,
    bullets: Vec<String>,
}

/// Where a foreign text begins and ends; control characters are taken out of such texts, these two included.
const OPEN: char = '\u{2}';
const CLOSE: char = '\u{3}';

/// A text of the document or of a profile: shown as it is, never read as Markdown, on one line.
pub(super) fn quoted(text: &str) -> String {
    verbatim(text, 80)
}

/// The same of a text of any length.
pub(super) fn quoted_whole(text: &str) -> String {
    verbatim(text, usize::MAX)
}

fn verbatim(text: &str, most: usize) -> String {
    let bare = text.chars().map(|it| if it.is_whitespace() { ' ' } else { it });
    let shown: String = bare.filter(|it| is_shown(*it)).take(most).collect();
    format!("{OPEN}{shown}{CLOSE}")
}

/// Neither a control character nor one that turns the direction of the text around it.
fn is_shown(it: char) -> bool {
    !it.is_control() && !matches!(it, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

impl Prose {
    pub fn new(first: String) -> Prose {
        Prose { first: wrapped(&first, ""), bullets: Vec::new() }
    }

    /// The first line, and bullets for the others.
    pub fn of<const N: usize>(lines: [String; N]) -> Prose {
        let mut lines = lines.into_iter();
        let mut prose = Prose::new(lines.next().unwrap_or_default());
        lines.for_each(|it| prose.bullet(it));
        prose
    }

    pub fn bullet(&mut self, text: String) {
        let lines = |it: &str| it.lines().count();
        let taken: usize = self.bullets.iter().map(|it| lines(it)).sum::<usize>() + lines(&self.first);
        let bullet = wrapped(&format!("- {text}"), "  ");
        if taken + lines(&bullet) <= MOST_LINES {
            self.bullets.push(bullet);
        }
    }

    pub fn markdown(&self) -> String {
        self.lines("\n\n", escaped)
    }

    pub fn plain(&self) -> String {
        self.lines("\n", |it| it.replace([OPEN, CLOSE], ""))
    }

    fn lines(&self, gap: &str, written: fn(&str) -> String) -> String {
        let gap = if self.bullets.is_empty() { "" } else { gap };
        format!("{}{gap}{}", written(&self.first), written(&self.bullets.join("\n")))
    }
}

/// A text in lines of the width, those but the first with an indentation.
fn wrapped(text: &str, indent: &str) -> String {
    let shown = |it: &str| it.chars().filter(|it| !matches!(*it, OPEN | CLOSE)).count();
    let (mut out, mut column) = (String::new(), 0);
    for word in text.split(' ') {
        let length = shown(word);
        if column > 0 && column + 1 + length > WIDTH {
            out.push('\n');
            out.push_str(indent);
            column = indent.len();
        } else if column > 0 {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += length;
    }
    out
}

/// Every ASCII punctuation mark of a quoted text that could mean something gets a backslash. The others get none: some
/// editors show it.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut is_quoted, mut before) = (false, ' ');
    let mut rest = text.chars().peekable();
    while let Some(it) = rest.next() {
        match it {
            OPEN => is_quoted = true,
            CLOSE => is_quoted = false,
            it => {
                let behind = rest.peek().copied().unwrap_or(' ');
                if is_quoted && it.is_ascii_punctuation() && !is_plain(before, it, behind) {
                    out.push('\\');
                }
                out.push(it);
            }
        }
        before = it;
    }
    out
}

/// Whether a mark between two characters is no markup in any dialect: `2024-05-01`, `14:02`, `(UTC)`.
fn is_plain(before: char, mark: char, behind: char) -> bool {
    let are_digits = before.is_ascii_digit() && behind.is_ascii_digit();
    match mark {
        ',' | ';' | '?' | '%' | '\'' | '"' | '(' => true,
        ')' => !before.is_ascii_digit(),
        '-' => before.is_ascii_alphanumeric() && behind.is_ascii_alphanumeric(),
        ':' | '.' | '/' | '+' => are_digits,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_could_be_markup_is_escaped() {
        for (text, markdown) in [
            ("due 2024-05-01, 14:02 (UTC)", "due 2024-05-01, 14:02 (UTC)"),
            ("1) a - b", r"1\) a \- b"),
            ("[a](b) *c* <d> www.e.org", r"\[a\](b) \*c\* \<d\> www\.e\.org"),
        ] {
            assert_eq!(escaped(&quoted(text)), markdown);
        }
    }
}
