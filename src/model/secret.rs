//! Secrets: what a text gives away to everybody who reads it.

use crate::text::Span;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Secret {
    pub kind: SecretKind,
    /// A private key with its first and its last line.
    pub span: Span,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SecretKind {
    PrivateKey,
    /// Of a cloud or a service.
    Token,
    /// A JSON web token.
    WebToken,
    /// In a URL, an assignment or a command.
    Password,
    /// Of a machine in a private network.
    PrivateAddress,
    Email,
}
