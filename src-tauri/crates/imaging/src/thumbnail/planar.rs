//! A small picture from the reduced planes of a JPEG.

use fast_image_resize::images::{TypedImage, TypedImageRef};
use fast_image_resize::pixels::U8;
use fast_image_resize::{FilterType, ResizeAlg, ResizeOptions, Resizer};
use safelight_core::Format;

use crate::decode::reduced::{self, Plane};
use crate::metadata::jpeg_profile;
use crate::resize::fit;
use crate::{Error, Picture, Pixels};

/// The picture that fits a box of `side` x `side`, as stored; `None` where libjpeg-turbo must do it.
pub(super) fn small(bytes: &[u8], width: u32, height: u32, side: u32) -> Result<Option<Picture>, Error> {
    let (small_width, small_height) = fit(width, height, side, u64::MAX);
    let longest = small_width.max(small_height);
    let wanted = |w: u32, h: u32, number: usize| {
        // Colour will be stored at half the size.
        let needed = if number == 0 { longest * 5 / 4 } else { longest * 5 / 8 };
        [1, 2, 4].into_iter().find(|side| u64::from(w.max(h)) * *side as u64 / 8 >= u64::from(needed))
    };
    let Some(planes) = reduced::planes(bytes, wanted) else { return Ok(None) };
    let small = planes.iter().map(|plane| resized(plane, small_width, small_height)).collect::<Result<Vec<_>, _>>()?;
    let rgb = match &small[..] {
        [grey] => grey.iter().flat_map(|&n| [n, n, n]).collect(),
        [y, cb, cr] => y.iter().zip(cb).zip(cr).flat_map(|((&y, &cb), &cr)| rgb(y, cb, cr)).collect(),
        _ => return Ok(None),
    };
    let picture = Picture::new(small_width, small_height, Pixels::Rgb8(rgb));
    Ok(Some(Picture { icc: jpeg_profile(bytes), ..picture }))
}

fn resized(plane: &Plane, width: u32, height: u32) -> Result<Vec<u8>, Error> {
    let failed = |reason: &dyn std::error::Error| Error::corrupt(Format::Jpeg, reason.to_string());
    let mut out = vec![0; width as usize * height as usize];
    let from = TypedImageRef::<U8>::from_buffer(plane.width, plane.height, &plane.values).map_err(|e| failed(&e))?;
    let mut to = TypedImage::<U8>::from_buffer(width, height, &mut out).map_err(|e| failed(&e))?;
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3)).crop(
        0.0,
        0.0,
        plane.true_width,
        plane.true_height,
    );
    Resizer::new().resize_typed(&from, &mut to, &options).map_err(|e| failed(&e))?;
    Ok(out)
}

/// JFIF 1.02, section 7, in 16-bit fixed point.
fn rgb(y: u8, cb: u8, cr: u8) -> [u8; 3] {
    let (y, cb, cr) = (i32::from(y) << 16, i32::from(cb) - 128, i32::from(cr) - 128);
    let level = |n: i32| ((n + (1 << 15)) >> 16).clamp(0, 255) as u8;
    [level(y + 91_881 * cr), level(y - 22_554 * cb - 46_802 * cr), level(y + 116_130 * cb)]
}
