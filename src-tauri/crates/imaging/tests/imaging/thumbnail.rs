use safelight_core::Format;
use safelight_imaging::{Limits, Picture, decode, quality, reduce, thumbnail, view};

use crate::make;

fn small(bytes: &[u8], side: u32) -> (safelight_imaging::Thumbnail, Picture) {
    let made = thumbnail(bytes, side, &Limits::default()).unwrap();
    let picture = decode(&made.bytes, &Limits::default()).unwrap();
    assert_eq!((picture.width, picture.height), (made.width, made.height));
    (made, picture)
}

#[test]
fn a_thumbnail_fits_its_box_and_looks_like_its_picture() {
    let photo = make::photo(1500, 1000);
    let expected = reduce(&photo, 256, 171).unwrap();
    for bytes in [
        make::file(&photo, Format::Jpeg),
        make::by_magick(&photo, &["-quality", "92", "-interlace", "JPEG"], "photo.jpg"),
        make::file(&photo, Format::Png),
        make::file(&photo, Format::Tiff),
        make::file(&make::deep(&photo), Format::Png),
    ] {
        let (made, picture) = small(&bytes, 256);
        assert_eq!((made.format, made.width, made.height), (Format::Jpeg, 256, 171));
        let ssim = quality::ssim(&expected, &picture);
        assert!(ssim > 0.95, "{ssim}");
    }
}

#[test]
fn a_small_picture_keeps_its_size() {
    let (made, _) = small(&make::file(&make::photo(50, 30), Format::Jpeg), 256);
    assert_eq!((made.width, made.height), (50, 30));
}

#[test]
fn a_thumbnail_is_upright() {
    let bytes = make::tagged(&make::file(&make::photo(600, 400), Format::Jpeg), "jpg", &["-Orientation#=6"]);
    let (made, _) = small(&bytes, 120);
    assert_eq!((made.width, made.height), (80, 120));
}

#[test]
fn alpha_is_kept_and_an_opaque_picture_needs_none() {
    let (made, picture) = small(&make::file(&make::cutout(600, 400), Format::Png), 120);
    assert_eq!(made.format, Format::Png);
    assert!(picture.has_alpha());
}

#[test]
fn the_colour_is_the_mean() {
    let red = Picture::from_rgb8(64, 64, [250, 10, 20].repeat(64 * 64));
    let (made, _) = small(&make::file(&red, Format::Png), 32);
    assert_eq!(made.colour, 0x00fa_0a14);
}

#[test]
fn the_viewer_gets_no_more_than_it_asked_for() {
    let bytes = make::file(&make::photo(900, 600), Format::Jpeg);
    let shown = view(&bytes, 300, &Limits::default()).unwrap();
    assert_eq!((shown.mime, shown.width, shown.height), ("image/jpeg", 300, 200));
    let shown = view(&make::file(&make::cutout(90, 60), Format::Png), 300, &Limits::default()).unwrap();
    assert_eq!((shown.mime, shown.width, shown.height), ("image/png", 90, 60));
}

#[test]
fn every_coding_of_a_jpeg_gives_the_same_thumbnail() {
    let photo = make::photo(1500, 1000);
    for side in [60, 120, 256, 500] {
        let expected = reduce(&photo, side, side * 2 / 3).unwrap();
        for settings in [
            &["-quality", "95", "-sampling-factor", "4:4:4"][..],
            &["-quality", "95", "-sampling-factor", "4:2:0"],
            &["-quality", "95", "-sampling-factor", "4:2:2"],
            &["-quality", "95", "-sampling-factor", "4:1:1"],
            &["-quality", "95", "-interlace", "JPEG", "-sampling-factor", "4:4:4"],
            &["-quality", "95", "-interlace", "JPEG", "-sampling-factor", "4:2:0"],
            &["-quality", "95", "-define", "jpeg:restart-interval=7"],
            &["-quality", "95", "-define", "jpeg:optimize-coding=false"],
        ] {
            let (_, picture) = small(&make::by_magick(&photo, settings, "photo.jpg"), side);
            let expected = reduce(&expected, picture.width, picture.height).unwrap();
            let (ssim, psnr) = (quality::ssim(&expected, &picture), quality::psnr(&expected, &picture));
            assert!(ssim > 0.97 && psnr > 30.0, "{settings:?} at {side}: SSIM {ssim}, PSNR {psnr}");
        }
    }
}

#[test]
fn colours_of_a_jpeg_are_right() {
    for rgb in [[200, 30, 40], [20, 160, 60], [40, 60, 210], [128, 128, 128]] {
        let flat = Picture::from_rgb8(600, 400, rgb.repeat(600 * 400));
        for settings in
            [&["-quality", "95"][..], &["-quality", "95", "-interlace", "JPEG", "-sampling-factor", "4:2:0"]]
        {
            let (made, _) = small(&make::by_magick(&flat, settings, "flat.jpg"), 100);
            let seen = [made.colour >> 16, made.colour >> 8 & 255, made.colour & 255];
            assert!(seen.iter().zip(rgb).all(|(&a, b)| a.abs_diff(u32::from(b)) <= 3), "{seen:?} instead of {rgb:?}");
        }
    }
}
