//! A fal.ai on this machine: the queue, storage and CDN as they behave on the wire, pictures that really depend on the input, faults on
//! demand, and a log of every request to assert on.
//!
//! One port, path prefixes: `/run`, `/queue`, `/rest`, `/cdn`, `/platform`; `/admin` steers it from outside. Only the key it names is
//! accepted. A panic in a handler fails the test that owns the [`FalSim`].
//!
//! ```
//! # tokio::runtime::Runtime::new().expect("a runtime").block_on(async {
//! use fal_sim::{FalSim, Fault, Route};
//!
//! let sim = FalSim::start().await;
//! sim.fault(Route::Submit, Fault::LoseReply); // the next submit is accepted, and its reply lost
//! sim.hold();                                  // jobs wait in the queue until release()
//! assert_eq!(sim.submits(), 0);
//! # });
//! ```

mod admin;
mod cdn;
mod clock;
mod fault;
mod job;
mod log;
mod model;
mod picture;
mod platform;
mod queue;
mod reply;
mod route;
mod server;
mod sim;
mod state;
mod storage;

pub use fault::{Fault, Rule};
pub use job::Stage;
pub use log::{Request, Upload};
pub use queue::CancelStyle;
pub use route::Route;
pub use sim::{FalSim, Options};
