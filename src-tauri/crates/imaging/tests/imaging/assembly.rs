use safelight_imaging::{Assembly, Error, Picture, Pixels, quality, resize, unwatched};

use crate::make;

#[test]
fn bands_of_any_height_become_the_picture() {
    for source in [make::photo(20, 15), make::deep(&make::photo(20, 15))] {
        let large = resize(&source, 40, 30, &unwatched).unwrap();
        let rows = large.to_rgb_f32();
        let mut assembly = Assembly::new(&source, 2, 2).unwrap();
        for band in rows.chunks(7 * 40 * 3) {
            assembly.push(band);
        }
        assert_eq!(assembly.finish().unwrap().pixels, large.pixels);
    }
}

#[test]
fn bands_twice_as_large_are_halved() {
    let photo = make::photo(64, 48);
    let (double, quadruple) =
        (resize(&photo, 128, 96, &unwatched).unwrap(), resize(&photo, 256, 192, &unwatched).unwrap());
    let mut assembly = Assembly::new(&photo, 2, 4).unwrap();
    for band in quadruple.to_rgb_f32().chunks(32 * 256 * 3) {
        assembly.push(band);
    }
    let halved = assembly.finish().unwrap();
    assert_eq!((halved.width, halved.height), (128, 96));
    assert!(quality::psnr(&double, &halved) > 38.0, "{}", quality::psnr(&double, &halved));
}

#[test]
fn alpha_comes_from_the_source() {
    let source = Picture { icc: Some(vec![3; 200]), ..make::cutout(20, 16) };
    let mut assembly = Assembly::new(&source, 4, 4).unwrap();
    assembly.push(&vec![0.5; 80 * 64 * 3]);
    let picture = assembly.finish().unwrap();
    assert_eq!(picture.icc, source.icc);
    let Pixels::Rgba8(v) = &picture.pixels else { panic!("8-bit RGBA") };
    let alphas: Vec<u8> = v.as_chunks::<4>().0.iter().map(|p| p[3]).collect();
    assert_eq!((alphas[0], alphas[32 * 80 + 40]), (255, 0), "opaque in the corner, open in the middle");
    assert_eq!(v[..3], [128, 128, 128]);
}

#[test]
fn missing_rows_are_an_error() {
    let photo = make::photo(10, 10);
    let mut assembly = Assembly::new(&photo, 2, 2).unwrap();
    assembly.push(&[0.5; 19 * 20 * 3]);
    assert!(matches!(assembly.finish(), Err(Error::RowsMissing { rows: 19, expected: 20 })));
    assert!(Assembly::new(&photo, 2, 3).is_err());
}
