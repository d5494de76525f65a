//! The alpha of one picture for the colours of another.

use crate::{Error, Picture, Pixels, resize, unwatched};

/// `result` with the alpha of `source`, scaled to its size: for models that know only colours.
///
/// # Errors
/// As [`resize`].
pub fn with_alpha_of(result: &Picture, source: &Picture) -> Result<Picture, Error> {
    if !source.has_alpha() || result.has_alpha() {
        return Ok(result.clone());
    }
    let scaled = resize(source, result.width, result.height, &unwatched)?;
    let pixels = match (&result.pixels, &scaled.pixels) {
        (Pixels::Rgb8(rgb), Pixels::Rgba8(with)) => Pixels::Rgba8(join(rgb, with, |alpha| alpha)),
        (Pixels::Rgb8(rgb), Pixels::Rgba16(with)) => Pixels::Rgba8(join(rgb, with, |alpha| (alpha >> 8) as u8)),
        (Pixels::Rgb16(rgb), Pixels::Rgba16(with)) => Pixels::Rgba16(join(rgb, with, |alpha| alpha)),
        (Pixels::Rgb16(rgb), Pixels::Rgba8(with)) => Pixels::Rgba16(join(rgb, with, |alpha| u16::from(alpha) * 257)),
        // One has alpha and the other has not, as asked above.
        (pixels, _) => pixels.clone(),
    };
    Ok(Picture { pixels, ..result.clone() })
}

/// Interleaves the colours of `rgb` with the fourth channel of `with`.
fn join<C: Copy, A: Copy>(rgb: &[C], with: &[A], convert: impl Fn(A) -> C) -> Vec<C> {
    rgb.chunks_exact(3)
        .zip(with.chunks_exact(4))
        .flat_map(|(colour, rgba)| [colour[0], colour[1], colour[2], convert(rgba[3])])
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alpha_comes_from_the_source_and_colour_from_the_result() {
        let source = Picture::new(2, 1, Pixels::Rgba8(vec![9, 9, 9, 0, 9, 9, 9, 255]));
        let result = Picture::from_rgb8(2, 1, vec![1, 2, 3, 4, 5, 6]);
        let both = with_alpha_of(&result, &source).unwrap();
        assert_eq!(both.pixels, Pixels::Rgba8(vec![1, 2, 3, 0, 4, 5, 6, 255]));
        assert_eq!(with_alpha_of(&result, &result).unwrap(), result, "nothing to add");
    }
}
