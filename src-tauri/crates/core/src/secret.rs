//! A key that cannot be printed by accident.

use std::fmt;

/// A provider's key. `Debug` shows nothing of it; there is no `Display` and no `Serialize`.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// The key as typed, without surrounding white space; `None` when nothing is left.
    pub fn new(text: &str) -> Option<Self> {
        let text = text.trim();
        (!text.is_empty()).then(|| Self(text.to_owned()))
    }

    /// The key itself, for the one header it is meant for.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_never_in_debug_text() {
        let key = Secret::new("  abc:def \n").unwrap();
        assert_eq!(key.reveal(), "abc:def");
        assert_eq!(format!("{key:?}"), "Secret(…)");
        assert!(Secret::new(" \t").is_none());
    }
}
