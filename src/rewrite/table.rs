//! A timeline as a table, and a table of times as a list.

use crate::clock;
use crate::model::{Entry, Layout};
use crate::rewrite::entry::own_span;
use crate::rewrite::placement::is_blank;
use crate::snapshot::Snapshot;
use crate::syntax::BlockKind;
use crate::text::{Edit, Span, Text};

/// Writes the items or lines of the timeline as rows. `None` where an entry has more than one paragraph or words before
/// its time, or where other text stands between the entries.
pub fn from_list(snapshot: &Snapshot) -> Option<Edit> {
    let text = snapshot.text();
    let entries = &snapshot.postmortem().timeline.entries;
    let is_listed = |it: &Entry| matches!(it.layout, Layout::Bullet | Layout::Numbered | Layout::Line);
    let bare = |span: Span| text.slice(span).trim().is_empty();
    let is_whole = |it: &[Entry]| {
        let end = own_span(text, &it[0]).end;
        end <= it[1].span.start && bare(Span::new(end, it[1].span.start))
    };
    let (first, last) = (entries.first()?, entries.last()?);
    if entries.len() < 2 || !entries.iter().all(is_listed) || !entries.windows(2).all(is_whole) {
        return None;
    }
    let rows: Option<Vec<(String, String)>> = entries.iter().map(|it| row(text, it)).collect();
    let span = Span::new(text.line(text.line_of(first.span.start)).start, own_span(text, last).end);
    Some(apart(text, span, &written(rows?)))
}

/// Time and event of an entry, as cells.
fn row(text: &Text, entry: &Entry) -> Option<(String, String)> {
    let own = own_span(text, entry);
    let event = text.slice(Span::new(entry.event.start.min(own.end), own.end));
    let lines: Vec<&str> = event.lines().map(str::trim).collect();
    let is_nested =
        |it: &&str| it.is_empty() || crate::rewrite::marker::marker(it).0.is_some() || it.starts_with("```");
    if lines.iter().skip(1).any(is_nested) {
        return None;
    }
    let head = text.slice(Span::new(entry.span.start, entry.event.start.min(own.end)));
    let (_, marked) = crate::rewrite::marker::marker(head.trim_start());
    let head = &head.trim_start()[marked..];
    let time = match &entry.stamp {
        Some(stamp) => text.slice(stamp.span),
        None => "".into(),
    };
    let time = if time.is_empty() { head.trim() } else { range(head, &time)? };
    let event = unemphasised(head, &lines.join(" "));
    let cell = |it: &str| it.replace('|', "\\|");
    Some((cell(time), cell(&event)))
}

/// The time in the head of an entry, with the end of a range; `None` where other words stand in it.
fn range<'a>(head: &'a str, time: &str) -> Option<&'a str> {
    let start = head.find(time)?;
    let stamps = clock::stamps(head);
    let first = stamps.iter().find(|it| it.span.end > start)?;
    let end = first.ends_at.map_or(start + time.len(), |it| stamps[it].span.end);
    let is_mark = |it: char| !it.is_alphanumeric();
    let start = if head[..start].ends_with('~') { start - 1 } else { start };
    (head[..start].chars().all(is_mark) && head[end..].chars().all(is_mark)).then(|| &head[start..end])
}

/// The event, with the emphasis that began before the time and goes on behind it.
fn unemphasised(head: &str, event: &str) -> String {
    let open = |mark: &str, text: &str| text.matches(mark).count() % 2 == 1;
    match ["**", "__", "*", "_", "`"].into_iter().find(|it| open(it, head) && open(it, event)) {
        Some(mark) => format!("{mark}{event}"),
        None => event.to_owned(),
    }
}

fn written(rows: Vec<(String, String)>) -> String {
    let head = [("Time".to_owned(), "Event".to_owned()), (String::new(), String::new())];
    let rows: Vec<(String, String)> = head.into_iter().chain(rows).collect();
    let width = rows.iter().map(|it| it.0.chars().count()).max().unwrap_or_default().max(3);
    let line = |(nth, (time, event)): (usize, &(String, String))| match nth {
        1 => format!("| {} | --- |", "-".repeat(width)),
        _ => format!("| {time}{} | {event} |", " ".repeat(width - time.chars().count())),
    };
    rows.iter().enumerate().map(line).collect::<Vec<_>>().join("\n")
}

/// Writes the rows of a table as items: `- time - event`, and further cells behind the event under the names of their
/// columns. `None` where the entries are no whole table.
pub fn into_list(snapshot: &Snapshot) -> Option<Edit> {
    let text = snapshot.text();
    let entries = &snapshot.postmortem().timeline.entries;
    let first = entries.iter().find(|it| it.layout == Layout::TableRow)?;
    let block = snapshot.document.blocks().find(|it| it.kind == BlockKind::Table && it.span.touches(first.span))?;
    let source = text.slice(block.span).into_owned();
    let mut lines = source.lines();
    let (head, _) = (cells(lines.next()?), lines.next()?);
    let items: Option<Vec<String>> =
        lines.filter(|it| !it.trim().is_empty()).map(|it| item(&head, &cells(it))).collect();
    let is_plain = head.len() >= 2 && !source.contains("\n>");
    let end = block.span.start + source.trim_end().len();
    let start = text.line(text.line_of(block.span.start)).start;
    is_plain
        .then(|| apart(text, Span::new(start, end), &items.unwrap_or_default().join("\n")))
        .filter(|it| !it.text.is_empty())
}

/// The cells of a row, without the pipes and their escapes.
fn cells(row: &str) -> Vec<String> {
    let row = row.trim();
    let row = row.strip_prefix('|').unwrap_or(row);
    let mut cells = vec![String::new()];
    let mut is_escaped = false;
    for character in row.chars() {
        match character {
            '|' if !is_escaped => cells.push(String::new()),
            _ => {
                let cell = cells.last_mut().expect("there is one from the start");
                if character == '|' {
                    cell.pop();
                }
                cell.push(character);
            }
        }
        is_escaped = character == '\\';
    }
    if row.ends_with('|') && !row.ends_with("\\|") {
        cells.pop();
    }
    cells.into_iter().map(|it| it.trim().to_owned()).collect()
}

fn item(head: &[String], cells: &[String]) -> Option<String> {
    let (time, event) = (zoned(cells.first()?, head.first()?), cells.get(1)?);
    let further = cells.iter().enumerate().skip(2).filter(|it| !it.1.is_empty());
    let further = further.map(|(nth, cell)| match head.get(nth).filter(|it| !it.is_empty()) {
        Some(name) => format!("{name}: {cell}"),
        None => cell.clone(),
    });
    let told: Vec<String> = std::iter::once(event.clone()).filter(|it| !it.is_empty()).chain(further).collect();
    let parts = [time.clone(), told.join("; ")];
    let parts: Vec<&String> = parts.iter().filter(|it| !it.is_empty()).collect();
    Some(format!("- {}", parts.iter().map(|it| it.as_str()).collect::<Vec<_>>().join(" - ")))
}

/// A time with the zone that its column names, where it has none of its own.
fn zoned(time: &str, column: &str) -> String {
    match clock::zones(column).first() {
        Some((_, place)) if !time.is_empty() && clock::zones(time).is_empty() => {
            format!("{time} {}", &column[place.range()])
        }
        _ => time.to_owned(),
    }
}

/// Lines in the place of others, with a blank line before and behind them.
fn apart(text: &Text, span: Span, lines: &str) -> Edit {
    let (first, last) = (text.line_of(span.start), text.line_of(span.end));
    let mut new = String::new();
    if first > 0 && !is_blank(text, first - 1) {
        new.push('\n');
    }
    new.push_str(lines);
    if last + 1 < text.line_count() && !is_blank(text, last + 1) {
        new.push('\n');
    }
    Edit::replace(span, new.replace('\n', text.line_ending().as_str()))
}
