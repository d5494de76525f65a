//! Thumbnails per second: `thumbs FOLDER [threads] [side] [runs]` prints one JSON object. With `decode` as the fifth word it only runs the
//! scaled decode of JPEG files, which is the bound; with `keep=DIR` it leaves the thumbnails there.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a measuring program speaks to its terminal")]

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use safelight_imaging::{Limits, thumbnail_file};

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let Some(folder) = words.first() else {
        eprintln!("thumbs FOLDER [threads] [side] [runs] [decode | keep=DIR]");
        return ExitCode::from(2);
    };
    let number = |at: usize, usual: u32| words.get(at).and_then(|word| word.parse().ok()).unwrap_or(usual);
    let (threads, side, runs) = (number(1, 2), number(2, 512), number(3, 5));
    let decode_only = words.get(4).is_some_and(|word| word == "decode");
    let keep = words.get(4).and_then(|word| word.strip_prefix("keep=")).map(PathBuf::from);
    let mut files: Vec<PathBuf> = match std::fs::read_dir(folder) {
        Ok(entries) => entries.filter_map(Result::ok).map(|entry| entry.path()).filter(|path| path.is_file()).collect(),
        Err(error) => {
            eprintln!("{folder}: {error}");
            return ExitCode::FAILURE;
        }
    };
    files.sort();
    let mut rates: Vec<f64> = (0..runs).map(|_| rate(&files, threads, side, decode_only, keep.as_deref())).collect();
    rates.sort_by(f64::total_cmp);
    println!(
        r#"{{"pictures":{},"threads":{threads},"side":{side},"per_second":{:.2},"decode_only":{decode_only}}}"#,
        files.len(),
        rates[rates.len() / 2]
    );
    ExitCode::SUCCESS
}

fn rate(files: &[PathBuf], threads: u32, side: u32, decode_only: bool, keep: Option<&Path>) -> f64 {
    let (next, failed) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let start = Instant::now();
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some(path) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let made = if decode_only { scaled_decode(path, side) } else { thumb(path, side, keep) };
                    if !made {
                        failed.fetch_add(1, Ordering::Relaxed);
                    }
                }
            });
        }
    });
    let seconds = start.elapsed().as_secs_f64();
    let failed = failed.into_inner();
    if failed > 0 {
        eprintln!("{failed} pictures failed");
    }
    (files.len() - failed) as f64 / seconds
}

fn thumb(path: &Path, side: u32, keep: Option<&Path>) -> bool {
    let Ok(thumbnail) = thumbnail_file(path, side, &Limits::default()) else { return false };
    keep.is_none_or(|folder| {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        #[expect(clippy::disallowed_methods, reason = "a measuring program writes where it is told")]
        std::fs::write(folder.join(format!("{name}.{}", thumbnail.format.extension())), thumbnail.bytes).is_ok()
    })
}

/// libjpeg-turbo alone, at the reduction the thumbnail would use.
fn scaled_decode(path: &Path, side: u32) -> bool {
    let Ok(bytes) = std::fs::read(path) else { return false };
    let Ok(mut decompressor) = turbojpeg::Decompressor::new() else { return false };
    let Ok(header) = decompressor.read_header(&bytes) else { return false };
    let longest = header.width.max(header.height);
    let factor = [
        turbojpeg::ScalingFactor::ONE_EIGHTH,
        turbojpeg::ScalingFactor::ONE_QUARTER,
        turbojpeg::ScalingFactor::ONE_HALF,
    ]
    .into_iter()
    .find(|scale| longest * scale.num() / scale.denom() >= side as usize * 3 / 2)
    .unwrap_or(turbojpeg::ScalingFactor::ONE);
    let scaled = header.scaled(factor);
    let mut pixels = vec![0; scaled.width * scaled.height * 3];
    let image = turbojpeg::Image {
        pixels: &mut pixels[..],
        width: scaled.width,
        pitch: scaled.width * 3,
        height: scaled.height,
        format: turbojpeg::PixelFormat::RGB,
    };
    decompressor.set_scaling_factor(factor).is_ok() && decompressor.decompress(&bytes, image).is_ok()
}
