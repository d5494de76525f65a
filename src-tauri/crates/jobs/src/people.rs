//! What people ask of jobs: start, stop, again, undo.

use safelight_core::{BatchId, Event as Move, JobId, JobState};
use safelight_files as files;
use safelight_store::history;
use safelight_store::job::{self, Job, NewJob};

use crate::engine::Jobs;
use crate::step::Stop;
use crate::{Error, Event};

impl Jobs {
    /// Makes a batch in one transaction, then drives it.
    ///
    /// # Errors
    /// [`Error::Store`]: then nothing was started.
    pub fn start(&self, jobs: &[NewJob]) -> Result<(BatchId, Vec<JobId>), Error> {
        let inner = &self.0;
        let now = inner.clock.now();
        let (batch, ids) =
            inner.store.write_durably(|write| job::insert_batch(write, jobs, inner.lease.name(), now))?;
        for id in &ids {
            inner.tell(Event::Changed(*id));
            inner.drive(*id);
        }
        Ok((batch, ids))
    }

    /// Asks a job to stop. What was submitted is cancelled at its provider and followed: it may still finish.
    ///
    /// # Errors
    /// [`Error::NoSuchJob`], [`Error::NotNow`] when it is over.
    pub fn cancel(&self, id: JobId) -> Result<(), Error> {
        let inner = &self.0;
        let job = self.existing(id)?;
        if !job.state.is_open() && !job.state.needs_person() {
            return Err(Error::NotNow { id, state: job.state, instead: "there is nothing to cancel" });
        }
        inner.store.write_durably(|write| job::set_cancel_asked(write, id, true))?;
        inner.tell(Event::Changed(id));
        if let Some(running) = inner.table.get(id) {
            running.stop();
            return Ok(());
        }
        let driven =
            job.owner.as_deref().is_some_and(|owner| owner != inner.lease.name() && inner.lease.is_alive(owner));
        let at_provider = job.receipt.is_some() && job.state.is_open();
        match (driven, at_provider) {
            // Its own process sees the flag.
            (true, _) => {}
            (false, true) => {
                self.mine(&job)?;
                inner.drive(id);
            }
            (false, false) => inner.end(id, inner.kind(&job), Stop::Cancelled),
        }
        Ok(())
    }

    /// Cancels what is still open of a batch.
    ///
    /// # Errors
    /// As [`Jobs::cancel`].
    pub fn cancel_batch(&self, batch: BatchId) -> Result<(), Error> {
        for job in self.of_batch(batch)?.iter().filter(|job| job.state.is_open()) {
            match self.cancel(job.id) {
                // It ended in this moment.
                Err(Error::NotNow { .. }) => {}
                other => other?,
            }
        }
        Ok(())
    }

    /// Tries a failed or cancelled job anew.
    ///
    /// # Errors
    /// [`Error::NotNow`] for every other state, with the right command.
    pub fn retry(&self, id: JobId) -> Result<(), Error> {
        let job = self.existing(id)?;
        let instead = match job.state {
            JobState::Failed | JobState::Cancelled => return self.again(&job, Move::Retry),
            JobState::Unsure => "it may have been accepted; use Send again, which may be charged twice",
            JobState::Unsaved => "its result is kept; use Save again, which is free",
            JobState::Done => "start it anew from its photo",
            _ => "wait for it, or cancel it",
        };
        Err(Error::NotNow { id, state: job.state, instead })
    }

    /// Sends an unsure job once more. It may be charged twice: only a person says this.
    ///
    /// # Errors
    /// [`Error::NotNow`] when it is not unsure.
    pub fn send_again(&self, id: JobId) -> Result<(), Error> {
        let job = self.existing(id)?;
        if job.state != JobState::Unsure {
            return Err(Error::NotNow { id, state: job.state, instead: "only an unsure job can be sent again" });
        }
        self.again(&job, Move::SendAgain)
    }

    /// Writes a kept result once more, for nothing.
    ///
    /// # Errors
    /// [`Error::NotNow`] when it is not unsaved.
    pub fn save_again(&self, id: JobId) -> Result<(), Error> {
        let inner = &self.0;
        let job = self.existing(id)?;
        if job.state != JobState::Unsaved {
            return Err(Error::NotNow { id, state: job.state, instead: "only an unsaved result can be saved again" });
        }
        self.mine(&job)?;
        let moved = inner.advance(id, inner.kind(&job), Move::SaveAgain, |write| job::set_failure(write, id, None));
        self.moved(id, moved)
    }

    /// Moves a finished job's files to the system's trash. The job keeps its receipt.
    ///
    /// # Errors
    /// [`Error::NotNow`] when it wrote nothing, [`Error::Files`] when the trash does not take them.
    pub fn undo(&self, id: JobId) -> Result<(), Error> {
        let inner = &self.0;
        let job = self.existing(id)?;
        let there: Vec<_> = job.outputs.iter().filter(|path| path.exists()).collect();
        if there.is_empty() || job.undo.is_some() {
            return Err(Error::NotNow { id, state: job.state, instead: "it has no file to take back" });
        }
        let (receipt, trouble) = match files::trash::put(&there) {
            Ok(receipt) => (receipt, None),
            Err(stopped) => (stopped.done, Some(stopped.source)),
        };
        let text = serde_json::to_string(&receipt).expect("a trash receipt holds only what JSON can say");
        inner.store.write(|write| job::set_undo(write, id, Some(&text)))?;
        inner.tell(Event::Changed(id));
        trouble.map_or(Ok(()), |error| Err(error.into()))
    }

    /// Clears what is over from the list. The rows stay.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub fn hide_finished(&self) -> Result<(), Error> {
        for id in self.0.store.write(history::hide_finished)? {
            self.0.tell(Event::Hidden(id));
        }
        Ok(())
    }

    fn existing(&self, id: JobId) -> Result<Job, Error> {
        self.0.store.read(|read| job::get(read, id))?.ok_or(Error::NoSuchJob(id))
    }

    fn again(&self, job: &Job, event: Move) -> Result<(), Error> {
        let inner = &self.0;
        self.mine(job)?;
        let moved = inner.advance(job.id, inner.kind(job), event, |write| job::forget_request(write, job.id));
        inner.cache.forget(job.id);
        self.moved(job.id, moved)
    }

    /// Drives a job that was moved to an open state.
    fn moved(&self, id: JobId, moved: Result<JobState, Stop>) -> Result<(), Error> {
        match moved {
            Ok(_) => {
                self.0.drive(id);
                Ok(())
            }
            Err(Stop::Row(error)) => Err(error.into()),
            Err(_) => {
                let state = self.existing(id)?.state;
                Err(Error::NotNow { id, state, instead: "somebody else was quicker" })
            }
        }
    }

    /// Takes the job over from an owner that does not drive it any more.
    fn mine(&self, job: &Job) -> Result<(), Error> {
        let inner = &self.0;
        inner.store.write_durably(|write| job::take_over(write, job.id, job.owner.as_deref(), inner.lease.name()))?;
        Ok(())
    }
}
