//! Hostile and broken files: an error or a picture, never a panic.

use safelight_core::Format;
use safelight_imaging::{Error, Limits, Metadata, UploadSpec, decode, for_upload, probe_bytes, thumbnail};

use crate::make;

/// A file of every format, with metadata where there is some.
fn samples() -> Vec<(String, Vec<u8>)> {
    let photo = make::photo(48, 32);
    let tags = [
        "-Orientation#=6",
        "-Make=Camera",
        "-XMP:Title=cat",
        "-IPTC:Headline=cat",
        "-GPSLatitude=52",
        "-GPSLatitudeRef=N",
    ];
    let mut samples = Vec::new();
    for (format, extension) in
        [(Format::Jpeg, "jpg"), (Format::Png, "png"), (Format::WebP, "webp"), (Format::Tiff, "tif")]
    {
        let tags = if format == Format::WebP { &tags[..3] } else { &tags[..] };
        samples.push((extension.to_owned(), make::tagged(&make::file(&photo, format), extension, tags)));
    }
    samples.push(("bmp".into(), make::file(&photo, Format::Bmp)));
    samples.push(("16-bit png".into(), make::file(&make::deep(&make::cutout(48, 32)), Format::Png)));
    for (settings, name) in [
        (&["-interlace", "JPEG"][..], "progressive.jpg"),
        (&["-colorspace", "CMYK"], "inks.jpg"),
        (&["-colors", "16"], "photo.gif"),
        (&["-interlace", "PNG", "-colors", "16"], "photo.png"),
        (&["-quality", "60"], "photo.webp"),
        (&["-compress", "LZW"], "photo.tif"),
        (&[], "photo.heic"),
        (&[], "photo.avif"),
    ] {
        samples.push((name.to_owned(), make::by_magick(&photo, settings, name)));
    }
    samples
}

/// Small, so that a header that was blown up is refused rather than worked on.
const LIMITS: Limits = Limits { max_pixels: 1 << 20, max_memory: 64 << 20 };

fn everything(bytes: &[u8]) {
    let _ = probe_bytes(bytes);
    let _ = decode(bytes, &LIMITS);
    let _ = thumbnail(bytes, 16, &LIMITS);
    let mut metadata = Metadata::read(bytes);
    metadata.strip_private();
    let metadata = metadata.for_result(10, 10);
    for format in [Format::Jpeg, Format::Png, Format::WebP, Format::Tiff, Format::Bmp] {
        let _ = metadata.write_into(bytes.to_vec(), format);
    }
}

#[test]
fn files_cut_anywhere_never_panic_and_are_never_whole() {
    for (name, bytes) in samples() {
        assert!(decode(&bytes, &LIMITS).is_ok(), "{name} must be readable before it is cut");
        let step = (bytes.len() / 60).max(1);
        for end in (0..bytes.len()).step_by(step) {
            everything(&bytes[..end]);
        }
        let half = decode(&bytes[..bytes.len() / 2], &LIMITS);
        assert!(half.is_err(), "half of {name} must not pass for a picture");
    }
}

#[test]
fn flipped_bits_never_panic() {
    for (_, bytes) in samples() {
        let mut seed = 12_345u32;
        let mut random = move || {
            seed ^= seed << 13;
            seed ^= seed >> 17;
            seed ^= seed << 5;
            seed
        };
        for round in 0..120 {
            let mut broken = bytes.clone();
            for _ in 0..=round % 5 {
                // Headers are where it hurts.
                let reach = if round % 2 == 0 { broken.len().min(200) } else { broken.len() };
                let at = random() as usize % reach;
                broken[at] ^= 1 << (random() % 8);
            }
            everything(&broken);
        }
    }
}

#[test]
fn a_cut_jpeg_is_refused_as_source_and_still_shown() {
    let photo = make::photo(400, 300);
    for settings in [&["-quality", "90"][..], &["-quality", "90", "-interlace", "JPEG"]] {
        let bytes = make::by_magick(&photo, settings, "photo.jpg");
        let cut = &bytes[..bytes.len() * 2 / 3];
        let refused = decode(cut, &Limits::default()).unwrap_err();
        assert!(matches!(refused, Error::Truncated { format: Format::Jpeg }), "{refused:?}");
        assert_eq!(refused.to_string(), "this JPEG is cut short: part of the picture is missing");
        let shown = thumbnail(cut, 100, &Limits::default()).unwrap();
        assert_eq!((shown.width, shown.height), (100, 75));
    }
}

#[test]
fn a_jpeg_with_rubbish_behind_it_is_whole() {
    let mut bytes = make::file(&make::photo(40, 30), Format::Jpeg);
    bytes.extend(b"a phone's own appendix");
    assert!(decode(&bytes, &Limits::default()).is_ok());
}

#[test]
fn errors_speak_plainly() {
    let wrong = decode(b"<!doctype html>", &Limits::default()).unwrap_err();
    assert_eq!(wrong.to_string(), "this is not a picture Safelight can read");
    let png = make::file(&make::photo(40, 30), Format::Png);
    let mut broken = png.clone();
    broken[60..80].fill(0xaa);
    let wrong = decode(&broken, &Limits::default()).unwrap_err();
    assert_eq!(wrong.to_string(), "this PNG is damaged");
    assert!(for_upload(&broken, &UploadSpec::default(), &Limits::default()).is_err(), "nothing broken is sent");
    let tight = Limits { max_pixels: 1 << 30, max_memory: 1000 };
    assert!(matches!(decode(&png, &tight), Err(Error::TooMuchMemory { .. })));
}
