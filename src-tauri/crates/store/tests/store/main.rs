//! The database as the other crates use it.

mod folder;
mod kit;
mod media;
mod open;
mod setting;
mod view;
