//! What a line gives away: keys, tokens, passwords, private addresses. By shapes that are hard to meet by chance.

use std::sync::{LazyLock, OnceLock};

use regex::{Regex, RegexSet};

use crate::model::{Secret, SecretKind};
use crate::text::Span;

/// The shapes, the most telling first; where a shape has a group, the secret is what the group holds.
const SHAPES: &[(SecretKind, &str)] = &[
    (SecretKind::PrivateKey, r"-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----"),
    (SecretKind::WebToken, r"(?-u:\b)eyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}"),
    (SecretKind::Token, r"(?-u:\b)(?:AKIA|ASIA)[A-Z0-9]{16}(?-u:\b)"), // AWS
    (SecretKind::Token, r"(?-u:\b)gh[pousr]_[A-Za-z0-9]{36,}(?-u:\b)"), // GitHub
    (SecretKind::Token, r"(?-u:\b)github_pat_[A-Za-z0-9_]{22,}"),
    (SecretKind::Token, r"(?-u:\b)glpat-[A-Za-z0-9_-]{20,}"), // GitLab
    (SecretKind::Token, r"(?-u:\b)xox[abeoprs]-[A-Za-z0-9-]{10,}"), // Slack
    (SecretKind::Token, r"hooks\.slack\.com/services/(T[A-Z0-9]+/B[A-Z0-9]+/[A-Za-z0-9]{16,})"),
    (SecretKind::Token, r"discord(?:app)?\.com/api/webhooks/([0-9]{15,}/[A-Za-z0-9_-]{50,})"),
    (SecretKind::Token, r"(?-u:\b)(?:sk|rk)_live_[A-Za-z0-9]{16,}"), // Stripe
    (SecretKind::Token, r"(?-u:\b)sk-(?:proj-|ant-|svcacct-)?[A-Za-z0-9_-]{20,}"), // OpenAI, Anthropic
    (SecretKind::Token, r"(?-u:\b)AIza[A-Za-z0-9_-]{35}"),           // Google
    (SecretKind::Token, r"(?-u:\b)ya29\.[A-Za-z0-9_-]{20,}"),
    (SecretKind::Token, r"(?-u:\b)npm_[A-Za-z0-9]{36}(?-u:\b)"),
    (SecretKind::Token, r"(?-u:\b)pypi-[A-Za-z0-9_-]{50,}"),
    (SecretKind::Token, r"(?-u:\b)SG\.[A-Za-z0-9_-]{20,24}\.[A-Za-z0-9_-]{39,50}"), // SendGrid
    (SecretKind::Token, r"(?-u:\b)dop_v1_[a-f0-9]{64}"),                            // DigitalOcean
    (SecretKind::Token, r"(?-u:\b)hf_[A-Za-z0-9]{30,}"),                            // Hugging Face
    (SecretKind::Token, r"(?-u:\b)[0-9]{8,10}:AA[A-Za-z0-9_-]{33}"),                // Telegram
    (SecretKind::Token, r"AccountKey=([A-Za-z0-9+/=]{40,})"),                       // Azure
    (SecretKind::Token, r"(?-u:\b)Bearer ([A-Za-z0-9._~+/=-]{20,})"),
    (SecretKind::Password, r#"(?-u:\b)[a-z][a-z0-9+.-]*://[^\s:/@"'<>]*:([^\s/@"'<>]{3,})@"#),
    (
        SecretKind::Password,
        r#"(?i)(?:password|passwd|passphrase|secret|api[_-]?key|access[_-]?key|auth[_-]?token|access[_-]?token|secret[_-]?key)["']?\s*(?:=>|:=|[:=,])\s*["']([^"'\s]{4,})["']"#,
    ),
    (
        SecretKind::Password,
        r#"(?i)(?:password|passwd|passphrase|secret|api[_-]?key|access[_-]?key|auth[_-]?token|access[_-]?token|secret[_-]?key)["'`*]*\s*(?:[:=]|is|was)\s*`?([^\s"'`,;&|<>]{6,})"#,
    ),
    (SecretKind::Password, r#"(?-u:\b)mysql[a-z]* [^|;]*-p([^\s"'`|;]{4,})"#),
    (SecretKind::Password, r#"(?-u:\b)curl .*-u [^\s:"']+:([^\s"'`]{4,})"#),
    (SecretKind::Email, r"(?-u:\b)[A-Za-z0-9._%+-]+@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,24}(?-u:\b)"),
    (
        SecretKind::PrivateAddress,
        r"(?-u:\b)(?:10\.[0-9]{1,3}|192\.168|172\.(?:1[6-9]|2[0-9]|3[01]))\.[0-9]{1,3}\.[0-9]{1,3}(?-u:\b)",
    ),
    (SecretKind::PrivateAddress, r"(?-u:\b)f[cd][0-9a-f]{2}:(?:[0-9a-f]{0,4}:){2,6}[0-9a-f]{1,4}(?-u:\b)"),
];

static SET: LazyLock<RegexSet> =
    LazyLock::new(|| RegexSet::new(SHAPES.iter().map(|it| it.1)).expect("the shapes are read by a test"));

/// One of the shapes, compiled when the set has found it for the first time.
fn shape(index: usize) -> &'static Regex {
    static EACH: [OnceLock<Regex>; SHAPES.len()] = [const { OnceLock::new() }; SHAPES.len()];
    EACH[index].get_or_init(|| Regex::new(SHAPES[index].1).expect("the shapes are read by a test"))
}

/// What the line gives away, in order. Spans count from its start.
pub(super) fn secrets(line: &str) -> Vec<Secret> {
    let mut found: Vec<Secret> = Vec::new();
    if !may_hold(line) {
        return found;
    }
    for index in SET.matches(line).iter() {
        for captures in shape(index).captures_iter(line) {
            let taken = captures.get(1).or(captures.get(0)).expect("a match has a whole");
            let (kind, span) = (SHAPES[index].0, Span::new(taken.start(), taken.end()));
            let secret = Secret { kind, span: if kind == SecretKind::Email { bracketed(line, span) } else { span } };
            let is_new = !found.iter().any(|it| it.span.start < secret.span.end && secret.span.start < it.span.end);
            if is_new && is_real(line, secret) {
                found.push(secret);
            }
        }
    }
    found.sort_by_key(|it| it.span.start);
    found
}

/// With the angle brackets around it: `<jane@example.com>` would leave a prompt behind.
fn bracketed(line: &str, span: Span) -> Span {
    match line[..span.start].ends_with('<') && line[span.end..].starts_with('>') {
        true => Span::new(span.start - 1, span.end + 1),
        false => span,
    }
}

/// A cheap look first: nearly every line of a postmortem ends here.
fn may_hold(line: &str) -> bool {
    let bytes = line.as_bytes();
    let is_dotted =
        || bytes.windows(3).filter(|it| it[1] == b'.' && it[0].is_ascii_digit() && it[2].is_ascii_digit()).count() >= 3;
    let is_long = || line.split(|it: char| it.is_whitespace()).any(|it| it.len() >= 20);
    bytes.contains(&b'@')
        || bytes.contains(&b':')
        || bytes.contains(&b'=')
        || is_long()
        || is_dotted()
        || has_key_word(line)
}

/// `The password is …`
fn has_key_word(line: &str) -> bool {
    ["assword", "asswd", "ecret", "mysql", "curl", "KEY"].iter().any(|it| line.contains(it))
}

fn is_real(line: &str, secret: Secret) -> bool {
    let (before, value, after) = (&line[..secret.span.start], &line[secret.span.range()], &line[secret.span.end..]);
    let has = |is: fn(&u8) -> bool| value.bytes().any(|it| is(&it));
    let is_mixed = has(u8::is_ascii_digit) && has(u8::is_ascii_alphabetic);
    match secret.kind {
        SecretKind::PrivateKey => true,
        SecretKind::WebToken => !is_placeholder(value),
        SecretKind::Token => is_mixed && !is_placeholder(value),
        SecretKind::Password => !is_placeholder(value) && (is_in_command(before) || is_mixed),
        SecretKind::Email => is_personal(before, value, after),
        SecretKind::PrivateAddress => is_host(before, value, after),
    }
}

/// In a URL or behind `=` and `-p` stands a value; behind `Password:` prose may stand, and a password has digits.
fn is_in_command(before: &str) -> bool {
    before.ends_with(['=', '\'', '"'])
        || before.ends_with("-p")
        || before.rsplit(' ').next().is_some_and(|it| it.contains("://"))
}

/// Whether a value stands for another one: `<password>`, `$DB_PASS`, `changeme`, `xxxx`, `/run/secrets/db`.
fn is_placeholder(value: &str) -> bool {
    static MARKS: &[&str] = &[
        "example",
        "xxx",
        "***",
        "...",
        "…",
        "<",
        "$",
        "{",
        "}",
        "(",
        ")",
        "%",
        "[",
        "your",
        "redacted",
        "changeme",
        "change_me",
        "placeholder",
        "hidden",
        "dummy",
        "•",
        "env.",
        "getenv",
        "environ",
        "secrets.",
        "vault:",
        "://",
    ];
    static WORDS: &[&str] = &[
        "password",
        "passwd",
        "pass",
        "pwd",
        "secret",
        "token",
        "null",
        "none",
        "true",
        "false",
        "string",
        "test",
        "root",
        "admin",
        "user",
        "username",
        "required",
        "optional",
        "missing",
        "wrong",
        "incorrect",
        "expired",
        "invalid",
        "empty",
    ];
    let lower = value.to_lowercase();
    let first = lower.chars().next();
    MARKS.iter().any(|it| lower.contains(it))
        || WORDS.contains(&lower.trim_matches(|it: char| !it.is_alphanumeric()))
        || lower.starts_with(['/', '~', '.', '-', '@', '#'])
        || lower.chars().all(|it| Some(it) == first)
}

/// Whether an address is somebody's: no example, no robot, no office that is published anyway.
fn is_personal(before: &str, address: &str, after: &str) -> bool {
    static OFFICES: &[&str] = &[
        "abuse",
        "admin",
        "bounty",
        "contact",
        "feedback",
        "git",
        "hello",
        "help",
        "helpdesk",
        "info",
        "inquiries",
        "no-reply",
        "noreply",
        "postmaster",
        "press",
        "privacy",
        "root",
        "sales",
        "secure",
        "security",
        "support",
        "webmaster",
    ];
    static EXAMPLES: &[&str] = &["example", "test", "invalid", "localhost", "local", "internal"];
    /// What only looks like a domain: `icon@2x.png`.
    static FILES: &[&str] =
        &["png", "jpg", "jpeg", "gif", "svg", "webp", "js", "ts", "json", "service", "yml", "yaml", "md"];
    let lower = address.trim_matches(['<', '>']).to_lowercase();
    let Some((name, domain)) = lower.split_once('@') else { return false };
    let top = domain.rsplit('.').next().unwrap_or_default();
    let is_example = EXAMPLES.contains(&top) || domain.split('.').any(|it| it == "example") || name.starts_with("your");
    // `git@host:path`, `ssh user@host`, a part of a longer address or URL
    let is_login = after.starts_with(':')
        || before.ends_with("ssh ")
        || before.ends_with("scp ")
        || before.ends_with(['/', ':', '@']);
    let is_mail = before.ends_with("mailto:");
    !is_example && !OFFICES.contains(&name) && !FILES.contains(&top) && (!is_login || is_mail)
}

/// Whether four numbers are the address of a machine: no version, and not the network as a whole.
fn is_host(before: &str, address: &str, after: &str) -> bool {
    let is_part = before.ends_with(['.', '-', '_', 'v', 'V'])
        || after.starts_with('.') && after[1..].starts_with(|it: char| it.is_ascii_digit());
    let is_version = before.trim_end().to_lowercase().ends_with("version");
    let is_network = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"]
        .contains(&format!("{address}{}", &after[..after.len().min(3)]).trim_end());
    let is_octet = |it: &str| it.parse::<u16>().is_ok_and(|it| it < 256);
    !is_part && !is_version && !is_network && (address.contains(':') || address.split('.').all(is_octet))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, expected: &[(SecretKind, &str)]) {
        let found = secrets(line);
        let found: Vec<_> = found.iter().map(|it| (it.kind, &line[it.span.range()])).collect();
        assert_eq!(found, expected, "in {line}");
    }

    /// Tokens are put together here, so that nobody takes them for real ones.
    fn token(prefix: &str, length: usize) -> String {
        prefix.to_owned() + &"a1B2c3D4e5".repeat(length / 10 + 1)[..length]
    }

    #[test]
    fn every_shape_compiles() {
        assert_eq!(SET.len(), SHAPES.len());
        assert!((0..SHAPES.len()).all(|it| shape(it).as_str() == SHAPES[it].1));
    }

    #[test]
    fn tokens_are_known_by_their_beginnings() {
        let aws = format!("AKIA{}", "A1B2".repeat(4));
        for token in [token("ghp_", 36), token("glpat-", 20), token("sk_live_", 24), token("AIza", 35), aws] {
            check(&format!("export KEY={token}"), &[(SecretKind::Token, &token)]);
        }
        let jwt = format!("{}.{}.{}", token("eyJ", 10), token("eyJ", 10), token("", 20));
        check(&format!("`Authorization: Bearer {jwt}`"), &[(SecretKind::WebToken, &jwt)]);
        check("-----BEGIN RSA PRIVATE KEY-----", &[(SecretKind::PrivateKey, "-----BEGIN RSA PRIVATE KEY-----")]);
    }

    #[test]
    fn passwords_stand_in_urls_assignments_and_commands() {
        use SecretKind::Password;
        check("postgres://shop:hunter22@db/shop", &[(Password, "hunter22")]);
        check("DB_PASSWORD=correcthorse", &[(Password, "correcthorse")]);
        check("define('DB_PASSWORD', 'tr0ub4dor');", &[(Password, "tr0ub4dor")]);
        check("The password is `Tr0ub4dor3`.", &[(Password, "Tr0ub4dor3")]);
        check("mysql -u root -ps3cretpw shop", &[(Password, "s3cretpw")]);
    }

    #[test]
    fn what_stands_for_a_secret_is_none() {
        for line in [
            "DB_PASSWORD=<password>, DB_PASSWORD=$DB_PASS, password = os.environ['X'], password: changeme",
            "The password: reset by the team at 14:30, and the secret is out",
            "https://user:password@example.com and AKIAIOSFODNN7EXAMPLE",
            "the token expired; secret=/run/secrets/db; api_key: ${{ secrets.KEY }}",
            "mail user@example.com, support@shop.io, noreply@shop.io, git@github.com:a/b.git, icon@2x.png",
            "127.0.0.1 and 192.0.2.7 and 10.0.0.0/8 and version 10.4.2.1 and 10.1.2.3.4 and 10.900.1.1",
            "the root password was wrong: access denied for user 'root'@'localhost'",
            "sk-learn-is-a-library-with-a-long-name",
        ] {
            check(line, &[]);
        }
    }

    #[test]
    fn addresses_of_machines_and_people_are_found() {
        use SecretKind::{Email, PrivateAddress};
        check("The host 10.12.5.36:8080 was down", &[(PrivateAddress, "10.12.5.36")]);
        check(
            "On 192.168.1.7, mail jane.doe@shop.io.",
            &[(PrivateAddress, "192.168.1.7"), (Email, "jane.doe@shop.io")],
        );
        check("from fd12:3456:789a::1 to", &[(PrivateAddress, "fd12:3456:789a::1")]);
    }
}
