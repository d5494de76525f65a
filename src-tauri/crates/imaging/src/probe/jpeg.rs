//! JPEG: walk the segments up to the frame header (ITU T.81, annex B).

use std::io;

use safelight_core::Format;

use super::source::Source;
use super::{Stored, exif};
use crate::Error;

/// Padding between segments is legal and in practice a byte or two.
const MOST_SEGMENTS: usize = 4096;

pub(super) fn read(source: &mut Source<'_>) -> io::Result<Result<Stored, Error>> {
    let mut at = 2;
    let mut exif_at = None;
    for _ in 0..MOST_SEGMENTS {
        let Some([marker_start, marker, high, low]) = source.array::<4>(at)? else {
            return Ok(Err(Error::Truncated { format: Format::Jpeg }));
        };
        if marker_start != 0xff {
            return Ok(Err(Error::corrupt(Format::Jpeg, "a segment does not begin with a marker")));
        }
        if marker == 0xff {
            at += 1;
            continue;
        }
        let len = u64::from(u16::from_be_bytes([high, low]));
        match marker {
            0xc0..=0xcf if !matches!(marker, 0xc4 | 0xc8 | 0xcc) => {
                let Some([bits, h1, h0, w1, w0]) = source.array::<5>(at + 4)? else {
                    return Ok(Err(Error::Truncated { format: Format::Jpeg }));
                };
                let (width, height) = (u16::from_be_bytes([w1, w0]), u16::from_be_bytes([h1, h0]));
                let mut stored = Stored::new(width.into(), height.into(), bits);
                if let Some(base) = exif_at {
                    exif(source, base, &mut stored)?;
                }
                return Ok(Ok(stored));
            }
            0xd9 | 0xda => return Ok(Err(Error::corrupt(Format::Jpeg, "the picture begins before its frame header"))),
            0xe1 if exif_at.is_none() && source.array::<6>(at + 4)? == Some(*b"Exif\0\0") => exif_at = Some(at + 10),
            _ => {}
        }
        // Markers 0xd0 to 0xd7 and 0x01 stand alone, but none belongs before the frame.
        at += 2 + len.max(2);
    }
    Ok(Err(Error::corrupt(Format::Jpeg, "too many segments before the frame header")))
}
