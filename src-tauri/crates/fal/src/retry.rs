//! When to try again, and after how long.

use std::hash::{BuildHasher as _, RandomState};
use std::time::{Duration, SystemTime};

use reqwest::header::{HeaderMap, RETRY_AFTER};

use crate::{Kind, Timing};

/// What sending a call twice would do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Repeat {
    /// Nothing: it only reads, or writes the same again.
    Freely,
    /// Nothing, but a failure that fal itself reports may be the job's own, which does not change.
    Result,
    /// It may start paid work twice, so only when it certainly was not accepted.
    UnlessAccepted,
    /// The caller wants the first answer.
    Never,
}

impl Repeat {
    /// Whether a call that failed below HTTP, or whose reply broke, may be sent again.
    pub(crate) fn after_failure(self, kind: Kind) -> bool {
        match self {
            Self::Freely | Self::Result => {
                matches!(kind, Kind::Connect | Kind::Timeout | Kind::Lost | Kind::Reply | Kind::NotReady)
            }
            Self::UnlessAccepted => kind == Kind::Connect,
            Self::Never => false,
        }
    }

    /// Whether a call that was answered with `status` may be sent again. `from_fal` = the reply carries fal's request id.
    pub(crate) fn after_reply(self, status: u16, from_fal: bool) -> bool {
        match (self, status) {
            (Self::Never, _) => false,
            (_, 429) => true,
            (Self::Freely, 408 | 500 | 502..=504) => true,
            (Self::Result, 408 | 500 | 502..=504) | (Self::UnlessAccepted, 502..=504) => !from_fal,
            _ => false,
        }
    }
}

/// The pause after attempt `n` (from 1): doubled each time, give or take a quarter so that many clients do not come back together.
pub(crate) fn pause(timing: &Timing, n: u32) -> Duration {
    let doubled = timing.retry_first.saturating_mul(1_u32.checked_shl(n.saturating_sub(1)).unwrap_or(u32::MAX));
    let chance = RandomState::new().hash_one(n) % 501;
    doubled.min(timing.retry_longest).mul_f64(0.75 + chance as f64 / 1000.0)
}

/// `Retry-After`, as seconds or as a date.
pub(crate) fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse::<f64>() {
        return Duration::try_from_secs_f64(seconds).ok();
    }
    let date = httpdate::parse_http_date(text).ok()?;
    Some(date.duration_since(now).unwrap_or(Duration::ZERO))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(value: &str) -> Option<Duration> {
        let now = httpdate::parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT").unwrap();
        retry_after(&HeaderMap::from_iter([(RETRY_AFTER, value.parse().unwrap())]), now)
    }

    #[test]
    fn retry_after_is_read_in_both_forms() {
        assert_eq!(after("3"), Some(Duration::from_secs(3)));
        assert_eq!(after("Sun, 06 Nov 1994 08:49:47 GMT"), Some(Duration::from_secs(10)));
        assert_eq!(after("Sun, 06 Nov 1994 08:00:00 GMT"), Some(Duration::ZERO), "a date gone by means now");
        for nonsense in ["soon", "-1", "NaN", "1e300"] {
            assert_eq!(after(nonsense), None, "{nonsense}");
        }
    }

    #[test]
    fn paid_work_is_sent_again_only_when_it_was_not_accepted() {
        let paid = Repeat::UnlessAccepted;
        assert!(paid.after_failure(Kind::Connect) && paid.after_reply(429, true) && paid.after_reply(502, false));
        assert!(
            !paid.after_failure(Kind::Timeout) && !paid.after_failure(Kind::Lost) && !paid.after_failure(Kind::Reply)
        );
        assert!(!paid.after_reply(503, true), "with a request id fal itself has spoken");
        assert!(!paid.after_reply(500, false) && !paid.after_reply(408, false));
    }

    #[test]
    fn pauses_grow_and_stop_growing() {
        let timing = Timing::default();
        for (n, expected) in [(1, 250), (2, 500), (3, 1000), (9, 8000), (u32::MAX, 8000)] {
            let pause = pause(&timing, n).as_millis();
            assert!((expected * 3 / 4..=expected * 5 / 4).contains(&pause), "attempt {n}: {pause} ms");
        }
    }
}
