//! How long fal keeps a file.

use std::time::Duration;

use reqwest::header::HeaderValue;

/// How long fal keeps an uploaded input or a result before deleting it. The default asks for nothing: the account's own setting applies,
/// which is "for ever" unless the user changed it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lifecycle {
    expires_in: Option<Duration>,
}

impl Lifecycle {
    /// Deleted after this long; rounded up to whole seconds, at least one (fal reads 0 as "never").
    #[must_use]
    pub fn expires_in(after: Duration) -> Self {
        Self { expires_in: Some(after) }
    }

    /// Deleted after so many days.
    #[must_use]
    pub fn expires_in_days(days: u32) -> Self {
        Self::expires_in(Duration::from_secs(u64::from(days) * 86_400))
    }

    /// The value of the lifecycle headers, or none when nothing is asked.
    pub(crate) fn header(self) -> Option<HeaderValue> {
        let after = self.expires_in?;
        let seconds = (after.as_secs() + u64::from(after.subsec_nanos() > 0)).max(1);
        let json = format!(r#"{{"expiration_duration_seconds":{seconds}}}"#);
        Some(HeaderValue::from_str(&json).expect("digits and ASCII JSON are a legal header"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zero_never_means_for_ever() {
        let header = |after| Lifecycle::expires_in(after).header().unwrap();
        assert_eq!(header(Duration::ZERO), r#"{"expiration_duration_seconds":1}"#);
        assert_eq!(header(Duration::from_millis(1500)), r#"{"expiration_duration_seconds":2}"#);
        assert_eq!(Lifecycle::default().header(), None);
    }
}
