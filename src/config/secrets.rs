//! Which kinds of secrets are looked for.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::model::SecretKind;

/// Each kind can be switched off; all are on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(default, rename_all = "kebab-case")]
#[schemars(deny_unknown_fields)]
pub struct Secrets {
    /// `-----BEGIN PRIVATE KEY-----`
    pub private_keys: bool,
    /// Keys and tokens of clouds and services.
    pub tokens: bool,
    /// JSON web tokens.
    pub web_tokens: bool,
    /// In URLs, assignments and commands.
    pub passwords: bool,
    /// Of machines in private networks.
    pub addresses: bool,
    /// But those of authors and offices.
    pub emails: bool,
}

impl Default for Secrets {
    fn default() -> Secrets {
        Secrets { private_keys: true, tokens: true, web_tokens: true, passwords: true, addresses: true, emails: true }
    }
}

impl Secrets {
    pub fn is_looked_for(&self, kind: SecretKind) -> bool {
        match kind {
            SecretKind::PrivateKey => self.private_keys,
            SecretKind::Token => self.tokens,
            SecretKind::WebToken => self.web_tokens,
            SecretKind::Password => self.passwords,
            SecretKind::PrivateAddress => self.addresses,
            SecretKind::Email => self.emails,
        }
    }
}
