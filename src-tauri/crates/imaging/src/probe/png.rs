//! PNG: the header chunk and the few after it that matter (PNG 3rd edition, 11).

use std::io;

use safelight_core::Format;

use super::source::Source;
use super::{Stored, exif};
use crate::Error;

const MOST_CHUNKS: usize = 4096;

pub(super) fn read(source: &mut Source<'_>) -> io::Result<Result<Stored, Error>> {
    let Some(head) = source.array::<26>(8)? else { return Ok(Err(Error::Truncated { format: Format::Png })) };
    if &head[4..8] != b"IHDR" {
        return Ok(Err(Error::corrupt(Format::Png, "its header is not its first chunk")));
    }
    let long = |at: usize| u32::from_be_bytes([head[at], head[at + 1], head[at + 2], head[at + 3]]);
    let (bits, colour) = (head[16], head[17]);
    let mut stored = Stored::new(long(8), long(12), if colour == 3 { 8 } else { bits });
    stored.alpha = matches!(colour, 4 | 6);

    let mut at = 33;
    for _ in 0..MOST_CHUNKS {
        let Some([l3, l2, l1, l0, name @ ..]) = source.array::<8>(at)? else { break };
        match &name {
            b"IDAT" | b"IEND" => break,
            b"tRNS" => stored.alpha = true,
            b"acTL" => stored.animated = true,
            b"eXIf" => exif(source, at + 8, &mut stored)?,
            _ => {}
        }
        at += 12 + u64::from(u32::from_be_bytes([l3, l2, l1, l0]));
    }
    Ok(Ok(stored))
}
