//! How long work tells where it is, and how it is stopped.

use std::ops::ControlFlow;

use crate::Error;

/// Called now and then with the fraction done, 0 to 1. `Break` stops the work with [`Error::Cancelled`].
pub type Progress<'a> = &'a (dyn Fn(f32) -> ControlFlow<()> + Sync);

/// For work that nobody watches and nobody stops.
pub fn unwatched(_fraction: f32) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

/// Tells `progress` and turns its `Break` into an error.
pub(crate) fn tell(progress: Progress<'_>, fraction: f32) -> Result<(), Error> {
    match progress(fraction) {
        ControlFlow::Continue(()) => Ok(()),
        ControlFlow::Break(()) => Err(Error::Cancelled),
    }
}
