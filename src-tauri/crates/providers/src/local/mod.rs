//! This machine: free, offline, nothing leaves it.

mod best;
mod cards;

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};

use safelight_core::{Operation, Scale};
use safelight_imaging::{self as imaging, Picture};

use best::Best;
pub use cards::{AUTO, BEST, CARDS, FAST};

use crate::error::{Error, Trouble};
use crate::{Availability, ModelCard};

/// How strong *Enhance* is when nobody says otherwise: the whole way.
const ENHANCE_STRENGTH: f32 = 1.0;

/// Called with the fraction done, 0 to 1.
pub type Progress<'a> = &'a (dyn Fn(f32) + Sync);

/// This machine as a provider.
pub struct Local {
    best: Best,
}

impl Local {
    /// With the weights of the *best* route at `weights` and so many threads for it. Nothing is read yet.
    pub fn new(weights: PathBuf, threads: usize) -> Local {
        Local { best: Best::new(weights, threads) }
    }

    /// Whether a model can be used now.
    pub fn availability(&self, model: &str) -> Availability {
        match self.best.problem() {
            Some(problem) if model == BEST => Availability::Broken(problem),
            _ => Availability::Ready,
        }
    }

    /// Expected seconds for a source of this size, by what this machine was measured to do; `None` while nothing was
    /// measured. See [`Local::measure`].
    pub fn seconds(&self, operation: &Operation, model: &str, (width, height): (u32, u32)) -> Option<f64> {
        let megapixels = f64::from(width) * f64::from(height) / 1e6;
        match (operation, model) {
            (Operation::Upscale { .. }, BEST) => self.best.seconds(width, height),
            // A second for some 20 megapixels of result; short enough to be called "about a second".
            (Operation::Upscale { scale }, _) => Some(megapixels * f64::from(scale.factor().pow(2)) / 20.0),
            _ => Some(megapixels / 4.0),
        }
    }

    /// Measures this machine once, some tenths of a second of work; later calls return at once.
    ///
    /// # Errors
    /// When the weights are missing or damaged.
    pub fn measure(&self) -> Result<(), Error> {
        self.best.measure()
    }

    /// Does `operation` on a decoded picture, on this thread and the engine's own.
    ///
    /// # Errors
    /// [`Trouble::Cancelled`] soon after `cancel` became true; what the model cannot do.
    pub fn run(
        &self,
        operation: &Operation,
        model: &str,
        source: &Picture,
        progress: Progress<'_>,
        cancel: &AtomicBool,
    ) -> Result<Picture, Error> {
        let watch = |from: f32, to: f32| {
            move |fraction: f32| {
                progress(from + (to - from) * fraction);
                if cancel.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            }
        };
        match (operation, model) {
            (Operation::Upscale { scale: Scale::X8 }, BEST) => {
                let four = self.best.upscale(source, 4, &|fraction| progress(fraction * 0.95), cancel)?;
                imaging::upscale_fast(&four, 2, &watch(0.95, 1.0)).map_err(picture)
            }
            (Operation::Upscale { scale }, BEST) => self.best.upscale(source, scale.factor(), progress, cancel),
            (Operation::Upscale { scale }, FAST) => {
                imaging::upscale_fast(source, scale.factor(), &watch(0.0, 1.0)).map_err(picture)
            }
            (Operation::Enhance, AUTO) => imaging::enhance(source, ENHANCE_STRENGTH, &watch(0.0, 1.0)).map_err(picture),
            _ => {
                Err(Error::new(Trouble::NotFound, format!("this computer has no “{model}” for {}", operation.label())))
            }
        }
    }
}

fn picture(error: imaging::Error) -> Error {
    match error {
        imaging::Error::Cancelled => Error::new(Trouble::Cancelled, "cancelled"),
        imaging::Error::TooLarge { .. } => Error::new(Trouble::TooLarge, error.to_string()).because(error),
        other => Error::new(Trouble::Picture, other.to_string()).because(other),
    }
}

/// The cards of this machine.
pub fn card(model: &str) -> Option<&'static ModelCard> {
    CARDS.iter().find(|card| card.id == model)
}
