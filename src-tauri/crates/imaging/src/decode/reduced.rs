//! JPEG for thumbnails: only the coarse part of each block, read as fast as the bits can be skipped.
//!
//! A thumbnail needs one, four or sixteen of a block's 64 frequencies. libjpeg-turbo leaves the rest out of its arithmetic but reads every
//! one of them, and reading is most of the work. Here the rest is stepped over several symbols at a time, and the scans of a progressive
//! file that hold nothing but the rest are not read at all. What this module does not know (CMYK, arithmetic coding, 12 bits, damage) it
//! declines, and libjpeg-turbo decides.

mod bits;
mod frame;
mod huffman;
mod scan;
mod transform;

use frame::Frame;

/// Pixels of one component, row by row.
pub(crate) struct Plane {
    /// Pixels in a row; the first `true_width` of them belong to the picture.
    pub(crate) width: u32,
    pub(crate) height: u32,
    /// How much of `width` and `height` the picture covers; the last pixel may be covered in part.
    pub(crate) true_width: f64,
    pub(crate) true_height: f64,
    pub(crate) values: Vec<u8>,
}

/// The components of a picture, each reduced to as many pixels a block's side as `wanted` says of its size: 1, 2 or 4.
///
/// Y, Cb and Cr, or brightness alone. `None`: not for this module.
pub(crate) fn planes(bytes: &[u8], wanted: impl Fn(u32, u32, usize) -> Option<usize>) -> Option<Vec<Plane>> {
    let frame = Frame::read(bytes, wanted)?;
    Some(frame.components.iter().map(transform::plane).collect())
}
