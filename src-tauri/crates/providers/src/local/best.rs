//! The *best* route: ESRGAN thick x4 in `superres`, its strips gathered by `imaging`.

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use safelight_imaging::{Assembly, Picture, Pixels};
use safelight_superres::{self as superres, Network, Upscaler};

use crate::error::{Error, Trouble};

/// What the network multiplies sides by.
const NETWORK: u32 = 4;

pub(super) struct Best {
    weights: PathBuf,
    threads: NonZeroUsize,
    upscaler: OnceLock<Upscaler>,
    /// Held while the weights are read, so that two jobs do not read them twice.
    loading: Mutex<()>,
    seconds_per_megapixel: OnceLock<f64>,
}

impl Best {
    pub(super) fn new(weights: PathBuf, threads: usize) -> Best {
        Best {
            weights,
            threads: NonZeroUsize::new(threads).unwrap_or(NonZeroUsize::MIN),
            upscaler: OnceLock::new(),
            loading: Mutex::default(),
            seconds_per_megapixel: OnceLock::new(),
        }
    }

    /// Why it cannot be used, one sentence.
    pub(super) fn problem(&self) -> Option<String> {
        (self.upscaler.get().is_none() && !self.weights.is_file()).then(|| {
            format!("The weights for Best are missing at {}. Run “make setup”, or reinstall.", self.weights.display())
        })
    }

    pub(super) fn measure(&self) -> Result<(), Error> {
        let upscaler = self.upscaler()?;
        self.seconds_per_megapixel.get_or_init(|| upscaler.seconds_per_megapixel());
        Ok(())
    }

    pub(super) fn seconds(&self, width: u32, height: u32) -> Option<f64> {
        let megapixels = self.upscaler.get()?.work4(width, height).ok()?;
        Some(self.seconds_per_megapixel.get()? * megapixels)
    }

    /// `factor` is 2 or 4: 2 is the network's 4, halved (it beats a network made for 2: `local-upscaling.md` §0).
    pub(super) fn upscale(
        &self,
        source: &Picture,
        factor: u32,
        progress: &(dyn Fn(f32) + Sync),
        cancel: &AtomicBool,
    ) -> Result<Picture, Error> {
        let upscaler = self.upscaler()?;
        let mut assembly = Assembly::new(source, factor, NETWORK).map_err(super::picture)?;
        let told = |at: superres::Progress| progress(at.done as f32 / at.total as f32);
        let mut keep = |strip: superres::Strip<'_>| {
            assembly.push(strip.rgb);
            Ok::<(), superres::Error>(())
        };
        let (width, height, channels) = (source.width, source.height, source.pixels.channels());
        match &source.pixels {
            Pixels::Rgb8(samples) | Pixels::Rgba8(samples) => superres::Pixels::new(width, height, channels, samples)
                .and_then(|input| upscaler.upscale4(&input, cancel, told, &mut keep)),
            Pixels::Rgb16(samples) | Pixels::Rgba16(samples) => superres::Pixels::new(width, height, channels, samples)
                .and_then(|input| upscaler.upscale4(&input, cancel, told, &mut keep)),
        }
        .map_err(network)?;
        assembly.finish().map_err(super::picture)
    }

    fn upscaler(&self) -> Result<&Upscaler, Error> {
        if let Some(upscaler) = self.upscaler.get() {
            return Ok(upscaler);
        }
        let _one_at_a_time = self.loading.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(upscaler) = self.upscaler.get() {
            return Ok(upscaler);
        }
        let network_ = Arc::new(Network::load(&self.weights).map_err(network)?);
        let upscaler = Upscaler::new(network_, self.threads, superres::Priority::Background).map_err(network)?;
        Ok(self.upscaler.get_or_init(|| upscaler))
    }
}

fn network(error: superres::Error) -> Error {
    let trouble = match error {
        superres::Error::Cancelled => Trouble::Cancelled,
        superres::Error::WeightsMissing { .. }
        | superres::Error::WeightsUnreadable { .. }
        | superres::Error::BadWeights { .. } => Trouble::WeightsMissing,
        superres::Error::TooLarge { .. } => Trouble::TooLarge,
        _ => Trouble::Picture,
    };
    Error::new(trouble, error.to_string()).because(error)
}
