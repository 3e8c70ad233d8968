//! `unclosed-fence`: a code block that nobody closed takes in the rest of the document.

use crate::profile::{Fit, Role};
use crate::rewrite::placement;
use crate::rules::{Diagnostic, Findings, Finds, Fix, Group, Rule, Safety, Severity};
use crate::snapshot::Snapshot;
use crate::syntax::BlockKind;
use crate::text::{Edit, Span};

pub static RULE: Rule = Rule {
    name: "unclosed-fence",
    group: Group::Structure,
    finds: Finds::Presence,
    severity: Severity::Warning,
    docs: r#"A fenced code block has no closing fence, so that everything behind it is code.

Where the name of a section stands in it as a heading, the code is taken to end before that.

## Why

What stands in a code block has no headings and no lists, and is not read as a part of the postmortem.

## Example

```markdown
## Root Cause and Resolution

~~~
df -h

## Corrective and Preventative Measures

- Add an alert on disk space.
```

## Fixed

```markdown
## Root Cause and Resolution

~~~
df -h
~~~

## Corrective and Preventative Measures

- Add an alert on disk space.
```
"#,
    check,
    fixes: Some(fixes),
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    if let Some(fence) = unclosed(snapshot) {
        findings.add(fence, "The code block has no end: the rest of the document is code");
    }
}

fn fixes(snapshot: &Snapshot, _: &Diagnostic) -> Vec<Fix> {
    let Some(fence) = unclosed(snapshot) else { return Vec::new() };
    let text = snapshot.text();
    let opening = text.line_of(fence.start);
    let indentation = text.slice(Span::new(text.line(opening).start, fence.start)).into_owned();
    let source = text.slice(fence);
    let mark = &source[..source.len() - source.trim_start_matches(['`', '~']).len()];
    let end = headings(snapshot, fence).next().map_or(text.line_count(), |(line, _)| line);
    let last = (opening..end).rev().find(|it| !placement::is_blank(text, *it)).unwrap_or(opening);
    let closing = format!("{}{indentation}{mark}", text.line_ending().as_str());
    let edits = vec![Edit::insert(text.line(last).end, closing)];
    vec![Fix { title: "Close the code block".to_owned(), safety: Safety::Safe, edits }]
}

/// The sections whose headings stand in a fence that nobody closed.
pub(super) fn hidden(snapshot: &Snapshot) -> Vec<Role> {
    unclosed(snapshot).map_or_else(Vec::new, |it| headings(snapshot, it).map(|(_, role)| role).collect())
}

/// The opening line of a fence that nobody closed: the last block of the document.
fn unclosed(snapshot: &Snapshot) -> Option<Span> {
    let (start, chunk) = snapshot.document.chunks().last()?;
    let block = chunk.blocks().last().filter(|it| it.kind == BlockKind::FencedCode && it.depth == 0)?;
    let source = &chunk.text()[block.span.range()];
    let opening = source.lines().next()?.trim_end();
    let mark = &opening[..opening.len() - opening.trim_start_matches(['`', '~']).len()];
    let is_closing = |it: &str| it.starts_with(mark) && it.trim_start_matches(['`', '~']).is_empty();
    let is_closed = source.lines().skip(1).last().is_some_and(|it| is_closing(it.trim()));
    (!is_closed).then(|| Span::at(start + block.span.start).cover(Span::at(start + block.span.start + opening.len())))
}

/// Lines behind a fence that are headings with the name of a section, and its role.
fn headings(snapshot: &Snapshot, fence: Span) -> impl Iterator<Item = (usize, Role)> {
    let text = snapshot.text();
    let named = |line: usize| {
        let slice = text.slice(text.line(line));
        let words = slice.trim();
        let bare = words.trim_start_matches('#');
        let is_heading = (words.len() - bare.len() >= 1 && bare.starts_with(' '))
            || (words.starts_with("**") && words.ends_with("**"));
        let found = snapshot.profile.match_heading(bare).filter(|it| is_heading && it.fit != Fit::Contains)?;
        Some((line, found.role))
    };
    (text.line_of(fence.start) + 1..text.line_count()).filter_map(named)
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::testing::{check, check_all, check_fix};

    #[test]
    fn a_fence_without_its_end_is_marked() {
        check(
            &RULE,
            expect![[r#"
                ## Root Cause and Resolution

                ```
                df -h
                ```

                A full disk.

                ~~~sh
                ^^^^^ warning: The code block has no end: the rest of the document is code
                rm log
                ```
            "#]],
        );
    }

    #[test]
    fn closed_fences_are_left_alone() {
        check(
            &RULE,
            expect![[r#"
                ```
                df -h
                ````

                - In a list:

                  ```
                  df -h
            "#]],
        );
    }

    #[test]
    fn a_section_in_the_fence_is_not_missing() {
        check_all(expect![[r#"
            # Postmortem
              ^^^^^^^^^^ information: 54 words: the format asks for 400 to 600

            ## Issue Summary

            On 4 March 2024 the shop was down from 10:00 to 11:00 UTC for all users because of a full disk.

            ## Timeline

            - 10:00 UTC - An alert told of errors
            - 10:10 UTC - We suspected the network, in vain
            - 10:20 UTC - Escalated to the storage team
            - 11:00 UTC - Resolved by removing the log

            ```
            ^^^ warning: The code block has no end: the rest of the document is code
            df -h

            ## Root Cause and Resolution

            A full disk.

            ## Corrective Measures

            - Rotate logs
        "#]]);
    }

    #[test]
    fn the_fence_is_closed_before_the_next_section_or_at_the_end() {
        check_fix(
            &RULE,
            "# Postmortem\n\n## Timeline\n\n  ~~~~sh\n  # root\n  df -h\n\n**Root Cause:**\n\nA full disk.\n",
            expect![[r#"
                # Postmortem

                ## Timeline

                  ~~~~sh
                  # root
                  df -h
                  ~~~~

                **Root Cause:**

                A full disk.
            "#]],
        );
        check_fix(
            &RULE,
            "# Postmortem\n\n## Timeline\n\n```\n10:00 UTC - Down",
            expect![[r#"
            # Postmortem

            ## Timeline

            ```
            10:00 UTC - Down
            ```"#]],
        );
    }
}
