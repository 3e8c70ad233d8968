//! `pseudo-heading`: a section's heading that Markdown does not take for one.

use crate::model::{HeadingStyle, Section};
use crate::rules::{Findings, Fix, Rule, Safety, Severity, placement, quoted};
use crate::snapshot::Snapshot;
use crate::text::{Edit, Span, Text};

pub static RULE: Rule = Rule {
    name: "pseudo-heading",
    severity: Severity::Warning,
    docs: r#"The heading of a section is no heading to Markdown: a bare line, a bold line, a list item, HTML, or hash signs without a
space behind them.

## Why

What is no heading gets no anchor, no entry in an outline and no size of its own. A bare line even runs together with the
text below it.

## Example

```markdown
Timeline:
- 14:30 UTC - A monitoring alert reported errors.
```

## Fixed

```markdown
## Timeline

- 14:30 UTC - A monitoring alert reported errors.
```
"#,
    check,
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    for section in &snapshot.postmortem().sections {
        let heading = &section.heading;
        if heading.style.is_markdown() || heading.style == HeadingStyle::Other {
            continue;
        }
        let name = quoted(&heading.text);
        findings.add(heading.span, format!("{name} is no heading to Markdown")).fix = edits(snapshot, section)
            .map(|edits| Fix { title: format!("Turn {name} into a heading"), safety: Safety::Safe, edits });
    }
}

/// A heading on a line of its own, with a blank line before and after; text behind it gets its own paragraph.
fn edits(snapshot: &Snapshot, section: &Section) -> Option<Vec<Edit>> {
    let (text, heading) = (snapshot.text(), &section.heading);
    let line = heading.line;
    if placement::is_verbatim(&snapshot.document, line.start) {
        return None;
    }
    let behind = section.body.start.clamp(line.start, line.end);
    let written = text.slice(Span::new(line.start, behind));
    let words = words(&written, heading.style)?;
    let level = match (heading.style, written.trim_start().chars().take_while(|it| *it == '#').count()) {
        (HeadingStyle::AtxNoSpace, level @ 1..=6) => level,
        _ => placement::heading_level(snapshot).into(),
    };
    let number = text.line_of(line.start);
    let mut new = String::new();
    if number > 0 && !placement::is_blank(text, number - 1) {
        new.push('\n');
    }
    new.push_str(&format!("{} {words}", "#".repeat(level)));
    let rest = text.slice(Span::new(behind, line.end));
    if !rest.trim().is_empty() {
        // Bold that began in the heading and ends behind it goes with the text.
        let bold = if written.matches("**").count() % 2 == 1 { "**" } else { "" };
        new.push_str(&format!("\n\n{bold}{}", rest.trim_start()));
    }
    let next = text.line_of(line.end) + 1;
    if next < text.line_count() && !placement::is_blank(text, next) && rest.trim().is_empty() {
        new.push('\n');
    }
    let mut edits = vec![Edit::replace(line, new.replace('\n', text.line_ending().as_str()))];
    if heading.style == HeadingStyle::ListItem {
        edits.extend(dedent(text, section));
    }
    Some(edits)
}

/// The words of a heading without the markup around them. `None` where the line holds other HTML as well.
fn words(written: &str, style: HeadingStyle) -> Option<String> {
    let mut words = written.trim().trim_start_matches(['>', ' ', '\t']).to_owned();
    if style == HeadingStyle::Html {
        let tag = words.to_ascii_lowercase();
        if !tag.starts_with("<h") || !tag.ends_with('>') || tag.matches("</h").count() != 1 {
            return None;
        }
        words = without_tags(&words);
    }
    if style == HeadingStyle::ListItem {
        words = words.trim_start_matches(['-', '*', '+', '•']).to_owned();
    }
    let words = words.replace("**", "").replace("__", "");
    let words = words.trim_start_matches(['#', '*', '_', ' ', '\t']);
    let words = words.trim_end_matches(['#', '*', '_', ' ', '\t', ':', ';', '-', '–', '—']);
    (!words.is_empty()).then(|| words.to_owned())
}

fn without_tags(source: &str) -> String {
    let mut inside = false;
    let mut keep = |it: char| {
        let is_mark = matches!(it, '<' | '>');
        inside = if is_mark { it == '<' } else { inside };
        !is_mark && !inside
    };
    source.chars().filter(|it| keep(*it)).collect::<String>().trim().to_owned()
}

/// What stood inside the list item loses the item's indentation, so that it does not become code.
fn dedent(text: &Text, section: &Section) -> Vec<Edit> {
    let indentation = |line: usize| {
        let slice = text.slice(text.line(line));
        slice.len() - slice.trim_start_matches([' ', '\t']).len()
    };
    let lines = placement::body_lines(text, section);
    let inside: Vec<usize> = lines
        .take_while(|it| placement::is_blank(text, *it) || indentation(*it) > 0)
        .filter(|it| !placement::is_blank(text, *it))
        .collect();
    let common = inside.iter().map(|it| indentation(*it)).min().unwrap_or(0);
    let cut = |line: &usize| {
        let start = text.line(*line).start;
        Edit::replace(Span::new(start, start + common), "")
    };
    inside.iter().filter(|_| common > 0).map(cut).collect()
}
