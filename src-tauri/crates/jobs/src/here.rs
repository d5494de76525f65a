//! A job on this machine: read, compute, write.

use std::sync::Arc;

use safelight_core::{Event, JobState, Kind};
use safelight_providers::Local;
use safelight_store::job::{self, Job};

use crate::engine::Inner;
use crate::finish::{self, Finished, Made};
use crate::live::Running;
use crate::source::Source;
use crate::step::Stop;

const KIND: Kind = Kind::Local;

pub(crate) async fn run(inner: &Arc<Inner>, running: &Arc<Running>, local: Arc<Local>, job: Job) -> Result<(), Stop> {
    if let Some(path) = finish::is_already_there(&job) {
        return adopt(inner, &job, path);
    }
    let _turn = inner.turn(&inner.here, running).await?;
    inner.step(job.id, KIND, Event::Start)?;
    let (job, source) = inner
        .blocking(move || {
            let path = job.source.as_deref().unwrap_or(&job.folder);
            let source = Source::read(path, &job.operation).map_err(Stop::Failed)?;
            Ok((job, source))
        })
        .await?;
    running.check()?;
    inner.step(job.id, KIND, Event::Compute)?;
    let (made, job, source) = {
        let (inner_, running) = (inner.clone(), running.clone());
        inner
            .blocking(move || {
                let told = |fraction: f32| inner_.progress(job.id, &running, fraction);
                let picture = local.run(&job.operation, &job.route.model, &source.picture, &told, &running.cancel)?;
                Ok((picture, job, source))
            })
            .await?
    };
    inner.step(job.id, KIND, Event::Fetched)?;
    let inner_ = inner.clone();
    inner
        .blocking(move || {
            let finished =
                finish::make(&job, Some(&source), Made::Picture(made), None, &inner_.software).map_err(Stop::Failed)?;
            let path = finish::write(&inner_, &job, Some(&source), &finished)?;
            inner_.written(&job, KIND, path, &finished, true)
        })
        .await
}

/// The file was there before the crash; only its note is missing.
fn adopt(inner: &Inner, job: &Job, path: std::path::PathBuf) -> Result<(), Stop> {
    let size = safelight_imaging::probe(&path).map_or(0.0, |h| f64::from(h.width) * f64::from(h.height) / 1e6);
    // The process ended before the note was made: the way from `queued` to `done` was walked by its predecessor.
    inner.store.write_durably(|write| {
        job::add_output(write, job.id, &path, size)?;
        job::set_cost(write, job.id, safelight_core::Cost::FREE)?;
        job::change_state(write, job.id, job.state, JobState::Done, inner.clock.now())
    })?;
    inner.tell(crate::Event::Wrote { job: job.id, path });
    inner.tell(crate::Event::Changed(job.id));
    Ok(())
}

impl Inner {
    /// Notes a file that has its name; the last one ends the job.
    pub(crate) fn written(
        &self,
        job: &Job,
        kind: Kind,
        path: std::path::PathBuf,
        finished: &Finished,
        last: bool,
    ) -> Result<(), Stop> {
        let note = |write: &safelight_store::Write<'_>| {
            job::add_output(write, job.id, &path, finished.megapixels())?;
            job::set_remarks(write, job.id, &finished.remarks)?;
            if kind == Kind::Local {
                job::set_cost(write, job.id, safelight_core::Cost::FREE)?;
            }
            Ok(())
        };
        if last {
            self.tell(crate::Event::Wrote { job: job.id, path: path.clone() });
            self.advance(job.id, kind, Event::Written, note)?;
        } else {
            self.store.write_durably(note)?;
            self.tell(crate::Event::Wrote { job: job.id, path });
        }
        Ok(())
    }
}
