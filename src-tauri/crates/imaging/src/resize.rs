//! Other sizes: exactly and in linear light, or quickly as the numbers stand.

mod alpha;
mod lanczos;
mod rows;
mod shrink;
mod sweep;

pub(crate) use alpha::{Alpha, alpha};
pub(crate) use lanczos::Taps;
pub use shrink::reduce;
pub(crate) use shrink::{fit, shrink};

use crate::light::{self, Encoder};
use crate::{Error, Picture, Pixels, Progress};

/// The picture at exactly `width` x `height`.
///
/// Lanczos3 (Duchon 1979), separable, in linear light, alpha multiplied in for the time being. Ringing is limited: no number leaves the
/// range of the four source pixels nearest to it along each axis, so an edge gets no halo while a fine line keeps its height (the idea of
/// the anti-ringing in mpv's scalers, stated there as a clamp to the neighbourhood). Works in bands on all cores; beside the result it
/// needs a few rows a core.
///
/// # Errors
/// [`Error::NoSize`], [`Error::Cancelled`].
pub fn resize(picture: &Picture, width: u32, height: u32, progress: Progress<'_>) -> Result<Picture, Error> {
    swept(picture, width, height, Curve::Light, progress)
}

/// What is added up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Curve {
    /// Amounts of light.
    Light,
    /// The numbers as they stand.
    AsIs,
}

fn swept(picture: &Picture, width: u32, height: u32, curve: Curve, progress: Progress<'_>) -> Result<Picture, Error> {
    let size = sweep::Size::new(picture, width, height)?;
    let channels = picture.pixels.channels();
    let row = picture.width as usize * channels;
    let pixels = match &picture.pixels {
        Pixels::Rgb8(v) => {
            let light = light8(curve);
            let load = |y: usize, to: &mut [[f32; 4]]| rows::load(&v[y * row..], channels, light, 255.0, to);
            Pixels::Rgb8(sweep::run(&size, channels, &load, &store8(curve, channels), progress)?)
        }
        Pixels::Rgba8(v) => {
            let light = light8(curve);
            let load = |y: usize, to: &mut [[f32; 4]]| rows::load(&v[y * row..], channels, light, 255.0, to);
            Pixels::Rgba8(sweep::run(&size, channels, &load, &store8(curve, channels), progress)?)
        }
        Pixels::Rgb16(v) => {
            let light = light16(curve);
            let load = |y: usize, to: &mut [[f32; 4]]| rows::load(&v[y * row..], channels, light, 65_535.0, to);
            Pixels::Rgb16(sweep::run(&size, channels, &load, &store16(curve, channels), progress)?)
        }
        Pixels::Rgba16(v) => {
            let light = light16(curve);
            let load = |y: usize, to: &mut [[f32; 4]]| rows::load(&v[y * row..], channels, light, 65_535.0, to);
            Pixels::Rgba16(sweep::run(&size, channels, &load, &store16(curve, channels), progress)?)
        }
    };
    Ok(picture.with_pixels(width, height, pixels))
}

fn light8(curve: Curve) -> &'static [f32] {
    match curve {
        Curve::Light => light::of_8_bits(),
        Curve::AsIs => light::shares_of_8_bits(),
    }
}

fn light16(curve: Curve) -> &'static [f32] {
    match curve {
        Curve::Light => light::of_16_bits(),
        Curve::AsIs => light::shares_of_16_bits(),
    }
}

/// The picture exactly `factor` times as wide and high, by [`resize`]: the local *fast* route. No model, no invented detail.
///
/// # Errors
/// [`Error::NoSize`], [`Error::Cancelled`].
pub fn upscale_fast(picture: &Picture, factor: u32, progress: Progress<'_>) -> Result<Picture, Error> {
    resize(picture, picture.width.saturating_mul(factor), picture.height.saturating_mul(factor), progress)
}

fn store8(curve: Curve, channels: usize) -> impl Fn(&[[f32; 4]], &mut [u8]) + Sync {
    let encoder = Encoder::new();
    move |from, to| match curve {
        Curve::Light => rows::store(from, channels, |light| encoder.to_8_bits(light), rows::to_8_bits, to),
        Curve::AsIs => rows::store(from, channels, rows::to_8_bits, rows::to_8_bits, to),
    }
}

fn store16(curve: Curve, channels: usize) -> impl Fn(&[[f32; 4]], &mut [u16]) + Sync {
    let encoder = Encoder::new();
    move |from, to| match curve {
        Curve::Light => rows::store(from, channels, |light| encoder.to_16_bits(light), rows::to_16_bits, to),
        Curve::AsIs => rows::store(from, channels, rows::to_16_bits, rows::to_16_bits, to),
    }
}
