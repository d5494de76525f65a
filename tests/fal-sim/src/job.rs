//! The life of a job in the queue: waits, is worked on, ends.

use std::sync::{Arc, Mutex, MutexGuard};
use std::time::SystemTime;

use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tokio::sync::watch;

use crate::clock::iso8601;
use crate::model::{self, Outcome};
use crate::state::State;

/// Where jobs can be held.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Before a machine takes them.
    #[default]
    Queue,
    /// Before the machine has finished.
    Progress,
}

/// One job.
pub(crate) struct Job {
    pub id: String,
    pub endpoint: String,
    pub input: Value,
    /// Where its client reached us.
    pub origin: String,
    pub lifecycle: Option<String>,
    /// Set when somebody wants it stopped.
    pub cancelled: watch::Sender<bool>,
    /// Goes up with every change.
    pub version: watch::Sender<u64>,
    progress: Mutex<Progress>,
}

#[derive(Default)]
struct Progress {
    state: Phase,
    /// Jobs of nobody we know, waiting before it.
    strangers: u32,
    logs: Vec<Value>,
}

#[derive(Clone, Default)]
pub(crate) enum Phase {
    #[default]
    Queued,
    Running,
    Done {
        outcome: Outcome,
        at: SystemTime,
        seconds: f64,
    },
}

impl Job {
    pub(crate) fn new(endpoint: &str, input: Value, origin: String, lifecycle: Option<String>, strangers: u32) -> Self {
        Self {
            id: uuid::Uuid::now_v7().to_string(),
            endpoint: endpoint.to_owned(),
            input,
            origin,
            lifecycle,
            cancelled: watch::Sender::new(false),
            version: watch::Sender::new(0),
            progress: Mutex::new(Progress { strangers, ..Progress::default() }),
        }
    }

    fn progress(&self) -> MutexGuard<'_, Progress> {
        self.progress.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    pub(crate) fn phase(&self) -> Phase {
        self.progress().state.clone()
    }

    pub(crate) fn strangers(&self) -> u32 {
        self.progress().strangers
    }

    pub(crate) fn logs(&self) -> Vec<Value> {
        self.progress().logs.clone()
    }

    fn change(&self, change: impl FnOnce(&mut Progress)) {
        change(&mut self.progress());
        self.version.send_modify(|version| *version += 1);
    }

    fn say(progress: &mut Progress, now: SystemTime, message: &str) {
        progress.logs.push(json!({ "message": message, "timestamp": iso8601(now), "level": "INFO", "source": "USER" }));
    }

    fn finish(&self, state: &State, outcome: Outcome, seconds: f64) {
        let at = state.clock.now();
        self.change(|progress| {
            let failed = outcome.error.is_some();
            Self::say(progress, at, if failed { "Failed" } else { "Done" });
            progress.state = Phase::Done { outcome, at, seconds };
        });
    }
}

/// Lives a job from its submission to its end.
pub(crate) async fn live(state: Arc<State>, job: Arc<Job>, doomed: Option<Outcome>) {
    let mut stop = job.cancelled.subscribe();
    let machine = tokio::select! {
        machine = wait(&state, &job) => Some(machine),
        // Only its own sender ends the watch, and the job holds that.
        _ = stop.wait_for(|cancelled| *cancelled) => None,
    };
    state.inner().waiting.retain(|id| *id != job.id);
    let Some(_machine) = machine else { return job.finish(&state, cancelled(), 0.0) };
    let began = state.clock.now();
    job.change(|progress| {
        progress.state = Phase::Running;
        Job::say(progress, began, "Working on it");
    });
    announce_positions(&state);
    let ignores = state.inner().ignores_cancel;
    let outcome = tokio::select! {
        outcome = work(&state, &job, doomed) => outcome,
        _ = stop.wait_for(|cancelled| *cancelled && !ignores) => cancelled(),
    };
    let seconds = state.clock.now().duration_since(began).unwrap_or_default().as_secs_f64();
    job.finish(&state, outcome, seconds);
}

/// Waits for the strangers before it, for the hold to end, and for a machine.
async fn wait(state: &State, job: &Job) -> tokio::sync::OwnedSemaphorePermit {
    let delay = state.inner().delay;
    let mut hold = state.hold.subscribe();
    // The simulator holds the sender as long as jobs live.
    drop(hold.wait_for(|hold| *hold != Some(Stage::Queue)).await);
    while job.strangers() > 0 {
        tokio::time::sleep(delay / 8).await;
        job.change(|progress| progress.strangers -= 1);
    }
    Arc::clone(&state.machines).acquire_owned().await.expect("nobody closes the machines")
}

async fn work(state: &Arc<State>, job: &Arc<Job>, doomed: Option<Outcome>) -> Outcome {
    let delay = state.inner().delay;
    let mut hold = state.hold.subscribe();
    drop(hold.wait_for(|hold| *hold != Some(Stage::Progress)).await);
    tokio::time::sleep(delay / 2).await;
    job.change(|progress| Job::say(progress, state.clock.now(), "50%"));
    tokio::time::sleep(delay / 2).await;
    match doomed {
        Some(outcome) => outcome,
        None => run(state, &job.endpoint, &job.input, &job.origin, job.lifecycle.as_deref()).await,
    }
}

/// Runs a model off the thread that serves the others.
pub(crate) async fn run(
    state: &Arc<State>,
    endpoint: &str,
    input: &Value,
    origin: &str,
    lifecycle: Option<&str>,
) -> Outcome {
    let (state2, endpoint, input) = (Arc::clone(state), endpoint.to_owned(), input.clone());
    let (origin, lifecycle) = (origin.to_owned(), lifecycle.map(str::to_owned));
    let work =
        tokio::task::spawn_blocking(move || model::run(&state2, &endpoint, &input, &origin, lifecycle.as_deref()));
    match work.await {
        Ok(outcome) => outcome,
        Err(error) => {
            state.panicked(format!("a model: {error}"));
            Outcome::failed(
                StatusCode::INTERNAL_SERVER_ERROR,
                json!({ "detail": "Internal Server Error" }),
                "Internal Server Error",
                None,
            )
        }
    }
}

/// Everyone still waiting has moved up by one.
fn announce_positions(state: &State) {
    let waiting: Vec<Arc<Job>> = {
        let inner = state.inner();
        inner.waiting.iter().filter_map(|id| inner.jobs.get(id).cloned()).collect()
    };
    for job in waiting {
        job.change(|_| {});
    }
}

fn cancelled() -> Outcome {
    let status = StatusCode::from_u16(499).expect("a status in range");
    let body = json!({ "detail": "Request was cancelled", "error_type": "client_cancelled" });
    Outcome::failed(status, body, "Request was cancelled", Some("client_cancelled"))
}
