//! The credential, in a type that cannot be printed.

use std::fmt;

use reqwest::header::HeaderValue;

use crate::{Error, Kind, Result};

/// A fal API key, `{id}:{secret}`. Its `Debug` is redacted and it has no `Display`.
#[derive(Clone, PartialEq, Eq)]
pub struct Key(String);

impl Key {
    /// A key as the user typed or pasted it; white space around it is dropped.
    ///
    /// # Errors
    /// [`Kind::Config`] when nothing is left, or when it holds characters no header may carry. Whether fal knows the key only fal can say.
    pub fn new(text: impl AsRef<str>) -> Result<Self> {
        let text = text.as_ref().trim();
        if text.is_empty() {
            return Err(Error::new(Kind::Config).saying("the fal key is empty"));
        }
        if !text.bytes().all(|b| b.is_ascii_graphic()) {
            return Err(Error::new(Kind::Config).saying("the fal key holds characters a key cannot have"));
        }
        Ok(Self(text.to_owned()))
    }

    /// The `Authorization` header, marked so that HTTP libraries neither print nor compress it.
    pub(crate) fn header(&self) -> HeaderValue {
        let mut value =
            HeaderValue::from_str(&format!("Key {}", self.0)).expect("a key holds only printable ASCII, see Key::new");
        value.set_sensitive(true);
        value
    }

    /// `text` without this key or its secret half, for words that came from outside.
    pub(crate) fn scrub(&self, text: &str) -> String {
        let clean = text.replace(&self.0, "[key]");
        match self.0.split_once(':') {
            Some((_, secret)) if secret.len() >= 8 => clean.replace(secret, "[key]"),
            _ => clean,
        }
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key([redacted])")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_never_printed() {
        let key = Key::new(" 0af1:5ec7e7ffee \n").unwrap();
        assert_eq!(format!("{key:?}"), "Key([redacted])");
        assert!(!format!("{:?}", key.header()).contains("5ec7"), "the header must be marked sensitive");
        assert_eq!(key.scrub("bad 0af1:5ec7e7ffee, or 5ec7e7ffee"), "bad [key], or [key]");
    }

    #[test]
    fn a_key_no_header_can_carry_is_refused() {
        for bad in ["", "  ", "a\nb", "a b", "schlüssel"] {
            let error = Key::new(bad).unwrap_err();
            assert_eq!(error.kind(), Kind::Config, "{bad:?}");
        }
    }
}
