//! `impact-without-share`: the summary does not say which share of users was affected.

use crate::rewrite::scaffold;
use crate::rules::{Findings, Finds, Group, Rule, Severity, unmet};
use crate::snapshot::Snapshot;
use crate::text::{Span, Text};

pub static RULE: Rule = Rule {
    name: "impact-without-share",
    group: Group::Summary,
    finds: Finds::Absence,
    severity: Severity::Warning,
    docs: r#"The summary does not say which share of users was affected.

A percentage, a number of users or words such as "all users" and "half of" tell it.

## Why

An outage for every user and one for a few of them call for different answers. A reader weighs the rest of the document
by this one figure.

## Example

```markdown
## Issue Summary

- Duration: 14:30 to 16:45 UTC
- Impact: the checkout was down, and an error page was shown.
```

## Fixed

```markdown
## Issue Summary

- Duration: 14:30 to 16:45 UTC
- Impact: the checkout was down, and an error page was shown to 40% of users.
```
"#,
    check,
    fixes: None,
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    let Some((section, _)) = unmet::teller(snapshot, |it| it.id == "impact_percent") else { return };
    let checklist = &snapshot.postmortem().checklist;
    let Some(answer) = checklist.answer("impact_percent") else { return };
    if answer.is_met() || scaffold::awaits(snapshot, section, &["impact", "users", "%", "percent", "affected"]) {
        return;
    }
    let impact = checklist.answer("impact").and_then(|it| it.evidence);
    let place = impact.map_or(section.heading.span, |it| first_line(snapshot.text(), it));
    findings.add(place, "The impact does not say which share of users was affected");
}

fn first_line(text: &Text, span: Span) -> Span {
    let line = text.line(text.line_of(span.start));
    Span::new(span.start, span.end.min(line.end).max(span.start))
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::testing::check;

    #[test]
    fn an_impact_without_figure_is_marked_where_it_stands() {
        check(
            &RULE,
            expect![[r#"
                ## Issue Summary

                - Duration: 14:30 to 16:45 UTC
                - Impact: the checkout was unavailable
                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: The impact does not say which share of users was affected
                - Root cause: a full disk
            "#]],
        );
    }

    #[test]
    fn percentages_numbers_and_words_tell_the_share() {
        check(
            &RULE,
            expect![[r#"
                ## Issue Summary

                The checkout was down for 40% of our users.
            "#]],
        );
        check(
            &RULE,
            expect![[r#"
                ## Issue Summary

                The checkout was down for all users.
            "#]],
        );
    }

    #[test]
    fn a_prompt_for_the_impact_is_a_leftover_and_nothing_else() {
        check(
            &RULE,
            expect![[r#"
                ## Issue Summary

                - Duration: 14:30 to 16:45 UTC
                - Impact: the checkout was down for <share> of users
            "#]],
        );
    }
}
