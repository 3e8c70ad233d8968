//! The lines of a piece of text, which end at LF, CR LF and CR.

/// One line, in bytes of the text it was found in.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'t> {
    pub(super) start: usize,
    /// Where the next line begins.
    pub(super) next: usize,
    /// Without the line break.
    pub(super) bytes: &'t [u8],
}

impl Line<'_> {
    pub(super) fn is_blank(self) -> bool {
        self.bytes.iter().all(|it| matches!(it, b' ' | b'\t'))
    }

    /// Whether the text ends before the line does, so that more text could make it longer. A CR may yet be a CR LF.
    pub(super) fn may_go_on(self, text: &[u8]) -> bool {
        self.next == text.len() && text.last() != Some(&b'\n')
    }
}

/// The lines in order. A final line break opens no line.
pub(super) fn lines(text: &[u8]) -> impl Iterator<Item = Line<'_>> {
    let mut start = 0;
    std::iter::from_fn(move || {
        let rest = text.get(start..).filter(|it| !it.is_empty())?;
        let length = rest.iter().position(|it| matches!(it, b'\n' | b'\r')).unwrap_or(rest.len());
        let ending = match &rest[length..] {
            [b'\r', b'\n', ..] => 2,
            [] => 0,
            _ => 1,
        };
        let line = Line { start, next: start + length + ending, bytes: &rest[..length] };
        start = line.next;
        Some(line)
    })
}
