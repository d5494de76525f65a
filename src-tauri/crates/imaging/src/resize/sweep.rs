//! Both passes over a picture, band by band on all cores.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use super::Taps;
use crate::bands;
use crate::progress::tell;
use crate::{Error, Picture, Progress};

/// Output rows a band: enough that the rows its neighbours need too are few beside them.
const BAND: usize = 96;

/// From one size to another.
pub(super) struct Size {
    across: Taps,
    down: Taps,
    width: usize,
}

impl Size {
    pub(super) fn new(picture: &Picture, width: u32, height: u32) -> Result<Size, Error> {
        if width == 0 || height == 0 || picture.width == 0 || picture.height == 0 {
            return Err(Error::NoSize { width, height });
        }
        Ok(Size {
            across: Taps::new(picture.width as usize, width as usize),
            down: Taps::new(picture.height as usize, height as usize),
            width: picture.width as usize,
        })
    }
}

/// `load` gives a source row, four lanes a pixel; `store` turns a finished row into output numbers, `channels` a pixel.
pub(super) fn run<T: Copy + Default + Send + Sync>(
    size: &Size,
    channels: usize,
    load: &(impl Fn(usize, &mut [[f32; 4]]) + Sync),
    store: &(impl Fn(&[[f32; 4]], &mut [T]) + Sync),
    progress: Progress<'_>,
) -> Result<Vec<T>, Error> {
    let (width, height) = (size.across.out(), size.down.out());
    let mut out = vec![T::default(); width * height * channels];
    let (done, stopped) = (AtomicUsize::new(0), AtomicBool::new(false));
    tell(progress, 0.0)?;
    bands::each(&mut out, width * channels * BAND, &|number, band| {
        if stopped.load(Ordering::Relaxed) {
            return;
        }
        sweep_band(size, number * BAND, band, channels, load, store);
        let rows = done.fetch_add(band.len() / (width * channels), Ordering::Relaxed);
        if progress(rows as f32 / height as f32).is_break() {
            stopped.store(true, Ordering::Relaxed);
        }
    });
    if stopped.into_inner() {
        return Err(Error::Cancelled);
    }
    tell(progress, 1.0)?;
    Ok(out)
}

fn sweep_band<T>(
    size: &Size,
    top: usize,
    band: &mut [T],
    channels: usize,
    load: &impl Fn(usize, &mut [[f32; 4]]),
    store: &impl Fn(&[[f32; 4]], &mut [T]),
) {
    let width = size.across.out();
    let rows = band.len() / (width * channels);
    let needed = size.down.needs(top..top + rows);
    let mut source = vec![[0.0; 4]; size.width];
    let mut narrow = vec![[0.0; 4]; width * needed.len()];
    for (y, row) in needed.clone().zip(narrow.chunks_exact_mut(width)) {
        load(y, &mut source);
        across(&size.across, &source, row);
    }
    let mut finished = vec![[0.0; 4]; width];
    for (y, out) in (top..).zip(band.chunks_exact_mut(width * channels)) {
        let (lines, weights) = size.down.of(y);
        let lines: Vec<&[[f32; 4]]> = lines.map(|line| &narrow[(line - needed.start) * width..][..width]).collect();
        down(&lines, weights, size.down.bounds(), &mut finished);
        store(&finished, out);
    }
}

fn across(taps: &Taps, source: &[[f32; 4]], out: &mut [[f32; 4]]) {
    let near = taps.bounds();
    for (n, to) in out.iter_mut().enumerate() {
        let (at, weights) = taps.of(n);
        let mut sum = [0.0f32; 4];
        let (mut low, mut high) = ([f32::MAX; 4], [f32::MIN; 4]);
        for (k, (at, &weight)) in at.zip(weights).enumerate() {
            let pixel = source[at];
            for lane in 0..4 {
                sum[lane] += weight * pixel[lane];
            }
            if near.contains(&k) {
                for lane in 0..4 {
                    low[lane] = low[lane].min(pixel[lane]);
                    high[lane] = high[lane].max(pixel[lane]);
                }
            }
        }
        for lane in 0..4 {
            to[lane] = sum[lane].max(low[lane]).min(high[lane]);
        }
    }
}

fn down(lines: &[&[[f32; 4]]], weights: &[f32], near: std::ops::Range<usize>, out: &mut [[f32; 4]]) {
    for (x, to) in out.iter_mut().enumerate() {
        let mut sum = [0.0f32; 4];
        for (line, &weight) in lines.iter().zip(weights) {
            let pixel = line[x];
            for lane in 0..4 {
                sum[lane] += weight * pixel[lane];
            }
        }
        let (mut low, mut high) = ([f32::MAX; 4], [f32::MIN; 4]);
        for line in &lines[near.clone()] {
            let pixel = line[x];
            for lane in 0..4 {
                low[lane] = low[lane].min(pixel[lane]);
                high[lane] = high[lane].max(pixel[lane]);
            }
        }
        for lane in 0..4 {
            to[lane] = sum[lane].max(low[lane]).min(high[lane]);
        }
    }
}
