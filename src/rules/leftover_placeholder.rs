//! `leftover-placeholder`: a place of a template still waits for its text.

use crate::model::{Filling, Section};
use crate::rewrite::{scaffold, task};
use crate::rules::{Findings, Finds, Group, Rule, Severity};
use crate::snapshot::Snapshot;
use crate::text::{Span, quoted};

pub static RULE: Rule = Rule {
    name: "leftover-placeholder",
    group: Group::Structure,
    finds: Finds::Absence,
    severity: Severity::Warning,
    docs: r#"A place that a template left open still waits for its text: `[Date]`, `TBD`, `TODO`, `{{service}}`, `<how>`,
or an instruction in italics: `*Briefly describe the impact.*`

Nothing is said of the prompts in a section that holds its scaffold and nothing else, nor of those above the sections of
a document that nobody has begun: it was just inserted and waits for its author. With the first line that somebody
writes in it, each prompt that is left is a finding.

Nothing is said either of the prompts that a fix puts behind a task, such as `owner: <name>`: the task is open until
somebody takes it.

## Why

A reader cannot tell a fact that is unknown from one that was forgotten.

## Example

```markdown
## Issue Summary

The checkout was down on [Date] from 14:30 to 16:45 UTC.
```

## Fixed

```markdown
## Issue Summary

The checkout was down on 4 March 2024 from 14:30 to 16:45 UTC.
```
"#,
    check,
    fixes: None,
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    let postmortem = snapshot.postmortem();
    if !scaffold::is_begun(snapshot) {
        return;
    }
    let waiting: Vec<&Section> = postmortem.sections.iter().filter(|it| it.filling == Filling::Scaffold).collect();
    let is_open = |it: &&Span| !task::is_prompt(snapshot, **it);
    for span in postmortem.placeholders.iter().filter(is_open) {
        let before = waiting.partition_point(|it| it.body.start <= span.start);
        if !waiting[..before].last().is_some_and(|it| it.body.contains(span.start)) {
            let words = snapshot.text().slice(*span);
            findings.add(*span, format!("{} still waits for its text", quoted(&words)));
        }
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::testing::check;

    #[test]
    fn what_a_template_left_open_is_marked() {
        check(
            &RULE,
            expect![[r##"
                # Postmortem: [Incident Title]
                              ^^^^^^^^^^^^^^^^ warning: "[Incident Title]" still waits for its text

                ## Issue Summary

                On [Date] {{service}} was down for TBD. TODO: ask the network team.
                   ^^^^^^ warning: "[Date]" still waits for its text
                          ^^^^^^^^^^^ warning: "{{service}}" still waits for its text
                                                   ^^^ warning: "TBD" still waits for its text
                                                        ^^^^ warning: "TODO" still waits for its text

                ## Root Cause and Resolution

                [Describe the root cause here]
                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: "[Describe the root cause here]" still waits for its text
            "##]],
        );
    }

    #[test]
    fn links_code_footnotes_and_tags_are_no_placeholders() {
        check(
            &RULE,
            expect![[r#"
                ## Issue Summary

                See [the date](https://example.com), `kubectl get <pod>`, [1] and <br> a checkbox:

                - [ ] done
            "#]],
        );
    }

    #[test]
    fn the_prompts_of_an_untouched_scaffold_wait_with_their_section() {
        check(
            &RULE,
            expect![[r###"
                ## Issue Summary

                - Duration: <start> to <end> <time zone> (<length>)
                - Impact: <service> was <down or slow>; users saw <symptom>; <share> of users were affected
                - Root cause: <one sentence>

                ## Root Cause and Resolution

                A log filled the disk.

                <how it was fixed, in detail>
                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: "<how it was fixed, in detail>" still waits for its text
            "###]],
        );
    }

    #[test]
    fn a_todo_among_the_measures_is_a_task() {
        check(
            &RULE,
            expect![[r#"
                ## Corrective Measures

                ### TODO

                - TODO: rotate logs
            "#]],
        );
    }
}
