//! Checked with exiftool, which knows what others will read.

use safelight_core::Format;
use safelight_imaging::{
    DigitalSource, Encoded, Limits, Loss, Metadata, Part, Picture, Private, Provenance, decode, encode, unwatched,
    upscale_fast,
};

use crate::make;

const TAGS: [&str; 21] = [
    "-EXIF:Make=Camera",
    "-EXIF:Model=One",
    "-EXIF:DateTimeOriginal=2024:05:31 18:04:59",
    "-EXIF:ExifImageWidth=60",
    "-EXIF:ExifImageHeight=40",
    "-EXIF:Orientation#=6",
    "-EXIF:XResolution=240",
    "-EXIF:YResolution=240",
    "-EXIF:ResolutionUnit#=2",
    "-EXIF:GPSLatitude=52.5",
    "-EXIF:GPSLatitudeRef=N",
    "-EXIF:SerialNumber=BODY123",
    "-IPTC:Headline=A cat",
    "-IPTC:Keywords=cat",
    "-IPTC:Keywords=grey",
    "-XMP-dc:Title=A cat",
    "-XMP-tiff:Orientation#=6",
    "-XMP-exif:ExifImageWidth=60",
    "-XMP-exif:GPSLatitude=52.5",
    "-XMP-aux:SerialNumber=BODY123",
    "-XMP-xmp:Rating=4",
];

fn source(format: Format) -> Vec<u8> {
    let mut picture = make::photo(60, 40);
    picture.icc = Some(moxcms::ColorProfile::new_display_p3().encode().unwrap());
    make::tagged(&make::file(&picture, format), format.extension(), &TAGS)
}

/// The source twice as large, in another format or its own, with its metadata.
fn upscaled(bytes: &[u8], format: Format) -> (Picture, Encoded) {
    let picture = upscale_fast(&decode(bytes, &Limits::default()).unwrap(), 2, &unwatched).unwrap();
    let metadata = Metadata::read(bytes).for_result(picture.width, picture.height);
    let made = encode(&picture, format, 92, &metadata).unwrap();
    (picture, made)
}

#[test]
fn a_result_keeps_exif_iptc_xmp_profile_and_resolution() {
    for format in [Format::Jpeg, Format::Png] {
        let bytes = source(format);
        let (picture, made) = upscaled(&bytes, format);
        assert_eq!(made.lost, [], "{format:?}");
        let tags = make::tags(&made.bytes, format.extension());
        for (name, value) in [
            ("EXIF:Make", "Camera"),
            ("EXIF:Model", "One"),
            ("EXIF:DateTimeOriginal", "2024:05:31 18:04:59"),
            ("IPTC:Headline", "A cat"),
            ("XMP:Title", "A cat"),
            ("ICC_Profile:ColorSpaceData", "RGB "),
        ] {
            assert_eq!(tags[name], value, "{name} of the {format:?}");
        }
        assert_eq!(tags["IPTC:Keywords"], serde_json::json!(["cat", "grey"]), "{format:?}");
        for (name, number) in [
            ("EXIF:Orientation", 1.0),
            ("EXIF:ExifImageWidth", 80.0),
            ("EXIF:ExifImageHeight", 120.0),
            ("EXIF:XResolution", 240.0),
            ("XMP:Orientation", 1.0),
            ("XMP:ExifImageWidth", 80.0),
            ("XMP:Rating", 4.0),
            ("EXIF:GPSLatitude", 52.5),
            ("File:ImageWidth", 80.0),
        ] {
            let name = if format == Format::Png { name.replace("File:", "PNG:") } else { name.to_owned() };
            assert_eq!(tags[&name].as_f64(), Some(number), "{name} of the {format:?}");
        }
        assert_eq!(tags.get("ExifTool:Warning"), None, "{format:?}");
        assert_eq!(decode(&made.bytes, &Limits::default()).unwrap().icc, picture.icc, "{format:?}");
    }
}

#[test]
fn the_resolution_is_written_where_each_format_has_it() {
    let (_, jpeg) = upscaled(&source(Format::Png), Format::Jpeg);
    assert_eq!(make::tags(&jpeg.bytes, "jpg")["JFIF:XResolution"], 240);
    let (_, png) = upscaled(&source(Format::Jpeg), Format::Png);
    let tags = make::tags(&png.bytes, "png");
    assert_eq!(tags["PNG:PixelsPerUnitX"], 9449, "{tags}");
    let (_, bmp) = upscaled(&source(Format::Jpeg), Format::Bmp);
    assert_eq!(make::tags(&bmp.bytes, "bmp")["File:PixelsPerMeterX"], 9449);
}

#[test]
fn other_formats_keep_what_they_can_and_name_the_rest() {
    let bytes = source(Format::Jpeg);
    let (_, webp) = upscaled(&bytes, Format::WebP);
    assert_eq!(webp.lost, [Loss::NoPlace { part: Part::Iptc, format: Format::WebP }]);
    assert_eq!(webp.lost[0].to_string(), "IPTC could not be kept in WebP");
    let tags = make::tags(&webp.bytes, "webp");
    assert_eq!((&tags["EXIF:Make"], &tags["XMP:Title"]), (&"Camera".into(), &"A cat".into()));
    assert_eq!(tags["ICC_Profile:ColorSpaceData"], "RGB ");

    for source in [bytes.clone(), source(Format::Png), source(Format::Tiff)] {
        let (_, tiff) = upscaled(&source, Format::Tiff);
        assert_eq!(tiff.lost, []);
        let tags = make::tags(&tiff.bytes, "tif");
        for (name, value) in [
            ("EXIF:Make", "Camera"),
            ("IPTC:Headline", "A cat"),
            ("XMP:Title", "A cat"),
            ("ICC_Profile:ColorSpaceData", "RGB "),
        ] {
            assert_eq!(tags[name], value, "{name}");
        }
        assert_eq!((&tags["EXIF:Orientation"], &tags["EXIF:XResolution"]), (&1.into(), &240.into()));
        assert_eq!(tags["EXIF:DateTimeOriginal"], "2024:05:31 18:04:59");
        assert_eq!(tags.get("ExifTool:Warning"), None);
    }

    let (_, bmp) = upscaled(&bytes, Format::Bmp);
    assert_eq!(bmp.lost.len(), 4, "a bitmap holds nothing but its resolution");
}

#[test]
fn a_stale_thumbnail_is_dropped() {
    let folder = tempfile::tempdir().unwrap();
    let small = folder.path().join("small.jpg");
    std::fs::write(&small, make::file(&make::photo(30, 20), Format::Jpeg)).unwrap();
    let option = format!("-ThumbnailImage<={}", small.display());
    let bytes = make::tagged(&make::file(&make::photo(60, 40), Format::Jpeg), "jpg", &["-Make=Camera", &option]);
    assert!(make::tags(&bytes, "jpg").get("EXIF:ThumbnailLength").is_some(), "the source must have one");
    let (_, made) = upscaled(&bytes, Format::Jpeg);
    let tags = make::tags(&made.bytes, "jpg");
    assert_eq!(tags.get("EXIF:ThumbnailLength"), None);
    assert_eq!(tags["EXIF:Make"], "Camera");
}

#[test]
fn a_large_profile_takes_several_segments() {
    let mut picture = make::photo(60, 40);
    let mut icc = moxcms::ColorProfile::new_display_p3().encode().unwrap();
    icc.extend((0..150_000u32).map(|n| n as u8));
    let size = (icc.len() as u32).to_be_bytes();
    icc[..4].copy_from_slice(&size);
    picture.icc = Some(icc.clone());
    let bytes = make::file(&picture, Format::Jpeg);
    assert_eq!(Metadata::read(&bytes).icc, Some(icc));
}

#[test]
fn private_data_can_be_taken_out_of_what_is_kept() {
    for format in [Format::Jpeg, Format::Png] {
        let bytes = source(format);
        let mut metadata = Metadata::read(&bytes);
        let found = metadata.strip_private();
        assert_eq!(found, [Private::Place, Private::SerialNumbers]);
        let (kept, _) = metadata.write_into(bytes, format).unwrap();
        let tags = make::tags(&kept, format.extension());
        let text = tags.to_string();
        assert!(!text.contains("GPS") && !text.contains("BODY123"), "{text}");
        assert_eq!(
            (&tags["EXIF:Make"], &tags["XMP:Title"], &tags["IPTC:Headline"]),
            (&"Camera".into(), &"A cat".into(), &"A cat".into())
        );
    }
}

fn provenance() -> Provenance {
    Provenance {
        operation: "upscale".into(),
        provider: "fal".into(),
        model: "fal-ai/esrgan".into(),
        prompt: Some("a \"cat\" & <dog>\nin the rain".into()),
        seed: Some(42),
        software: "Safelight 0.1.0".into(),
        source: DigitalSource::Enhanced,
    }
}

#[test]
fn a_result_says_how_it_was_made() {
    for bytes in [source(Format::Jpeg), make::file(&make::photo(60, 40), Format::Jpeg)] {
        let titled = Metadata::read(&bytes).xmp.is_some();
        let mut metadata = Metadata::read(&bytes);
        metadata.set_provenance(&Provenance { model: "an earlier one".into(), ..provenance() });
        metadata.set_provenance(&provenance());
        let (made, lost) = metadata.write_into(bytes, Format::Jpeg).unwrap();
        assert_eq!(lost, []);
        let tags = make::tags(&made, "jpg");
        assert_eq!(tags["XMP:DigitalSourceType"], DigitalSource::Enhanced.uri());
        assert_eq!(tags["XMP:CreatorTool"], "Safelight 0.1.0");
        assert_eq!(tags["XMP:Model"], "fal-ai/esrgan", "the last operation's word counts");
        assert_eq!(tags["XMP:Seed"], 42);
        let prompt = tags["XMP:Prompt"].as_str().unwrap();
        assert!(prompt.starts_with("a \"cat\" & <dog>") && prompt.ends_with("in the rain"), "{prompt}");
        assert_eq!(tags.get("XMP:Title").is_some(), titled, "what was there stays");
        assert_eq!(tags.get("ExifTool:Warning"), None);
    }
}

#[test]
fn a_provider_s_own_bytes_take_metadata_without_being_coded_again() {
    let metadata = Metadata::read(&source(Format::Jpeg)).for_result(60, 40);
    let plain = make::file(&make::photo(60, 40), Format::Jpeg);
    let (made, _) = metadata.write_into(plain.clone(), Format::Jpeg).unwrap();
    let pixels = |bytes: &[u8]| decode(bytes, &Limits::default()).unwrap().pixels;
    assert_eq!(pixels(&made), pixels(&plain));
    assert_eq!(make::tags(&made, "jpg")["EXIF:Make"], "Camera");
}
