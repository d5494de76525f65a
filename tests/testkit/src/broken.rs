//! Files that are not what they seem.

use crate::picture::{encode_jpeg, scene};

/// A JPEG whose header is whole and whose picture data is rubbish half way through: the kind a failing card leaves.
pub fn corrupt_jpeg() -> Vec<u8> {
    let mut bytes = encode_jpeg(&scene(320, 240, 9), 90);
    let middle = bytes.len() / 3;
    bytes.truncate(middle);
    bytes.extend((0..middle).map(|n| [0xFF, 0xC4, 0x00, 0x3C][n % 4]));
    bytes
}

/// The first `parts` hundredths of `bytes`: a copy that was cut off.
pub fn truncated(bytes: &[u8], parts: usize) -> Vec<u8> {
    bytes[..bytes.len() * parts.min(100) / 100].to_vec()
}

/// Words in a file that will be called `.jpg`.
pub fn text_posing_as_jpeg() -> Vec<u8> {
    b"<html><body>Sign in to download this picture</body></html>\n".to_vec()
}

/// A PNG that claims 50,000 x 50,000 pixels and holds none: 7.5 GB for whoever believes it.
pub fn huge_png_header() -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut header = Vec::new();
    header.extend(50_000_u32.to_be_bytes());
    header.extend(50_000_u32.to_be_bytes());
    header.extend([8, 2, 0, 0, 0]);
    chunk(&mut bytes, *b"IHDR", &header);
    // A zlib stream of one empty stored block: valid, and far too short.
    chunk(&mut bytes, *b"IDAT", &[0x78, 0x01, 0x01, 0x00, 0x00, 0xFF, 0xFF, 0x00, 0x00, 0x00, 0x01]);
    chunk(&mut bytes, *b"IEND", &[]);
    bytes
}

fn chunk(out: &mut Vec<u8>, kind: [u8; 4], data: &[u8]) {
    let length = u32::try_from(data.len()).expect("our chunks are small");
    out.extend(length.to_be_bytes());
    let start = out.len();
    out.extend(kind);
    out.extend(data);
    let sum = crc32(&out[start..]);
    out.extend(sum.to_be_bytes());
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| if sum & 1 == 1 { (sum >> 1) ^ 0xEDB8_8320 } else { sum >> 1 })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_one_has_the_fault_it_is_named_for() {
        assert!(image::load_from_memory(&corrupt_jpeg()).is_err(), "corrupt must not decode");
        assert!(image::load_from_memory(&text_posing_as_jpeg()).is_err(), "text must not decode");
        let header = image::ImageReader::new(std::io::Cursor::new(huge_png_header())).with_guessed_format().unwrap();
        assert_eq!(header.into_dimensions().unwrap(), (50_000, 50_000), "the header itself must be readable");
    }
}
