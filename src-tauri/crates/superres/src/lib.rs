//! Local super-resolution: a picture made four times as wide and high by a neural network, on this machine's processor alone.
//!
//! The network is ESRGAN "thick" x4 of UpscalerJS (MIT, Kevin Scott), its weights those of the npm package
//! `@upscalerjs/esrgan-thick` 1.0.0, the arithmetic ours: Winograd convolutions compiled for AVX-512, AVX2, NEON and plain
//! processors, the best chosen when the program runs. Results equal those of TensorFlow.js within 0.001 of 255.

mod aligned;
mod conv;
mod engine;
mod enlarged;
mod error;
mod kernels;
mod network;
mod plan;
mod plane;
mod source;
mod upscaler;
mod weights;
pub use error::{Error, WeightsFault};
pub use kernels::Isa;
pub use network::{Network, SCALE};
pub use source::{Channel, Pixels, Sample, Source};
pub use upscaler::{Priority, Progress, Strip, Upscaler};
