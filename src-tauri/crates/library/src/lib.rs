//! What is known about the user's pictures: scanned, watched, listed, with thumbnails. Knows no network and no jobs.

mod adopt;
mod changes;
mod error;
mod folders;
mod index;
mod indexer;
mod library;
mod natural;
mod scan;
mod thumbs;
mod viewer;
mod watch;

use std::sync::{Mutex, MutexGuard, PoisonError};

pub use changes::{Change, Notice, Phase, Progress};
pub use error::Error;
pub use folders::Folder;
pub use library::{Library, Options};
pub use safelight_store::media::{Look, Photo};
pub use safelight_store::view::{NO_COLOUR, Scope, View};
pub use scan::Scanned;
pub use thumbs::{Thumb, ThumbError, ThumbSize, Thumbs};
pub use viewer::{ViewError, Viewable};

/// What a panic left behind a lock here is whole: every change under one is a single step.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
