use std::ops::ControlFlow;
use std::sync::atomic::{AtomicU32, Ordering};

use safelight_imaging::{Error, Picture, Pixels, quality, reduce, resize, unwatched, upscale_fast};

use crate::make;

#[test]
fn sizes_are_exact_and_depth_alpha_and_profile_stay() {
    for picture in
        [make::photo(31, 17), make::cutout(31, 17), make::deep(&make::photo(31, 17)), make::deep(&make::cutout(31, 17))]
    {
        let picture = Picture { icc: Some(vec![1; 200]), ..picture };
        for factor in [2, 4, 8] {
            let large = upscale_fast(&picture, factor, &unwatched).unwrap();
            assert_eq!((large.width, large.height), (31 * factor, 17 * factor));
            assert_eq!(large.has_alpha(), picture.has_alpha());
            assert_eq!(large.is_16_bit(), picture.is_16_bit());
            assert_eq!(large.icc, picture.icc);
        }
    }
}

#[test]
fn an_edge_gets_no_halo() {
    let edge: Vec<u8> = (0..16 * 16).flat_map(|n| if n % 16 < 8 { [60; 3] } else { [190; 3] }).collect();
    let large = upscale_fast(&Picture::from_rgb8(16, 16, edge), 4, &unwatched).unwrap();
    let Pixels::Rgb8(v) = &large.pixels else { panic!("8-bit RGB") };
    assert!(v.iter().all(|n| (60..=190).contains(n)), "plain Lanczos would overshoot by some 10 steps");
    assert_eq!((v[0], v[v.len() - 1]), (60, 190));
}

#[test]
fn a_flat_picture_stays_flat() {
    for level in [0, 1, 128, 255] {
        let flat = Picture::from_rgb8(9, 9, vec![level; 243]);
        let large = upscale_fast(&flat, 4, &unwatched).unwrap();
        assert_eq!(large.pixels, Pixels::Rgb8(vec![level; 243 * 16]));
    }
}

#[test]
fn colour_does_not_leak_out_of_what_is_transparent() {
    // Left: opaque red. Right: transparent, with green hidden beneath.
    let rgba = (0..8 * 8).flat_map(|n| if n % 8 < 4 { [255, 0, 0, 255] } else { [0, 255, 0, 0] }).collect();
    let large = upscale_fast(&Picture::new(8, 8, Pixels::Rgba8(rgba)), 4, &unwatched).unwrap();
    let Pixels::Rgba8(v) = &large.pixels else { panic!("8-bit RGBA") };
    assert!(v.as_chunks::<4>().0.iter().all(|p| p[3] == 0 || p[1] == 0), "no green fringe");
}

#[test]
fn enlarging_and_reducing_comes_back() {
    let photo = make::photo(200, 150);
    let large = upscale_fast(&photo, 4, &unwatched).unwrap();
    let back = resize(&large, 200, 150, &unwatched).unwrap();
    assert!(quality::psnr(&photo, &back) > 38.0, "{}", quality::psnr(&photo, &back));
    let quickly = reduce(&large, 200, 150).unwrap();
    assert!(quality::psnr(&photo, &quickly) > 38.0, "{}", quality::psnr(&photo, &quickly));
}

#[test]
fn it_beats_the_nearest_neighbour() {
    // Averaged once, so that there is more than grain in it.
    let photo = resize(&make::photo(1200, 900), 400, 300, &unwatched).unwrap();
    let small = resize(&photo, 200, 150, &unwatched).unwrap();
    let large = upscale_fast(&small, 2, &unwatched).unwrap();
    let Pixels::Rgb8(v) = &small.pixels else { panic!("8-bit RGB") };
    let nearest = (0..400 * 300).flat_map(|n: usize| {
        let at = (n / 400 / 2 * 200 + n % 400 / 2) * 3;
        [v[at], v[at + 1], v[at + 2]]
    });
    let nearest = Picture::from_rgb8(400, 300, nearest.collect());
    assert!(quality::psnr(&photo, &large) > quality::psnr(&photo, &nearest) + 1.0);
}

#[test]
fn it_can_be_stopped_and_tells_where_it_is() {
    let photo = make::photo(400, 300);
    let calls = AtomicU32::new(0);
    let stopped = upscale_fast(&photo, 4, &|_| {
        calls.fetch_add(1, Ordering::Relaxed);
        ControlFlow::Break(())
    });
    assert!(matches!(stopped, Err(Error::Cancelled)));
    assert_eq!(calls.into_inner(), 1, "nothing is begun after the first no");
    let most = std::sync::Mutex::new(0.0f32);
    upscale_fast(&photo, 4, &|fraction| {
        assert!((0.0..=1.0).contains(&fraction));
        let mut most = most.lock().unwrap();
        *most = most.max(fraction);
        ControlFlow::Continue(())
    })
    .unwrap();
    assert_eq!(most.into_inner().unwrap(), 1.0);
}

#[test]
fn nothing_cannot_be_made() {
    assert!(matches!(resize(&make::photo(4, 4), 0, 4, &unwatched), Err(Error::NoSize { .. })));
    assert!(matches!(reduce(&make::photo(4, 4), 4, 0), Err(Error::NoSize { .. })));
}
