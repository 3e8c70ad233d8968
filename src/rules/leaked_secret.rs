//! `leaked-secret`: a key, a token or a password stands in the text.

use crate::model::{Secret, SecretKind};
use crate::rules::{Diagnostic, Findings, Finds, Fix, Group, Rule, Safety, Severity};
use crate::snapshot::Snapshot;
use crate::text::{Edit, Text};

pub static RULE: Rule = Rule {
    name: "leaked-secret",
    group: Group::Publication,
    finds: Finds::Presence,
    severity: Severity::Warning,
    docs: r#"A key, a token or a password stands in the text, in code too: that is where they are pasted.

Found are private keys, tokens of clouds and services by their beginnings (`AKIA…`, `ghp_…`, `xoxb-…`), JSON web tokens,
and passwords in URLs, assignments and commands. What stands for a secret is none: `<token>`, `$DB_PASS`, `changeme`.
The message shows no more than its beginning.

Each kind can be switched off under `[secrets]`: `private-keys`, `tokens`, `web-tokens`, `passwords`.

## Why

A postmortem is read by more people than the system that it tells of. What was published once has to be replaced at its
source; taking it out of the text is not enough.

## Example

```markdown
## Root Cause and Resolution

The service still used `postgres://shop:hunter22@db/shop`.
```

## Fixed

```markdown
## Root Cause and Resolution

The service still used `postgres://shop:[redacted]@db/shop`.
```
"#,
    check,
    fixes: Some(fixes),
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    for secret in &snapshot.postmortem().publication.secrets {
        let what = match secret.kind {
            SecretKind::PrivateKey => "a private key",
            SecretKind::Token => "an access token",
            SecretKind::WebToken => "a JSON web token",
            SecretKind::Password => "a password",
            SecretKind::PrivateAddress | SecretKind::Email => continue,
        };
        if snapshot.config.secrets.is_looked_for(secret.kind) {
            findings.add(secret.span, format!("{} looks like {what}", beginning(snapshot.text(), secret)));
        }
    }
}

/// As much of a secret as tells which one it is.
fn beginning(text: &Text, secret: &Secret) -> String {
    let words = text.slice(secret.span);
    let length = if secret.kind == SecretKind::PrivateKey { 10 } else { 4.min(words.chars().count() / 4) };
    let shown: String = words.chars().take(length).collect();
    format!("\"{shown}…\"")
}

fn fixes(_: &Snapshot, finding: &Diagnostic) -> Vec<Fix> {
    vec![redaction(finding)]
}

/// Writes `[redacted]` for what was found.
pub(super) fn redaction(finding: &Diagnostic) -> Fix {
    let edits = vec![Edit::replace(finding.span, "[redacted]")];
    Fix { title: "Write [redacted] for it".into(), safety: Safety::ForReview, edits }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::config::{Config, Secrets};
    use crate::testing::{check, check_fix, configured};

    #[test]
    fn secrets_in_prose_and_in_code_are_found_and_not_repeated() {
        check(
            &RULE,
            expect![[r#"
                ## Root Cause and Resolution

                The password was `Tr0ub4dor3` for months, in `mysql -u root -ps3cretpw`.
                                  ^^^^^^^^^^ warning: "Tr…" looks like a password
                                                                              ^^^^^^^^ warning: "s3…" looks like a password

                ```
                DB_PASSWORD=correcthorse
                            ^^^^^^^^^^^^ warning: "cor…" looks like a password
                OTHER_PASSWORD=<from the vault>
                ```
            "#]],
        );
    }

    #[test]
    fn a_private_key_is_redacted_as_a_whole() {
        check_fix(
            &RULE,
            "## Timeline\n\n```\n-----BEGIN EC PRIVATE KEY-----\nMHcCAQEE\nIIrYSSNQ\n-----END EC PRIVATE KEY-----\n```\n",
            expect![[r#"
                ## Timeline

                ```
                [redacted]
                ```
            "#]],
        );
    }

    #[test]
    fn a_kind_can_be_switched_off() {
        let text = "## Timeline\n\nDB_PASSWORD=correcthorse\n";
        let secrets = Secrets { passwords: false, ..Secrets::default() };
        let read = configured(text, Config { secrets, ..Config::default() });
        assert!(crate::rules::findings(&read, &[&RULE]).is_empty());
    }
}
