//! Pasted lines as somebody reads them: each time with what was said at it.

use crate::clock::{self, Stamp};

/// A time and what was said at it.
#[derive(Clone, Debug)]
pub struct Pasted {
    pub stamp: Stamp,
    /// On one line.
    pub event: String,
}

/// What opens and closes a time, and what parts it from the words.
const MARKS: &[char] =
    &[' ', '\t', '\u{a0}', '[', ']', '(', ')', '<', '>', '*', '_', '`', '|', '-', '–', '—', ',', ';', ':', '•', '"'];

/// What closes a time, and what parts it from the words; what opens the words stays with them.
const SEPARATORS: &[char] = &[' ', '\t', '\u{a0}', ']', ')', '|', '-', '–', '—', ',', ';', ':', '•'];

/// More words than a name has.
const NAME: usize = 4;

/// The lines with a time, those without one joined to the line before; and the lines before the first time.
pub fn read(text: &str) -> (Vec<Pasted>, Vec<String>) {
    let mut read: Vec<Pasted> = Vec::new();
    let mut left = Vec::new();
    for line in text.lines().map(str::trim).filter(|it| !it.is_empty()) {
        match (timed(line), read.last_mut()) {
            (Some(pasted), _) => read.push(pasted),
            (None, Some(last)) => {
                let joint = if last.event.is_empty() || last.event.ends_with(':') { "" } else { " " };
                let space = if last.event.ends_with(':') { " " } else { joint };
                last.event.push_str(space);
                last.event.push_str(line);
            }
            (None, None) => left.push(line.to_owned()),
        }
    }
    (read, left)
}

/// Whether a line tells when it was said.
pub fn is_timed(line: &str) -> bool {
    timed(line.trim()).is_some()
}

/// A line that begins with a time, behind nothing but marks, or that is a name and a time.
fn timed(line: &str) -> Option<Pasted> {
    let line = without_fraction(line);
    let stamps = clock::stamps(&line);
    let stamp = stamps.iter().find(|it| it.time.is_some() && !it.weak)?;
    let last = stamp.ends_at.map_or(stamp, |it| &stamps[it]);
    let lead = &line[..stamp.span.start];
    let before = lead.trim_matches(MARKS);
    let behind = &named(words(lead, &line[last.span.end..]));
    let event = match before {
        "" => behind.to_owned(),
        // `Dana Lee  2:32 PM`: what she said follows.
        name if behind.is_empty() && is_name(name) => format!("{name}:"),
        // `dana [14:32]: looking`
        name if is_name(name) && lead.ends_with(['[', '(', '<']) => format!("{name}: {behind}"),
        _ => return None,
    };
    Some(Pasted { stamp: stamp.clone(), event })
}

/// What is said behind a time: without the marks that were opened before it, and without the last bar of a row.
fn words<'a>(lead: &str, behind: &'a str) -> &'a str {
    let closes = |it: char| match it {
        '*' | '_' | '`' | '"' => lead.contains(it),
        '>' => lead.contains('<'),
        _ => matches!(it, ']' | ')' | ':' | ','),
    };
    let words = behind.trim_start_matches(closes).trim_start_matches(SEPARATORS).trim_end();
    if lead.trim_start().starts_with('|') { words.trim_end_matches(['|', ' ']) } else { words }
}

/// Words in which a name in brackets is followed by a colon instead: `<kim> it is down` is HTML to Markdown.
fn named(words: &str) -> String {
    let bracketed =
        [('<', '>'), ('[', ']')].iter().find_map(|(open, close)| words.strip_prefix(*open)?.split_once(*close));
    match bracketed {
        Some((name, rest)) if is_name(name) && !name.trim().is_empty() && rest.starts_with([' ', ':']) => {
            format!("{}: {}", name.trim(), rest.trim_start_matches([' ', ':']))
        }
        _ => words.to_owned(),
    }
}

/// Few words without a mark of a sentence.
pub fn is_name(words: &str) -> bool {
    words.split_whitespace().count() <= NAME && !words.contains(['.', '!', '?', ':', ';', ','])
}

/// A line without fractions of a second: `14:32:01.123` is `14:32:01`.
fn without_fraction(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = rest.find(['.', ',']) {
        let digits = rest[at + 1..].bytes().take_while(u8::is_ascii_digit).count();
        let before = &rest.as_bytes()[..at];
        let is_second = before.len() >= 6
            && matches!(before[before.len() - 6..], [_, _, b':', _, _, b':'] | [b':', _, _, b':', _, _]);
        out.push_str(&rest[..at]);
        if is_second && digits > 0 {
            rest = &rest[at + 1 + digits..];
        } else {
            out.push_str(&rest[at..=at]);
            rest = &rest[at + 1..];
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, expected: Option<(&str, &str)>) {
        let read = timed(line).map(|it| (it.stamp.time.expect("a time").to_string(), it.event));
        assert_eq!(read, expected.map(|(time, event)| (time.to_owned(), event.to_owned())), "{line}");
    }

    #[test]
    fn lines_of_chats_pagers_journals_and_logs_have_a_time_and_words() {
        check("[14:32] dana: looking", Some(("14:32", "dana: looking")));
        check("Dana Lee  2:32 PM", Some(("14:32", "Dana Lee:")));
        check("dana [14:32]: looking", Some(("14:32", "dana: looking")));
        check("2024-03-04 14:32:01,345 WARN slow query", Some(("14:32", "WARN slow query")));
        check("2024-03-04T14:32:01.345Z level=error", Some(("14:32", "level=error")));
        check("Mar 04 14:32:01 web-1 sshd[7]: closed", Some(("14:32", "web-1 sshd[7]: closed")));
        check("14:32 <kim> it is down", Some(("14:32", "kim: it is down")));
        check("14:32:01 [ERROR] disk full", Some(("14:32", "ERROR: disk full")));
        check("On 4 March 2024 at 2:32 PM UTC: Triggered through the API", None);
        check("4 March 2024 at 2:32 PM: Triggered through the API", Some(("14:32", "Triggered through the API")));
        check("> 14:32 — quoted", Some(("14:32", "quoted")));
        check("14:32, alert, paged", Some(("14:32", "alert, paged")));
    }

    #[test]
    fn what_is_opened_behind_the_time_stays_open() {
        check("14:32 `nginx -s reload` was run", Some(("14:32", "`nginx -s reload` was run")));
        check("* 14:32 - **Resolved** by Ann", Some(("14:32", "**Resolved** by Ann")));
        check("**14:32:** \"down\", said Ann", Some(("14:32", "\"down\", said Ann")));
        check("`14:32` (UTC) down", Some(("14:32", "down")));
        check("| 14:32 | __Resolved__ |", Some(("14:32", "__Resolved__")));
        check("14:32 [the log](https://example.com) tells", Some(("14:32", "[the log](https://example.com) tells")));
        check("14:32 (twice) down", Some(("14:32", "(twice) down")));
    }

    #[test]
    fn a_sentence_with_a_time_in_it_is_no_entry() {
        check("we saw it again at 14:32 and again", None);
        check("nothing", None);
    }
}
