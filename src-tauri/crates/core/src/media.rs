//! Kinds of picture files, told by their first bytes.

use serde::{Deserialize, Serialize};

/// A file format Safelight shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// JPEG, ITU T.81.
    Jpeg,
    /// PNG, ISO 15948.
    Png,
    /// WebP, RFC 9649.
    WebP,
    /// TIFF 6.0.
    Tiff,
    /// GIF 87a and 89a.
    Gif,
    /// Windows bitmap.
    Bmp,
    /// HEIC or HEIF; read only.
    Heic,
    /// AVIF; read only.
    Avif,
}

impl Format {
    /// Every format, in the order they are listed to people.
    pub const ALL: [Format; 8] =
        [Format::Jpeg, Format::Png, Format::WebP, Format::Tiff, Format::Gif, Format::Bmp, Format::Heic, Format::Avif];

    /// Reads the format from the first bytes of a file (32 are enough). `None`: not a picture we know.
    pub fn sniff(head: &[u8]) -> Option<Format> {
        let brand = || head.get(8..12);
        match head {
            [0xff, 0xd8, 0xff, ..] => Some(Format::Jpeg),
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Some(Format::Png),
            [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some(Format::Gif),
            [b'B', b'M', ..] if head.len() >= 18 => Some(Format::Bmp),
            [b'I', b'I', 42, 0, ..] | [b'M', b'M', 0, 42, ..] => Some(Format::Tiff),
            [b'R', b'I', b'F', b'F', ..] if brand() == Some(b"WEBP") => Some(Format::WebP),
            [_, _, _, _, b'f', b't', b'y', b'p', ..] => match brand()? {
                b"avif" | b"avis" => Some(Format::Avif),
                b"heic" | b"heix" | b"heim" | b"heis" | b"hevc" | b"hevx" | b"mif1" | b"msf1" => Some(Format::Heic),
                _ => None,
            },
            _ => None,
        }
    }

    /// The format a file name claims, by its extension in any case.
    pub fn from_extension(extension: &str) -> Option<Format> {
        Some(match extension.to_ascii_lowercase().as_str() {
            "jpg" | "jpeg" | "jpe" | "jfif" => Format::Jpeg,
            "png" => Format::Png,
            "webp" => Format::WebP,
            "tif" | "tiff" => Format::Tiff,
            "gif" => Format::Gif,
            "bmp" | "dib" => Format::Bmp,
            "heic" | "heif" | "hif" => Format::Heic,
            "avif" => Format::Avif,
            _ => return None,
        })
    }

    /// The usual extension, without a dot.
    pub fn extension(self) -> &'static str {
        match self {
            Format::Jpeg => "jpg",
            Format::Png => "png",
            Format::WebP => "webp",
            Format::Tiff => "tif",
            Format::Gif => "gif",
            Format::Bmp => "bmp",
            Format::Heic => "heic",
            Format::Avif => "avif",
        }
    }

    /// What people call it.
    pub fn name(self) -> &'static str {
        match self {
            Format::Jpeg => "JPEG",
            Format::Png => "PNG",
            Format::WebP => "WebP",
            Format::Tiff => "TIFF",
            Format::Gif => "GIF",
            Format::Bmp => "BMP",
            Format::Heic => "HEIC",
            Format::Avif => "AVIF",
        }
    }

    /// The MIME type, as on the wire.
    pub fn mime(self) -> &'static str {
        match self {
            Format::Jpeg => "image/jpeg",
            Format::Png => "image/png",
            Format::WebP => "image/webp",
            Format::Tiff => "image/tiff",
            Format::Gif => "image/gif",
            Format::Bmp => "image/bmp",
            Format::Heic => "image/heic",
            Format::Avif => "image/avif",
        }
    }

    /// The longest side the format can hold, pixels.
    pub fn max_side(self) -> u32 {
        match self {
            Format::Jpeg => 65_535,
            Format::WebP => 16_383,
            Format::Gif => 65_535,
            _ => i32::MAX as u32,
        }
    }

    /// The format a result is written in when its source has this one: itself, or PNG where we cannot write it
    /// or where `alpha` would be lost.
    pub fn for_result(self, alpha: bool) -> Format {
        match self {
            Format::Jpeg | Format::Bmp if alpha => Format::Png,
            Format::Jpeg | Format::Png | Format::WebP | Format::Tiff | Format::Bmp => self,
            Format::Gif | Format::Heic | Format::Avif => Format::Png,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn extensions_and_formats_agree() {
        for format in Format::ALL {
            assert_eq!(Format::from_extension(format.extension()), Some(format));
        }
        assert_eq!(Format::from_extension("JPEG"), Some(Format::Jpeg));
        assert_eq!(Format::from_extension("txt"), None);
    }

    #[test]
    fn first_bytes_tell_the_format() {
        assert_eq!(Format::sniff(b"\xff\xd8\xff\xe0rest"), Some(Format::Jpeg));
        assert_eq!(Format::sniff(b"RIFF\0\0\0\0WEBPVP8 "), Some(Format::WebP));
        assert_eq!(Format::sniff(b"\0\0\0\x20ftypavif"), Some(Format::Avif));
        assert_eq!(Format::sniff(b"\0\0\0\x20ftypmp42"), None);
        assert_eq!(Format::sniff(b"<!doctype html>"), None);
        assert_eq!(Format::sniff(b""), None);
    }

    #[test]
    fn a_result_keeps_its_format_where_it_can() {
        assert_eq!(Format::Jpeg.for_result(false), Format::Jpeg);
        assert_eq!(Format::Jpeg.for_result(true), Format::Png);
        assert_eq!(Format::Heic.for_result(false), Format::Png);
    }
}
