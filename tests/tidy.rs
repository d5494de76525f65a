//! The invariants of `ARCHITECTURE.md`, as tests: what a reviewer would otherwise have to remember.

#[path = "tidy/crates.rs"]
mod crates;
#[path = "tidy/ipc.rs"]
mod ipc;
#[path = "tidy/rust.rs"]
mod rust;
#[path = "tidy/tree.rs"]
mod tree;
#[path = "tidy/ui.rs"]
mod ui;
