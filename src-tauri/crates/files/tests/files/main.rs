//! Writing, trashing and walking, on real folders.
#![expect(clippy::unwrap_used, reason = "a test that cannot set its stage has failed")]

mod cache;
mod kit;
mod sibling;
mod trash;
mod walk;
