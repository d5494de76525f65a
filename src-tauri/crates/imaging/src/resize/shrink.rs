//! Quick reduction as the numbers stand: SIMD convolution, for what is looked at and for what is sent.

use fast_image_resize::images::{TypedImage, TypedImageRef};
use fast_image_resize::pixels::{U8x3, U8x4};
use fast_image_resize::{FilterType, PixelTrait, ResizeAlg, ResizeOptions, Resizer};

use super::Curve;
use crate::{Error, Picture, Pixels, unwatched};

/// The size that fits a box of `side` x `side` and holds at most `pixels`, in the same proportion and never larger.
pub(crate) fn fit(width: u32, height: u32, side: u32, pixels: u64) -> (u32, u32) {
    let by_side = f64::from(side) / f64::from(width.max(height)).max(1.0);
    let by_pixels = (pixels as f64 / (f64::from(width) * f64::from(height)).max(1.0)).sqrt();
    let scale = by_side.min(by_pixels).min(1.0);
    let scaled = |n: u32| ((f64::from(n) * scale).round() as u32).clamp(1, n.max(1));
    (scaled(width), scaled(height))
}

/// Fits a box of `side` x `side`; a picture that does already is left alone.
pub(crate) fn shrink(picture: Picture, side: u32) -> Result<Picture, Error> {
    let (width, height) = fit(picture.width, picture.height, side, u64::MAX);
    if (width, height) == (picture.width, picture.height) { Ok(picture) } else { reduce(&picture, width, height) }
}

/// The picture at exactly `width` x `height` by Lanczos3 on the numbers as they stand, which is what viewers and models expect of a
/// smaller copy; alpha is multiplied in for the time being. Made for reducing; [`crate::resize`] is the better way to enlarge.
///
/// # Errors
/// [`Error::NoSize`].
pub fn reduce(picture: &Picture, width: u32, height: u32) -> Result<Picture, Error> {
    if width == 0 || height == 0 || picture.width == 0 || picture.height == 0 {
        return Err(Error::NoSize { width, height });
    }
    let pixels = match &picture.pixels {
        Pixels::Rgb8(v) => Pixels::Rgb8(convolve::<U8x3>(picture, v, width, height)?),
        Pixels::Rgba8(v) => Pixels::Rgba8(convolve::<U8x4>(picture, v, width, height)?),
        // Rare enough that code of its own for 16 bits would cost more to build than it saves.
        Pixels::Rgb16(_) | Pixels::Rgba16(_) => return super::swept(picture, width, height, Curve::AsIs, &unwatched),
    };
    Ok(picture.with_pixels(width, height, pixels))
}

fn convolve<P: PixelTrait>(picture: &Picture, source: &[u8], width: u32, height: u32) -> Result<Vec<u8>, Error> {
    let mut out = vec![0; width as usize * height as usize * P::size()];
    let sized = "a picture has as many bytes as its size says";
    let from = TypedImageRef::<P>::from_buffer(picture.width, picture.height, source).expect(sized);
    let mut to = TypedImage::<P>::from_buffer(width, height, &mut out).expect(sized);
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3));
    Resizer::new().resize_typed(&from, &mut to, &options).map_err(|_| Error::NoSize { width, height })?;
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_keep_their_proportion() {
        for (from, side, pixels, to) in [
            ((6000, 4000), 512, u64::MAX, (512, 341)),
            ((4000, 6000), 512, u64::MAX, (341, 512)),
            ((100, 50), 512, u64::MAX, (100, 50)),
            ((10_000, 1), 512, u64::MAX, (512, 1)),
            ((4000, 3000), u32::MAX, 3_000_000, (2000, 1500)),
        ] {
            assert_eq!(fit(from.0, from.1, side, pixels), to, "{from:?}");
        }
    }
}
