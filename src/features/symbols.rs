//! What a postmortem is made of, as outlines and searches show it: sections, the entries and tasks in them.

use crate::model::{Entry, Postmortem, Section};
use crate::snapshot::Snapshot;
use crate::text::{Span, Text};

/// One thing with a name, and the things in it.
#[derive(Debug)]
pub struct Symbol {
    pub kind: Kind,
    /// On one line, never empty.
    pub name: String,
    /// Where the whole of it stands.
    pub span: Span,
    /// Its name in the text; lies in `span`.
    pub selection: Span,
    pub parts: Vec<Symbol>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Section,
    Entry,
    Task,
}

/// The sections in the order of the document; without `headings`, the parts alone of those that Markdown knows as headings,
/// since others list these. Empty where it is no postmortem.
pub fn outline(snapshot: &Snapshot, headings: bool) -> Vec<Symbol> {
    let postmortem = snapshot.postmortem();
    if !postmortem.recognised {
        return Vec::new();
    }
    let symbols = |it: &Section| {
        let symbol = section(snapshot.text(), postmortem, it);
        if headings || !it.heading.style.is_markdown() { vec![symbol] } else { symbol.parts }
    };
    postmortem.sections.iter().flat_map(symbols).collect()
}

fn section(text: &Text, postmortem: &Postmortem, section: &Section) -> Symbol {
    let span = whole(text, section);
    let within = |it: Span| span.start <= it.start && it.end <= span.end;
    let entries = postmortem.timeline.entries.iter().filter(|it| within(it.span)).map(|it| entry(text, it));
    let tasks = postmortem.actions.iter().filter(|it| within(it.line)).map(|it| Symbol {
        kind: Kind::Task,
        name: name(&text.slice(it.span)),
        span: it.line.cover(it.span),
        selection: it.span,
        parts: Vec::new(),
    });
    Symbol {
        kind: Kind::Section,
        name: name(&section.heading.text),
        span,
        selection: section.heading.span,
        parts: entries.chain(tasks).collect(),
    }
}

/// `14:30 UTC An alert fired`
fn entry(text: &Text, entry: &Entry) -> Symbol {
    let event = text.slice(entry.event);
    // What stands in further paragraphs is told behind the name.
    let event = event.lines().take_while(|it| !it.trim().is_empty()).collect::<Vec<_>>().join(" ");
    let told = match &entry.stamp {
        Some(stamp) => format!("{} {event}", text.slice(stamp.span)),
        None => event,
    };
    let selection = entry.stamp.as_ref().map_or(entry.event, |it| it.span);
    let span = entry.span.cover(selection);
    Symbol { kind: Kind::Entry, name: name(&told), span, selection, parts: Vec::new() }
}

/// From the heading to the last line that says something.
pub fn whole(text: &Text, section: &Section) -> Span {
    let start = section.heading.line.start;
    let end = section.body.end.max(section.heading.line.end);
    let length = text.slice(Span::new(start, end)).trim_end().len();
    Span::new(start, (start + length).max(section.heading.line.end))
}

/// Words on one line, shortened where they are many.
fn name(words: &str) -> String {
    const LONGEST: usize = 80;
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(LONGEST) {
        Some((cut, _)) => format!("{}…", line[..cut].trim_end()),
        None if line.is_empty() => "(empty)".to_owned(),
        None => line,
    }
}
