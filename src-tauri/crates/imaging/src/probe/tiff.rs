//! The few TIFF tags a header needs: read lazily, in TIFF files and in the EXIF block of others.
//!
//! TIFF 6.0, section 2; EXIF 2.32, 4.6.

use std::io;

use super::source::Source;

pub(crate) const IMAGE_WIDTH: u16 = 256;
pub(crate) const IMAGE_HEIGHT: u16 = 257;
pub(crate) const BITS_PER_SAMPLE: u16 = 258;
pub(crate) const ORIENTATION: u16 = 274;
pub(crate) const EXTRA_SAMPLES: u16 = 338;
pub(crate) const EXIF_IFD: u16 = 34665;
pub(crate) const DATE_TIME_ORIGINAL: u16 = 0x9003;
pub(crate) const OFFSET_TIME_ORIGINAL: u16 = 0x9011;

/// A TIFF structure that begins at `base` of a source.
pub(crate) struct Tiff<'s, 'a> {
    source: &'s mut Source<'a>,
    base: u64,
    little: bool,
}

/// One line of a directory.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Entry {
    pub(crate) tag: u16,
    kind: u16,
    count: u32,
    value: [u8; 4],
}

/// No camera writes more; a hostile file could claim 65,535.
const MOST_ENTRIES: u16 = 1024;

impl<'s, 'a> Tiff<'s, 'a> {
    /// `None`: no TIFF structure begins there. The number is the offset of the first directory.
    pub(crate) fn open(source: &'s mut Source<'a>, base: u64) -> io::Result<Option<(Self, u32)>> {
        let Some(head) = source.array::<8>(base)? else { return Ok(None) };
        let little = match head[..4] {
            [b'I', b'I', 42, 0] => true,
            [b'M', b'M', 0, 42] => false,
            _ => return Ok(None),
        };
        let tiff = Self { source, base, little };
        let first = tiff.long([head[4], head[5], head[6], head[7]]);
        Ok(Some((tiff, first)))
    }

    fn short(&self, bytes: [u8; 2]) -> u16 {
        if self.little { u16::from_le_bytes(bytes) } else { u16::from_be_bytes(bytes) }
    }

    fn long(&self, bytes: [u8; 4]) -> u32 {
        if self.little { u32::from_le_bytes(bytes) } else { u32::from_be_bytes(bytes) }
    }

    /// The entries of the directory at `offset`; those that are missing are left out.
    pub(crate) fn directory(&mut self, offset: u32) -> io::Result<Vec<Entry>> {
        let at = self.base + u64::from(offset);
        let Some(count) = self.source.array::<2>(at)? else { return Ok(Vec::new()) };
        let count = self.short(count).min(MOST_ENTRIES);
        let bytes = self.source.at(at + 2, usize::from(count) * 12)?.into_owned();
        let (lines, _) = bytes.as_chunks::<12>();
        Ok(lines
            .iter()
            .map(|line| Entry {
                tag: self.short([line[0], line[1]]),
                kind: self.short([line[2], line[3]]),
                count: self.long([line[4], line[5], line[6], line[7]]),
                value: [line[8], line[9], line[10], line[11]],
            })
            .collect())
    }

    /// The first number of a BYTE, SHORT or LONG entry.
    pub(crate) fn number(&mut self, entry: Entry) -> io::Result<Option<u32>> {
        let v = entry.value;
        Ok(match (entry.kind, entry.count) {
            (1, 1..) => Some(u32::from(v[0])),
            (3, 1..=2) => Some(u32::from(self.short([v[0], v[1]]))),
            (3, 3..) => {
                let offset = self.long(v);
                self.source.array::<2>(self.base + u64::from(offset))?.map(|bytes| u32::from(self.short(bytes)))
            }
            (4 | 13, 1) => Some(self.long(v)),
            _ => None,
        })
    }

    /// The text of an ASCII entry of at most 64 bytes, up to its NUL.
    pub(crate) fn text(&mut self, entry: Entry) -> io::Result<Option<String>> {
        if entry.kind != 2 || entry.count > 64 {
            return Ok(None);
        }
        let len = entry.count as usize;
        let bytes = if len <= 4 {
            entry.value[..len].to_vec()
        } else {
            let offset = self.long(entry.value);
            self.source.at(self.base + u64::from(offset), len)?.into_owned()
        };
        let text = bytes.split(|&b| b == 0).next().unwrap_or_default();
        Ok(String::from_utf8(text.to_vec()).ok())
    }
}
