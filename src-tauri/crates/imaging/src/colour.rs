//! Colour profiles: inks to light, wide gamuts to sRGB.

use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};

use crate::{Picture, Pixels};

/// Which way round a CMYK file counts its inks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Inks {
    /// 255 is full ink.
    Plain,
    /// 0 is full ink, as Adobe writes it.
    Inverted,
}

impl Inks {
    /// Adobe's programs invert, and say who they are in an APP14 segment.
    pub(crate) fn as_stored_by(jpeg: &[u8]) -> Self {
        let head = &jpeg[..jpeg.len().min(1 << 20)];
        let adobe = head.windows(9).any(|w| w[..2] == [0xff, 0xee] && &w[4..9] == b"Adobe");
        if adobe { Inks::Inverted } else { Inks::Plain }
    }
}

/// Inks to sRGB: by the file's profile where it has a usable one, else by the plain formula `(1 - ink)(1 - black)`.
pub(crate) fn cmyk_to_rgb(cmyk: &[u8], icc: Option<&[u8]>, inks: Inks) -> Vec<u8> {
    let mut inked = cmyk.to_vec();
    if inks == Inks::Inverted {
        inked.iter_mut().for_each(|n| *n = 255 - *n);
    }
    let mut rgb = vec![0; cmyk.len() / 4 * 3];
    if icc.is_some_and(|icc| by_profile(&inked, icc, &mut rgb)) {
        return rgb;
    }
    for (&[c, m, y, k], out) in inked.as_chunks::<4>().0.iter().zip(rgb.as_chunks_mut::<3>().0) {
        let light = |ink: u8| ((u32::from(255 - ink) * u32::from(255 - k) + 127) / 255) as u8;
        *out = [light(c), light(m), light(y)];
    }
    rgb
}

/// `false`: the profile is not one of inks, or cannot be used.
fn by_profile(inked: &[u8], icc: &[u8], rgb: &mut [u8]) -> bool {
    let Ok(profile) = ColorProfile::new_from_slice(icc) else { return false };
    if profile.color_space != DataColorSpace::Cmyk {
        return false;
    }
    // moxcms lays CMYK out like RGBA.
    let transform = profile.create_transform_8bit(
        Layout::Rgba,
        &ColorProfile::new_srgb(),
        Layout::Rgb,
        TransformOptions::default(),
    );
    transform.is_ok_and(|transform| transform.transform(inked, rgb).is_ok())
}

/// Turns the numbers into sRGB and drops the profile. A profile that cannot be used leaves the numbers as they are, as viewers do.
pub(crate) fn to_srgb(mut picture: Picture) -> Picture {
    let Some(icc) = picture.icc.take() else { return picture };
    let Ok(profile) = ColorProfile::new_from_slice(&icc) else { return picture };
    if is_srgb(&profile) {
        return picture;
    }
    let grey = profile.color_space == DataColorSpace::Gray;
    if !grey && profile.color_space != DataColorSpace::Rgb {
        return picture;
    }
    let converted = match &picture.pixels {
        Pixels::Rgb8(v) => rows8(&profile, Layout::Rgb, v, grey).map(Pixels::Rgb8),
        Pixels::Rgba8(v) => rows8(&profile, Layout::Rgba, v, grey).map(Pixels::Rgba8),
        Pixels::Rgb16(v) => rows16(&profile, Layout::Rgb, v, grey).map(Pixels::Rgb16),
        Pixels::Rgba16(v) => rows16(&profile, Layout::Rgba, v, grey).map(Pixels::Rgba16),
    };
    if let Some(pixels) = converted {
        picture.pixels = pixels;
    }
    picture
}

/// Whether the profile means what no profile means, to within what 8 bits can show.
fn is_srgb(profile: &ColorProfile) -> bool {
    let srgb = ColorProfile::new_srgb();
    let Ok(transform) = profile.create_transform_8bit(Layout::Rgb, &srgb, Layout::Rgb, TransformOptions::default())
    else {
        return false;
    };
    const PROBES: [u8; 27] = [
        255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255, 128, 128, 128, 32, 32, 32, 200, 100, 50, 50, 100, 200, 90, 180,
        90,
    ];
    let mut out = [0; PROBES.len()];
    transform.transform(&PROBES, &mut out).is_ok() && PROBES.iter().zip(out).all(|(&a, b)| a.abs_diff(b) <= 2)
}

fn rows8(profile: &ColorProfile, layout: Layout, numbers: &[u8], grey: bool) -> Option<Vec<u8>> {
    let channels = layout.channels();
    let srgb = ColorProfile::new_srgb();
    let mut out = numbers.to_vec();
    if grey {
        let transform =
            profile.create_transform_8bit(Layout::Gray, &srgb, Layout::Rgb, TransformOptions::default()).ok()?;
        let greys: Vec<u8> = numbers.chunks_exact(channels).map(|p| p[0]).collect();
        let mut rgb = vec![0; greys.len() * 3];
        transform.transform(&greys, &mut rgb).ok()?;
        out.chunks_exact_mut(channels).zip(rgb.chunks_exact(3)).for_each(|(p, rgb)| p[..3].copy_from_slice(rgb));
    } else {
        let transform = profile.create_transform_8bit(layout, &srgb, layout, TransformOptions::default()).ok()?;
        transform.transform(numbers, &mut out).ok()?;
    }
    Some(out)
}

fn rows16(profile: &ColorProfile, layout: Layout, numbers: &[u16], grey: bool) -> Option<Vec<u16>> {
    let channels = layout.channels();
    let srgb = ColorProfile::new_srgb();
    let mut out = numbers.to_vec();
    if grey {
        let transform =
            profile.create_transform_16bit(Layout::Gray, &srgb, Layout::Rgb, TransformOptions::default()).ok()?;
        let greys: Vec<u16> = numbers.chunks_exact(channels).map(|p| p[0]).collect();
        let mut rgb = vec![0; greys.len() * 3];
        transform.transform(&greys, &mut rgb).ok()?;
        out.chunks_exact_mut(channels).zip(rgb.chunks_exact(3)).for_each(|(p, rgb)| p[..3].copy_from_slice(rgb));
    } else {
        let transform = profile.create_transform_16bit(layout, &srgb, layout, TransformOptions::default()).ok()?;
        transform.transform(numbers, &mut out).ok()?;
    }
    Some(out)
}

/// Whether a profile means what no profile means. One that cannot be read counts as that, because it will be ignored.
pub(crate) fn means_srgb(icc: &[u8]) -> bool {
    ColorProfile::new_from_slice(icc).map_or(true, |profile| is_srgb(&profile))
}
