//! GIF: the logical screen (GIF 89a, 18).

use std::io;

use safelight_core::Format;

use super::Stored;
use super::source::Source;
use crate::Error;

pub(super) fn read(source: &mut Source<'_>) -> io::Result<Result<Stored, Error>> {
    let Some([w0, w1, h0, h1]) = source.array::<4>(6)? else {
        return Ok(Err(Error::Truncated { format: Format::Gif }));
    };
    let mut stored = Stored::new(u16::from_le_bytes([w0, w1]).into(), u16::from_le_bytes([h0, h1]).into(), 8);
    let head = source.head();
    let head = &head[..head.len().min(4096)];
    // Counting frames means reading the file; what animates in practice says how often it loops.
    stored.animated = head.windows(11).any(|w| w == b"NETSCAPE2.0" || w == b"ANIMEXTS1.0");
    // A graphic control extension whose packed field names a transparent colour.
    stored.alpha = head.windows(4).any(|w| w[..3] == [0x21, 0xf9, 0x04] && w[3] & 1 == 1);
    Ok(Ok(stored))
}
