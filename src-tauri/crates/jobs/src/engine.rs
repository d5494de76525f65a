//! The engine: who runs when, and what everybody shares.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use safelight_core::{BatchId, Clock, Cost, Event as Move, Failure, FailureKind, JobId, JobState, Kind, Quote};
use safelight_providers::{Provider, Registry};
use safelight_store::Store;
use safelight_store::job::{self, Job};
use tokio::sync::{Notify, Semaphore, SemaphorePermit, broadcast};

use crate::cache::Cache;
use crate::lease::Lease;
use crate::live::{Live, Running, Table};
use crate::remote::Task;
use crate::step::Stop;
use crate::{Error, Event, Summary, failure, here};

/// How often a job looks whether another process asked it to stop.
const LOOK_FOR_CANCEL: Duration = Duration::from_millis(500);

/// What the engine needs.
pub struct Options {
    /// The database.
    pub store: Arc<Store>,
    /// The providers.
    pub registry: Arc<Registry>,
    /// Where results wait for their final name.
    pub cache: PathBuf,
    /// Where living processes hold their locks.
    pub leases: PathBuf,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
    /// Name and version, for the results' metadata.
    pub software: String,
    /// Jobs at providers that run at once.
    pub at_once: u32,
    /// GPS and serial numbers are taken out of uploads.
    pub strip_private: bool,
}

/// The jobs of this process and their common rows. Cheap to clone.
#[derive(Clone)]
pub struct Jobs(pub(crate) Arc<Inner>);

pub(crate) struct Inner {
    pub(crate) store: Arc<Store>,
    registry: RwLock<Arc<Registry>>,
    pub(crate) cache: Cache,
    pub(crate) lease: Lease,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) software: String,
    events: broadcast::Sender<Event>,
    pub(crate) table: Table,
    /// One job computes on this machine at a time: it uses every core it may.
    pub(crate) here: Semaphore,
    pub(crate) away: Semaphore,
    at_once: AtomicU32,
    strip_private: AtomicBool,
    /// A key was set or removed: what waits for one tries again.
    pub(crate) keys_changed: Notify,
    runtime: tokio::runtime::Handle,
}

impl Jobs {
    /// Starts the engine on the current Tokio runtime. Nothing is driven before [`Jobs::resume`] or a new batch.
    ///
    /// # Errors
    /// [`Error::Lease`], [`Error::Files`] when the lease cannot be taken.
    pub fn open(options: Options) -> Result<Jobs, Error> {
        let (events, _) = broadcast::channel(4096);
        let lease = Lease::take(&options.leases, options.clock.now())?;
        let at_once = options.at_once.max(1);
        Ok(Jobs(Arc::new(Inner {
            store: options.store,
            registry: RwLock::new(options.registry),
            cache: Cache::new(options.cache),
            lease,
            clock: options.clock,
            software: options.software,
            events,
            table: Table::default(),
            here: Semaphore::new(1),
            away: Semaphore::new(at_once as usize),
            at_once: AtomicU32::new(at_once),
            strip_private: AtomicBool::new(options.strip_private),
            keys_changed: Notify::new(),
            runtime: tokio::runtime::Handle::current(),
        })))
    }

    /// News from now on.
    pub fn events(&self) -> broadcast::Receiver<Event> {
        self.0.events.subscribe()
    }

    /// Uses other providers from now on: a key was set or removed.
    pub fn set_registry(&self, registry: Arc<Registry>) {
        *self.0.registry.write().unwrap_or_else(PoisonError::into_inner) = registry;
        self.0.keys_changed.notify_waiters();
    }

    /// The providers.
    pub fn registry(&self) -> Arc<Registry> {
        self.0.registry()
    }

    /// How many jobs at providers run at once.
    pub fn set_at_once(&self, wanted: u32) {
        let wanted = wanted.max(1);
        let before = self.0.at_once.swap(wanted, Ordering::Relaxed);
        if wanted > before {
            self.0.away.add_permits((wanted - before) as usize);
        } else {
            self.0.away.forget_permits((before - wanted) as usize);
        }
    }

    /// Whether GPS and serial numbers are taken out of uploads.
    pub fn set_strip_private(&self, strip: bool) {
        self.0.strip_private.store(strip, Ordering::Relaxed);
    }

    /// Takes up every open job nobody alive drives, from where its row says it stands. What may have been submitted is
    /// never submitted again: it becomes unsure. Returns how many are driven, and how many belong to living processes.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub fn resume(&self) -> Result<(usize, usize), Error> {
        let inner = &self.0;
        let (mut taken, mut others) = (0, 0);
        for job in inner.store.read(job::open)? {
            if inner.table.get(job.id).is_some() {
                continue;
            }
            let owner = job.owner.as_deref();
            if owner.is_some_and(|owner| owner != inner.lease.name() && inner.lease.is_alive(owner)) {
                others += 1;
                continue;
            }
            let kind = inner.kind(&job);
            let mine = inner.store.write_durably(|write| {
                if !job::take_over(write, job.id, owner, inner.lease.name())? {
                    return Ok(None);
                }
                let after = job.state.after(Move::Interrupted, kind).unwrap_or(job.state);
                job::change_state(write, job.id, job.state, after, inner.clock.now())?;
                if after == JobState::Unsure {
                    job::set_failure(write, job.id, Some(&interrupted_while_submitting()))?;
                }
                Ok(Some(after))
            })?;
            inner.tell(Event::Changed(job.id));
            if mine.is_some_and(JobState::is_open) {
                inner.drive(job.id);
                taken += 1;
            }
        }
        Ok((taken, others))
    }

    /// One job and how it goes.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub fn get(&self, id: JobId) -> Result<Option<(Job, Option<Live>)>, Error> {
        let job = self.0.store.read(|read| job::get(read, id))?;
        Ok(job.map(|job| (job, self.live(id))))
    }

    /// The newest jobs first; `all`: those that were cleared away too.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub fn list(&self, all: bool, most: u32) -> Result<Vec<(Job, Option<Live>)>, Error> {
        let jobs = self.0.store.read(|read| job::list(read, all, most))?;
        Ok(jobs.into_iter().map(|job| (self.live(job.id), job)).map(|(live, job)| (job, live)).collect())
    }

    /// The jobs of a batch in their order.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub fn of_batch(&self, batch: BatchId) -> Result<Vec<Job>, Error> {
        Ok(self.0.store.read(|read| job::of_batch(read, batch))?)
    }

    /// How a batch stands.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub fn summary(&self, batch: BatchId) -> Result<Summary, Error> {
        Ok(summary(&self.of_batch(batch)?))
    }

    /// Whether this process drives no job.
    pub fn is_idle(&self) -> bool {
        self.0.table.is_empty()
    }

    fn live(&self, id: JobId) -> Option<Live> {
        self.0.table.get(id).map(|running| running.live())
    }
}

impl Inner {
    pub(crate) fn registry(&self) -> Arc<Registry> {
        self.registry.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn strip_private(&self) -> bool {
        self.strip_private.load(Ordering::Relaxed)
    }

    /// How a job's provider is asked. A provider this version does not know had a queue.
    pub(crate) fn kind(&self, job: &Job) -> Kind {
        self.registry().provider(&job.route.provider).map_or(Kind::Queue, |provider| provider.kind())
    }

    pub(crate) fn tell(&self, event: Event) {
        // Nobody listening is no trouble.
        drop(self.events.send(event));
    }

    pub(crate) fn progress(&self, id: JobId, running: &Running, fraction: f32) {
        if running.at(fraction) {
            self.tell(Event::Changed(id));
        }
    }

    /// Waits for a place; a cancel ends the wait.
    pub(crate) async fn turn<'s>(&self, places: &'s Semaphore, running: &Running) -> Result<SemaphorePermit<'s>, Stop> {
        tokio::select! {
            turn = places.acquire() => {
                running.check()?;
                Ok(turn.expect("the places are never closed"))
            }
            () = running.cancelled.notified() => Err(Stop::Cancelled),
        }
    }

    /// Runs heavy work off the asynchronous threads.
    pub(crate) async fn blocking<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, Stop> + Send + 'static,
    ) -> Result<T, Stop> {
        match tokio::task::spawn_blocking(work).await {
            Ok(answer) => answer,
            Err(error) => Err(Stop::Failed(failure::broken(&error))),
        }
    }

    /// Ends when another process (the command line) asked to stop the job.
    pub(crate) async fn cancel_asked_elsewhere(&self, id: JobId, running: &Running) {
        loop {
            tokio::time::sleep(LOOK_FOR_CANCEL).await;
            let asked = self.store.read(|read| job::get(read, id)).ok().flatten().is_some_and(|job| job.cancel_asked);
            if asked && !running.is_stopped() {
                running.stop();
                return;
            }
        }
    }

    /// Drives a job in the background until it ends or waits for a person.
    pub(crate) fn drive(self: &Arc<Self>, id: JobId) {
        let Some(running) = self.table.enter(id) else { return };
        let inner = self.clone();
        self.runtime.spawn(async move {
            let ended = inner.clone().drive_to_the_end(id, &running).await;
            inner.table.leave(id);
            inner.tell(Event::Changed(id));
            match ended {
                Ok(batch) => inner.batch_may_have_ended(batch),
                Err(error) => tracing::error!(job = %id, %error, "a job could not be driven"),
            }
        });
    }

    async fn drive_to_the_end(self: Arc<Self>, id: JobId, running: &Arc<Running>) -> Result<BatchId, Error> {
        let job = self.store.read(|read| job::get(read, id))?.ok_or(Error::NoSuchJob(id))?;
        let (batch, kind) = (job.batch, self.kind(&job));
        if job.cancel_asked {
            running.stop();
        }
        let ended = match self.registry().provider(&job.route.provider) {
            Ok(Provider::Local(local)) => here::run(&self, running, local, job).await,
            Ok(Provider::Remote { client: Some(client), .. }) => {
                Task { inner: &self, running, client, job }.run().await
            }
            // What was submitted waits for its key; what was not fails and says so.
            Ok(Provider::Remote { name, client: None }) if job.receipt.is_none() => {
                Err(Stop::Failed(failure::no_key(name)))
            }
            Ok(Provider::Remote { .. }) => Err(Stop::Moved),
            Err(error) => Err(Stop::Failed(failure::of_unknown(&error))),
        };
        if let Err(stop) = ended {
            self.end(id, kind, stop);
        }
        Ok(batch)
    }

    fn batch_may_have_ended(&self, batch: BatchId) {
        match self.store.read(|read| job::of_batch(read, batch)) {
            Ok(jobs) if jobs.iter().all(|job| !job.state.is_open()) => self.tell(Event::BatchEnded(batch)),
            Ok(_) => {}
            Err(error) => tracing::error!(%batch, %error, "a batch cannot be read"),
        }
    }
}

impl Running {
    /// Stops here if that was asked.
    pub(crate) fn check(&self) -> Result<(), Stop> {
        if self.is_stopped() { Err(Stop::Cancelled) } else { Ok(()) }
    }
}

fn summary(jobs: &[Job]) -> Summary {
    let count = |wanted: fn(JobState) -> bool| jobs.iter().filter(|job| wanted(job.state)).count() as u32;
    let done = jobs.iter().filter(|job| job.state == JobState::Done);
    let cost = done.fold(Quote::Free, |sum, job| {
        sum.and(match job.cost {
            Some(Cost { amount: Some(amount), .. }) if amount.0 == 0 => Quote::Free,
            Some(Cost { amount: Some(amount), .. }) => Quote::Estimate(amount),
            _ => Quote::Unknown,
        })
    });
    Summary {
        done: count(|state| state == JobState::Done),
        failed: count(|state| state == JobState::Failed || state.needs_person()),
        cancelled: count(|state| state == JobState::Cancelled),
        open: count(JobState::is_open),
        cost,
    }
}

fn interrupted_while_submitting() -> Failure {
    Failure {
        kind: FailureKind::LostReply,
        message: "Safelight ended while this job was being sent, so it may have been accepted".to_owned(),
        hint: "Check the account at the provider, then send it again or cancel.".to_owned(),
        detail: String::new(),
    }
}
