use safelight_core::Format;
use safelight_imaging::{Limits, Metadata, Picture, Pixels, decode, encode, thumbnail, view};

use crate::make;

/// Pure green of Display P3 and Adobe RGB lies outside sRGB; a middling colour inside it moves by a known amount.
fn profiled(profile: &moxcms::ColorProfile, rgb: [u8; 3]) -> Vec<u8> {
    let mut picture = Picture::from_rgb8(64, 64, rgb.repeat(64 * 64));
    picture.icc = Some(profile.encode().unwrap());
    encode(&picture, Format::Png, 92, &Metadata::default()).unwrap().bytes
}

fn first_pixel(bytes: &[u8]) -> [u8; 3] {
    let picture = decode(bytes, &Limits::default()).unwrap();
    assert!(picture.icc.is_none());
    match &picture.pixels {
        Pixels::Rgb8(v) => [v[0], v[1], v[2]],
        other => panic!("{other:?}"),
    }
}

fn near(a: [u8; 3], b: [u8; 3]) -> bool {
    a.iter().zip(b).all(|(&a, b)| a.abs_diff(b) <= 4)
}

#[test]
fn wide_gamuts_are_shown_as_they_were_meant() {
    let p3 = moxcms::ColorProfile::new_display_p3();
    let adobe = moxcms::ColorProfile::new_adobe_rgb();
    // Expected by the profiles' own matrices and curves.
    for (profile, from, to) in [
        (&p3, [200, 100, 50], [214, 96, 34]),
        (&adobe, [200, 100, 50], [230, 99, 41]),
        (&p3, [128, 128, 128], [128, 128, 128]),
    ] {
        let bytes = profiled(profile, from);
        let small = first_pixel(&thumbnail(&bytes, 32, &Limits::default()).unwrap().bytes);
        assert!(near(small, to), "thumbnail {small:?} instead of {to:?}");
        let shown = first_pixel(&view(&bytes, 64, &Limits::default()).unwrap().bytes);
        assert!(near(shown, to), "view {shown:?} instead of {to:?}");
    }
}

#[test]
fn a_decoded_picture_keeps_its_numbers_and_its_profile() {
    let p3 = moxcms::ColorProfile::new_display_p3();
    let picture = decode(&profiled(&p3, [200, 100, 50]), &Limits::default()).unwrap();
    assert_eq!(picture.icc, Some(p3.encode().unwrap()));
    assert_eq!(picture.pixels, Pixels::Rgb8([200, 100, 50].repeat(64 * 64)));
}

#[test]
fn an_unusable_profile_changes_nothing() {
    let mut picture = make::photo(32, 32);
    picture.icc = Some(vec![7; 200]);
    let bytes = make::file(&picture, Format::Png);
    assert!(thumbnail(&bytes, 32, &Limits::default()).is_ok());
}
