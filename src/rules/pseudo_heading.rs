//! `pseudo-heading`: a section's heading that Markdown does not take for one.

use crate::model::{HeadingStyle, Section};
use crate::profile::Role;
use crate::rewrite::placement;
use crate::rules::{Diagnostic, Findings, Finds, Fix, Group, Rule, Safety, Severity};
use crate::snapshot::Snapshot;
use crate::text::{Edit, Span, Text, quoted};

pub static RULE: Rule = Rule {
    name: "pseudo-heading",
    group: Group::Structure,
    finds: Finds::Presence,
    severity: Severity::Warning,
    docs: r#"The heading of a section is no heading to Markdown: a bare line, a bold line, a list item, HTML, or hash signs without a
space behind them.

## Why

What is no heading gets no anchor, no entry in an outline and no size of its own. A bare line even runs together with
the text below it.

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
    fixes: Some(fixes),
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    let sections = snapshot.postmortem().sections.iter().enumerate();
    for (index, section) in sections.filter(|(_, it)| is_pseudo(it)) {
        let message = format!("{} is no heading to Markdown", quoted(&section.heading.text));
        findings.add(section.heading.span, message).subject = index;
    }
}

fn fixes(snapshot: &Snapshot, finding: &Diagnostic) -> Vec<Fix> {
    fix(snapshot, finding).into_iter().collect()
}

fn fix(snapshot: &Snapshot, finding: &Diagnostic) -> Option<Fix> {
    let sections = snapshot.postmortem().sections.get(finding.subject..)?;
    let title = format!("Turn {} into a heading", quoted(&sections.first()?.heading.text));
    let edits = edits(snapshot, sections, placement::heading_level(snapshot))?;
    keeps_sections(snapshot, &edits).then_some(Fix { title, safety: Safety::Safe, edits })
}

/// Whether the document has the same sections afterwards, with as many words in them: a heading that stood inside of one may
/// end it once Markdown knows where it begins.
fn keeps_sections(snapshot: &Snapshot, edits: &[Edit]) -> bool {
    let read = |it: &Snapshot| -> Vec<(Role, usize)> {
        it.postmortem().sections.iter().map(|section| (section.role, section.words)).collect()
    };
    read(snapshot) == read(&snapshot.with(edits))
}

fn is_pseudo(section: &Section) -> bool {
    !section.heading.style.is_markdown()
}

/// Turns the first of some sections' headings into one that Markdown knows.
fn edits(snapshot: &Snapshot, sections: &[Section], level: u8) -> Option<Vec<Edit>> {
    let (first, behind) = sections.split_first()?;
    let mut edits = heading_edits(snapshot, first, level)?;
    edits.extend(edits_behind(snapshot, first.role, behind, level)?);
    Some(edits)
}

/// More headings than this in a row are no document that anybody wrote.
const MOST_BEHIND: usize = 8;

/// Turns the headings of those sections, right behind a heading that Markdown knows, that would look like labels inside
/// of its section: a bold `Root Cause` below a `## Timeline`.
pub(super) fn edits_behind(snapshot: &Snapshot, mut above: Role, behind: &[Section], level: u8) -> Option<Vec<Edit>> {
    let mut edits = Vec::new();
    for section in behind.iter().take(MOST_BEHIND).take_while(|it| is_pseudo(it)) {
        let could_be_label = matches!(section.role, Role::Summary | Role::Cause | Role::Resolution);
        if !could_be_label && section.role != above {
            break;
        }
        edits.extend(heading_edits(snapshot, section, level)?);
        above = section.role;
    }
    Some(edits)
}

/// A heading on a line of its own, with a blank line before and after; text behind it gets its own paragraph.
fn heading_edits(snapshot: &Snapshot, section: &Section, level: u8) -> Option<Vec<Edit>> {
    let text = snapshot.text();
    let mut line = section.heading.line;
    if placement::is_verbatim(&snapshot.document, line.start) {
        return None;
    }
    let behind = section.body.start.clamp(line.start, line.end);
    let written = text.slice(Span::new(line.start, behind));
    let rest = text.slice(Span::new(behind, line.end));
    let is_blank = |line: Option<usize>| line.is_none_or(|it| it >= text.line_count() || placement::is_blank(text, it));
    let below = text.line(text.line_of(line.end) + 1);
    if below.start > line.end && rest.trim().is_empty() && is_underline(&text.slice(below)) {
        line.end = below.end;
    }
    let sections = snapshot.postmortem().sections.iter();
    let level = placement::usual_level(sections.filter(|it| it.account == section.account)).unwrap_or(level);
    let mut new = format!("{} {}", "#".repeat(level.into()), words(&written, section.heading.style)?);
    if !is_blank(text.line_of(line.start).checked_sub(1)) {
        new.insert(0, '\n');
    }
    if !rest.trim().is_empty() {
        // Bold that began in the heading and ends behind it goes with the text.
        let bold = if written.matches("**").count() % 2 == 1 { "**" } else { "" };
        new.push_str(&format!("\n\n{bold}{}", rest.trim_start()));
    } else if !is_blank(Some(text.line_of(line.end) + 1)) {
        new.push('\n');
    }
    let mut edits = vec![Edit::replace(line, new.replace('\n', text.line_ending().as_str()))];
    let runs_on = !is_blank(Some(text.line_of(line.end) + 1));
    if section.heading.style == HeadingStyle::ListItem || runs_on {
        edits.extend(dedent(text, section));
    }
    Some(edits)
}

/// Whether a line would make a heading of the one above it.
fn is_underline(line: &str) -> bool {
    let marks = line.trim();
    !marks.is_empty() && ["-", "="].iter().any(|it| marks.trim_start_matches(it).is_empty())
}

/// The words of a heading without the markup around them. `None` where the line holds other HTML as well.
pub(super) fn words(written: &str, style: HeadingStyle) -> Option<String> {
    let mut words = written.trim().trim_start_matches(['>', ' ', '\t']).to_owned();
    if words.starts_with('<') {
        words = without_tags(&words)?;
    }
    if style == HeadingStyle::ListItem {
        words = words.trim_start_matches(['-', '*', '+', '•']).to_owned();
    }
    let words = words.replace("**", "").replace("__", "");
    let words = words.trim_start_matches(['#', '*', '_', '`', ' ', '\t']);
    let words = words.trim_end_matches(['#', '*', '_', '`', ' ', '\t', ':', ';', '-', '–', '—']);
    (!words.is_empty()).then(|| words.to_owned())
}

/// The words between tags that dress a heading, each of them closed and nothing behind them.
fn without_tags(source: &str) -> Option<String> {
    const DRESS: &[&str] =
        &["b", "center", "em", "font", "h1", "h2", "h3", "h4", "h5", "h6", "i", "p", "span", "strong", "u"];
    let mut words = String::new();
    let mut open = 0i32;
    let mut rest = source;
    while let Some((before, tag)) = rest.split_once('<') {
        words.push_str(before);
        let (tag, behind) = tag.split_once('>')?;
        let name = tag.trim_start_matches('/').split([' ', '\t']).next().unwrap_or_default().to_ascii_lowercase();
        if !DRESS.contains(&name.as_str()) {
            return None;
        }
        open += if tag.starts_with('/') { -1 } else { 1 };
        rest = behind;
    }
    words.push_str(rest);
    (open == 0 && source.ends_with('>')).then(|| words.trim().to_owned())
}

/// What stood inside the list item or the paragraph of the heading loses the indentation of its first line, so that it
/// does not become code.
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
    let step = inside.first().map_or(0, |it| indentation(*it));
    let cut = |line: &usize| {
        let start = text.line(*line).start;
        Edit::replace(Span::new(start, start + step.min(indentation(*line))), "")
    };
    inside.iter().map(cut).collect()
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::testing::{check, check_fix};

    #[test]
    fn every_dress_of_a_heading_that_markdown_does_not_know_is_marked() {
        check(
            &RULE,
            expect![[r###"
                ##Issue Summary
                  ^^^^^^^^^^^^^ warning: "Issue Summary" is no heading to Markdown
                Down from 10:00 to 11:00 UTC.

                **Timeline:**
                  ^^^^^^^^ warning: "Timeline" is no heading to Markdown

                - 10:00 - Down

                Root cause and resolution
                ^^^^^^^^^^^^^^^^^^^^^^^^^ warning: "Root cause and resolution" is no heading to Markdown
                A full disk.

                <h2>Corrective and Preventative Measures</h2>
                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: "Corrective and Preventative Measures" is no heading to Markdown

                - Rotate logs
            "###]],
        );
    }

    #[test]
    fn headings_of_markdown_are_left_alone() {
        check(
            &RULE,
            expect![[r#"
                ## Issue Summary

                Down from 10:00 to 11:00 UTC.

                Timeline
                --------

                - 10:00 - Down
            "#]],
        );
    }

    #[test]
    fn a_bare_line_becomes_a_heading_of_the_level_of_the_others() {
        check_fix(
            &RULE,
            "# Postmortem\n\n### Issue Summary\n\nDown from 10:00 to 11:00 UTC.\nTimeline:\n10:00 - Down\n11:00 - Up\n",
            expect![[r#"
                # Postmortem

                ### Issue Summary

                Down from 10:00 to 11:00 UTC.

                ### Timeline

                10:00 - Down
                11:00 - Up
            "#]],
        );
    }

    #[test]
    fn number_signs_get_their_space_and_bold_goes() {
        check_fix(
            &RULE,
            "#Postmortem\n\n###Issue Summary\nDown.\n",
            expect![[r#"
                #Postmortem

                ### Issue Summary

                Down.
            "#]],
        );
        check_fix(
            &RULE,
            "**1. Issue Summary** 🚒\n\nDown.\n",
            expect![[r#"
                ## 1. Issue Summary 🚒

                Down.
            "#]],
        );
        check_fix(
            &RULE,
            "<h3 align=\"center\">Issue <b>Summary</b></h3>\n\nDown.\n",
            expect![[r#"
                ### Issue Summary

                Down.
            "#]],
        );
    }

    #[test]
    fn text_behind_the_heading_gets_its_own_paragraph() {
        check_fix(
            &RULE,
            "**Issue Summary:** Down from 10:00 to 11:00 UTC.\n",
            expect![[r#"
                ## Issue Summary

                Down from 10:00 to 11:00 UTC.
            "#]],
        );
    }

    #[test]
    fn what_stood_in_a_list_item_does_not_become_code() {
        check_fix(
            &RULE,
            "## Issue Summary\n\nDown.\n\n* Timeline:\n    * 10:00 UTC - Down\n        * in two regions\n    * 11:00 UTC - Up\n",
            expect![[r#"
                ## Issue Summary

                Down.

                ## Timeline

                * 10:00 UTC - Down
                    * in two regions
                * 11:00 UTC - Up
            "#]],
        );
    }

    #[test]
    fn a_bold_cause_below_a_new_heading_becomes_one_too() {
        check_fix(
            &RULE,
            "**Issue Summary**\n\nDown.\n\n**Tim<|>eline**\n\n- 10:00 UTC - Down\n\n**Root Cause**\n\nA full disk.\n\n**Resolution**\n\nCleared.\n",
            expect![[r#"
                **Issue Summary**

                Down.

                ## Timeline

                - 10:00 UTC - Down

                ## Root Cause

                A full disk.

                ## Resolution

                Cleared.
            "#]],
        );
    }

    #[test]
    fn an_underline_that_made_no_heading_goes_with_it() {
        check_fix(
            &RULE,
            "<h1>Postmortem</h1>\nIssue Summary\n----\n\nThe shop was down.\n\nTimeline\n----\n\n- 10:00 UTC - Down\n",
            expect![[r#"
                <h1>Postmortem</h1>

                ## Issue Summary

                The shop was down.

                Timeline
                ----

                - 10:00 UTC - Down
            "#]],
        );
    }
}
