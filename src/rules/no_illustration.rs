//! `no-illustration`: there is nothing to look at.

use crate::rewrite::scaffold;
use crate::rules::{Findings, Finds, Group, Rule, Severity};
use crate::snapshot::Snapshot;
use crate::text::Span;

pub static RULE: Rule = Rule {
    name: "no-illustration",
    group: Group::Publication,
    finds: Finds::Absence,
    severity: Severity::Hint,
    docs: r#"The postmortem has no image, no diagram and no drawing.

Images, videos, Mermaid blocks and drawings in code blocks count. Off in the formats that come with the program: none of
them asks for a picture of every postmortem. Whoever writes for the advanced task of ALX, which asks for a diagram that
catches the eye, switches it on with `no-illustration = "hint"` under `[rules]`.

## Why

One look at a graph or a diagram shows what three paragraphs tell, and makes people read these.

## Example

```markdown
# Postmortem: the shop was down

## Issue Summary

A full disk stopped the queue, and the queue stopped the shop.
```

## Fixed

```markdown
# Postmortem: the shop was down

## Issue Summary

A full disk stopped the queue, and the queue stopped the shop.

![The disk fills up between 09:00 and 10:00 UTC](disk.png)
```
"#,
    check,
    fixes: None,
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    let postmortem = snapshot.postmortem();
    if postmortem.publication.is_illustrated || !scaffold::is_begun(snapshot) {
        return;
    }
    let heading = || postmortem.sections.first().map(|it| it.heading.span);
    let place = postmortem.title.as_ref().map(|it| it.span).or_else(heading).unwrap_or(Span::at(0));
    findings.add(place, "There is no picture: a graph or a diagram shows it at a glance");
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::testing::{check, check_no_fix};

    const BARE: &str = "# Postmortem\n\n## Issue Summary\n\nThe shop was down.\n";

    #[test]
    fn a_text_without_a_picture_is_found_once() {
        check(
            &RULE,
            expect![[r#"
                # Postmortem
                  ^^^^^^^^^^ hint: There is no picture: a graph or a diagram shows it at a glance

                ## Issue Summary

                The shop was down.
            "#]],
        );
        check_no_fix(&RULE, BARE);
    }

    #[test]
    fn images_diagrams_and_drawings_are_pictures() {
        for picture in [
            "![a](a.gif)",
            "<img src=\"a.gif\">",
            "```mermaid\ngraph LR\n```",
            "```\n[shop] --> [queue] --> [disk]\n```",
            "```\n┌──────┐\n│ shop │\n└──────┘\n```",
            "    +------+     +------+\n    | shop |---->| disk |\n",
        ] {
            let read = crate::testing::snapshot(&format!("{BARE}\n{picture}\n"));
            assert!(crate::rules::findings(&read, &[&RULE]).is_empty(), "{picture}");
        }
    }
}
