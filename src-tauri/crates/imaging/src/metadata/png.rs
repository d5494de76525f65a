//! PNG's chunks (PNG 3rd edition, 11.3), and the text chunks ImageMagick and exiftool use for IPTC.

use std::io::{Read, Write};

use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use safelight_core::Format;

use super::density::Density;
use super::loss::Loss;
use super::{Metadata, Part, exif, iptc};
use crate::Error;

const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";
const XMP_KEY: &[u8] = b"XML:com.adobe.xmp";
const IPTC_KEY: &[u8] = b"Raw profile type iptc";

/// A compressed block that grows past this is not metadata.
const MOST_INFLATED: u64 = 64 << 20;

struct Chunk<'a> {
    name: &'a [u8],
    data: &'a [u8],
    whole: &'a [u8],
}

fn chunks(bytes: &[u8]) -> impl Iterator<Item = Chunk<'_>> {
    let mut rest = bytes.strip_prefix(SIGNATURE).unwrap_or_default();
    std::iter::from_fn(move || {
        let len = u32::from_be_bytes(*rest.first_chunk()?) as usize;
        let end = len.checked_add(12)?;
        let whole = rest.get(..end)?;
        rest = &rest[end..];
        Some(Chunk { name: &whole[4..8], data: &whole[8..8 + len], whole })
    })
}

fn inflate(data: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    ZlibDecoder::new(data).take(MOST_INFLATED).read_to_end(&mut out).ok()?;
    Some(out)
}

fn deflate(data: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(data).and_then(|()| encoder.finish()).expect("writing to memory cannot fail")
}

/// The keyword, and what follows its NUL.
fn keyed(data: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = data.iter().position(|&b| b == 0)?;
    Some((&data[..end], &data[end + 1..]))
}

pub(super) fn read(bytes: &[u8]) -> Metadata {
    let mut found = Metadata::default();
    for chunk in chunks(bytes) {
        match chunk.name {
            b"eXIf" => found.exif = Some(chunk.data.strip_prefix(b"Exif\0\0").unwrap_or(chunk.data).to_vec()),
            b"iCCP" => {
                let packed = keyed(chunk.data).and_then(|(_, rest)| rest.strip_prefix(&[0]));
                found.icc = packed.and_then(inflate).filter(|icc| icc.len() >= 128);
            }
            b"pHYs" => {
                if let Some(&[x3, x2, x1, x0, y3, y2, y1, y0, 1]) = chunk.data.first_chunk::<9>() {
                    let [x, y] = [[x3, x2, x1, x0], [y3, y2, y1, y0]].map(u32::from_be_bytes);
                    found.density = Density::from_metre(x, y);
                }
            }
            b"iTXt" => {
                if let Some((XMP_KEY, rest)) = keyed(chunk.data) {
                    found.xmp = international_text(rest);
                }
            }
            b"tEXt" | b"zTXt" => {
                if let Some((key, rest)) = keyed(chunk.data) {
                    let text =
                        if chunk.name == b"zTXt" { rest.get(1..).and_then(inflate) } else { Some(rest.to_vec()) };
                    raw_profile(key, text.as_deref(), &mut found);
                }
            }
            _ => {}
        }
    }
    if found.density.is_none() {
        found.density = found.exif.as_deref().and_then(exif::density);
    }
    found
}

/// What follows the keyword of an iTXt chunk: compression, language, translated keyword, text.
fn international_text(rest: &[u8]) -> Option<Vec<u8>> {
    let (&[packed, _], rest) = rest.split_first_chunk()?;
    let (_, rest) = keyed(rest)?;
    let (_, text) = keyed(rest)?;
    if packed == 1 { inflate(text) } else { Some(text.to_vec()) }
}

/// ImageMagick's way: a line with the name, one with the length, then hexadecimal digits.
fn raw_profile(key: &[u8], text: Option<&[u8]>, found: &mut Metadata) {
    let Some(name) = key.strip_prefix(b"Raw profile type ") else { return };
    let Some(data) = text.and_then(unhex) else { return };
    match name {
        b"iptc" | b"8bim" => {
            found.iptc = iptc::from_photoshop_block(&data).or(Some(data).filter(|data| data.first() == Some(&0x1c)));
        }
        b"exif" | b"APP1" if found.exif.is_none() => found.exif = data.strip_prefix(b"Exif\0\0").map(<[u8]>::to_vec),
        b"xmp" if found.xmp.is_none() => found.xmp = Some(data),
        _ => {}
    }
}

fn unhex(text: &[u8]) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(text).ok()?;
    let (_name, text) = text.trim_start().split_once('\n')?;
    let (len, digits) = text.split_once('\n')?;
    let digits: Vec<u32> =
        digits.chars().filter(|c| !c.is_ascii_whitespace()).map(|c| c.to_digit(16)).collect::<Option<_>>()?;
    let bytes: Vec<u8> = digits.as_chunks::<2>().0.iter().map(|&[high, low]| (high * 16 + low) as u8).collect();
    (len.trim().parse() == Ok(bytes.len())).then_some(bytes)
}

fn hex(name: &str, data: &[u8]) -> Vec<u8> {
    let mut text = format!("\n{name}\n{:8}\n", data.len());
    for line in data.chunks(36) {
        text.extend(line.iter().map(|byte| format!("{byte:02x}")));
        text.push('\n');
    }
    text.into_bytes()
}

pub(super) fn write(metadata: &Metadata, encoded: &[u8], lost: &mut Vec<Loss>) -> Result<Vec<u8>, Error> {
    let mut own = chunks(encoded);
    let Some(head) = own.next().filter(|chunk| chunk.name == b"IHDR") else {
        return Err(Error::corrupt(Format::Png, "its header is not its first chunk"));
    };
    let mut out = SIGNATURE.to_vec();
    out.extend(head.whole);
    if let Some(icc) = &metadata.icc {
        push(&mut out, b"iCCP", &[b"icc\0\0", &deflate(icc)]);
    }
    if let Some(density) = metadata.density {
        let [x, y] = density.to_metre().map(u32::to_be_bytes);
        push(&mut out, b"pHYs", &[&x, &y, &[1]]);
    }
    if let Some(block) = &metadata.exif {
        push(&mut out, b"eXIf", &[block]);
    }
    if let Some(packet) = &metadata.xmp {
        push(&mut out, b"iTXt", &[XMP_KEY, &[0, 0, 0, 0, 0], packet]);
    }
    if metadata.xmp_extension.is_some() {
        lost.push(Loss::NoPlace { part: Part::XmpExtension, format: Format::Png });
    }
    if let Some(iptc) = &metadata.iptc {
        let text = deflate(&hex("iptc", &iptc::in_photoshop_block(iptc)));
        push(&mut out, b"zTXt", &[IPTC_KEY, &[0, 0], &text]);
    }
    for chunk in own {
        let replaced = match chunk.name {
            b"iCCP" | b"sRGB" | b"gAMA" | b"cHRM" | b"cICP" => metadata.icc.is_some(),
            b"pHYs" => metadata.density.is_some(),
            b"eXIf" | b"iTXt" | b"tEXt" | b"zTXt" | b"tIME" => true,
            _ => false,
        };
        if !replaced {
            out.extend(chunk.whole);
        }
    }
    Ok(out)
}

fn push(out: &mut Vec<u8>, name: &[u8; 4], parts: &[&[u8]]) {
    let len: usize = parts.iter().map(|part| part.len()).sum();
    out.extend((len as u32).to_be_bytes());
    let start = out.len();
    out.extend(name);
    for part in parts {
        out.extend(*part);
    }
    let crc = crc32fast::hash(&out[start..]);
    out.extend(crc.to_be_bytes());
}
