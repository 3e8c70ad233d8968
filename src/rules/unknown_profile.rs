//! `unknown-profile`: the document names a profile that there is not.

use crate::profile::{hint, meant};
use crate::rules::{Diagnostic, Findings, Finds, Fix, Group, Rule, Safety, Severity};
use crate::snapshot::Snapshot;
use crate::text::{Edit, quoted};

pub static RULE: Rule = Rule {
    name: "unknown-profile",
    group: Group::Directives,
    finds: Finds::Presence,
    severity: Severity::Warning,
    docs: r#"The document names a profile that is neither built in nor one of the project's own.

A profile is named in the front matter (`profile: google-sre`) or in a comment on a line of its own
(`<!-- postmortem-profile: google-sre -->`).

## Why

The document is then held to another format than its author thinks.

## Example

```markdown
<!-- postmortem-profile: gogle-sre -->
# Postmortem: checkout was down
```

## Fixed

```markdown
<!-- postmortem-profile: google-sre -->
# Postmortem: checkout was down
```
"#,
    check,
    fixes: Some(fixes),
};

fn ids(snapshot: &Snapshot) -> impl Iterator<Item = &str> {
    snapshot.config.profiles.profiles().iter().map(|it| it.id.as_str())
}

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    let Some(named) = snapshot.choice.unknown() else { return };
    let hint = hint(&named.id, ids(snapshot));
    findings.add(named.span, format!("There is no profile {}{hint}", quoted(&named.id)));
}

fn fixes(snapshot: &Snapshot, finding: &Diagnostic) -> Vec<Fix> {
    let named = snapshot.choice.unknown().filter(|it| it.span == finding.span);
    let meant = named.and_then(|it| meant(&it.id, ids(snapshot)));
    let fix = |id: &str| Fix {
        title: format!("Name the profile \"{id}\""),
        safety: Safety::ForReview,
        edits: vec![Edit::replace(finding.span, id)],
    };
    meant.map(fix).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::rules;
    use crate::testing::{check, check_no_fix, snapshot};
    use crate::text::apply;

    #[test]
    fn a_name_that_there_is_not_is_marked_where_it_stands() {
        check(
            &RULE,
            expect![[r#"
                ---
                profile: pager-duty
                         ^^^^^^^^^^ warning: There is no profile "pager-duty"; did you mean "pagerduty"?
                ---
                # Postmortem
            "#]],
        );
    }

    #[test]
    fn a_profile_that_there_is_and_a_name_in_code_are_left_alone() {
        check(
            &RULE,
            expect![[r#"
                <!-- postmortem-profile: sre-workbook -->
                # Postmortem

                ```
                <!-- postmortem-profile: nothing -->
                ```
            "#]],
        );
    }

    #[test]
    fn the_name_that_is_near_is_put_in_its_place() {
        let before = snapshot("<!-- postmortem-profile: atlasian -->\n# Postmortem\n");
        let finding = &rules::findings(&before, &[&RULE])[0];
        let fix = finding.fix(&before).expect("a name is near");
        // The text is held to another format then, which finds what it finds.
        let after = apply(&before.text().to_string(), &fix.edits);
        assert_eq!(after, "<!-- postmortem-profile: atlassian -->\n# Postmortem\n");
        assert!(rules::findings(&snapshot(&after), &[&RULE]).is_empty());
        check_no_fix(&RULE, "<!-- postmortem-profile: household -->\n# Postmortem\n");
    }
}
