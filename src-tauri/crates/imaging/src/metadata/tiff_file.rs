//! Metadata in the directories of a TIFF file.

use safelight_core::Format;

use super::density::Density;
use super::loss::Loss;
use super::tiff::{Order, Tree, Value, tag};
use super::{Metadata, Part, exif, iptc};
use crate::Error;

/// What describes the picture rather than the way its pixels are stored.
const DESCRIPTIVE: [u16; 13] = [
    tag::IMAGE_DESCRIPTION,
    tag::MAKE,
    tag::MODEL,
    tag::ORIENTATION,
    tag::X_RESOLUTION,
    tag::Y_RESOLUTION,
    tag::RESOLUTION_UNIT,
    tag::SOFTWARE,
    tag::DATE_TIME,
    tag::ARTIST,
    tag::HOST_COMPUTER,
    tag::COPYRIGHT,
    tag::CAMERA_SERIAL,
];

pub(super) fn read(bytes: &[u8]) -> Metadata {
    let Some(mut tree) = Tree::read(bytes) else { return Metadata::default() };
    let block = |tag| tree.main.get(tag).map(|value| value.bytes.clone()).filter(|bytes| !bytes.is_empty());
    let (xmp, icc) = (block(tag::XMP), block(tag::ICC));
    let in_photoshop = block(tag::PHOTOSHOP).and_then(|data| iptc::from_photoshop_block(&data));
    let iptc = in_photoshop.or_else(|| block(tag::IPTC).filter(|data| data.first() == Some(&0x1c)));
    let density = exif::density_of(&tree);
    tree.main.0.retain(|(tag, _)| DESCRIPTIVE.contains(tag));
    let exif = Some(tree.to_block());
    Metadata { exif, xmp, icc, iptc, density, ..Metadata::default() }
}

/// Adds a new first directory behind the file: the old one's lines with ours.
pub(super) fn write(metadata: &Metadata, encoded: &[u8], lost: &mut Vec<Loss>) -> Result<Vec<u8>, Error> {
    let not_tiff = || Error::corrupt(Format::Tiff, "its directory cannot be read");
    let mut file = Tree::read(encoded).ok_or_else(not_tiff)?;
    let order = Order { little: file.little };
    let whole = |kind, data: &[u8]| Value { kind, count: data.len() as u32, bytes: data.to_vec() };
    if let Some(source) = metadata.exif.as_deref().and_then(Tree::read) {
        if source.little == file.little {
            adopt(source, &mut file, lost);
        } else if let Some(turned) = source.in_order(file.little) {
            adopt(turned, &mut file, lost);
        }
    }
    for (tag, kind, data) in [
        (tag::XMP, 1, metadata.xmp.as_deref()),
        (tag::ICC, 7, metadata.icc.as_deref()),
        (tag::IPTC, 7, metadata.iptc.as_deref()),
    ] {
        if let Some(data) = data {
            file.main.set(tag, whole(kind, data));
        }
    }
    if let Some(Density { x, y }) = metadata.density {
        for (tag, n) in [(tag::X_RESOLUTION, x), (tag::Y_RESOLUTION, y)] {
            let ratio = [order.of_long((n * 1000.0).round() as u32), order.of_long(1000)].concat();
            file.main.set(tag, Value { kind: 5, count: 1, bytes: ratio });
        }
        file.main.set(tag::RESOLUTION_UNIT, file.short(2));
    }
    if metadata.xmp_extension.is_some() {
        lost.push(Loss::NoPlace { part: Part::XmpExtension, format: Format::Tiff });
    }
    let mut out = encoded.to_vec();
    if out.len() % 2 == 1 {
        out.push(0);
    }
    let start = u32::try_from(out.len()).map_err(|_| Error::encode(Format::Tiff, "it is larger than 4 GB"))?;
    out.extend(file.directories(start));
    out[4..8].copy_from_slice(&order.of_long(start));
    Ok(out)
}

fn adopt(source: Tree, file: &mut Tree, lost: &mut Vec<Loss>) {
    for (tag, value) in source.main.0 {
        if DESCRIPTIVE.contains(&tag) {
            file.main.set(tag, value);
        }
    }
    file.exif = source.exif;
    // Its offsets count from the start of the block it came from.
    if file.exif.as_mut().is_some_and(|exif| exif.remove(tag::MAKER_NOTE)) {
        lost.push(Loss::NoPlace { part: Part::MakerNote, format: Format::Tiff });
    }
    file.gps = source.gps;
}
