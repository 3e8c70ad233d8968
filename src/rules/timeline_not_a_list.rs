//! `timeline-not-a-list`: the entries of the timeline are no items of a list.

use crate::model::{Entry, Layout};
use crate::profile::Role;
use crate::rules::{Findings, Fix, Rule, Safety, Severity, placement, quoted, scaffold};
use crate::snapshot::Snapshot;
use crate::text::{Edit, Span, Text};

pub static RULE: Rule = Rule {
    name: "timeline-not-a-list",
    severity: Severity::Warning,
    docs: r#"Entries of the timeline are lines, code, quotes or sentences instead of items of a list.

Tables, headings and numbered lists are left alone. The fix writes `- time - text` and keeps every word: the time and
its zone as they are, further lines under their item, several entries of one line under each other.

## Why

Lines without a bullet run together into one paragraph when the document is shown, and indented lines become code that
is cut off at the margin.

## Example

```markdown
## Timeline

14:30 UTC: A monitoring alert reported errors.
14:45 UTC: The on-call engineer restarted the service.
```

## Fixed

```markdown
## Timeline

- 14:30 UTC - A monitoring alert reported errors.
- 14:45 UTC - The on-call engineer restarted the service.
```
"#,
    check,
};

/// The marks between a time and its text, and around a time.
const AROUND_TIME: &[char] = &[' ', '\t', '*', '_', '`', ':', '-', '–', '—', ',', '|'];

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    if scaffold::written(snapshot, Role::Timeline).is_none() {
        return;
    }
    let entries = &snapshot.postmortem().timeline.entries;
    let first = entries.iter().filter(|it| is_loose(it)).find_map(|it| it.stamp.as_ref());
    let Some(first) = first else { return };
    let words = snapshot.text().slice(first.span);
    let message = format!("The timeline is not a list: {} has no bullet", quoted(&words));
    findings.add(first.span, message).fix = edits(snapshot, entries).map(|edits| Fix {
        title: "Turn the timeline into a list".to_owned(),
        safety: Safety::Safe,
        edits,
    });
}

fn is_loose(entry: &Entry) -> bool {
    matches!(entry.layout, Layout::Line | Layout::Indented | Layout::Quoted | Layout::Inline)
}

fn edits(snapshot: &Snapshot, entries: &[Entry]) -> Option<Vec<Edit>> {
    let text = snapshot.text();
    let mut edits = Vec::new();
    for (index, entry) in entries.iter().enumerate().filter(|(_, it)| is_loose(it)) {
        if placement::is_verbatim(&snapshot.document, entry.span.start) {
            return None;
        }
        let before = index.checked_sub(1).map(|it| entries[it].span);
        let after = entries.get(index + 1).map(|it| it.span);
        edits.push(edit(text, entry, before, after));
        edits.extend(quote_mark_below(text, entry));
    }
    Some(edits)
}

/// Puts an entry on a line of its own, as an item, apart from text that is no entry.
fn edit(text: &Text, entry: &Entry, before: Option<Span>, after: Option<Span>) -> Edit {
    let line = text.line(text.line_of(entry.span.start));
    let shares_line = before.is_some_and(|it| it.end > line.start);
    let start = if shares_line { before.map_or(line.start, |it| it.end) } else { line.start };
    let lead = Span::new(start, entry.span.start);
    let is_bare = text.slice(lead).trim_matches(['>', ' ', '\t']).is_empty();
    let start = if is_bare { start } else { entry.span.start };
    let mut new = match (is_bare, shares_line) {
        (true, false) => String::new(),
        (_, true) => "\n".to_owned(),
        (false, false) => "\n\n".to_owned(),
    };
    new.push_str(&item(text, entry));
    let next = text.line_of(entry.span.end) + 1;
    let is_followed = next < text.line_count() && !text.slice(text.line(next)).trim_matches(['>', ' ']).is_empty();
    let follower_is_entry = after.is_some_and(|it| text.line_of(it.start) <= next);
    if is_followed && !follower_is_entry {
        new.push('\n');
    }
    Edit::replace(Span::new(start, entry.span.end), new.replace('\n', text.line_ending().as_str()))
}

/// `- time - text`, or the words in the order they have where there are others than the time before the text.
fn item(text: &Text, entry: &Entry) -> String {
    let split = entry.event.start.clamp(entry.span.start, entry.span.end);
    let head = text.slice(Span::new(entry.span.start, split));
    let head = without_mark(&head);
    let event = lines(&text.slice(Span::new(split, entry.span.end)));
    let time = head.trim_matches(AROUND_TIME);
    let words = entry.stamp.as_ref().map(|it| text.slice(it.span));
    let rest = words.and_then(|words| time.contains(&*words).then(|| time.replacen(&*words, "", 1)));
    let is_time_alone = rest.is_some_and(|it| !it.contains(|it: char| it.is_alphanumeric() || "*_`".contains(it)));
    let is_balanced = ['*', '_', '`'].iter().all(|mark| head.matches(*mark).count() % 2 == 0);
    match (is_time_alone && is_balanced, event.is_empty()) {
        (true, true) => format!("- {time}"),
        (true, false) => format!("- {time} - {event}"),
        (false, _) => format!("- {head}{event}").trim_end().to_owned(),
    }
}

/// What follows the indentation and the marks of quotes and odd bullets, also where they stand in emphasis.
fn without_mark(head: &str) -> &str {
    const MARKS: &[char] = &[' ', '\t', '>', '•', '·', '='];
    let inside = head.trim_start_matches(['*', '_']);
    if inside.starts_with('>') { inside.trim_start_matches(MARKS) } else { head.trim_start_matches(MARKS) }
}

/// The lines of an entry's text, all but the first of them indented under its bullet.
fn lines(source: &str) -> String {
    let bare = |line: &str| line.trim_start_matches(['>', ' ', '\t']).trim_end().to_owned();
    let mut lines = source.lines();
    let mut out = lines.next().map(bare).unwrap_or_default();
    for line in lines.map(bare) {
        out.push('\n');
        if !line.is_empty() {
            out.push_str("  ");
            out.push_str(&line);
        }
    }
    out
}

/// A line of a quote that holds nothing and stands between its entries becomes a blank line.
fn quote_mark_below(text: &Text, entry: &Entry) -> Option<Edit> {
    let line = text.line(text.line_of(entry.span.end) + 1);
    let is_mark = entry.layout == Layout::Quoted && line.start > entry.span.end && text.slice(line).trim() == ">";
    is_mark.then(|| Edit::replace(line, ""))
}
