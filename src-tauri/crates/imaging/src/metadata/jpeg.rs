//! JPEG's application segments (ITU T.81 B.2.4.6; JFIF 1.02; EXIF 2.32; ICC.1 B.4; XMP part 3, 1.1.3).

use safelight_core::Format;

use super::density::Density;
use super::loss::{Loss, Part};
use super::{Metadata, exif, iptc};
use crate::Error;

const EXIF: &[u8] = b"Exif\0\0";
const XMP: &[u8] = b"http://ns.adobe.com/xap/1.0/\0";
const XMP_EXTENSION: &[u8] = b"http://ns.adobe.com/xmp/extension/\0";
const ICC: &[u8] = b"ICC_PROFILE\0";
const PHOTOSHOP: &[u8] = b"Photoshop 3.0\0";

/// The most a segment holds after its length field.
const SEGMENT: usize = 65_533;

/// A segment before the picture data: marker, payload, and where the whole of it stands.
struct Segment<'a> {
    marker: u8,
    payload: &'a [u8],
    start: usize,
    end: usize,
}

/// The segments up to the start of scan.
fn segments(bytes: &[u8]) -> impl Iterator<Item = Segment<'_>> {
    let mut at = 2;
    std::iter::from_fn(move || {
        while bytes.get(at) == Some(&0xff) && bytes.get(at + 1) == Some(&0xff) {
            at += 1;
        }
        let &[0xff, marker, high, low] = bytes.get(at..)?.first_chunk()? else { return None };
        if matches!(marker, 0xda | 0xd9) {
            return None;
        }
        let end = at + 2 + usize::from(u16::from_be_bytes([high, low])).max(2);
        let segment = Segment { marker, payload: bytes.get(at + 4..end)?, start: at, end };
        at = end;
        Some(segment)
    })
}

/// The ICC profile, put together from its segments.
pub(crate) fn profile(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut parts: Vec<(u8, &[u8])> = segments(bytes)
        .filter(|s| s.marker == 0xe2)
        .filter_map(|s| s.payload.strip_prefix(ICC))
        .filter_map(|part| part.split_at_checked(2).map(|(numbers, data)| (numbers[0], data)))
        .collect();
    parts.sort_by_key(|(number, _)| *number);
    parts.dedup_by_key(|(number, _)| *number);
    let icc: Vec<u8> = parts.into_iter().flat_map(|(_, data)| data).copied().collect();
    Some(icc).filter(|icc| icc.len() >= 128)
}

pub(super) fn read(bytes: &[u8]) -> Metadata {
    let mut found = Metadata { icc: profile(bytes), ..Metadata::default() };
    let mut photoshop = Vec::new();
    let mut extension: Vec<(u32, &[u8])> = Vec::new();
    for segment in segments(bytes) {
        match segment.marker {
            0xe0 if found.density.is_none() => {
                if let Some(&[_, _, unit, x1, x0, y1, y0, ..]) =
                    segment.payload.strip_prefix(b"JFIF\0").and_then(|p| p.first_chunk::<7>())
                {
                    found.density =
                        Density::from_jfif(unit, u16::from_be_bytes([x1, x0]), u16::from_be_bytes([y1, y0]));
                }
            }
            0xe1 => {
                if let Some(block) = segment.payload.strip_prefix(EXIF) {
                    found.exif.get_or_insert_with(|| block.to_vec());
                } else if let Some(packet) = segment.payload.strip_prefix(XMP) {
                    found.xmp.get_or_insert_with(|| packet.to_vec());
                } else if let Some(part) = segment.payload.strip_prefix(XMP_EXTENSION) {
                    // 32 digits of an MD5, the whole length, where this part belongs.
                    if let Some((head, data)) = part.split_at_checked(40) {
                        extension.push((u32::from_be_bytes([head[36], head[37], head[38], head[39]]), data));
                    }
                }
            }
            0xed => photoshop.extend(segment.payload.strip_prefix(PHOTOSHOP).unwrap_or_default()),
            _ => {}
        }
    }
    extension.sort_by_key(|(offset, _)| *offset);
    let whole: Vec<u8> = extension.into_iter().flat_map(|(_, data)| data).copied().collect();
    found.xmp_extension = Some(whole).filter(|whole| !whole.is_empty());
    found.iptc = iptc::from_photoshop_block(&photoshop);
    if found.density.is_none() {
        found.density = found.exif.as_deref().and_then(exif::density);
    }
    found
}

pub(super) fn write(metadata: &Metadata, encoded: &[u8], lost: &mut Vec<Loss>) -> Result<Vec<u8>, Error> {
    if !encoded.starts_with(&[0xff, 0xd8]) {
        return Err(Error::corrupt(Format::Jpeg, "it does not begin with a start of image"));
    }
    let mut out = vec![0xff, 0xd8];
    if let Some(density) = metadata.density {
        let [x, y] = density.to_jfif().map(u16::to_be_bytes);
        push(&mut out, 0xe0, &[b"JFIF\0\x01\x02\x01", &x, &y, &[0, 0]]);
    } else if let Some(own) = segments(encoded).find(|s| s.marker == 0xe0) {
        out.extend(&encoded[own.start..own.end]);
    }
    if let Some(block) = &metadata.exif {
        if block.len() + EXIF.len() <= SEGMENT {
            push(&mut out, 0xe1, &[EXIF, block]);
        } else {
            lost.push(Loss::NoPlace { part: Part::Exif, format: Format::Jpeg });
        }
    }
    write_xmp(metadata, &mut out, lost);
    if let Some(iptc) = &metadata.iptc {
        let block = iptc::in_photoshop_block(iptc);
        for part in block.chunks(SEGMENT - PHOTOSHOP.len()) {
            push(&mut out, 0xed, &[PHOTOSHOP, part]);
        }
    }
    let own_profile = profile(encoded);
    if let Some(icc) = metadata.icc.as_ref().or(own_profile.as_ref()) {
        let parts: Vec<&[u8]> = icc.chunks(SEGMENT - ICC.len() - 2).collect();
        match u8::try_from(parts.len()) {
            Ok(count) => {
                for (number, part) in (1..).zip(parts) {
                    push(&mut out, 0xe2, &[ICC, &[number, count], part]);
                }
            }
            Err(_) => lost.push(Loss::NoPlace { part: Part::Profile, format: Format::Jpeg }),
        }
    }
    let mut rest = 2;
    for segment in segments(encoded) {
        // APP14 says how the colours are coded; the others are what was just replaced.
        if !matches!(segment.marker, 0xe0..=0xed | 0xef | 0xfe) {
            out.extend(&encoded[segment.start..segment.end]);
        }
        rest = segment.end;
    }
    out.extend(&encoded[rest..]);
    Ok(out)
}

fn write_xmp(metadata: &Metadata, out: &mut Vec<u8>, lost: &mut Vec<Loss>) {
    let Some(packet) = &metadata.xmp else { return };
    if packet.len() + XMP.len() > SEGMENT {
        lost.push(Loss::NoPlace { part: Part::Xmp, format: Format::Jpeg });
        return;
    }
    push(out, 0xe1, &[XMP, packet]);
    let Some(extension) = &metadata.xmp_extension else { return };
    let Some(id) = extension_id(packet) else {
        lost.push(Loss::NoPlace { part: Part::XmpExtension, format: Format::Jpeg });
        return;
    };
    let len = (extension.len() as u32).to_be_bytes();
    let room = SEGMENT - XMP_EXTENSION.len() - 40;
    for (number, part) in extension.chunks(room).enumerate() {
        let offset = ((number * room) as u32).to_be_bytes();
        push(out, 0xe1, &[XMP_EXTENSION, &id, &len, &offset, part]);
    }
}

/// The MD5 of the extension, which the packet names.
fn extension_id(packet: &[u8]) -> Option<[u8; 32]> {
    const NAME: &[u8] = b"HasExtendedXMP";
    let at = packet.windows(NAME.len()).position(|w| w == NAME)? + NAME.len();
    let digits = packet[at..].iter().position(u8::is_ascii_hexdigit)?;
    packet[at + digits..].first_chunk().copied()
}

fn push(out: &mut Vec<u8>, marker: u8, parts: &[&[u8]]) {
    let len: usize = parts.iter().map(|part| part.len()).sum();
    out.extend([0xff, marker]);
    out.extend(((len + 2) as u16).to_be_bytes());
    for part in parts {
        out.extend(*part);
    }
}
