//! `blameful-language`: a person, not a mechanism, is told as the cause.

use crate::profile::{Objection, Remark, Role};
use crate::rules::{Diagnostic, Findings, Finds, Fix, Group, Rule, Safety, Severity};
use crate::snapshot::Snapshot;
use crate::text::{Edit, Span, quoted};

pub static RULE: Rule = Rule {
    name: "blameful-language",
    group: Group::Language,
    finds: Finds::Presence,
    severity: Severity::Information,
    docs: r#"The text makes a person the cause: "human error", "careless", "caused by an engineer", "@maria deployed".

Machines may fail and break. Quotations, code, links and the headings of sections are not looked at. Of pronouns only
`he` and `she` count, and only where the cause is told. A profile adds phrases under `[wording]` as `blameful`, and
takes some out as `allowed`.

## Why

Who is blamed hides what happened the next time. An error that one person can make is one that the system lets through,
and a root cause can never be a person: name the missing check, the change, the deployment.

## Example

```markdown
## Root Cause and Resolution

A junior developer saved the wrong key.
```

## Fixed

```markdown
## Root Cause and Resolution

The deployment accepted a key that no account had.
```
"#,
    check,
    fixes: Some(fixes),
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    for remark in &snapshot.postmortem().remarks {
        if let Some(objection) = objection(snapshot, remark) {
            let words = snapshot.text().slice(remark.span);
            findings.add(remark.span, format!("{} {objection}", quoted(&words)));
        }
    }
}

fn objection(snapshot: &Snapshot, remark: &Remark) -> Option<&'static str> {
    match remark.objection {
        Objection::HumanError => Some("explains nothing: say what let the error through"),
        Objection::Character => Some("judges a person"),
        Objection::Blame => Some("makes a person the cause: say what made it possible"),
        Objection::Named => Some("names a person: name the role or the change"),
        Objection::Pronoun if tells_cause(snapshot, remark.span) => Some("makes a person the cause: name the change"),
        Objection::Pronoun | Objection::Counterfactual | Objection::Animated => None,
    }
}

fn tells_cause(snapshot: &Snapshot, span: Span) -> bool {
    let section = snapshot.postmortem().section_at(span.start);
    section.is_some_and(|it| matches!(it.role, Role::Cause | Role::CauseAndResolution))
}

/// The rewrites that the guides give: a judgement is dropped, a name becomes a role.
fn fixes(snapshot: &Snapshot, finding: &Diagnostic) -> Vec<Fix> {
    let remarks = &snapshot.postmortem().remarks;
    let Some(remark) = remarks.iter().find(|it| it.span == finding.span) else { return Vec::new() };
    let text = snapshot.text();
    let line = text.line(text.line_of(remark.span.start));
    let before = text.slice(Span::new(line.start, remark.span.start)).into_owned();
    let after = text.slice(Span::new(remark.span.end, line.end)).into_owned();
    let words = text.slice(remark.span);
    let (title, edit) = match remark.objection {
        Objection::Character => match dropped(remark.span, &before, &after) {
            Some(edit) => (format!("Leave out {}", quoted(&words)), edit),
            None => return Vec::new(),
        },
        Objection::Named | Objection::Pronoun => {
            let name = words.split(' ').next().unwrap_or_default();
            let opens = before.trim_end().is_empty() || before.trim_end().ends_with(['.', '!', '?', ':', '-', '*']);
            let role = if opens { "The on-call engineer" } else { "the on-call engineer" };
            let span = Span::new(remark.span.start, remark.span.start + name.len());
            (format!("Write \"{}\" for {}", role.to_lowercase(), quoted(name)), Edit::replace(span, role))
        }
        _ => return Vec::new(),
    };
    vec![Fix { title, safety: Safety::ForReview, edits: vec![edit] }]
}

/// Takes an adjective out from before its noun, and makes `an` of `a` where it has to be. `None` for a noun, and where
/// the judgement is what the sentence says: `he was careless`.
fn dropped(span: Span, before: &str, after: &str) -> Option<Edit> {
    let noun = after.strip_prefix(' ').filter(|it| it.starts_with(|it: char| it.is_ascii_lowercase()))?;
    let next = noun.split(|it: char| !it.is_alphanumeric()).next()?;
    let previous = before.trim_end().rsplit(' ').next().unwrap_or_default();
    let is_predicate = ["is", "was", "were", "are", "be", "been", "so", "too", "very", "and", "or", "as"];
    let joins = [
        "of", "and", "or", "in", "on", "by", "from", "to", "about", "with", "was", "is", "led", "caused", "that",
        "which",
    ];
    if is_predicate.contains(&previous.to_lowercase().as_str()) || joins.contains(&next) {
        return None;
    }
    let vowel = next.starts_with(['a', 'e', 'i', 'o', 'u']) && !next.starts_with("use") && !next.starts_with("uni");
    let article = |it: &str| if vowel { format!("{it}n ") } else { format!("{it} ") };
    let start = span.start - (before.len() - before.trim_end().len()) - previous.len();
    let end = span.end + 1;
    Some(match previous {
        "a" | "an" => Edit::replace(Span::new(start, end), article("a")),
        "A" | "An" => Edit::replace(Span::new(start, end), article("A")),
        _ if before.trim_end().is_empty() || previous.ends_with(['.', ':', '-', '*']) => {
            let capital = next[..1].to_uppercase();
            Edit::replace(Span::new(span.start, end + 1), capital)
        }
        _ => Edit::replace(Span::new(span.start, end), ""),
    })
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::testing::{check, check_fix, check_no_fix};

    #[test]
    fn a_person_as_the_cause_is_found() {
        check(
            &RULE,
            expect![[r#"
                ## Root Cause and Resolution

                The outage was caused by an engineer. It was human error, and a careless one.
                               ^^^^^^^^^^^^^^^^^^^^^ information: "caused by an engineer" makes a person the cause: say what made it possible
                                                             ^^^^^^^^^^^ information: "human error" explains nothing: say what let the error through
                                                                                ^^^^^^^^ information: "careless" judges a person
                Then @maria deployed it, and she pushed once more.
                     ^^^^^^^^^^^^^^^ information: "@maria deployed" names a person: name the role or the change
                                             ^^^^^^^^^^ information: "she pushed" makes a person the cause: name the change
            "#]],
        );
    }

    #[test]
    fn machines_quotations_code_and_other_sections_are_left_alone() {
        check(
            &RULE,
            expect![[r#"
                ## Timeline

                - 10:00 UTC - She restarted nginx, which failed to restart; `git blame` showed the culprit
                - 10:05 UTC - The vendor wrote of "human error"
                - 10:10 UTC - See [a page on human error](https://example.com)

                > A careless engineer, somebody said.

                ## Root Cause and Resolution

                The lazy loading of a negligible share of images broke.
            "#]],
        );
    }

    #[test]
    fn a_judgement_is_dropped_before_its_noun() {
        check_fix(
            &RULE,
            "## Root Cause\n\nIt was a careless update.\n",
            expect![[r#"
                ## Root Cause

                It was an update.
            "#]],
        );
        check_fix(
            &RULE,
            "## Root Cause\n\nReckless changes were made.\n",
            expect![[r#"
                ## Root Cause

                Changes were made.
            "#]],
        );
        check_no_fix(&RULE, "## Root Cause\n\nThe review was careless about keys.\n");
        check_no_fix(&RULE, "## Root Cause\n\nIt was human error.\n");
    }

    #[test]
    fn a_name_becomes_a_role() {
        check_fix(
            &RULE,
            "## Root Cause\n\n- @maria deployed the wrong branch.\n",
            expect![[r#"
                ## Root Cause

                - The on-call engineer deployed the wrong branch.
            "#]],
        );
    }
}
