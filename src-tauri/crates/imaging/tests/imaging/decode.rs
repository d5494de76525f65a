use safelight_core::Format;
use safelight_imaging::{Limits, Note, Picture, Pixels, decode, quality};

use crate::make;

fn decoded(bytes: &[u8]) -> Picture {
    decode(bytes, &Limits::default()).unwrap()
}

#[test]
fn lossless_formats_give_back_every_number() {
    for picture in [make::photo(61, 37), make::cutout(61, 37)] {
        for format in [Format::Png, Format::WebP, Format::Tiff] {
            assert_eq!(decoded(&make::file(&picture, format)).pixels, picture.pixels, "{format:?}");
        }
        let deep = make::deep(&picture);
        for format in [Format::Png, Format::Tiff] {
            assert_eq!(decoded(&make::file(&deep, format)).pixels, deep.pixels, "{format:?} with 16 bits");
        }
    }
    let photo = make::photo(61, 37);
    assert_eq!(decoded(&make::file(&photo, Format::Bmp)).pixels, photo.pixels);
}

#[test]
fn every_kind_of_jpeg_looks_like_its_picture() {
    let photo = make::photo(160, 120);
    for settings in [
        &["-quality", "92"][..],
        &["-quality", "92", "-interlace", "JPEG"],
        &["-quality", "92", "-sampling-factor", "4:2:0"],
        &["-quality", "92", "-sampling-factor", "4:1:1"],
    ] {
        let picture = decoded(&make::by_magick(&photo, settings, "photo.jpg"));
        let psnr = quality::psnr(&photo, &picture);
        assert!(psnr > 28.0, "{settings:?}: {psnr}");
    }
}

#[test]
fn grey_becomes_three_equal_channels() {
    for (settings, name) in
        [(&["-colorspace", "Gray"][..], "grey.jpg"), (&["-colorspace", "Gray", "-depth", "16"], "grey.png")]
    {
        let picture = decoded(&make::by_magick(&make::photo(40, 30), settings, name));
        let even = match &picture.pixels {
            Pixels::Rgb8(v) => v.as_chunks::<3>().0.iter().all(|[r, g, b]| r == g && g == b),
            Pixels::Rgb16(v) => v.as_chunks::<3>().0.iter().all(|[r, g, b]| r == g && g == b),
            _ => false,
        };
        assert!(even, "{name}");
    }
}

#[test]
fn cmyk_becomes_rgb_and_says_so() {
    let photo = make::photo(160, 120);
    let jpeg = make::by_magick(&photo, &["-colorspace", "CMYK", "-quality", "95"], "inks.jpg");
    let picture = decoded(&jpeg);
    assert_eq!(picture.notes, [Note::CmykBecameRgb]);
    assert!(picture.icc.is_none(), "a profile of inks does not fit light");
    let psnr = quality::psnr(&photo, &picture);
    assert!(psnr > 28.0, "the plain formula undoes ImageMagick's: {psnr}");
}

#[test]
fn palettes_interlace_and_low_depths_are_read() {
    let photo = make::photo(64, 48);
    for settings in [
        &["-colors", "200", "-type", "Palette"][..],
        &["-interlace", "PNG"],
        &["-colors", "4", "-depth", "2"],
        &["-monochrome"],
    ] {
        let picture = decoded(&make::by_magick(&photo, settings, "photo.png"));
        assert_eq!((picture.width, picture.height), (64, 48), "{settings:?}");
        assert!(!picture.pixels.are_flat(), "{settings:?}");
    }
}

#[test]
fn an_animation_gives_its_first_frame() {
    let photo = make::photo(64, 48);
    for name in ["moving.gif", "moving.webp"] {
        let bytes = make::by_magick(&photo, &["(", "+clone", "-negate", ")", "-loop", "0", "-quality", "95"], name);
        let picture = decoded(&bytes);
        assert!(picture.notes.contains(&Note::FirstFrameOnly), "{name}");
        assert_eq!(Note::FirstFrameOnly.to_string(), "first frame of an animation");
        let opaque = Picture { pixels: without_alpha(&picture.pixels), ..picture };
        assert!(quality::psnr(&photo, &opaque) > 20.0, "{name} must show the first frame, not its negative");
    }
}

fn without_alpha(pixels: &Pixels) -> Pixels {
    match pixels {
        Pixels::Rgba8(v) => Pixels::Rgb8(v.as_chunks::<4>().0.iter().flat_map(|p| [p[0], p[1], p[2]]).collect()),
        other => other.clone(),
    }
}

#[test]
fn pictures_come_upright() {
    let photo = make::photo(60, 40);
    let bytes = make::tagged(&make::file(&photo, Format::Png), "png", &["-Orientation#=6"]);
    let picture = decoded(&bytes);
    assert_eq!((picture.width, picture.height), (40, 60));
    let (Pixels::Rgb8(stored), Pixels::Rgb8(shown)) = (&photo.pixels, &picture.pixels) else { panic!("8-bit RGB") };
    // Turned clockwise, the bottom left corner comes to the top left.
    assert_eq!(shown[..3], stored[39 * 60 * 3..][..3]);
}

#[test]
fn tiff_of_other_programs_is_read() {
    let photo = make::photo(64, 48);
    for settings in [
        &["-compress", "LZW"][..],
        &["-compress", "Zip", "-depth", "16"],
        &["-compress", "JPEG"],
        &["-compress", "None", "-endian", "MSB"],
    ] {
        let picture = decoded(&make::by_magick(&photo, settings, "photo.tif"));
        assert!(quality::psnr(&photo, &picture) > 25.0, "{settings:?}");
    }
}

#[test]
fn heic_and_avif_are_read() {
    let photo = make::photo(64, 48);
    for name in ["photo.heic", "photo.avif"] {
        let folder = tempfile::tempdir().unwrap();
        let (from, to) = (folder.path().join("photo.png"), folder.path().join(name));
        std::fs::write(&from, make::file(&photo, Format::Png)).unwrap();
        make::run("convert", &[from.to_str().unwrap(), "-quality", "90", to.to_str().unwrap()]);
        let picture = decoded(&std::fs::read(to).unwrap());
        assert!(quality::psnr(&photo, &picture) > 25.0, "{name}");
    }
}
