//! `too-long`: more words than the format asks for.

use crate::rewrite::{placement, scaffold};
use crate::rules::{Findings, Finds, Group, Rule, Severity};
use crate::snapshot::Snapshot;

pub static RULE: Rule = Rule {
    name: "too-long",
    group: Group::Structure,
    finds: Finds::Presence,
    severity: Severity::Information,
    docs: r#"The document has more words than its format asks for.

Words of prose count: no code, HTML, URLs or markup, and no sections that hold only their scaffold.

## Why

A postmortem is read by people in a hurry. What is brief gets read to the end.

## Example

```markdown
# Postmortem: checkout was down

## Issue Summary

The checkout was down from 14:30 to 16:45 UTC for 40% of users.

… 650 words …
```

## Fixed

```markdown
# Postmortem: checkout was down

## Issue Summary

The checkout was down from 14:30 to 16:45 UTC for 40% of users.

… 450 words …
```
"#,
    check,
    fixes: None,
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    let Some(range) = &snapshot.profile.words else { return };
    let words = snapshot.postmortem().words;
    if words <= *range.end() + scaffold::words(snapshot) {
        return;
    }
    let Some(place) = placement::of_document(snapshot) else { return };
    findings.add(place, format!("{words} words: the format asks for {} to {}", range.start(), range.end()));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules;
    use crate::testing::snapshot;

    #[test]
    fn words_are_counted_up_to_the_limit_of_the_profile() {
        let text = |words: usize| format!("# Postmortem\n\n## Issue Summary\n\n{}\n", "word ".repeat(words));
        let found = |words: usize| rules::findings(&snapshot(&text(words)), &[&RULE]);
        assert!(found(590).is_empty());
        assert_eq!(found(650).len(), 1);
    }
}
