//! Writing, trashing and walking, on real folders.

mod cache;
mod kit;
mod sibling;
mod trash;
mod walk;
