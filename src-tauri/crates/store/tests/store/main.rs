//! The database as the other crates use it.
#![expect(clippy::unwrap_used, reason = "a test that cannot set its stage has failed")]

mod folder;
mod kit;
mod media;
mod open;
mod setting;
mod view;
