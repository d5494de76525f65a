//! TIFF 6.0 in one file order: deflated strips with horizontal prediction, then the directory (TIFF 6.0; technical note 2, 1995).

use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use safelight_core::Format;

use crate::bands;
use crate::metadata::{Tree, Value};
use crate::{Error, Picture, Pixels};

/// About a quarter megabyte of pixels a strip, as readers like it.
const STRIP_BYTES: usize = 256 << 10;

/// The picture alone, little end first.
pub(super) fn encode(picture: &Picture) -> Result<Vec<u8>, Error> {
    let channels = picture.pixels.channels();
    let row = picture.width as usize * channels;
    let bytes_per_number = if picture.is_16_bit() { 2 } else { 1 };
    let rows = (STRIP_BYTES / (row * bytes_per_number).max(1)).clamp(1, picture.height as usize);
    let mut strips = vec![Vec::new(); (picture.height as usize).div_ceil(rows)];
    bands::each(&mut strips, 1, &|number, strip| {
        let (start, len) = (number * row * rows, row * rows);
        let predicted = match &picture.pixels {
            Pixels::Rgb8(v) | Pixels::Rgba8(v) => predicted8(&v[start..(start + len).min(v.len())], row, channels),
            Pixels::Rgb16(v) | Pixels::Rgba16(v) => predicted16(&v[start..(start + len).min(v.len())], row, channels),
        };
        strip[0] = deflated(&predicted);
    });

    let mut out = b"II*\0\0\0\0\0".to_vec();
    let mut offsets = Vec::with_capacity(strips.len());
    for strip in &strips {
        offsets.push(u32::try_from(out.len()).map_err(|_| Error::encode(Format::Tiff, "it is larger than 4 GB"))?);
        out.extend(strip);
        if out.len() % 2 == 1 {
            out.push(0);
        }
    }
    let mut tree = Tree { little: true, ..Tree::default() };
    let shorts = |n: u16| Value { kind: 3, count: channels as u32, bytes: n.to_le_bytes().repeat(channels) };
    let longs = |numbers: Vec<u32>| Value {
        kind: 4,
        count: numbers.len() as u32,
        bytes: numbers.iter().flat_map(|n| n.to_le_bytes()).collect(),
    };
    let lines = [
        (256, tree.long(picture.width)),
        (257, tree.long(picture.height)),
        (258, shorts(bytes_per_number as u16 * 8)),
        (259, tree.short(8)), // deflate
        (262, tree.short(2)), // RGB
        (273, longs(offsets)),
        (277, tree.short(channels as u16)),
        (278, tree.long(rows as u32)),
        (279, longs(strips.iter().map(|strip| strip.len() as u32).collect())),
        (284, tree.short(1)), // interleaved
        (317, tree.short(2)), // horizontal prediction
    ];
    for (tag, value) in lines {
        tree.main.set(tag, value);
    }
    if channels == 4 {
        tree.main.set(338, tree.short(2)); // alpha, not multiplied in
    }
    let start = u32::try_from(out.len()).map_err(|_| Error::encode(Format::Tiff, "it is larger than 4 GB"))?;
    out.extend(tree.directories(start));
    out[4..8].copy_from_slice(&start.to_le_bytes());
    Ok(out)
}

fn predicted8(strip: &[u8], row: usize, channels: usize) -> Vec<u8> {
    let mut out = strip.to_vec();
    for line in out.chunks_mut(row) {
        for at in (channels..line.len()).rev() {
            line[at] = line[at].wrapping_sub(line[at - channels]);
        }
    }
    out
}

fn predicted16(strip: &[u16], row: usize, channels: usize) -> Vec<u8> {
    let mut out = strip.to_vec();
    for line in out.chunks_mut(row) {
        for at in (channels..line.len()).rev() {
            line[at] = line[at].wrapping_sub(line[at - channels]);
        }
    }
    out.iter().flat_map(|n| n.to_le_bytes()).collect()
}

fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::new(6));
    encoder.write_all(bytes).and_then(|()| encoder.finish()).expect("writing to memory cannot fail")
}
