use std::ops::ControlFlow;

use safelight_imaging::{Error, Picture, Pixels, enhance, quality, unwatched};

use crate::make;

/// The photo with each number changed.
fn changed(picture: &Picture, change: impl Fn(usize, f32) -> f32) -> Picture {
    let Pixels::Rgb8(v) = &picture.pixels else { panic!("8-bit RGB") };
    let out = v.iter().enumerate().map(|(n, &b)| (change(n, f32::from(b)).clamp(0.0, 255.0) + 0.5) as u8).collect();
    Picture::from_rgb8(picture.width, picture.height, out)
}

/// A picture that uses the whole range, as a good one does.
fn good(width: u32, height: u32) -> Picture {
    let photo = make::photo(width, height);
    let (low, high) = (photo.luma().into_iter().fold(255.0, f32::min), photo.luma().into_iter().fold(0.0, f32::max));
    changed(&photo, |_, n| (n - low) * 250.0 / (high - low) + 3.0)
}

fn mean(picture: &Picture) -> f32 {
    let luma = picture.luma();
    luma.iter().sum::<f32>() / luma.len() as f32
}

fn spread(picture: &Picture) -> f32 {
    let (luma, mean) = (picture.luma(), mean(picture));
    (luma.iter().map(|n| (n - mean).powi(2)).sum::<f32>() / luma.len() as f32).sqrt()
}

fn channel_means(picture: &Picture) -> [f32; 3] {
    let rgb = picture.to_rgb_f32();
    let mut sums = [0.0; 3];
    for pixel in rgb.as_chunks::<3>().0 {
        sums.iter_mut().zip(pixel).for_each(|(sum, n)| *sum += n);
    }
    sums.map(|sum| sum / (rgb.len() / 3) as f32)
}

#[test]
fn an_underexposed_picture_becomes_bright_and_clear() {
    let good = good(400, 300);
    let dark = changed(&good, |_, n| n * 0.3);
    let better = enhance(&dark, 1.0, &unwatched).unwrap();
    assert!(mean(&better) > mean(&dark) * 2.0, "{} from {}", mean(&better), mean(&dark));
    assert!(spread(&better) > spread(&dark) * 2.0, "{} from {}", spread(&better), spread(&dark));
    let (before, after) = (quality::psnr(&good, &dark), quality::psnr(&good, &better));
    assert!(after > before + 6.0, "nearer to the well exposed one: {after} dB from {before} dB");
}

#[test]
fn a_good_picture_is_hardly_changed() {
    let good = good(400, 300);
    let better = enhance(&good, 1.0, &unwatched).unwrap();
    let psnr = quality::psnr(&good, &better);
    assert!(psnr > 24.0, "{psnr}");
    assert!((mean(&better) - mean(&good)).abs() < 6.0);
    let ssim = quality::ssim(&good, &better);
    assert!(ssim > 0.93, "{ssim}");
}

#[test]
fn a_grey_card_stays_grey_and_a_cast_shrinks() {
    let card = Picture::from_rgb8(64, 64, vec![118; 64 * 64 * 3]);
    let same = enhance(&card, 1.0, &unwatched).unwrap();
    assert_eq!(same.pixels, card.pixels);

    let grey: Vec<u8> = (0..200 * 100).flat_map(|n| [(20 + n % 200) as u8; 3]).collect();
    let cast = changed(&Picture::from_rgb8(200, 100, grey), |n, b| b * [1.08, 1.0, 0.92][n % 3]);
    let better = enhance(&cast, 1.0, &unwatched).unwrap();
    let ratio = |picture: &Picture| channel_means(picture)[0] / channel_means(picture)[2];
    assert!(ratio(&better) - 1.0 < (ratio(&cast) - 1.0) * 0.6, "{} from {}", ratio(&better), ratio(&cast));
}

#[test]
fn noise_is_lowered_and_edges_stay() {
    let edge: Vec<u8> = (0..300 * 200).flat_map(|n| if n % 300 < 150 { [70; 3] } else { [180; 3] }).collect();
    let clean = Picture::from_rgb8(300, 200, edge);
    let mut seed = 7u32;
    let mut noise = Vec::new();
    for _ in 0..300 * 200 * 3 {
        let sum: u32 = (0..6)
            .map(|_| {
                seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                seed >> 24
            })
            .sum();
        noise.push((sum as f32 - 765.0) / 181.0 * 9.0);
    }
    let noisy = changed(&clean, |n, b| b + noise[n]);
    let better = enhance(&noisy, 1.0, &unwatched).unwrap();
    let rough = |picture: &Picture, x: std::ops::Range<usize>| {
        let luma = picture.luma();
        let part: Vec<f32> = (20..180).flat_map(|y| luma[y * 300 + x.start..y * 300 + x.end].to_vec()).collect();
        let mean = part.iter().sum::<f32>() / part.len() as f32;
        (mean, (part.iter().map(|n| (n - mean).powi(2)).sum::<f32>() / part.len() as f32).sqrt())
    };
    let ((dark, before), (light, _)) = (rough(&noisy, 20..130), rough(&noisy, 170..280));
    let ((dark_after, after), (light_after, _)) = (rough(&better, 20..130), rough(&better, 170..280));
    let stretch = (light_after - dark_after) / (light - dark);
    assert!(after / stretch < before * 0.75, "{after} from {before}, stretched by {stretch}");
    let step = |picture: &Picture| {
        let luma = picture.luma();
        (20..180).map(|y| luma[y * 300 + 151] - luma[y * 300 + 148]).sum::<f32>() / 160.0
    };
    assert!(step(&better) > step(&noisy) * 0.9, "the edge stays: {} from {}", step(&better), step(&noisy));
}

#[test]
fn no_halo_beside_an_edge() {
    let edge: Vec<u8> = (0..300 * 200).flat_map(|n| if n % 300 < 150 { [40; 3] } else { [215; 3] }).collect();
    let better = enhance(&Picture::from_rgb8(300, 200, edge), 1.0, &unwatched).unwrap();
    let luma = better.luma();
    let row = &luma[100 * 300..101 * 300];
    assert!((row[149] - row[60]).abs() <= 3.0, "dark side: {} beside the edge, {} away from it", row[149], row[60]);
    assert!((row[150] - row[240]).abs() <= 3.0, "light side: {} beside the edge, {} away from it", row[150], row[240]);
}

#[test]
fn size_depth_alpha_and_profile_stay() {
    for picture in [make::cutout(61, 43), make::deep(&make::photo(61, 43)), make::photo(1, 1), make::photo(3, 200)] {
        let picture = Picture { icc: Some(vec![1; 200]), ..picture };
        let better = enhance(&picture, 1.0, &unwatched).unwrap();
        assert_eq!((better.width, better.height, &better.icc), (picture.width, picture.height, &picture.icc));
        assert_eq!(better.is_16_bit(), picture.is_16_bit());
        if let (Pixels::Rgba8(a), Pixels::Rgba8(b)) = (&picture.pixels, &better.pixels) {
            assert!(a.as_chunks::<4>().0.iter().zip(b.as_chunks::<4>().0).all(|(a, b)| a[3] == b[3]));
        }
    }
}

#[test]
fn no_strength_is_no_change_and_it_can_be_stopped() {
    let photo = make::photo(64, 48);
    assert_eq!(enhance(&photo, 0.0, &unwatched).unwrap(), photo);
    assert!(matches!(enhance(&photo, 1.0, &|_| ControlFlow::Break(())), Err(Error::Cancelled)));
}
