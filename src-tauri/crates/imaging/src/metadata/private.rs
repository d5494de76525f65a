//! What a picture tells about a person: taken out before it leaves the machine.

use std::fmt;

use super::tiff::{Ifd, Tree, tag};
use super::{Metadata, xmp};

/// Something private that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Private {
    /// Where it was taken.
    Place,
    /// Numbers of the camera body and the lens.
    SerialNumbers,
    /// Who owns the camera.
    Owner,
    /// The maker's own block, which holds serial numbers in ways only the maker knows.
    MakerNote,
    /// A small copy of the picture, maybe of how it was before it was cropped.
    EmbeddedThumbnail,
    /// All other descriptions, where nothing but the pixels is sent.
    Descriptions,
}

impl fmt::Display for Private {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Private::Place => "GPS position",
            Private::SerialNumbers => "serial numbers",
            Private::Owner => "owner name",
            Private::MakerNote => "maker note",
            Private::EmbeddedThumbnail => "embedded thumbnail",
            Private::Descriptions => "descriptions",
        })
    }
}

/// Rewrites the EXIF block rather than patching it, so that nothing is left behind between its values.
pub(super) fn strip(metadata: &mut Metadata) -> Vec<Private> {
    let mut found = Vec::new();
    if let Some(block) = metadata.exif.take() {
        // A block that cannot be read cannot be cleaned.
        metadata.exif = Tree::read(&block).map(|mut tree| {
            strip_tree(&mut tree, &mut found);
            tree.to_block()
        });
    }
    if let Some(packet) = metadata.xmp.take() {
        metadata.xmp = String::from_utf8(packet).ok().map(|mut text| {
            strip_packet(&mut text, &mut found);
            text.into_bytes()
        });
    }
    if metadata.xmp_extension.take().is_some() {
        found.push(Private::Descriptions);
    }
    found.sort();
    found.dedup();
    found
}

fn strip_tree(tree: &mut Tree, found: &mut Vec<Private>) {
    if tree.gps.take().is_some() {
        found.push(Private::Place);
    }
    let Tree { main, exif, .. } = tree;
    let mut ifds: Vec<&mut Ifd> = vec![main];
    ifds.extend(exif.as_mut());
    for ifd in ifds {
        for (tag, what) in [
            (tag::GPS_IFD, Private::Place),
            (tag::BODY_SERIAL, Private::SerialNumbers),
            (tag::LENS_SERIAL, Private::SerialNumbers),
            (tag::CAMERA_SERIAL, Private::SerialNumbers),
            (tag::IMAGE_UNIQUE_ID, Private::SerialNumbers),
            (tag::CAMERA_OWNER, Private::Owner),
            (tag::HOST_COMPUTER, Private::Owner),
            (tag::MAKER_NOTE, Private::MakerNote),
        ] {
            if ifd.remove(tag) {
                found.push(what);
            }
        }
    }
}

fn strip_packet(text: &mut String, found: &mut Vec<Private>) {
    let serial = |name: &str| name.ends_with("SerialNumber") || name == "ImageUniqueID";
    let owner = |name: &str| matches!(name, "OwnerName" | "CameraOwnerName");
    for namespace in [xmp::EXIF, xmp::EXIF_EX, xmp::AUX, xmp::TIFF] {
        for prefix in xmp::prefixes(text, namespace) {
            if xmp::remove(text, &prefix, |name| name.starts_with("GPS")) {
                found.push(Private::Place);
            }
            if xmp::remove(text, &prefix, serial) {
                found.push(Private::SerialNumbers);
            }
            if xmp::remove(text, &prefix, owner) {
                found.push(Private::Owner);
            }
        }
    }
}
