//! Alpha by itself, for pictures whose colours come from elsewhere.

use super::{rows, sweep};
use crate::{Error, Picture, Pixels, Progress};

/// Alpha without colours.
pub(crate) enum Alpha {
    /// 0 to 255.
    Eight(Vec<u8>),
    /// 0 to 65,535.
    Sixteen(Vec<u16>),
}

/// The alpha of `picture` at another size, in its own depth; `None` where it has none.
pub(crate) fn alpha(
    picture: &Picture,
    width: u32,
    height: u32,
    progress: Progress<'_>,
) -> Result<Option<Alpha>, Error> {
    let size = sweep::Size::new(picture, width, height)?;
    let row = picture.width as usize * 4;
    Ok(match &picture.pixels {
        Pixels::Rgb8(_) | Pixels::Rgb16(_) => None,
        Pixels::Rgba8(v) => {
            let load = |y: usize, to: &mut [[f32; 4]]| lone(&v[y * row..], |a| f32::from(a) / 255.0, to);
            let store = |from: &[[f32; 4]], to: &mut [u8]| {
                to.iter_mut().zip(from).for_each(|(to, from)| *to = rows::to_8_bits(from[0]));
            };
            Some(Alpha::Eight(sweep::run(&size, 1, &load, &store, progress)?))
        }
        Pixels::Rgba16(v) => {
            let load = |y: usize, to: &mut [[f32; 4]]| lone(&v[y * row..], |a| f32::from(a) / 65_535.0, to);
            let store = |from: &[[f32; 4]], to: &mut [u16]| {
                to.iter_mut().zip(from).for_each(|(to, from)| *to = rows::to_16_bits(from[0]));
            };
            Some(Alpha::Sixteen(sweep::run(&size, 1, &load, &store, progress)?))
        }
    })
}

fn lone<T: Copy>(row: &[T], share: impl Fn(T) -> f32, to: &mut [[f32; 4]]) {
    for (to, from) in to.iter_mut().zip(row.as_chunks::<4>().0) {
        *to = [share(from[3]), 0.0, 0.0, 0.0];
    }
}
