//! `private-address`: an address of a private network or of a person stands in the text.

use crate::model::SecretKind;
use crate::rules::leaked_secret::redaction;
use crate::rules::{Diagnostic, Findings, Finds, Fix, Group, Rule, Severity};
use crate::snapshot::Snapshot;
use crate::text::quoted;

pub static RULE: Rule = Rule {
    name: "private-address",
    group: Group::Publication,
    finds: Finds::Presence,
    severity: Severity::Hint,
    docs: r#"An address of a machine in a private network, or an e-mail address, stands in the text.

An e-mail address above the first section or beside a label such as `Author:` is there on purpose, and so are those of
an office (`support@…`) and of examples (`example.com`). Whole networks, `10.0.0.0/8`, are no machines.

Each kind can be switched off under `[secrets]`: `addresses`, `emails`.

## Why

Inside a team such an address helps. In public it tells strangers how the network is built and whom to write to.

## Example

```markdown
## Timeline

- 10:00 UTC - The node 10.12.5.36 did not answer.
```

## Fixed

```markdown
## Timeline

- 10:00 UTC - The second node did not answer.
```
"#,
    check,
    fixes: Some(fixes),
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    for secret in &snapshot.postmortem().publication.secrets {
        let what = match secret.kind {
            SecretKind::PrivateAddress => "is an address of a private network",
            SecretKind::Email => "is an e-mail address",
            _ => continue,
        };
        if snapshot.config.secrets.is_looked_for(secret.kind) {
            findings.add(secret.span, format!("{} {what}", quoted(&snapshot.text().slice(secret.span))));
        }
    }
}

fn fixes(_: &Snapshot, finding: &Diagnostic) -> Vec<Fix> {
    vec![redaction(finding)]
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::testing::{check, check_fix};

    #[test]
    fn machines_and_people_are_found() {
        check(
            &RULE,
            expect![[r#"
                # Postmortem

                By jane.doe@shop.io

                ## Timeline

                - 10:00 UTC - `curl 10.12.5.36:8080` failed; we wrote to joe.roe@shop.io
                                    ^^^^^^^^^^ hint: "10.12.5.36" is an address of a private network
                                                                         ^^^^^^^^^^^^^^^ hint: "joe.roe@shop.io" is an e-mail address
                - 10:05 UTC - We wrote to support@shop.io and someone@example.com

                Author: Jane Doe, jane.doe@shop.io
            "#]],
        );
    }

    #[test]
    fn an_address_is_redacted() {
        check_fix(
            &RULE,
            "## Timeline\n\n- 10:00 UTC - <joe.roe@shop.io> called\n",
            expect![[r#"
                ## Timeline

                - 10:00 UTC - [redacted] called
            "#]],
        );
    }
}
