//! The library as its users see it, on real folders.
#![expect(clippy::unwrap_used, reason = "a test that cannot set its stage has failed")]

mod adopt;
mod bad_input;
mod folders;
mod kit;
mod scan;
mod thumbs;
mod view;
mod watch;
