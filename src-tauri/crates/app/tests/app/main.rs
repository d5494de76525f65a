//! The app without a window, as a UI drives it.

mod bindings;
mod gallery;
mod jobs;
mod settings;
mod stage;
