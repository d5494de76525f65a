//! What a result could not keep of its source, to be said on the result.

use std::fmt;

use safelight_core::Format;

use super::Metadata;

/// A kind of metadata.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Camera data.
    Exif,
    /// Adobe's packet.
    Xmp,
    /// The overlong rest of it.
    XmpExtension,
    /// Captions of the press.
    Iptc,
    /// The colour profile.
    Profile,
    /// Pixels per inch.
    Density,
    /// The camera maker's own block.
    MakerNote,
}

/// One thing that was lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Loss {
    /// The format has no place for it.
    NoPlace {
        /// What.
        part: Part,
        /// In which format.
        format: Format,
    },
    /// The block could not be understood and was replaced.
    Unreadable {
        /// What.
        part: Part,
    },
    /// 16 bits became 8.
    Depth {
        /// In which format.
        format: Format,
    },
    /// The numbers were brought into sRGB, so the source's profile no longer fits them.
    Profile,
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Part::Exif => "EXIF",
            Part::Xmp => "XMP",
            Part::XmpExtension => "the extended XMP",
            Part::Iptc => "IPTC",
            Part::Profile => "the colour profile",
            Part::Density => "the resolution (DPI)",
            Part::MakerNote => "the maker note",
        })
    }
}

impl fmt::Display for Loss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Loss::NoPlace { part, format } => write!(f, "{part} could not be kept in {}", format.name()),
            Loss::Unreadable { part } => write!(f, "{part} could not be read and was replaced"),
            Loss::Depth { format } => write!(f, "16 bits became 8 in {}", format.name()),
            Loss::Profile => f.write_str("the colours are in sRGB instead of the source's profile"),
        }
    }
}

impl Loss {
    /// Everything but the density, for a format that holds nothing else.
    pub(super) fn all_but_density(metadata: &Metadata, format: Format) -> Vec<Loss> {
        [
            (Part::Exif, metadata.exif.is_some()),
            (Part::Xmp, metadata.xmp.is_some()),
            (Part::Iptc, metadata.iptc.is_some()),
            (Part::Profile, metadata.icc.is_some()),
        ]
        .into_iter()
        .filter(|(_, present)| *present)
        .map(|(part, _)| Loss::NoPlace { part, format })
        .collect()
    }
}
