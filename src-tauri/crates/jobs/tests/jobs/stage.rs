//! What every test plays on: a folder of pictures, a database, an engine, a simulated fal.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use fal_sim::FalSim;
use safelight_core::{Aspect, BatchId, Generation, JobId, JobState, Operation, Route, Scale, SystemClock};
use safelight_jobs::{Event, Jobs, Options, PlanRequest};
use safelight_providers::fal::Fal;
use safelight_providers::{Local, Registry, Remote};
use safelight_store::Store;
use safelight_store::job::Job;
use safelight_testkit::TempLibrary;

pub(crate) struct Stage {
    pub(crate) photos: TempLibrary,
    home: tempfile::TempDir,
    store: Arc<Store>,
    pub(crate) jobs: Jobs,
}

/// A client of the simulator that tries again quickly.
pub(crate) fn client(sim: &FalSim, key: Option<&str>) -> Arc<dyn Remote> {
    let mut config = fal::Config::from_vars(|name| sim.var(name)).expect("the simulator's addresses are good");
    if let Some(key) = key {
        config = config.with_key(fal::Key::new(key).expect("the key can stand in a header"));
    }
    let soon = std::time::Duration::from_millis(1);
    config.timing.retry_first = soon;
    config.timing.retry_longest = soon;
    config.timing.poll_first = soon;
    Fal::new(fal::Client::new(config).expect("the configuration is good"))
}

impl Stage {
    /// Without a provider on the network.
    pub(crate) fn alone(photos: TempLibrary) -> Stage {
        Stage::with(photos, None)
    }

    pub(crate) fn at(photos: TempLibrary, sim: &FalSim) -> Stage {
        Stage::with(photos, Some(client(sim, None)))
    }

    pub(crate) fn with(photos: TempLibrary, fal: Option<Arc<dyn Remote>>) -> Stage {
        let home = tempfile::tempdir().expect("a temporary folder can be made");
        let store = Arc::new(Store::open(&home.path().join("library.db")).expect("a new database opens"));
        let jobs = engine(home.path(), store.clone(), fal);
        Stage { photos, home, store, jobs }
    }

    /// As if the process had ended and come back: a new engine over the same rows.
    pub(crate) fn restart(&mut self, fal: Option<Arc<dyn Remote>>) {
        self.jobs = engine(self.home.path(), self.store.clone(), fal);
    }

    /// A second engine over the same rows, beside the first.
    pub(crate) fn other_process(&self, fal: Option<Arc<dyn Remote>>) -> Jobs {
        engine(self.home.path(), self.store.clone(), fal)
    }

    pub(crate) fn start(&self, operation: Operation, route: Route, names: &[&str]) -> (BatchId, Vec<JobId>) {
        let sources: Vec<PathBuf> = names.iter().map(|name| self.photos.path(name)).collect();
        let folder = sources.is_empty().then(|| self.photos.root().to_owned());
        let request = PlanRequest { operation, sources, route, folder, format: None };
        let plan = self.jobs.plan(&request).expect("the route is known");
        self.jobs.start(&plan.jobs()).expect("the database can be written")
    }

    /// Starts and waits; the jobs in their order.
    pub(crate) async fn run(&self, operation: Operation, route: Route, names: &[&str]) -> Vec<Job> {
        let (batch, ids) = self.start(operation, route, names);
        for id in ids {
            self.until(id, |job| !job.state.is_open()).await;
        }
        self.jobs.of_batch(batch).expect("the database can be read")
    }

    /// Waits until a job is as wanted and nobody drives it any more, or it still runs and is as wanted.
    pub(crate) async fn until(&self, id: JobId, wanted: impl Fn(&Job) -> bool) -> Job {
        let mut news = self.jobs.events();
        let look = async {
            loop {
                let (job, live) = self.jobs.get(id).expect("the database can be read").expect("the job is there");
                if wanted(&job) && (job.state.is_open() || live.is_none()) {
                    return job;
                }
                match news.recv().await {
                    Ok(Event::Changed(_) | Event::BatchEnded(_) | Event::Wrote { .. } | Event::Hidden(_)) => {}
                    Err(error) => panic!("the engine stopped telling: {error}"),
                }
            }
        };
        tokio::time::timeout(std::time::Duration::from_secs(120), look)
            .await
            .unwrap_or_else(|_| panic!("the job never came there: {:?}", self.jobs.get(id)))
    }

    pub(crate) fn job(&self, id: JobId) -> Job {
        self.jobs.get(id).expect("the database can be read").expect("the job is there").0
    }

    pub(crate) fn written(&self, job: &Job) -> PathBuf {
        assert_eq!(job.state, JobState::Done, "{:?}", job.failure);
        let [path] = job.outputs.as_slice() else { panic!("one file was expected: {:?}", job.outputs) };
        assert!(path.exists(), "{} is missing", path.display());
        path.clone()
    }
}

fn engine(home: &Path, store: Arc<Store>, fal: Option<Arc<dyn Remote>>) -> Jobs {
    let local = Arc::new(Local::new(home.join("no weights here"), 1));
    Jobs::open(Options {
        store,
        registry: Arc::new(Registry::new(local, fal)),
        cache: home.join("results"),
        leases: home.join("leases"),
        clock: Arc::new(SystemClock),
        software: "Safelight test".to_owned(),
        at_once: 4,
        strip_private: true,
    })
    .expect("the engine starts")
}

pub(crate) fn fast() -> Route {
    Route::new("local", "fast")
}

pub(crate) fn esrgan() -> Route {
    Route::new("fal", "fal-ai/esrgan")
}

pub(crate) fn upscale(scale: Scale) -> Operation {
    Operation::Upscale { scale }
}

pub(crate) fn generate(prompt: &str, seed: u64, count: u32) -> Operation {
    Operation::Generate(Generation { prompt: prompt.to_owned(), aspect: Aspect::Square, seed: Some(seed), count })
}

/// Width and height of a file.
pub(crate) fn size(path: &Path) -> (u32, u32) {
    let header = safelight_imaging::probe(path).expect("the result is a picture");
    (header.width, header.height)
}
