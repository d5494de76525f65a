//! Running batches and waiting for their ends.

use std::collections::{BTreeSet, VecDeque};
use std::sync::Arc;
use std::time::Duration;

use safelight_core::{JobId, Secret};
use safelight_store::job::NewJob;
use tokio::sync::broadcast;

use crate::App;
use crate::batch::{BatchPlan, JobLine};
use crate::error::ApiError;
use crate::wire::KeyTest;

/// How often jobs of other processes are looked at.
const LOOK: Duration = Duration::from_millis(300);

/// The jobs waited for, each as soon as it ends or waits for a person.
pub struct Ended {
    app: Arc<App>,
    waiting: BTreeSet<JobId>,
    ready: VecDeque<JobLine>,
    news: broadcast::Receiver<safelight_jobs::Event>,
}

impl Ended {
    /// The next one; `None` when all have ended.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn next(&mut self) -> Result<Option<JobLine>, ApiError> {
        loop {
            if let Some(line) = self.ready.pop_front() {
                return Ok(Some(line));
            }
            if self.waiting.is_empty() {
                return Ok(None);
            }
            self.look()?;
            if self.ready.is_empty() {
                // News of this process wake us at once; those of others are looked for.
                drop(tokio::time::timeout(LOOK, self.news.recv()).await);
            }
        }
    }

    fn look(&mut self) -> Result<(), ApiError> {
        let mut over = Vec::new();
        for id in &self.waiting {
            match self.app.jobs.get(*id)? {
                // Driven jobs write their last words in the moment they leave the table.
                Some((job, live)) if job.state.is_open() || live.is_some() => {}
                Some((job, _)) => {
                    self.ready.push_back(JobLine::of(job));
                    over.push(*id);
                }
                None => over.push(*id),
            }
        }
        for id in over {
            self.waiting.remove(&id);
        }
        Ok(())
    }
}

impl App {
    /// Starts a planned batch.
    ///
    /// # Errors
    /// When the database cannot be written: then nothing was started.
    pub async fn run_batch(self: &Arc<Self>, plan: &BatchPlan) -> Result<Ended, ApiError> {
        let jobs: Vec<NewJob> = plan.runs().map(|row| row.job.clone()).collect();
        if jobs.is_empty() {
            return Ok(self.wait_for(&[]));
        }
        let (_, ids) = self.jobs.start(&jobs)?;
        Ok(self.wait_for(&ids))
    }

    /// Waits for jobs, whoever drives them.
    pub fn wait_for(self: &Arc<Self>, ids: &[JobId]) -> Ended {
        Ended {
            app: self.clone(),
            waiting: ids.iter().copied().collect(),
            ready: VecDeque::new(),
            news: self.jobs.events(),
        }
    }

    /// Takes up every open job nobody alive drives; gives all open ones, those of living processes too.
    ///
    /// # Errors
    /// When the database cannot be read or written.
    pub fn resume_jobs(&self) -> Result<Vec<JobId>, ApiError> {
        let open = self.store.read(safelight_store::job::open)?.iter().map(|job| job.id).collect();
        self.jobs.resume()?;
        Ok(open)
    }

    /// Every job, newest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn job_lines(&self) -> Result<Vec<JobLine>, ApiError> {
        Ok(self.jobs.list(true, u32::MAX)?.into_iter().map(|(job, _)| JobLine::of(job)).collect())
    }

    /// One job.
    ///
    /// # Errors
    /// When there is none.
    pub fn job_line(&self, id: JobId) -> Result<JobLine, ApiError> {
        let found = self.jobs.get(id)?;
        found.map(|(job, _)| JobLine::of(job)).ok_or_else(|| safelight_jobs::Error::NoSuchJob(id).into())
    }

    /// Whether a provider can be used now. Costs nothing.
    ///
    /// # Errors
    /// For a provider nobody knows.
    pub async fn test_provider(self: &Arc<Self>, name: &str) -> Result<KeyTest, ApiError> {
        match name {
            "fal" => self.test_key(None::<Secret>).await,
            "local" => {
                self.blocking(|app| {
                    Ok(match app.local().measure() {
                        Ok(()) => KeyTest { ok: true, message: "This computer is ready.".to_owned() },
                        Err(error) => KeyTest { ok: false, message: format!("{error}.") },
                    })
                })
                .await
            }
            other => {
                let known = safelight_providers::Registry::NAMES.join(", ");
                Err(ApiError::bad_input(format!("there is no provider “{other}”; known: {known}"), ""))
            }
        }
    }
}
