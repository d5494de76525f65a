//! Everything the simulator remembers.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use tokio::sync::{Semaphore, watch};

use crate::clock::Clock;
use crate::fault::{self, Fault, Rule};
use crate::job::{Job, Stage};
use crate::queue::CancelStyle;
use crate::{Options, Request, Route, Upload};

/// A file on the CDN.
#[derive(Clone)]
pub(crate) struct File {
    pub content_type: String,
    pub bytes: Bytes,
    pub expires: Option<SystemTime>,
}

/// A place promised to an upload.
pub(crate) struct Promise {
    pub signature: String,
    pub upload: Upload,
    pub expires: Option<SystemTime>,
}

pub(crate) struct State {
    pub key: String,
    pub origin: String,
    pub clock: Clock,
    /// Where jobs are held, if anywhere.
    pub hold: watch::Sender<Option<Stage>>,
    /// How many jobs may be in progress at once.
    pub machines: Arc<Semaphore>,
    /// How many requests have come, for those who wait for one.
    pub arrivals: watch::Sender<u64>,
    inner: Mutex<Inner>,
}

#[derive(Default)]
pub(crate) struct Inner {
    pub jobs: HashMap<String, Arc<Job>>,
    /// Ids of jobs that wait, in order.
    pub waiting: VecDeque<String>,
    pub files: HashMap<String, File>,
    pub promises: HashMap<String, Promise>,
    pub uploads: Vec<Upload>,
    pub requests: Vec<Request>,
    pub counts: BTreeMap<String, usize>,
    pub rules: Vec<Rule>,
    pub panics: Vec<String>,
    pub delay: Duration,
    pub strangers: u32,
    pub cancel_style: CancelStyle,
    pub ignores_cancel: bool,
}

impl State {
    pub(crate) fn new(options: &Options, origin: String) -> Self {
        let inner = Inner { delay: options.delay, strangers: options.strangers, ..Inner::default() };
        Self {
            key: options.key.clone(),
            origin,
            clock: Clock::default(),
            hold: watch::Sender::new(options.hold),
            machines: Arc::new(Semaphore::new(options.machines)),
            arrivals: watch::Sender::new(0),
            inner: Mutex::new(inner),
        }
    }

    pub(crate) fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    pub(crate) fn record(&self, request: &Request) {
        if request.route == Route::Admin {
            return;
        }
        let mut inner = self.inner();
        let name = serde_json::to_value(request.route).ok().and_then(|name| name.as_str().map(str::to_owned));
        *inner.counts.entry(name.unwrap_or_default()).or_default() += 1;
        inner.requests.push(request.clone());
        drop(inner);
        self.arrivals.send_modify(|count| *count += 1);
    }

    pub(crate) fn fault_for(&self, route: Route) -> Option<Fault> {
        fault::take(&mut self.inner().rules, route)
    }

    pub(crate) fn panicked(&self, text: String) {
        self.inner().panics.push(text);
    }

    pub(crate) fn job(&self, id: &str) -> Option<Arc<Job>> {
        self.inner().jobs.get(id).cloned()
    }

    /// Where the client reached us: replies point back there, under whatever name it used.
    pub(crate) fn origin_for(&self, request: &Request) -> String {
        request.header("host").map_or_else(|| self.origin.clone(), |host| format!("http://{host}"))
    }

    /// A file that has not expired.
    pub(crate) fn file(&self, path: &str) -> Option<File> {
        let now = self.clock.now();
        let file = self.inner().files.get(path).cloned()?;
        file.expires.is_none_or(|expires| now < expires).then_some(file)
    }

    /// Puts a file under a new path, and gives the path.
    pub(crate) fn add_file(&self, name: &str, file: File) -> String {
        let path = new_path(name);
        self.inner().files.insert(path.clone(), file);
        path
    }
}

/// `files/b/0a96d564/QR9Qx…_cat.jpg`.
pub(crate) fn new_path(name: &str) -> String {
    let id = uuid::Uuid::new_v4().simple().to_string();
    let name: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() || ".-_".contains(c) { c } else { '_' }).collect();
    format!("files/b/{}/{}_{name}", &id[..8], &id[8..29])
}

/// When something with this lifecycle header expires.
pub(crate) fn expiry(lifecycle: Option<&str>, now: SystemTime) -> Option<SystemTime> {
    let json: serde_json::Value = serde_json::from_str(lifecycle?).ok()?;
    let seconds = json["expiration_duration_seconds"].as_u64().filter(|seconds| *seconds > 0)?;
    now.checked_add(Duration::from_secs(seconds))
}
