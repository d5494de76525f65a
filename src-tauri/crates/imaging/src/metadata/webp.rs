//! WebP's RIFF chunks (RFC 9649, 2.7).

use safelight_core::Format;

use super::loss::Loss;
use super::{Metadata, Part, exif};
use crate::Error;
use crate::probe::probe_bytes;

const ICC_FLAG: u8 = 0x20;
const ALPHA_FLAG: u8 = 0x10;
const EXIF_FLAG: u8 = 0x08;
const XMP_FLAG: u8 = 0x04;

/// Name and payload of each chunk.
fn chunks(bytes: &[u8]) -> impl Iterator<Item = (&[u8], &[u8])> {
    let mut rest = bytes.get(12..).unwrap_or_default();
    std::iter::from_fn(move || {
        let (name, size) = (rest.get(..4)?, u32::from_le_bytes(*rest.get(4..)?.first_chunk()?) as usize);
        let data = rest.get(8..8usize.checked_add(size)?)?;
        rest = rest.get(8 + size + size % 2..).unwrap_or_default();
        Some((name, data))
    })
}

pub(super) fn read(bytes: &[u8]) -> Metadata {
    let mut found = Metadata::default();
    for (name, data) in chunks(bytes) {
        match name {
            b"ICCP" => found.icc = Some(data.to_vec()),
            b"EXIF" => found.exif = Some(data.strip_prefix(b"Exif\0\0").unwrap_or(data).to_vec()),
            b"XMP " => found.xmp = Some(data.to_vec()),
            _ => {}
        }
    }
    found.density = found.exif.as_deref().and_then(exif::density);
    found
}

pub(super) fn write(metadata: &Metadata, encoded: &[u8], lost: &mut Vec<Loss>) -> Result<Vec<u8>, Error> {
    let header = probe_bytes(encoded)?;
    if header.format != Format::WebP {
        return Err(Error::corrupt(Format::WebP, "it is of another format"));
    }
    let no_place = |part| Loss::NoPlace { part, format: Format::WebP };
    if metadata.iptc.is_some() {
        lost.push(no_place(Part::Iptc));
    }
    if metadata.xmp_extension.is_some() {
        lost.push(no_place(Part::XmpExtension));
    }
    if metadata.density.is_some() && metadata.exif.as_deref().and_then(exif::density).is_none() {
        lost.push(no_place(Part::Density));
    }
    let own: Vec<_> = chunks(encoded).collect();
    let old_flags = own.iter().find(|(name, _)| *name == b"VP8X").and_then(|(_, data)| data.first()).copied();
    let own_icc = own.iter().find(|(name, _)| *name == b"ICCP").map(|(_, data)| *data);
    let icc = metadata.icc.as_deref().or(own_icc);
    let mut flags = old_flags.unwrap_or(0) & !(ICC_FLAG | EXIF_FLAG | XMP_FLAG);
    for (flag, present) in [
        (ALPHA_FLAG, header.alpha),
        (ICC_FLAG, icc.is_some()),
        (EXIF_FLAG, metadata.exif.is_some()),
        (XMP_FLAG, metadata.xmp.is_some()),
    ] {
        flags |= if present { flag } else { 0 };
    }
    let (width, height) = header.orientation.size(header.width, header.height);
    let mut out = b"RIFF\0\0\0\0WEBP".to_vec();
    let (w, h) = ((width - 1).to_le_bytes(), (height - 1).to_le_bytes());
    push(&mut out, b"VP8X", &[flags, 0, 0, 0, w[0], w[1], w[2], h[0], h[1], h[2]]);
    if let Some(icc) = icc {
        push(&mut out, b"ICCP", icc);
    }
    for (name, data) in own {
        if !matches!(name, b"VP8X" | b"ICCP" | b"EXIF" | b"XMP ") {
            push(&mut out, name, data);
        }
    }
    if let Some(block) = &metadata.exif {
        push(&mut out, b"EXIF", block);
    }
    if let Some(packet) = &metadata.xmp {
        push(&mut out, b"XMP ", packet);
    }
    let size = (out.len() - 8) as u32;
    out[4..8].copy_from_slice(&size.to_le_bytes());
    Ok(out)
}

fn push(out: &mut Vec<u8>, name: &[u8], data: &[u8]) {
    out.extend(name);
    out.extend((data.len() as u32).to_le_bytes());
    out.extend(data);
    if data.len() % 2 == 1 {
        out.push(0);
    }
}
