//! `inconsistent-heading-level`: the sections have headings of different levels.

use crate::model::Section;
use crate::rewrite::placement;
use crate::rules::{Diagnostic, Findings, Finds, Fix, Group, Rule, Safety, Severity};
use crate::snapshot::Snapshot;
use crate::syntax::{Block, BlockKind};
use crate::text::{Edit, Span, quoted};

pub static RULE: Rule = Rule {
    name: "inconsistent-heading-level",
    group: Group::Structure,
    finds: Finds::Presence,
    severity: Severity::Information,
    docs: r#"The heading of a section has another level than those of most sections. Where two levels are equally frequent, the
higher one counts.

## Why

In an outline a section of a deeper level is a part of the one before it, and what follows one of a higher level is a
part of that.

## Example

```markdown
## Issue Summary

The checkout was down from 14:30 to 16:45 UTC for 40% of users.

### Timeline

- 14:30 UTC - A monitoring alert reported errors.

## Root Cause and Resolution

A full disk. The log was removed.
```

## Fixed

```markdown
## Issue Summary

The checkout was down from 14:30 to 16:45 UTC for 40% of users.

## Timeline

- 14:30 UTC - A monitoring alert reported errors.

## Root Cause and Resolution

A full disk. The log was removed.
```
"#,
    check,
    fixes: Some(fixes),
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    let sections = &snapshot.postmortem().sections;
    let mut start = 0;
    for account in sections.chunk_by(|a, b| a.account == b.account) {
        let usual = placement::usual_level(account.iter());
        for (index, section) in (start..).zip(account) {
            let (Some(usual), Some(level)) = (usual, level(section)) else { continue };
            if level != usual {
                let message = format!(
                    "{} is a heading of level {level}, other sections have level {usual}",
                    quoted(&section.heading.text)
                );
                findings.add(section.heading.span, message).subject = index;
            }
        }
        start += account.len();
    }
}

fn fixes(snapshot: &Snapshot, finding: &Diagnostic) -> Vec<Fix> {
    fix(snapshot, finding).into_iter().collect()
}

fn fix(snapshot: &Snapshot, finding: &Diagnostic) -> Option<Fix> {
    let sections = &snapshot.postmortem().sections;
    let section = sections.get(finding.subject)?;
    let account = sections.iter().filter(|it| it.account == section.account);
    let (own, usual) = (level(section)?, placement::usual_level(account)?);
    let title = format!("Make {} a heading of level {usual}", quoted(&section.heading.text));
    let mut edits = vec![releveled(snapshot, section.heading.line, usual)?];
    let text = snapshot.text();
    for Block { kind, span, .. } in snapshot.document.blocks() {
        let BlockKind::Heading { level, .. } = kind else { continue };
        let is_inside = section.body.contains(span.start) && span.start > section.heading.line.end;
        // Below a heading that moves down it is enough to stay below.
        let keeps_place = usual > own && level > usual;
        if is_inside && !keeps_place && !placement::is_closing_heading(text, text.line_of(span.start)) {
            edits.push(releveled(snapshot, span, (level + usual).saturating_sub(own).clamp(1, 6))?);
        }
    }
    Some(Fix { title, safety: Safety::Safe, edits })
}

/// The level of a heading that Markdown knows.
fn level(section: &Section) -> Option<u8> {
    section.heading.level.filter(|_| section.heading.style.is_markdown())
}

/// Gives another level to a heading that Markdown knows.
fn releveled(snapshot: &Snapshot, heading: Span, level: u8) -> Option<Edit> {
    let text = snapshot.text();
    let source = text.slice(heading);
    let signs = "#".repeat(level.into());
    if let Some(at) = source.find('#').filter(|at| source[..*at].trim_start_matches(['>', ' ', '\t']).is_empty()) {
        let length = source[at..].bytes().take_while(|it| *it == b'#').count();
        return Some(Edit::replace(Span::new(at, at + length).shifted(heading.start), signs));
    }
    // Two lines, the second one all underline.
    let line = text.line(text.line_of(heading.end));
    let underline = text.slice(line);
    let mark = underline.trim_start_matches(['>', ' ', '\t']).trim_end();
    if level <= 2 {
        let start = line.start + underline.len() - underline.trim_start_matches(['>', ' ', '\t']).len();
        let new = if level == 1 { "=" } else { "-" }.repeat(mark.len().max(3));
        return Some(Edit::replace(Span::new(start, start + mark.len()), new));
    }
    let words = text.line(text.line_of(heading.start));
    let bare = text.slice(words).trim().to_owned();
    Some(Edit::replace(words.cover(line), format!("{signs} {bare}")))
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::testing::{check, check_fix};

    #[test]
    fn a_section_of_another_level_than_most_is_marked() {
        check(
            &RULE,
            expect![[r##"
                # Postmortem

                ## Issue Summary

                Down from 10:00 to 11:00 UTC.

                ### Timeline
                    ^^^^^^^^ information: "Timeline" is a heading of level 3, other sections have level 2

                - 10:00 UTC - Down

                ## Root Cause and Resolution

                A full disk, cleared.
            "##]],
        );
    }

    #[test]
    fn parts_below_their_section_are_left_alone() {
        check(
            &RULE,
            expect![[r#"
                ## Issue Summary

                ### Root Cause

                A full disk.

                ## Root Cause and Resolution

                ### Root Cause

                A full disk.

                ### Resolution

                Cleared.
            "#]],
        );
    }

    #[test]
    fn headings_inside_move_along() {
        check_fix(
            &RULE,
            "# Postmortem\n\n## Issue Summary\n\nDown.\n\n## Timeline\n\n- 10:00 UTC - Down\n\n#### Root Cause and Resolution\n\nA full disk, cleared.\n\n##### Details\n\nThe log was long.\n",
            expect![[r#"
                # Postmortem

                ## Issue Summary

                Down.

                ## Timeline

                - 10:00 UTC - Down

                ## Root Cause and Resolution

                A full disk, cleared.

                ### Details

                The log was long.
            "#]],
        );
        check_fix(
            &RULE,
            "# Postmortem\n\n### Issue Summary\n\nDown.\n\n### Timeline\n\n- 10:00 UTC - Down\n\nRoot Cause and Resolution\n===\n\nA full disk, cleared.\n\n## Details\n\nThe log was long.\n\n#### More\n",
            expect![[r#"
                # Postmortem

                ### Issue Summary

                Down.

                ### Timeline

                - 10:00 UTC - Down

                ### Root Cause and Resolution

                A full disk, cleared.

                #### Details

                The log was long.

                #### More
            "#]],
        );
        check_fix(
            &RULE,
            "# Postmortem\n\n## Issue Summary\n\nDown.\n\n## Timeline\n\n- 10:00 UTC - Down\n\nRoot Cause and Resolution\n===\n\nA full disk, cleared.\n",
            expect![[r#"
                # Postmortem

                ## Issue Summary

                Down.

                ## Timeline

                - 10:00 UTC - Down

                Root Cause and Resolution
                ---

                A full disk, cleared.
            "#]],
        );
    }
}
