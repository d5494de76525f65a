use safelight_core::Format;
use safelight_imaging::{Limits, Private, UploadSpec, decode, for_upload, quality};

use crate::make;

const TAGS: [&str; 11] = [
    "-GPSLatitude=52.5",
    "-GPSLatitudeRef=N",
    "-GPSLongitude=13.4",
    "-GPSLongitudeRef=E",
    "-EXIF:SerialNumber=BODY123",
    "-EXIF:LensSerialNumber=LENS456",
    "-EXIF:OwnerName=Ada Lovelace",
    "-XMP-aux:SerialNumber=BODY123",
    "-XMP-exif:GPSLatitude=52.5",
    "-IPTC:Headline=secret garden",
    "-Artist=Ada Lovelace",
];

#[test]
fn nothing_private_leaves() {
    for (format, extension) in [(Format::Jpeg, "jpg"), (Format::Png, "png")] {
        let bytes = make::tagged(&make::file(&make::photo(60, 40), format), extension, &TAGS);
        let sent = for_upload(&bytes, &UploadSpec::default(), &Limits::default()).unwrap();
        assert!(!sent.reencoded, "the pixels need no change");
        assert_eq!(
            sent.stripped,
            [Private::Place, Private::SerialNumbers, Private::Owner, Private::Descriptions],
            "{format:?}"
        );
        let tags = make::tags(&sent.bytes, extension).to_string();
        for word in ["GPS", "BODY123", "LENS456", "Lovelace", "secret"] {
            assert!(!tags.contains(word), "{word} is still in the {format:?}");
            let raw = sent.bytes.windows(word.len()).any(|w| w == word.as_bytes());
            assert!(!raw, "{word} is still between the bytes of the {format:?}");
        }
        assert_eq!(
            decode(&sent.bytes, &Limits::default()).unwrap().pixels,
            decode(&bytes, &Limits::default()).unwrap().pixels
        );
    }
}

#[test]
fn it_is_turned_upright_and_reduced_to_what_the_model_takes() {
    let bytes = make::tagged(&make::file(&make::photo(600, 400), Format::Jpeg), "jpg", &["-Orientation#=6"]);
    let spec = UploadSpec { max_side: 300, ..UploadSpec::default() };
    let sent = for_upload(&bytes, &spec, &Limits::default()).unwrap();
    assert_eq!((sent.width, sent.height, sent.mime, sent.reencoded), (200, 300, "image/jpeg", true));
    let picture = decode(&sent.bytes, &Limits::default()).unwrap();
    assert_eq!((picture.width, picture.height), (200, 300));
    let spec = UploadSpec { max_pixels: 60_000, ..UploadSpec::default() };
    let sent = for_upload(&bytes, &spec, &Limits::default()).unwrap();
    assert!(sent.width * sent.height <= 60_400);
}

#[test]
fn it_is_no_larger_than_the_model_takes() {
    let bytes = make::file(&make::photo(600, 400), Format::Png);
    let spec = UploadSpec { max_bytes: 60_000, ..UploadSpec::default() };
    let sent = for_upload(&bytes, &spec, &Limits::default()).unwrap();
    assert!(sent.bytes.len() <= 60_000);
    assert_eq!(sent.mime, "image/jpeg");
}

#[test]
fn what_a_model_may_not_know_is_brought_into_what_it_does() {
    let photo = make::photo(120, 80);
    for (bytes, mime) in [
        (make::file(&make::deep(&photo), Format::Png), "image/png"),
        (make::file(&photo, Format::Tiff), "image/png"),
        (make::by_magick(&photo, &["-colorspace", "CMYK", "-quality", "95"], "inks.jpg"), "image/jpeg"),
    ] {
        let sent = for_upload(&bytes, &UploadSpec::default(), &Limits::default()).unwrap();
        assert_eq!((sent.mime, sent.reencoded), (mime, true));
        let picture = decode(&sent.bytes, &Limits::default()).unwrap();
        assert!(!picture.is_16_bit() && picture.notes.is_empty());
        assert!(quality::psnr(&photo, &picture) > 28.0);
    }
}
