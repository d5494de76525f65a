//! Safelight without a window: the parts put together, the commands, and what crosses to a UI. The window, the command
//! line and the tests all run this same [`App`].

mod app;
pub mod batch;
pub mod bindings;
pub mod commands;
mod describe;
pub mod error;
mod media;
mod notify;
mod places;
mod pump;
mod samples;
mod secrets;
mod settings;
pub mod wire;
pub mod words;

pub use app::{App, AppOptions, OpenError};
pub use media::MediaReply;
pub use places::Places;
pub use secrets::KeySource;

/// Name and version, as they stand in results' metadata.
pub const SOFTWARE: &str = concat!("Safelight ", env!("CARGO_PKG_VERSION"));
