//! One step of a job: what it can end in, and the move that goes with it.

use safelight_core::{Event, Failure, FailureKind, JobId, JobState, Kind};
use safelight_store::{self as store, Write, job};

use crate::engine::Inner;
use crate::failure;

/// Why a job stops being driven.
#[derive(Debug)]
pub(crate) enum Stop {
    /// It was cancelled.
    Cancelled,
    /// It cannot succeed.
    Failed(Failure),
    /// The submit may have been accepted.
    Lost(Failure),
    /// The result is in the cache, the file could not be written.
    Unsaved(Failure),
    /// The database failed, or somebody else moved the job: nothing more can be said of it here.
    Row(store::Error),
    /// Another process or command moved it on.
    Moved,
}

impl From<store::Error> for Stop {
    fn from(error: store::Error) -> Self {
        Stop::Row(error)
    }
}

impl From<safelight_providers::Error> for Stop {
    fn from(error: safelight_providers::Error) -> Self {
        match error.kind() {
            FailureKind::Cancelled => Stop::Cancelled,
            FailureKind::LostReply => Stop::Lost(failure::of_provider(&error)),
            _ => Stop::Failed(failure::of_provider(&error)),
        }
    }
}

impl Inner {
    /// Moves a job by `event`; what `also` writes is part of the same transaction. Made before the next side effect.
    pub(crate) fn advance(
        &self,
        id: JobId,
        kind: Kind,
        event: Event,
        also: impl FnOnce(&Write<'_>) -> Result<(), store::Error>,
    ) -> Result<JobState, Stop> {
        let moved = self.store.write_durably(|write| {
            let Some(job) = job::get(write, id)? else { return Ok(None) };
            let Ok(to) = job.state.after(event, kind) else { return Ok(None) };
            also(write)?;
            job::change_state(write, id, job.state, to, self.clock.now())?;
            Ok(Some(to))
        })?;
        self.tell(crate::Event::Changed(id));
        moved.ok_or(Stop::Moved)
    }

    /// The same with nothing else to write.
    pub(crate) fn step(&self, id: JobId, kind: Kind, event: Event) -> Result<JobState, Stop> {
        self.advance(id, kind, event, |_| Ok(()))
    }

    /// Writes down how a job ended.
    pub(crate) fn end(&self, id: JobId, kind: Kind, stop: Stop) {
        let ended = match stop {
            Stop::Cancelled => self.step(id, kind, Event::Cancel),
            Stop::Failed(failure) => self.advance(id, kind, Event::Fail, |w| job::set_failure(w, id, Some(&failure))),
            Stop::Lost(failure) => self.advance(id, kind, Event::Lost, |w| job::set_failure(w, id, Some(&failure))),
            Stop::Unsaved(failure) => {
                self.advance(id, kind, Event::NotWritten, |w| job::set_failure(w, id, Some(&failure)))
            }
            Stop::Row(error) => Err(Stop::Row(error)),
            Stop::Moved => return,
        };
        if let Err(Stop::Row(error)) = ended {
            // Its row still says where it was: the next start takes it up from there.
            tracing::error!(job = %id, %error, "the job's row could not be written");
        }
    }
}
