//! `counterfactual`: the account tells what somebody might have done, not what happened.

use crate::profile::{Objection, Role};
use crate::rules::{Findings, Finds, Group, Rule, Severity};
use crate::snapshot::Snapshot;
use crate::text::quoted;

pub static RULE: Rule = Rule {
    name: "counterfactual",
    group: Group::Language,
    finds: Finds::Presence,
    severity: Severity::Information,
    docs: r#"The account tells what did not happen: "should have tested", "could have been prevented", "we failed to notice".

A machine may fail to restart. Among the measures nothing is said: that is where such wishes belong. Quotations, code
and links are not looked at. A profile adds phrases under `[wording]` as `counterfactual`, and takes some out as
`allowed`.

## Why

What people might have done is known only in hindsight. It explains nothing of what they saw and why they did what they
did, and it stops the search for what made that seem right.

## Example

```markdown
## Root Cause and Resolution

The engineer should have checked the disk before the deployment.
```

## Fixed

```markdown
## Root Cause and Resolution

The deployment began with 2% of the disk free, which no dashboard showed.
```
"#,
    check,
    fixes: None,
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    let postmortem = snapshot.postmortem();
    for remark in postmortem.remarks.iter().filter(|it| it.objection == Objection::Counterfactual) {
        if postmortem.section_at(remark.span.start).is_some_and(|it| it.role == Role::Corrective) {
            continue;
        }
        let words = snapshot.text().slice(remark.span);
        findings.add(remark.span, format!("{} tells what did not happen: say what did", quoted(&words)));
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::testing::{check, check_no_fix};

    #[test]
    fn what_people_might_have_done_is_found() {
        check(
            &RULE,
            expect![[r#"
                ## Issue Summary

                The team did not notice the alert. It could have been avoided, if only we had read it.
                    ^^^^^^^^^^^^^^^^^^^ information: "team did not notice" tells what did not happen: say what did
                                                      ^^^^^^^^^^^^^^^^^^^^^^^ information: "could have been avoided" tells what did not happen: say what did
                                                                               ^^^^^^^^^^ information: "if only we" tells what did not happen: say what did
            "#]],
        );
        check_no_fix(&RULE, "## Issue Summary\n\nWe forgot to renew the certificate.\n");
    }

    #[test]
    fn machines_and_measures_are_left_alone() {
        check(
            &RULE,
            expect![[r#"
                ## Timeline

                - 10:00 UTC - We restarted it. Nginx failed to start, and failed logins went up.

                ## Corrective and Preventative Measures

                - An alert would have caught it, and we should have tested the backup.
            "#]],
        );
    }
}
