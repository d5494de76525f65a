//! WebP: the simple lossy and lossless files, and the extended one with its flags (RFC 9649, 2).

use std::io;

use safelight_core::Format;

use super::source::Source;
use super::{Stored, exif};
use crate::Error;

const MOST_CHUNKS: usize = 4096;

pub(super) fn read(source: &mut Source<'_>) -> io::Result<Result<Stored, Error>> {
    let Some(head) = source.array::<18>(12)? else { return Ok(Err(Error::Truncated { format: Format::WebP })) };
    let (name, body) = (&head[..4], &head[8..]);
    let short = |at: usize| u32::from(u16::from_le_bytes([body[at], body[at + 1]]));
    match name {
        b"VP8 " => {
            if body[3..6] != [0x9d, 0x01, 0x2a] {
                return Ok(Err(Error::corrupt(Format::WebP, "its key frame has no start code")));
            }
            Ok(Ok(Stored::new(short(6) & 0x3fff, short(8) & 0x3fff, 8)))
        }
        b"VP8L" => {
            let bits = u32::from_le_bytes([body[1], body[2], body[3], body[4]]);
            let mut stored = Stored::new((bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1, 8);
            stored.alpha = bits >> 28 & 1 == 1;
            Ok(Ok(stored))
        }
        b"VP8X" => {
            let flags = body[0];
            let canvas = |at: usize| u32::from_le_bytes([body[at], body[at + 1], body[at + 2], 0]) + 1;
            let mut stored = Stored::new(canvas(4), canvas(7), 8);
            stored.alpha = flags & 0x10 != 0;
            stored.animated = flags & 0x02 != 0;
            if flags & 0x08 != 0 {
                find_exif(source, &mut stored)?;
            }
            Ok(Ok(stored))
        }
        _ => Ok(Err(Error::corrupt(Format::WebP, "its first chunk holds no picture"))),
    }
}

fn find_exif(source: &mut Source<'_>, stored: &mut Stored) -> io::Result<()> {
    let mut at = 12;
    for _ in 0..MOST_CHUNKS {
        let Some([n0, n1, n2, n3, size @ ..]) = source.array::<8>(at)? else { break };
        if &[n0, n1, n2, n3] == b"EXIF" {
            // Some writers keep the prefix that only JPEG needs.
            let prefix = if source.array::<6>(at + 8)? == Some(*b"Exif\0\0") { 6 } else { 0 };
            return exif(source, at + 8 + prefix, stored);
        }
        let size = u64::from(u32::from_le_bytes(size));
        at += 8 + size + size % 2;
    }
    Ok(())
}
