//! How alike two pictures are, by their brightness.

use crate::Picture;

/// Peak signal-to-noise ratio of luma in decibels; infinite for equal pictures.
///
/// # Panics
/// If the sizes differ.
pub fn psnr(a: &Picture, b: &Picture) -> f64 {
    assert_eq!((a.width, a.height), (b.width, b.height), "only pictures of one size can be compared");
    let (a, b) = (a.luma(), b.luma());
    let error = a.iter().zip(&b).map(|(x, y)| f64::from(x - y).powi(2)).sum::<f64>() / a.len() as f64;
    10.0 * (255.0f64.powi(2) / error).log10()
}

/// Mean structural similarity of luma over 8 x 8 windows, 4 pixels apart: 1 for equal pictures.
///
/// Wang, Bovik, Sheikh, Simoncelli: Image quality assessment: from error visibility to structural similarity, 2004.
///
/// # Panics
/// If the sizes differ.
pub fn ssim(a: &Picture, b: &Picture) -> f64 {
    assert_eq!((a.width, a.height), (b.width, b.height), "only pictures of one size can be compared");
    let (width, height) = (a.width as usize, a.height as usize);
    let (a, b) = (a.luma(), b.luma());
    let (side_x, side_y) = (width.min(8), height.min(8));
    let (mut total, mut windows) = (0.0, 0u32);
    for top in (0..=height - side_y).step_by(4) {
        for left in (0..=width - side_x).step_by(4) {
            total += window(&a, &b, width, (left, top), (side_x, side_y));
            windows += 1;
        }
    }
    total / f64::from(windows)
}

fn window(a: &[f32], b: &[f32], stride: usize, (left, top): (usize, usize), (w, h): (usize, usize)) -> f64 {
    const C1: f64 = 6.5025; // (0.01 * 255)²
    const C2: f64 = 58.5225; // (0.03 * 255)²
    let (mut sa, mut sb, mut saa, mut sbb, mut sab) = (0.0, 0.0, 0.0, 0.0, 0.0);
    for y in top..top + h {
        let row = y * stride + left..y * stride + left + w;
        for (&x, &y) in a[row.clone()].iter().zip(&b[row]) {
            let (x, y) = (f64::from(x), f64::from(y));
            sa += x;
            sb += y;
            saa += x * x;
            sbb += y * y;
            sab += x * y;
        }
    }
    let n = (w * h) as f64;
    let (ma, mb) = (sa / n, sb / n);
    let (va, vb, cov) = (saa / n - ma * ma, sbb / n - mb * mb, sab / n - ma * mb);
    (2.0 * ma * mb + C1) * (2.0 * cov + C2) / ((ma * ma + mb * mb + C1) * (va + vb + C2))
}
