//! A clock that moves only when told to.

use std::sync::atomic::{AtomicI64, Ordering};

use safelight_core::{Clock, Timestamp};

/// Stands at the time it was given until [`ManualClock::advance`].
#[derive(Debug)]
pub struct ManualClock(AtomicI64);

impl ManualClock {
    /// A clock standing at `millis` since 1970.
    pub fn at(millis: i64) -> Self {
        Self(AtomicI64::new(millis))
    }

    /// Moves on by `millis`; negative when somebody sets the clock back.
    pub fn advance(&self, millis: i64) {
        self.0.fetch_add(millis, Ordering::SeqCst);
    }
}

impl Default for ManualClock {
    /// 2026-05-12 09:00 UTC.
    fn default() -> Self {
        Self::at(1_778_576_400_000)
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Timestamp {
        Timestamp(self.0.load(Ordering::SeqCst))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_moves_only_when_told() {
        let clock = ManualClock::at(5_000);
        assert_eq!(clock.now(), clock.now());
        clock.advance(1_500);
        assert_eq!(clock.now(), Timestamp(6_500));
    }
}
