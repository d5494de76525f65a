//! What is known of running jobs beyond their rows: progress, place in line, the wish to stop.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use safelight_core::JobId;
use tokio::sync::Notify;

/// How a running job goes.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Live {
    /// 0..1, where it can be said.
    pub progress: Option<f32>,
    /// Requests in front of it at the provider.
    pub place: Option<u32>,
    /// Seconds left, by its own speed so far.
    pub seconds_left: Option<f32>,
    /// Why it does not go on by itself right now, one sentence.
    pub waits: Option<String>,
}

/// At most ten progress reports a second for each job (`architecture.md` §5).
const BETWEEN_REPORTS: Duration = Duration::from_millis(100);

pub(crate) struct Running {
    live: Mutex<(Live, Option<Instant>)>,
    begun: Instant,
    pub(crate) cancel: Arc<AtomicBool>,
    pub(crate) cancelled: Notify,
}

impl Running {
    fn new() -> Running {
        Running { live: Mutex::default(), begun: Instant::now(), cancel: Arc::default(), cancelled: Notify::new() }
    }

    /// Asks the job to stop.
    pub(crate) fn stop(&self) {
        self.cancel.store(true, Ordering::Relaxed);
        self.cancelled.notify_one();
    }

    pub(crate) fn is_stopped(&self) -> bool {
        self.cancel.load(Ordering::Relaxed)
    }

    /// Notes the fraction done. `true`: worth telling.
    pub(crate) fn at(&self, fraction: f32) -> bool {
        let passed = self.begun.elapsed();
        self.set(|live| {
            live.progress = Some(fraction);
            live.seconds_left = (fraction > 0.02).then(|| passed.as_secs_f32() * (1.0 - fraction) / fraction);
        })
    }

    /// Notes something else. `true`: worth telling.
    pub(crate) fn set(&self, change: impl FnOnce(&mut Live)) -> bool {
        let mut guard = self.live.lock().unwrap_or_else(PoisonError::into_inner);
        let before = guard.0.clone();
        change(&mut guard.0);
        let due = guard.1.is_none_or(|told| told.elapsed() >= BETWEEN_REPORTS);
        let tell = due && guard.0 != before;
        if tell {
            guard.1 = Some(Instant::now());
        }
        tell
    }

    pub(crate) fn live(&self) -> Live {
        self.live.lock().unwrap_or_else(PoisonError::into_inner).0.clone()
    }
}

/// The jobs this process drives.
#[derive(Default)]
pub(crate) struct Table(Mutex<HashMap<JobId, Arc<Running>>>);

impl Table {
    fn lock(&self) -> MutexGuard<'_, HashMap<JobId, Arc<Running>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Enters a job; `None`: it is driven already.
    pub(crate) fn enter(&self, id: JobId) -> Option<Arc<Running>> {
        let mut table = self.lock();
        if table.contains_key(&id) {
            return None;
        }
        let running = Arc::new(Running::new());
        table.insert(id, running.clone());
        Some(running)
    }

    pub(crate) fn get(&self, id: JobId) -> Option<Arc<Running>> {
        self.lock().get(&id).cloned()
    }

    pub(crate) fn leave(&self, id: JobId) {
        self.lock().remove(&id);
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.lock().is_empty()
    }
}
