use safelight_core::Format;
use safelight_imaging::{Error, Loss, Metadata, Picture, check, encode, probe_bytes};

use crate::make;

#[test]
fn a_side_too_long_for_the_format_is_said_before_anything_is_coded() {
    let long = Picture::from_rgb8(70_000, 1, vec![9; 210_000]);
    for (format, limit) in [(Format::Jpeg, 65_535), (Format::WebP, 16_383)] {
        let refused = encode(&long, format, 92, &Metadata::default()).unwrap_err();
        assert!(matches!(refused, Error::SideTooLong { side: 70_000, limit: l, .. } if l == limit), "{refused:?}");
    }
    assert!(encode(&long, Format::Png, 92, &Metadata::default()).is_ok());
}

#[test]
fn formats_that_are_only_read_are_refused() {
    for format in [Format::Gif, Format::Heic, Format::Avif] {
        let refused = encode(&make::photo(4, 4), format, 92, &Metadata::default());
        assert!(matches!(refused, Err(Error::CannotWrite { .. })));
    }
}

#[test]
fn sixteen_bits_lost_are_named() {
    let deep = make::deep(&make::photo(40, 30));
    let made = encode(&deep, Format::Jpeg, 92, &Metadata::default()).unwrap();
    assert_eq!(made.lost, [Loss::Depth { format: Format::Jpeg }]);
    assert_eq!(made.lost[0].to_string(), "16 bits became 8 in JPEG");
    assert!(encode(&deep, Format::Tiff, 92, &Metadata::default()).unwrap().lost.is_empty());
}

#[test]
fn a_result_is_checked_for_size_colour_and_wholeness() {
    let photo = make::photo(40, 30);
    let bytes = make::file(&photo, Format::Jpeg);
    assert!(check(&bytes, 40, 30, Some(&photo)).is_ok());
    assert!(matches!(check(&bytes, 80, 60, Some(&photo)), Err(Error::WrongSize { width: 40, expected_width: 80, .. })));
    assert!(check(&bytes[..bytes.len() / 2], 40, 30, Some(&photo)).is_err());
    let black = Picture::from_rgb8(40, 30, vec![0; 3600]);
    let flat = make::file(&black, Format::Jpeg);
    assert!(matches!(check(&flat, 40, 30, Some(&photo)), Err(Error::Flat)));
    assert!(check(&flat, 40, 30, Some(&black)).is_ok(), "a flat source may give a flat result");
    assert!(check(&flat, 40, 30, None).is_ok());
}

#[test]
fn other_programs_read_what_is_written() {
    let folder = tempfile::tempdir().unwrap();
    for (format, picture) in [
        (Format::Tiff, make::photo(300, 200)),
        (Format::Tiff, make::deep(&make::cutout(300, 200))),
        (Format::WebP, make::cutout(300, 200)),
        (Format::Png, make::deep(&make::photo(300, 200))),
        (Format::Bmp, make::photo(300, 200)),
        (Format::Jpeg, make::photo(300, 200)),
    ] {
        let path = folder.path().join(format!("photo.{}", format.extension()));
        std::fs::write(&path, make::file(&picture, format)).unwrap();
        let said = make::run("identify", &["-format", "%w %h", path.to_str().unwrap()]);
        assert_eq!(said, "300 200", "{format:?}");
        assert_eq!(probe_bytes(&std::fs::read(path).unwrap()).unwrap().width, 300);
    }
}
