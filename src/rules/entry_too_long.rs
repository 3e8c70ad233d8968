//! `entry-too-long`: an entry of the timeline has more than two sentences.

use crate::profile::Role;
use crate::rewrite::scaffold;
use crate::rewrite::split::{self, Into};
use crate::rules::{Diagnostic, Findings, Finds, Fix, Group, Rule, Safety, Severity};
use crate::snapshot::Snapshot;

pub static RULE: Rule = Rule {
    name: "entry-too-long",
    group: Group::Timeline,
    finds: Finds::Presence,
    severity: Severity::Hint,
    docs: r#"An entry of the timeline has more than two sentences.

Items and paragraphs below an entry do not count. The fix makes further entries at the same time of the sentences, or
items below the entry.

## Why

A timeline is read at a glance. What needs more words belongs to the cause and the resolution.

## Example

```markdown
## Timeline

- 14:30 UTC - An alert reported errors. The on-call engineer woke up. She looked at the logs. They were empty.
```

## Fixed

```markdown
## Timeline

- 14:30 UTC - An alert reported errors. The on-call engineer woke up.
- 14:30 UTC - She looked at the logs. They were empty.
```
"#,
    check,
    fixes: Some(fixes),
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    if scaffold::written(snapshot, Role::Timeline).is_none() {
        return;
    }
    for (subject, entry) in snapshot.postmortem().timeline.entries.iter().enumerate() {
        let Some(sentences) = split::sentences_of(snapshot.text(), entry) else { continue };
        let surplus = sentences[split::MOST].cover(sentences[sentences.len() - 1]);
        let message = format!("{} sentences in one entry: the format asks for one or two", sentences.len());
        findings.add(surplus, message).subject = subject;
    }
}

fn fixes(snapshot: &Snapshot, finding: &Diagnostic) -> Vec<Fix> {
    let fix = |into: Into| {
        let entry = snapshot.postmortem().timeline.entries.get(finding.subject)?;
        let edits = split::split(snapshot.text(), entry, into)?;
        Some(Fix { title: into.title().to_owned(), safety: Safety::ForReview, edits })
    };
    [Into::Entries, Into::Items].into_iter().filter_map(fix).collect()
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::rules;
    use crate::testing::{check, check_fix, snapshot};
    use crate::text::apply;

    #[test]
    fn what_is_too_much_is_marked() {
        check(
            &RULE,
            expect![[r#"
                ## Timeline

                - 14:30 - An alert. We woke up. We looked at the logs.
                                                ^^^^^^^^^^^^^^^^^^^^^^ hint: 3 sentences in one entry: the format asks for one or two
                - 14:40 - Restarted, e.g. the cache. It helped.
                - 14:50 - Up again. Thanks to:
                  - The storage team. The network team. All others.
            "#]],
        );
    }

    #[test]
    fn further_entries_have_the_same_time() {
        check_fix(
            &RULE,
            "## Timeline\n\n* **14:30 UTC:** An alert. We woke up. We looked at\n  the logs. They were empty. Nothing.\n* **14:40 UTC:** Up\n",
            expect![[r#"
                ## Timeline

                * **14:30 UTC:** An alert. We woke up.
                * **14:30 UTC:** We looked at
                  the logs. They were empty.
                * **14:30 UTC:** Nothing.
                * **14:40 UTC:** Up
            "#]],
        );
        check_fix(
            &RULE,
            "## Timeline\n\n| Time | Event |\n|---|---|\n| 14:30 | One. Two. Three. |\n| 14:40 | Up |\n",
            expect![[r#"
                ## Timeline

                | Time | Event |
                |---|---|
                | 14:30 | One. Two. |
                | 14:30 | Three. |
                | 14:40 | Up |
            "#]],
        );
    }

    #[test]
    fn items_below_the_entry_are_the_other_way() {
        let text = "## Timeline\n\n1. 14:30 - One. Two. Three.\n2. 14:40 - Up\n";
        let read = snapshot(text);
        let found = &rules::findings(&read, &[&RULE])[0];
        let fixed = apply(text, &found.fixes(&read)[1].edits);
        assert_eq!(fixed, "## Timeline\n\n1. 14:30 - One.\n   - Two.\n   - Three.\n2. 14:40 - Up\n");
        assert!(rules::findings(&snapshot(&fixed), &[&RULE]).is_empty());
    }
}
