//! Facts about the crate, a file per subject, mirrored on `src/`.
#![expect(clippy::unwrap_used, reason = "a test whose setting fails has failed")]

mod assembly;
mod colour;
mod damage;
mod decode;
mod encode;
mod enhance;
mod make;
mod metadata;
mod probe;
mod resize;
mod thumbnail;
mod upload;
