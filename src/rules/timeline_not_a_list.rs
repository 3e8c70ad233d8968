//! `timeline-not-a-list`: the entries of the timeline are no items of a list.

use crate::model::{Entry, Layout};
use crate::profile::Role;
use crate::rewrite::entry::own_span;
use crate::rules::{Diagnostic, Findings, Finds, Fix, Group, Rule, Safety, Severity, placement, scaffold};
use crate::snapshot::Snapshot;
use crate::text::{Edit, Span, Text};

pub static RULE: Rule = Rule {
    name: "timeline-not-a-list",
    group: Group::Timeline,
    finds: Finds::Presence,
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
    fixes: Some(fixes),
};

/// The marks between a time and its text, and around a time.
const AROUND_TIME: &[char] = &[' ', '\t', '*', '_', '`', ':', '-', '–', '—', ',', '|'];

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    if scaffold::written(snapshot, Role::Timeline).is_none() {
        return;
    }
    let entries = &snapshot.postmortem().timeline.entries;
    let text = snapshot.text();
    let first = entries.iter().filter(|it| is_loose(text, it)).find_map(|it| it.stamp.as_ref());
    let Some(first) = first else { return };
    findings.add(first.span, "The timeline is not a list: its entries have no bullets");
}

fn fixes(snapshot: &Snapshot, finding: &Diagnostic) -> Vec<Fix> {
    fix(snapshot, finding).into_iter().collect()
}

fn fix(snapshot: &Snapshot, _: &Diagnostic) -> Option<Fix> {
    let edits = edits(snapshot, &snapshot.postmortem().timeline.entries)?;
    Some(Fix { title: "Turn the timeline into a list".to_owned(), safety: Safety::Safe, edits })
}

/// Whether an entry is shown without a form of its own. Bare lines inside of HTML run together too.
fn is_loose(text: &Text, entry: &Entry) -> bool {
    match entry.layout {
        Layout::Line | Layout::Indented | Layout::Quoted | Layout::Inline => true,
        Layout::Html => !text.slice(entry.span).trim_start().starts_with('<'),
        Layout::Bullet | Layout::Numbered | Layout::TableRow | Layout::Heading => false,
    }
}

fn edits(snapshot: &Snapshot, entries: &[Entry]) -> Option<Vec<Edit>> {
    let text = snapshot.text();
    let mut edits = Vec::new();
    for (index, entry) in entries.iter().enumerate().filter(|(_, it)| is_loose(text, it)) {
        if placement::is_verbatim(&snapshot.document, entry.span.start) {
            return None;
        }
        let before = index.checked_sub(1).map(|it| own_span(text, &entries[it]));
        let after = entries.get(index + 1).map(|it| it.span);
        let mut edit = edit(text, entry, before, after);
        // A blank line ends the HTML.
        let opens = entry.layout == Layout::Html && index.checked_sub(1).is_none_or(|it| !is_loose(text, &entries[it]));
        if opens {
            edit.text.insert_str(0, text.line_ending().as_str());
        }
        edits.push(edit);
        edits.extend(quote_mark_below(text, entry));
    }
    Some(edits)
}

/// Puts an entry on a line of its own, as an item, apart from text that is no entry.
fn edit(text: &Text, entry: &Entry, before: Option<Span>, after: Option<Span>) -> Edit {
    let line = text.line(text.line_of(entry.span.start));
    let span = own_span(text, entry);
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
    let next = text.line_of(span.end) + 1;
    let is_followed = next < text.line_count() && !text.slice(text.line(next)).trim_matches(['>', ' ']).is_empty();
    let follower_is_entry = after.is_some_and(|it| text.line_of(it.start) <= next);
    if is_followed && !follower_is_entry {
        new.push('\n');
    }
    Edit::replace(Span::new(start, span.end), new.replace('\n', text.line_ending().as_str()))
}

/// `- time - text`, or the words in the order they have where there are others than the time before the text.
fn item(text: &Text, entry: &Entry) -> String {
    let span = own_span(text, entry);
    let split = entry.event.start.clamp(span.start, span.end);
    let head = text.slice(Span::new(entry.span.start, split));
    let head = without_mark(&head);
    let event = lines(&text.slice(Span::new(split, span.end)));
    let time = head.trim_matches(AROUND_TIME);
    let words = entry.stamp.as_ref().map(|it| text.slice(it.span));
    let rest = words.and_then(|words| time.contains(&*words).then(|| time.replacen(&*words, "", 1)));
    let is_time_alone = rest.is_some_and(|it| !it.contains(|it: char| it.is_alphanumeric() || "*_`".contains(it)));
    let is_balanced = is_balanced(head);
    match (is_time_alone && is_balanced, event.is_empty()) {
        (true, true) => format!("- {time}"),
        (true, false) => format!("- {time} - {event}"),
        (false, _) => format!("- {head}{event}").trim_end().to_owned(),
    }
}

/// Whether emphasis and code that begin in a text end in it.
fn is_balanced(head: &str) -> bool {
    let (bold, rest) = (head.matches("**").count(), head.replace("**", ""));
    bold % 2 == 0 && ["*", "_", "`"].iter().all(|mark| rest.matches(mark).count() % 2 == 0)
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
    let line = text.line(text.line_of(own_span(text, entry).end) + 1);
    let is_mark = entry.layout == Layout::Quoted && line.start > entry.span.start && text.slice(line).trim() == ">";
    is_mark.then(|| Edit::replace(line, ""))
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::rules;
    use crate::testing::{check, check_fix, snapshot};

    #[test]
    fn lines_code_quotes_and_sentences_are_no_list() {
        for (timeline, time) in [
            ("10:00 UTC: Down\n10:30 UTC: Up\n", "10:00 UTC"),
            ("    10:00 AM - Down\n    10:30 AM - Up\n", "10:00 AM"),
            ("> 10:00: Down\n>\n> 10:30: Up\n", "10:00"),
            ("10:00 UTC: Down. 10:30 UTC: Up.\n", "10:00 UTC"),
        ] {
            let text = format!("## Timeline\n\n{timeline}");
            let found = rules::findings(&snapshot(&text), &[&RULE]);
            assert_eq!(found.len(), 1, "{text}");
            assert_eq!(&text[found[0].span.range()], time);
        }
    }

    #[test]
    fn lists_tables_and_headings_are_forms_of_their_own() {
        for timeline in [
            "- 10:00: Down\n- 10:30: Up\n",
            "1. 10:00: Down\n2. 10:30: Up\n",
            "| Time | Event |\n|---|---|\n| 10:00 | Down |\n| 10:30 | Up |\n",
            "### 10:00\n\nDown\n\n### 10:30\n\nUp\n",
        ] {
            let text = format!("## Timeline\n\n{timeline}");
            assert!(rules::findings(&snapshot(&text), &[&RULE]).is_empty(), "{text}");
        }
    }

    #[test]
    fn only_the_first_entry_is_marked() {
        check(
            &RULE,
            expect![[r###"
                ## Timeline

                10:00 UTC: Down
                ^^^^^^^^^ warning: The timeline is not a list: its entries have no bullets
                10:30 UTC: Up
            "###]],
        );
    }

    #[test]
    fn times_zones_emphasis_and_further_lines_are_kept() {
        check_fix(
            &RULE,
            "## Timeline\n\n**10:00 AM (WAT):** Down for everybody,\nin two regions\n_10:30 AM_ – **Up**\n**11:00 AM Report sent**\nDetection (11:30 AM): an alert\n\nAll was well.\n",
            expect![[r#"
                ## Timeline

                - 10:00 AM (WAT) - Down for everybody,
                  in two regions
                - 10:30 AM - **Up**
                - **11:00 AM Report sent**
                - Detection (11:30 AM): an alert

                All was well.
            "#]],
        );
    }

    #[test]
    fn entries_of_one_line_are_parted_and_text_around_them_stays_apart() {
        check_fix(
            &RULE,
            "## Timeline\n12:00pm EAT: Down. 12:06pm EAT: Looked at logs. 12:30pm EAT: Up.\nRoot cause and resolution:\nA full disk.\n",
            expect![[r#"
                ## Timeline
                - 12:00pm EAT - Down.
                - 12:06pm EAT - Looked at logs.
                - 12:30pm EAT - Up.

                Root cause and resolution:
                A full disk.
            "#]],
        );
    }

    #[test]
    fn code_and_quotes_become_lists() {
        check_fix(
            &RULE,
            "## Timeline\n\n    10:00 - Down\n      for all\n    10:30 - Up\n",
            expect![[r#"
                ## Timeline

                - 10:00 - Down
                  for all
                - 10:30 - Up
            "#]],
        );
        check_fix(
            &RULE,
            "## Timeline\n> 10:00: Down\n>\n> 10:30: Up\n",
            expect![[r#"
                ## Timeline
                - 10:00 - Down

                - 10:30 - Up
            "#]],
        );
    }
}
