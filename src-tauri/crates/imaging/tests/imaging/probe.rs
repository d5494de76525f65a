use std::path::Path;

use safelight_core::{Format, Timestamp};
use safelight_imaging::{Error, Limits, decode, probe, probe_bytes};

use crate::make;

const WRITABLE: [Format; 5] = [Format::Jpeg, Format::Png, Format::WebP, Format::Tiff, Format::Bmp];

#[test]
fn the_size_is_known_without_decoding() {
    let photo = make::photo(123, 45);
    for format in WRITABLE {
        let header = probe_bytes(&make::file(&photo, format)).unwrap();
        assert_eq!((header.format, header.width, header.height), (format, 123, 45));
        assert!(!header.alpha && !header.animated, "{format:?}");
    }
    for format in [Format::Png, Format::WebP, Format::Tiff] {
        assert!(probe_bytes(&make::file(&make::cutout(40, 30), format)).unwrap().alpha, "{format:?}");
    }
    for format in [Format::Png, Format::Tiff] {
        let header = probe_bytes(&make::file(&make::deep(&photo), format)).unwrap();
        assert_eq!(header.bits, 16, "{format:?}");
    }
}

#[test]
fn a_file_is_read_like_its_bytes_whatever_it_is_called() {
    let folder = tempfile::tempdir().unwrap();
    for format in WRITABLE {
        let bytes = make::file(&make::photo(300, 200), format);
        let path = folder.path().join("picture.txt");
        std::fs::write(&path, &bytes).unwrap();
        assert_eq!(probe(&path).unwrap(), probe_bytes(&bytes).unwrap());
    }
}

#[test]
fn orientation_and_date_come_from_exif() {
    let tags = ["-Orientation#=6", "-DateTimeOriginal=2024:05:31 18:04:59", "-OffsetTimeOriginal=+02:00"];
    for (format, extension) in
        [(Format::Jpeg, "jpg"), (Format::Png, "png"), (Format::WebP, "webp"), (Format::Tiff, "tif")]
    {
        let bytes = make::tagged(&make::file(&make::photo(60, 40), format), extension, &tags);
        let header = probe_bytes(&bytes).unwrap();
        assert_eq!((header.width, header.height), (40, 60), "{format:?} is shown turned");
        assert_eq!(header.orientation.tag(), 6, "{format:?}");
        assert_eq!(header.taken, Some(Timestamp(1_717_171_499_000)), "{format:?}");
    }
}

#[test]
fn exif_behind_a_large_segment_is_found_in_a_file() {
    let mut bytes = vec![0xff, 0xd8];
    for _ in 0..3 {
        bytes.extend([0xff, 0xe5, 0xff, 0xff]);
        bytes.extend([0; 0xfffd]);
    }
    let plain = make::tagged(&make::file(&make::photo(60, 40), Format::Jpeg), "jpg", &["-Orientation#=8"]);
    bytes.extend(&plain[2..]);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("large.jpg");
    std::fs::write(&path, bytes).unwrap();
    assert_eq!(probe(&path).unwrap().orientation.tag(), 8);
}

#[test]
fn a_header_of_fifty_thousand_is_told_and_not_decoded() {
    let mut bytes = make::file(&make::photo(8, 8), Format::Png);
    bytes[16..20].copy_from_slice(&50_000u32.to_be_bytes());
    bytes[20..24].copy_from_slice(&50_000u32.to_be_bytes());
    let header = probe_bytes(&bytes).unwrap();
    assert_eq!((header.width, header.height), (50_000, 50_000));
    let refused = decode(&bytes, &Limits::default()).unwrap_err();
    assert!(matches!(refused, Error::TooLarge { width: 50_000, height: 50_000, .. }));
    assert_eq!(refused.to_string(), "the picture is too large: 50000 x 50000 pixels, the limit is 500 megapixels");
}

#[test]
fn what_is_no_picture_is_said_to_be_none() {
    assert!(matches!(probe_bytes(b""), Err(Error::Empty)));
    assert!(matches!(probe_bytes(b"<!doctype html><title>not found</title>"), Err(Error::NotAPicture)));
    assert!(matches!(probe(Path::new("/nowhere/at/all.jpg")), Err(Error::Read { .. })));
}

#[test]
fn an_animation_is_known() {
    let gif = make::by_magick(&make::photo(20, 10), &["(", "+clone", "-negate", ")", "-loop", "0"], "moving.gif");
    let header = probe_bytes(&gif).unwrap();
    assert_eq!((header.format, header.width, header.height, header.animated), (Format::Gif, 20, 10, true));
}
