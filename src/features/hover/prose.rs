//! A line and bullets, as Markdown that every editor can show, or as plain text.

/// More lines than this push the text aside in small windows.
const MOST_LINES: usize = 12;

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
    let shown: String =
        text.chars().map(|it| if it.is_whitespace() { ' ' } else { it }).filter(|it| is_shown(*it)).take(80).collect();
    format!("{OPEN}{shown}{CLOSE}")
}

/// Neither a control character nor one that turns the direction of the text around it.
fn is_shown(it: char) -> bool {
    !it.is_control() && !matches!(it, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

impl Prose {
    pub fn new(first: String) -> Prose {
        Prose { first, bullets: Vec::new() }
    }

    pub fn bullet(&mut self, text: String) {
        if self.bullets.len() + 2 < MOST_LINES {
            self.bullets.push(text);
        }
    }

    pub fn markdown(&self) -> String {
        self.lines("\n\n", escaped)
    }

    pub fn plain(&self) -> String {
        self.lines("\n", |it| it.replace([OPEN, CLOSE], ""))
    }

    fn lines(&self, gap: &str, written: fn(&str) -> String) -> String {
        let bullets: Vec<String> = self.bullets.iter().map(|it| format!("- {}", written(it))).collect();
        let gap = if bullets.is_empty() { "" } else { gap };
        format!("{}{gap}{}", written(&self.first), bullets.join("\n"))
    }
}

/// Every ASCII punctuation mark of a quoted text gets a backslash, so that none of them means anything.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut is_quoted = false;
    for it in text.chars() {
        match it {
            OPEN => is_quoted = true,
            CLOSE => is_quoted = false,
            it => {
                if is_quoted && it.is_ascii_punctuation() {
                    out.push('\\');
                }
                out.push(it);
            }
        }
    }
    out
}
