//! The life of a request: from a plan to a saved file, across crashes.
//!
//! Every move of a job is a transaction made before the next step's side effect; what a step returned is stored before
//! the next one begins. `product.md`, *Jobs*, is the contract; [`safelight_core::JobState`] the table of moves.

mod cache;
mod engine;
mod error;
mod event;
mod failure;
mod finish;
mod here;
mod lease;
mod live;
mod people;
mod plan;
mod remote;
mod source;
mod step;

pub use engine::{Jobs, Options};
pub use error::Error;
pub use event::{Event, Summary};
pub use live::Live;
pub use plan::{Plan, PlanRequest, Row};
