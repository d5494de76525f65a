//! The simulator as a test holds it.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::runtime::{Builder, Runtime};
use tokio::task::JoinHandle;

use crate::fault::{Fault, Rule};
use crate::job::Stage;
use crate::queue::CancelStyle;
use crate::state::State;
use crate::{Request, Route, Upload, server};

/// How a simulator behaves.
#[derive(Clone, Debug)]
pub struct Options {
    /// The port; 0 takes a free one.
    pub port: u16,
    /// The only key it accepts.
    pub key: String,
    /// How long a job takes once a machine has it.
    pub delay: Duration,
    /// Jobs of other people waiting before each new one.
    pub strangers: u32,
    /// How many jobs may be in progress at once.
    pub machines: usize,
    /// Where jobs are held from the start, if anywhere.
    pub hold: Option<Stage>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            port: 0,
            key: "5afe11ed-0000-4000-8000-00000000fa15:0123456789abcdef0123456789abcdef".to_owned(),
            delay: Duration::ZERO,
            strangers: 0,
            machines: 40,
            hold: None,
        }
    }
}

/// A running simulator. Dropping it stops it, and fails the test if one of its handlers panicked.
pub struct FalSim {
    state: Arc<State>,
    address: SocketAddr,
    server: JoinHandle<std::convert::Infallible>,
    /// Its own, so that a test may block its thread (waiting for a program, say) and still be served.
    runtime: Option<Runtime>,
}

impl FalSim {
    /// Starts one on a free port, whose jobs end at once.
    ///
    /// # Panics
    /// When this machine has no free port.
    pub async fn start() -> Self {
        Self::start_with(Options::default()).await.expect("a free port on this machine")
    }

    /// Starts one.
    ///
    /// # Errors
    /// When the port is taken.
    pub async fn start_with(options: Options) -> std::io::Result<Self> {
        Self::launch(&options)
    }

    /// Starts one from a test that is not asynchronous.
    ///
    /// # Errors
    /// When the port is taken.
    pub fn launch(options: &Options) -> std::io::Result<Self> {
        let runtime = Builder::new_multi_thread().worker_threads(1).thread_name("fal-sim").enable_all().build()?;
        let listener = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, options.port))?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        let state = Arc::new(State::new(options, format!("http://{address}")));
        let server = {
            let _inside = runtime.enter();
            tokio::spawn(server::serve(TcpListener::from_std(listener)?, Arc::clone(&state)))
        };
        Ok(Self { state, address, server, runtime: Some(runtime) })
    }

    /// Where it listens: `http://127.0.0.1:8787`.
    #[must_use]
    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The only key it accepts.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.state.key
    }

    /// The environment that makes a program use it.
    #[must_use]
    pub fn env(&self) -> Vec<(&'static str, String)> {
        let url = |service: &str| format!("{}/{service}", self.origin());
        vec![
            ("SAFELIGHT_FAL_RUN_URL", url("run")),
            ("SAFELIGHT_FAL_QUEUE_URL", url("queue")),
            ("SAFELIGHT_FAL_REST_URL", url("rest")),
            ("SAFELIGHT_FAL_CDN_URL", url("cdn")),
            ("SAFELIGHT_FAL_PLATFORM_URL", url("platform")),
            ("FAL_KEY", self.key().to_owned()),
        ]
    }

    /// One variable of [`env`](Self::env): `Config::from_vars(|name| sim.var(name))`.
    #[must_use]
    pub fn var(&self, name: &str) -> Option<String> {
        self.env().into_iter().find(|(known, _)| *known == name).map(|(_, value)| value)
    }

    /// Holds every job in the queue until [`release`](Self::release).
    pub fn hold(&self) {
        self.hold_at(Stage::Queue);
    }

    /// Holds every job at a stage until [`release`](Self::release).
    pub fn hold_at(&self, stage: Stage) {
        self.state.hold.send_replace(Some(stage));
    }

    /// Lets all jobs go on.
    pub fn release(&self) {
        self.state.hold.send_replace(None);
    }

    /// Makes the next request of a kind go wrong. Rules for the same kind are used up in the order they were made.
    pub fn fault(&self, on: Route, fault: Fault) {
        self.faults(on, 1, fault);
    }

    /// Makes the next `times` requests of a kind go wrong.
    pub fn faults(&self, on: Route, times: u32, fault: Fault) {
        self.state.inner().rules.push(Rule { on, times, fault });
    }

    /// Forgets all faults that are still to come.
    pub fn clear_faults(&self) {
        self.state.inner().rules.clear();
    }

    /// How cancelling answers from now on.
    pub fn cancel_style(&self, style: CancelStyle) {
        self.state.inner().cancel_style = style;
    }

    /// Whether running jobs finish although they were told to stop.
    pub fn ignore_cancel(&self, ignore: bool) {
        self.state.inner().ignores_cancel = ignore;
    }

    /// How long jobs submitted from now on take.
    pub fn delay(&self, delay: Duration) {
        self.state.inner().delay = delay;
    }

    /// Moves time forward: results and files expire.
    pub fn advance(&self, by: Duration) {
        self.state.clock.advance(by);
    }

    /// Every request so far, in order, those that went wrong included.
    #[must_use]
    pub fn requests(&self) -> Vec<Request> {
        self.state.inner().requests.clone()
    }

    /// The requests of one kind.
    #[must_use]
    pub fn requests_to(&self, route: Route) -> Vec<Request> {
        self.state.inner().requests.iter().filter(|request| request.route == route).cloned().collect()
    }

    /// How many requests of one kind came.
    #[must_use]
    pub fn count(&self, route: Route) -> usize {
        self.state.inner().requests.iter().filter(|request| request.route == route).count()
    }

    /// How many submits came, those that went wrong included: each could be a bill.
    #[must_use]
    pub fn submits(&self) -> usize {
        self.count(Route::Submit)
    }

    /// How many jobs were accepted.
    #[must_use]
    pub fn accepted(&self) -> usize {
        self.state.inner().jobs.len()
    }

    /// Every file uploaded so far.
    #[must_use]
    pub fn uploads(&self) -> Vec<Upload> {
        self.state.inner().uploads.clone()
    }

    /// Waits until so many requests of a kind have come.
    pub async fn until(&self, route: Route, count: usize) {
        let mut arrivals = self.state.arrivals.subscribe();
        while self.count(route) < count {
            arrivals.changed().await.expect("the state lives as long as the simulator");
        }
    }

    /// Puts a file on the CDN and gives its URL.
    #[must_use]
    pub fn put_file(&self, name: &str, content_type: &str, bytes: impl Into<bytes::Bytes>) -> String {
        let file = crate::state::File { content_type: content_type.to_owned(), bytes: bytes.into(), expires: None };
        format!("{}/cdn/{}", self.origin(), self.state.add_file(name, file))
    }

    /// Stops listening and drops every connection, as a network that goes away. What it knows is lost with it.
    pub async fn stop(mut self) {
        self.server.abort();
        // Cancelled, which is what was asked for.
        let _cancelled = (&mut self.server).await;
    }

    /// Serves until the program ends.
    pub async fn serve_for_ever(mut self) {
        // Only a cancelled or panicked task returns, and then there is nothing left to serve.
        let _ended = (&mut self.server).await;
    }
}

impl Drop for FalSim {
    fn drop(&mut self) {
        self.server.abort();
        if let Some(runtime) = self.runtime.take() {
            // Waiting for it is not allowed on an asynchronous thread, nor needed.
            runtime.shutdown_background();
        }
        let panics = std::mem::take(&mut self.state.inner().panics);
        if !std::thread::panicking() {
            assert!(panics.is_empty(), "the simulator panicked: {panics:?}");
        }
    }
}
