//! A client for [fal.ai](https://fal.ai): submit a job to the queue, follow it, fetch its result, upload inputs, download pictures.
//!
//! What it is careful about:
//!
//! * **Nothing is paid twice by accident.** A request that starts paid work is sent again only when it certainly was not accepted. When that
//!   cannot be known, the error says [`is_ambiguous`](Error::is_ambiguous) and a person decides. Everything else is repeated freely.
//! * **The key stays home.** It goes to the configured hosts alone, over https (http for loopback), never along a redirect, never to a
//!   `status_url` of another host; it is in no error, no log line and no `Debug` text.
//! * **A reply is not trusted.** Any bytes give a value or an [`Error`], never a panic; sizes, times and redirects are bounded.
//!
//! ```no_run
//! # async fn example() -> Result<(), fal::Error> {
//! use fal::{Client, Config, EndpointId, Lifecycle, Limits, Status, SubmitOptions};
//! use futures_util::StreamExt as _;
//!
//! let fal = Client::new(Config::from_env()?)?;
//! let picture = std::fs::read("cat.jpg").expect("a picture to enlarge");
//! let url = fal.upload(picture.into(), "image/jpeg", "cat.jpg", &Lifecycle::expires_in_days(1)).await?;
//!
//! let endpoint: EndpointId = "fal-ai/esrgan".parse()?;
//! let input = serde_json::json!({ "image_url": url, "scale": 2 });
//! let job = fal.submit(&endpoint, &input, &SubmitOptions::default()).await?;
//!
//! let mut updates = fal.follow(&job);
//! while let Some(status) = updates.next().await {
//!     if let Status::Completed(end) = status? {
//!         let output = fal.finish(&job, &end).await?;
//!         let url = output.data["image"]["url"].as_str().unwrap_or_default();
//!         let picture = fal.download(url, &Limits::default()).await?.bytes().await?;
//!         println!("{} bytes", picture.len());
//!     }
//! }
//! # Ok(())
//! # }
//! ```
#![deny(missing_docs)]

mod address;
mod client;
mod config;
mod data_uri;
mod detail;
mod download;
mod endpoint;
mod error;
mod exchange;
mod follow;
mod hosts;
mod key;
mod lifecycle;
mod queue;
mod retry;
mod sniff;
mod storage;
mod wire;

pub use client::Client;
pub use config::{Config, Timing};
pub use download::{Download, Limits};
pub use endpoint::EndpointId;
pub use error::{Error, FieldError, Kind};
pub use key::Key;
pub use lifecycle::Lifecycle;
pub use queue::{Priority, SubmitOptions};
pub use wire::{CancelOutcome, Completed, LogLine, Output, Status, Submitted};

/// What every call gives.
pub type Result<T, E = Error> = std::result::Result<T, E>;
