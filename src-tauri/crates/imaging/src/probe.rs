//! What a picture is, from its first bytes: nothing here decodes a pixel.

mod bitmap;
mod date;
mod gif;
mod heif;
mod jpeg;
mod png;
mod source;
mod tiff;
mod tiff_file;
mod webp;

use std::io;
use std::path::Path;

use safelight_core::{Format, Timestamp};

use crate::{Error, Orientation};
use source::Source;

/// What can be said of a picture without decoding it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Header {
    /// By its first bytes, whatever the file is called.
    pub format: Format,
    /// As shown, pixels.
    pub width: u32,
    /// As shown, pixels.
    pub height: u32,
    /// How it is stored. Upright for HEIC and AVIF, whose own rotation is part of decoding.
    pub orientation: Orientation,
    /// EXIF DateTimeOriginal; without an offset the camera's clock counts as UTC.
    pub taken: Option<Timestamp>,
    /// Of each number: 1 to 32.
    pub bits: u8,
    /// Whether it may be transparent somewhere.
    pub alpha: bool,
    /// Whether it is marked as holding more than one frame.
    pub animated: bool,
}

/// What each format's reader finds, the size as stored.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stored {
    width: u32,
    height: u32,
    bits: u8,
    alpha: bool,
    animated: bool,
    orientation: Orientation,
    taken: Option<Timestamp>,
}

impl Stored {
    fn new(width: u32, height: u32, bits: u8) -> Self {
        Self { width, height, bits, alpha: false, animated: false, orientation: Orientation::UPRIGHT, taken: None }
    }
}

/// Reads the header of a file: a page of it, and more only where the format keeps what is asked further back.
///
/// A header that claims 50,000 x 50,000 pixels is reported as it stands; [`crate::decode`] refuses it.
///
/// # Errors
/// [`Error::Read`], [`Error::Empty`], [`Error::NotAPicture`], [`Error::Truncated`], [`Error::Corrupt`], [`Error::Unsupported`].
pub fn probe(path: &Path) -> Result<Header, Error> {
    let read = |source| Error::Read { path: path.to_owned(), source };
    let mut source = Source::open(path).map_err(read)?;
    header(&mut source).map_err(read)?
}

/// [`probe`] for a file that is in memory.
///
/// # Errors
/// As [`probe`], without [`Error::Read`].
pub fn probe_bytes(bytes: &[u8]) -> Result<Header, Error> {
    header(&mut Source::Bytes(bytes)).expect("reading from memory cannot fail")
}

/// The outer error is the disk's, the inner one the picture's.
fn header(source: &mut Source<'_>) -> io::Result<Result<Header, Error>> {
    if source.head().is_empty() {
        return Ok(Err(Error::Empty));
    }
    let Some(format) = Format::sniff(source.head()) else { return Ok(Err(Error::NotAPicture)) };
    let stored = match format {
        Format::Jpeg => jpeg::read(source)?,
        Format::Png => png::read(source)?,
        Format::WebP => webp::read(source)?,
        Format::Tiff => tiff_file::read(source)?,
        Format::Gif => gif::read(source)?,
        Format::Bmp => bitmap::read(source)?,
        Format::Heic | Format::Avif => heif::read(source, format)?,
    };
    Ok(stored.and_then(|stored| {
        if stored.width == 0 || stored.height == 0 {
            return Err(Error::corrupt(format, "it says it has no pixels"));
        }
        let (width, height) = stored.orientation.size(stored.width, stored.height);
        Ok(Header {
            format,
            width,
            height,
            orientation: stored.orientation,
            taken: stored.taken,
            bits: stored.bits,
            alpha: stored.alpha,
            animated: stored.animated,
        })
    }))
}

/// Orientation and date from the EXIF block whose TIFF structure begins at `base`.
fn exif(source: &mut Source<'_>, base: u64, stored: &mut Stored) -> io::Result<()> {
    let Some((mut tiff, first)) = tiff::Tiff::open(source, base)? else { return Ok(()) };
    for entry in tiff.directory(first)? {
        match entry.tag {
            tiff::ORIENTATION => {
                stored.orientation = tiff.number(entry)?.map_or(Orientation::UPRIGHT, Orientation::from_tag);
            }
            tiff::EXIF_IFD => {
                if let Some(offset) = tiff.number(entry)? {
                    stored.taken = taken(&mut tiff, offset)?;
                }
            }
            _ => {}
        }
    }
    Ok(())
}

fn taken(tiff: &mut tiff::Tiff<'_, '_>, exif_ifd: u32) -> io::Result<Option<Timestamp>> {
    let (mut date, mut offset) = (None, None);
    for entry in tiff.directory(exif_ifd)? {
        match entry.tag {
            tiff::DATE_TIME_ORIGINAL => date = tiff.text(entry)?,
            tiff::OFFSET_TIME_ORIGINAL => offset = tiff.text(entry)?,
            _ => {}
        }
    }
    Ok(date.and_then(|date| date::exif_date(&date, offset.as_deref())))
}
