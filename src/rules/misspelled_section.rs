//! `misspelled-section`: the name of a section is misspelt.

use crate::profile::Slip;
use crate::rules::{Diagnostic, Findings, Finds, Fix, Group, Rule, Safety, Severity};
use crate::snapshot::Snapshot;
use crate::text::{Edit, quoted};

pub static RULE: Rule = Rule {
    name: "misspelled-section",
    group: Group::Structure,
    finds: Finds::Presence,
    severity: Severity::Warning,
    docs: r#"A word in the heading of a section is misspelt: `Timelime`, `Issue Sumary`.

Other names of a section are no misspellings, and neither are other forms of a word; "Preventive" is as good as
"Preventative".

## Why

Readers and tools find a section by its name. A search for "Timeline" passes a "Timelime" by.

## Example

```markdown
## Timelime

- 14:30 UTC - A monitoring alert reported errors.
```

## Fixed

```markdown
## Timeline

- 14:30 UTC - A monitoring alert reported errors.
```
"#,
    check,
    fixes: Some(fixes),
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    for (index, slip) in slips(snapshot).enumerate() {
        let written = snapshot.text().slice(slip.span);
        findings.add(slip.span, format!("{} is spelt {}", quoted(&written), quoted(&slip.right))).subject = index;
    }
}

fn fixes(snapshot: &Snapshot, finding: &Diagnostic) -> Vec<Fix> {
    let spelt = |slip: &Slip| Fix {
        title: format!("Spell it {}", quoted(&slip.right)),
        safety: Safety::Safe,
        edits: vec![Edit::replace(slip.span, slip.right.clone())],
    };
    slips(snapshot).nth(finding.subject).map(spelt).into_iter().collect()
}

fn slips(snapshot: &Snapshot) -> impl Iterator<Item = &Slip> {
    snapshot.postmortem().sections.iter().flat_map(|it| &it.heading.slips)
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::testing::{check, check_fix};

    #[test]
    fn each_misspelt_word_of_a_name_is_marked() {
        check(
            &RULE,
            expect![[r#"
                **Issue Sumary:**
                        ^^^^^^ warning: "Sumary" is spelt "Summary"

                Down from 10:00 to 11:00 UTC.

                ## ROOTE CAUSE AND RESOLUTOIN 🔧
                   ^^^^^ warning: "ROOTE" is spelt "ROOT"
                                   ^^^^^^^^^^ warning: "RESOLUTOIN" is spelt "RESOLUTION"

                A full disk, cleared.
            "#]],
        );
    }

    #[test]
    fn other_names_and_forms_are_left_alone() {
        check(
            &RULE,
            expect![[r#"
                ## Incident overview

                Down from 10:00 to 11:00 UTC.

                ## Timelines

                - 10:00 UTC - Down

                ## Preventive and Corrective Measures

                - Rotate logs
            "#]],
        );
    }

    #[test]
    fn the_word_is_spelt_right_in_its_case_and_its_dress() {
        check_fix(
            &RULE,
            "### 4. *CORRECTION* AND PREVENTATION MEASURES:\n\n- Rotate logs\n",
            expect![[r#"
            ### 4. *CORRECTION* AND PREVENTATIVE MEASURES:

            - Rotate logs
        "#]],
        );
    }
}
