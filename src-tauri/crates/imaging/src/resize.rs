//! Other sizes: exactly and in linear light, or quickly as the numbers stand.

mod lanczos;
mod shrink;
mod sweep;

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
    let size = sweep::Size::new(picture, width, height)?;
    let (w, channels) = (picture.width as usize, picture.pixels.channels());
    let pixels = match &picture.pixels {
        Pixels::Rgb8(v) => {
            let table = light::of_8_bits();
            Pixels::Rgb8(sweep::run(
                &size,
                channels,
                &load_opaque(v, w, |n: u8| table[usize::from(n)]),
                &store8(3),
                progress,
            )?)
        }
        Pixels::Rgba8(v) => {
            let table = light::of_8_bits();
            let load = load_transparent(v, w, |n: u8| table[usize::from(n)], |a| f32::from(a) / 255.0);
            Pixels::Rgba8(sweep::run(&size, channels, &load, &store8(4), progress)?)
        }
        Pixels::Rgb16(v) => {
            let table = light::of_16_bits();
            Pixels::Rgb16(sweep::run(
                &size,
                channels,
                &load_opaque(v, w, |n: u16| table[usize::from(n)]),
                &store16(3),
                progress,
            )?)
        }
        Pixels::Rgba16(v) => {
            let table = light::of_16_bits();
            let load = load_transparent(v, w, |n: u16| table[usize::from(n)], |a| f32::from(a) / 65_535.0);
            Pixels::Rgba16(sweep::run(&size, channels, &load, &store16(4), progress)?)
        }
    };
    Ok(picture.with_pixels(width, height, pixels))
}

/// The picture exactly `factor` times as wide and high, by [`resize`]: the local *fast* route. No model, no invented detail.
///
/// # Errors
/// [`Error::NoSize`], [`Error::Cancelled`].
pub fn upscale_fast(picture: &Picture, factor: u32, progress: Progress<'_>) -> Result<Picture, Error> {
    resize(picture, picture.width.saturating_mul(factor), picture.height.saturating_mul(factor), progress)
}

/// The alpha of `picture` at another size, in its own depth; `None` where it has none.
pub(crate) fn alpha(
    picture: &Picture,
    width: u32,
    height: u32,
    progress: Progress<'_>,
) -> Result<Option<Alpha>, Error> {
    let size = sweep::Size::new(picture, width, height)?;
    let w = picture.width as usize;
    Ok(match &picture.pixels {
        Pixels::Rgb8(_) | Pixels::Rgb16(_) => None,
        Pixels::Rgba8(v) => {
            let load = |y: usize, row: &mut [[f32; 4]]| {
                let source = v[y * w * 4..].as_chunks::<4>().0;
                row.iter_mut().zip(source).for_each(|(to, from)| *to = [f32::from(from[3]), 0.0, 0.0, 0.0]);
            };
            let store = |from: &[[f32; 4]], to: &mut [u8]| {
                to.iter_mut().zip(from).for_each(|(to, from)| *to = (from[0] + 0.5) as u8);
            };
            Some(Alpha::Eight(sweep::run(&size, 1, &load, &store, progress)?))
        }
        Pixels::Rgba16(v) => {
            let load = |y: usize, row: &mut [[f32; 4]]| {
                let source = v[y * w * 4..].as_chunks::<4>().0;
                row.iter_mut().zip(source).for_each(|(to, from)| *to = [f32::from(from[3]), 0.0, 0.0, 0.0]);
            };
            let store = |from: &[[f32; 4]], to: &mut [u16]| {
                to.iter_mut().zip(from).for_each(|(to, from)| *to = (from[0] + 0.5) as u16);
            };
            Some(Alpha::Sixteen(sweep::run(&size, 1, &load, &store, progress)?))
        }
    })
}

/// Alpha without colours.
pub(crate) enum Alpha {
    /// 0 to 255.
    Eight(Vec<u8>),
    /// 0 to 65,535.
    Sixteen(Vec<u16>),
}

fn load_opaque<T: Copy + Sync>(
    numbers: &[T],
    width: usize,
    light: impl Fn(T) -> f32 + Sync,
) -> impl Fn(usize, &mut [[f32; 4]]) + Sync {
    move |y, row| {
        let source = numbers[y * width * 3..].as_chunks::<3>().0;
        for (to, from) in row.iter_mut().zip(source) {
            *to = [light(from[0]), light(from[1]), light(from[2]), 0.0];
        }
    }
}

fn load_transparent<T: Copy + Sync>(
    numbers: &[T],
    width: usize,
    light: impl Fn(T) -> f32 + Sync,
    share: impl Fn(T) -> f32 + Sync,
) -> impl Fn(usize, &mut [[f32; 4]]) + Sync {
    move |y, row| {
        let source = numbers[y * width * 4..].as_chunks::<4>().0;
        for (to, from) in row.iter_mut().zip(source) {
            let a = share(from[3]);
            *to = [light(from[0]) * a, light(from[1]) * a, light(from[2]) * a, a];
        }
    }
}

fn store8(channels: usize) -> impl Fn(&[[f32; 4]], &mut [u8]) + Sync {
    let encoder = Encoder::new();
    move |from, to| {
        for (to, from) in to.chunks_exact_mut(channels).zip(from) {
            let [r, g, b] = colour(from, channels);
            to[0] = encoder.to_8_bits(r);
            to[1] = encoder.to_8_bits(g);
            to[2] = encoder.to_8_bits(b);
            if channels == 4 {
                to[3] = (from[3].clamp(0.0, 1.0) * 255.0 + 0.5) as u8;
            }
        }
    }
}

fn store16(channels: usize) -> impl Fn(&[[f32; 4]], &mut [u16]) + Sync {
    let encoder = Encoder::new();
    move |from, to| {
        for (to, from) in to.chunks_exact_mut(channels).zip(from) {
            let [r, g, b] = colour(from, channels);
            to[0] = encoder.to_16_bits(r);
            to[1] = encoder.to_16_bits(g);
            to[2] = encoder.to_16_bits(b);
            if channels == 4 {
                to[3] = (from[3].clamp(0.0, 1.0) * 65_535.0 + 0.5) as u16;
            }
        }
    }
}

/// Light with the alpha divided out again.
fn colour(pixel: &[f32; 4], channels: usize) -> [f32; 3] {
    let [r, g, b, a] = *pixel;
    if channels == 3 {
        [r, g, b]
    } else if a <= 0.0 {
        [0.0; 3]
    } else {
        [r / a, g / a, b / a]
    }
}
