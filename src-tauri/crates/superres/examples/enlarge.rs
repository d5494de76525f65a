//! Enlarges raw pixels: `enlarge WIDTH HEIGHT < in.rgb > out.rgb`, interleaved 8-bit RGB, four times as wide and high.
//!
//! For `tests/bench/superres_quality.py`, which brings the codecs. Rounds, as saving a picture does.

use std::env;
use std::io::{Read, Write, stdin, stdout};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::thread::available_parallelism;

use safelight_superres::{Network, Pixels, Priority, Upscaler};

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    let mut sides = env::args().skip(1).map(|word| word.parse());
    let (width, height) = (sides.next().ok_or("WIDTH")??, sides.next().ok_or("HEIGHT")??);
    let mut samples = Vec::new();
    stdin().read_to_end(&mut samples)?;
    let picture = Pixels::new(width, height, 3, &samples)?;

    let weights = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../resources/esrgan-thick-x4.bin");
    let upscaler = Upscaler::new(Arc::new(Network::load(&weights)?), available_parallelism()?, Priority::Normal)?;
    let mut out = stdout().lock();
    upscaler.upscale4(
        &picture,
        &AtomicBool::new(false),
        |_| (),
        |strip| {
            let bytes: Vec<u8> = strip.rgb.iter().map(|sample| (sample * 255.0).round() as u8).collect();
            out.write_all(&bytes)?;
            Ok::<(), Failure>(())
        },
    )
}
