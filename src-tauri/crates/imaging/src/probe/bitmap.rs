//! Windows bitmaps: the core and info headers.

use std::io;

use safelight_core::Format;

use super::Stored;
use super::source::Source;
use crate::Error;

pub(super) fn read(source: &mut Source<'_>) -> io::Result<Result<Stored, Error>> {
    let truncated = || Ok(Err(Error::Truncated { format: Format::Bmp }));
    let Some(size) = source.array::<4>(14)? else { return truncated() };
    match u32::from_le_bytes(size) {
        12 => {
            let Some([w0, w1, h0, h1]) = source.array::<4>(18)? else { return truncated() };
            Ok(Ok(Stored::new(u16::from_le_bytes([w0, w1]).into(), u16::from_le_bytes([h0, h1]).into(), 8)))
        }
        size @ 40..=256 => {
            let Some([w0, w1, w2, w3, h0, h1, h2, h3, _, _, b0, b1]) = source.array::<12>(18)? else {
                return truncated();
            };
            // A negative height means top row first.
            let height = i32::from_le_bytes([h0, h1, h2, h3]).unsigned_abs();
            let width = i32::from_le_bytes([w0, w1, w2, w3]);
            let mut stored = Stored::new(u32::try_from(width).unwrap_or(0), height, 8);
            // Only the later headers can say where alpha is.
            stored.alpha = u16::from_le_bytes([b0, b1]) == 32
                && size >= 56
                && source.array::<4>(66)?.is_some_and(|mask| mask != [0; 4]);
            Ok(Ok(stored))
        }
        _ => Ok(Err(Error::NotAPicture)),
    }
}
