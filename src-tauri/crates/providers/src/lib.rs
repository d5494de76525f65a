//! Who can do what, and what it takes: providers, their models, prices and requests.
//!
//! A provider on the network is asked in steps ([`Remote`]), never in one call: `jobs` stores what a step returned
//! before it takes the next. This machine ([`Local`]) has one step.

mod card;
mod error;
pub mod fal;
pub mod local;
mod provider;
mod registry;

pub use card::{Does, ModelCard};
pub use error::{Error, Trouble};
pub use local::Local;
pub use provider::{
    Availability, CancelOutcome, Fetched, FetchedFile, Follow, Progress, Receipt, Remote, Request, Watch,
};
pub use registry::{Provider, Registry, Unknown};
