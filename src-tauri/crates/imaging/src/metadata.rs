//! What a file says beside its pixels, carried from a source to a result.

mod density;
mod exif;
mod heif;
mod iptc;
mod jpeg;
mod loss;
mod png;
mod private;
mod provenance;
mod tiff;
mod tiff_file;
mod webp;
mod xmp;

use safelight_core::Format;

use crate::Error;

pub use density::Density;
pub use loss::{Loss, Part};
pub use private::Private;
pub use provenance::{DigitalSource, Provenance};

pub(crate) use jpeg::profile as jpeg_profile;
pub(crate) use tiff::{Tree, Value};

/// What a file says beside its pixels. Each block is as the file had it, without the container's own prefix.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Metadata {
    /// A TIFF structure.
    pub exif: Option<Vec<u8>>,
    /// An XMP packet, usually UTF-8.
    pub xmp: Option<Vec<u8>>,
    /// The part of XMP that does not fit in one JPEG segment.
    pub xmp_extension: Option<Vec<u8>>,
    /// An ICC profile.
    pub icc: Option<Vec<u8>>,
    /// IPTC-IIM data sets.
    pub iptc: Option<Vec<u8>>,
    /// Pixels per inch.
    pub density: Option<Density>,
    /// What could not be carried so far.
    pub lost: Vec<Loss>,
}

impl Metadata {
    /// Reads what can be read; a damaged block is left out.
    pub fn read(bytes: &[u8]) -> Metadata {
        match Format::sniff(bytes) {
            Some(Format::Jpeg) => jpeg::read(bytes),
            Some(Format::Png) => png::read(bytes),
            Some(Format::WebP) => webp::read(bytes),
            Some(Format::Tiff) => tiff_file::read(bytes),
            Some(format @ (Format::Heic | Format::Avif)) => heif::read(bytes, format),
            Some(Format::Bmp) => Metadata { density: Density::of_bitmap(bytes), ..Metadata::default() },
            Some(Format::Gif) | None => Metadata::default(),
        }
    }

    /// The same for an upright picture of another size: orientation reset, size tags renewed, the embedded thumbnail gone.
    ///
    /// EXIF is patched in place, so that maker notes, which count from where they stand, stay readable.
    #[must_use]
    pub fn for_result(mut self, width: u32, height: u32) -> Metadata {
        if let Some(block) = &mut self.exif {
            exif::reset(block, width, height);
        }
        if let Some(packet) = self.xmp.take() {
            self.xmp = Some(xmp::reset(packet, width, height));
        }
        self
    }

    /// Takes out where the picture was taken, what it was taken with by number, and whose it is. Says what was there.
    pub fn strip_private(&mut self) -> Vec<Private> {
        private::strip(self)
    }

    /// Says in XMP how the picture was made.
    pub fn set_provenance(&mut self, provenance: &Provenance) {
        provenance.write_into(self);
    }

    /// The encoded picture with this metadata in place of its own, pixels untouched. The profile is written where there is one;
    /// a picture without keeps the one it has.
    ///
    /// # Errors
    /// [`Error::CannotWrite`] for a format we only read, [`Error::Corrupt`] if the bytes are not of `format`.
    pub fn write_into(&self, encoded: Vec<u8>, format: Format) -> Result<(Vec<u8>, Vec<Loss>), Error> {
        let mut lost = self.lost.clone();
        let bytes = match format {
            Format::Jpeg => jpeg::write(self, &encoded, &mut lost)?,
            Format::Png => png::write(self, &encoded, &mut lost)?,
            Format::WebP => webp::write(self, &encoded, &mut lost)?,
            Format::Tiff => tiff_file::write(self, &encoded, &mut lost)?,
            Format::Bmp => {
                lost.extend(Loss::all_but_density(self, format));
                density::into_bitmap(self.density, encoded)
            }
            Format::Gif | Format::Heic | Format::Avif => return Err(Error::CannotWrite { format }),
        };
        Ok((bytes, lost))
    }
}
