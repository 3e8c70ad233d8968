//! Time zones as written: abbreviations, offsets and names, and what they may stand for.

/// A zone as somebody wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zone {
    /// As written, without brackets: `UTC`, `GMT+1`, `West African Time`.
    pub name: String,
    /// Minutes east of UTC: one where it is clear, several where the name is ambiguous, none where it is unknown.
    pub offsets: Vec<i32>,
}

impl Zone {
    /// Minutes east of UTC, where the name says so alone.
    pub fn offset(&self) -> Option<i32> {
        match self.offsets[..] {
            [only] => Some(only),
            _ => None,
        }
    }
}
