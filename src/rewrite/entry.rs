//! The text that goes with an entry of a timeline when it is moved or rewritten.

use crate::model::{Entry, Layout};
use crate::rewrite::placement::{is_blank, is_rule};
use crate::text::{Span, Text};

/// An entry without what merely follows it: paragraphs, headings and rules below a list. A paragraph goes with the
/// entry where it is indented under its bullet, or where it is the first text of the entry.
pub fn own_span(text: &Text, entry: &Entry) -> Span {
    if matches!(entry.layout, Layout::Heading | Layout::TableRow | Layout::Html | Layout::Inline) {
        return trimmed(text, entry.span);
    }
    let first = text.line_of(entry.span.start);
    let last = text.line_of(entry.span.end);
    let mut end = first;
    for line in first + 1..=last {
        if is_blank(text, line) || text.slice(text.line(line)).trim() == ">" {
            continue;
        }
        let follows_directly = line == end + 1;
        let source = text.slice(text.line(line));
        let indentation = source.len() - source.trim_start().len();
        let is_inside = matches!(entry.layout, Layout::Bullet | Layout::Numbered) && indentation >= 2;
        let is_first_text = entry.event.is_empty() || entry.event.start > text.line(end).end;
        let ends_entry = source.starts_with('#') || is_rule(text, line);
        if ends_entry || !(follows_directly || is_inside || is_first_text) {
            break;
        }
        end = line;
    }
    trimmed(text, Span::new(entry.span.start, text.line(end).end.min(entry.span.end)))
}

fn trimmed(text: &Text, span: Span) -> Span {
    let length = text.slice(span).trim_end().len();
    Span::new(span.start, span.start + length)
}
