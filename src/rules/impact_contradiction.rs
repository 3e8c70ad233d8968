//! `impact-contradiction`: two different shares of the users are said to have been affected.

use crate::model::Affected;
use crate::rules::{Findings, Finds, Group, Rule, Severity};
use crate::snapshot::Snapshot;
use crate::text::quoted;

pub static RULE: Rule = Rule {
    name: "impact-contradiction",
    group: Group::Summary,
    finds: Finds::Presence,
    severity: Severity::Error,
    docs: r#"Two different shares of all users are said to have been affected.

Only figures that speak of all users and of being affected are compared: "85% of users were affected", "affecting all
users". Shares of requests, of regions, of moments and "the remaining 35%" are not, and rough figures may differ a
little. Entries of the timeline tell of moments and are not compared either.

## Why

The share of users is the figure that gets quoted. Where there are two of them, nobody knows which one is right.

## Example

```markdown
## Issue Summary

- Impact: the checkout was down, affecting 100% of users.
- A queue held orders back. 85% of our users were affected.
```

## Fixed

```markdown
## Issue Summary

- Impact: the checkout was down, affecting 85% of users.
- A queue held orders back. 85% of our users were affected.
```
"#,
    check,
    fixes: None,
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    let Some((first, others)) = snapshot.postmortem().affected.split_first() else { return };
    let words = |it: &Affected| quoted(&snapshot.text().slice(it.span));
    for it in others.iter().filter(|it| it.contradicts(*first)) {
        let found = findings.add(it.span, format!("{} here, {} elsewhere", words(it), words(first)));
        found.related.push((first.span, format!("{} here", words(first))));
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::rules;
    use crate::testing::{check, check_no_fix, snapshot};

    #[test]
    fn two_shares_of_all_users_contradict_each_other() {
        check(
            &RULE,
            expect![[r#"
                ## Issue Summary

                The outage affected all users. It was slow: approximately 85% of users were affected.
                                                                          ^^^^^^^^^^^^ error: "85% of users" here, "all users" elsewhere
            "#]],
        );
        check_no_fix(&RULE, "## Issue Summary\n\nAffecting 10% of users.\n\nIn all 90% of users were affected.\n");
    }

    #[test]
    fn the_same_share_a_rough_one_and_those_of_moments_go_together() {
        for summary in [
            "It affected 85% of users. In short, 85% of our users were affected.",
            "It affected 85% of users. About 80% of customers were affected.",
            "It affected 85% of users. 100% of requests were affected.",
            "It affected 65% of users. The remaining 35% of users were affected by slow pages.",
            "It affected 65% of users.\n\n## Timeline\n\n- 14:30 - 20% of users were affected.\n- 15:30 - 65% of users were affected.",
        ] {
            let text = format!("## Issue Summary\n\n{summary}\n");
            assert!(rules::findings(&snapshot(&text), &[&RULE]).is_empty(), "{text}");
        }
    }
}
