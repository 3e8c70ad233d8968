//! What makes a line an entry: the bullet, number, pipe or number sign in front of it.

/// What makes a line an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marker {
    Bullet,
    Number,
    Quote,
    /// The pipe before the first cell of a table.
    Row,
    Heading,
}

/// The marker at the start of a line without its indentation, and its bytes with the white space behind it.
pub fn marker(text: &str) -> (Option<Marker>, usize) {
    let (mut found, mut at) = (None, 0);
    while let Some((marker, length)) = one_marker(&text[at..]) {
        found = Some(marker);
        at += length;
        if marker != Marker::Quote {
            break;
        }
    }
    if matches!(found, Some(Marker::Bullet | Marker::Number))
        && let Some(checkbox) = ["[ ] ", "[x] ", "[X] "].iter().find(|it| text[at..].starts_with(**it))
    {
        at += checkbox.len();
    }
    (found, at)
}

fn one_marker(text: &str) -> Option<(Marker, usize)> {
    let first = text.chars().next()?;
    let rest = &text[first.len_utf8()..];
    let blanks = |it: &str| it.len() - it.trim_start_matches([' ', '\t', '\u{a0}']).len();
    let spaces = blanks(rest);
    let ends = spaces > 0 || rest.is_empty();
    match first {
        '>' => Some((Marker::Quote, 1 + spaces)),
        '|' => Some((Marker::Row, 1 + spaces)),
        '-' | '+' if ends || rest.starts_with(|it: char| it.is_ascii_digit()) => Some((Marker::Bullet, 1 + spaces)),
        // `*14:30*` is emphasis.
        '*' if ends || (rest.starts_with(|it: char| it.is_ascii_digit()) && !rest.contains('*')) => {
            Some((Marker::Bullet, 1 + spaces))
        }
        '•' | '◦' | '▪' | '●' | '·' | '‣' => Some((Marker::Bullet, first.len_utf8() + spaces)),
        '#' => {
            let hashes = text.bytes().take_while(|it| *it == b'#').count();
            let behind = &text[hashes..];
            (hashes <= 6 && (behind.is_empty() || blanks(behind) > 0))
                .then(|| (Marker::Heading, hashes + blanks(behind)))
        }
        '0'..='9' => {
            let digits = text.bytes().take_while(u8::is_ascii_digit).count();
            let behind = text[digits..].strip_prefix(['.', ')'])?;
            (digits <= 3 && blanks(behind) > 0).then(|| (Marker::Number, digits + 1 + blanks(behind)))
        }
        _ => None,
    }
}
