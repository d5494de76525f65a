//! Times the network on square tiles and prints one line of JSON: `bench [--tile 256] [--threads 2] [--runs 5] [--isa NAME]`.
//!
//! The rival is `tests/bench/superres_ort.py`.

use std::env;
use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Instant;

use safelight_superres::{Isa, Network, Pixels, Priority, Upscaler};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let given: Vec<String> = env::args().collect();
    let option = |name: &str| given.iter().position(|word| word == name).and_then(|at| given.get(at + 1));
    let number = |name: &str, or: usize| option(name).map_or(Ok(or), |word| word.parse());
    let (side, runs) = (number("--tile", 256)?, number("--runs", 5)?);
    let threads = NonZeroUsize::new(number("--threads", 2)?).ok_or("--threads 0")?;
    let isa = match option("--isa") {
        Some(name) => {
            Isa::available().into_iter().find(|isa| isa.name() == name).ok_or("this processor has no such --isa")?
        }
        None => Isa::best(),
    };

    let start = Instant::now();
    let weights = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../resources/esrgan-thick-x4.bin");
    let network = Arc::new(Network::load(&weights)?);
    let load = start.elapsed().as_secs_f64();
    let upscaler = Upscaler::new(network, threads, Priority::Normal)?.using(isa);
    let samples: Vec<u8> = (0..side * side * 3).map(|i| (i.wrapping_mul(2_654_435_761) >> 11) as u8).collect();
    let tile = Pixels::new(side as u32, side as u32, 3, &samples)?;
    let never = AtomicBool::new(false);
    let (mut seconds, mut cpu_seconds) = (Vec::new(), Vec::new());
    for run in 0..=runs {
        let start = Instant::now();
        let cpu_start = processor_seconds();
        upscaler.raw4(&tile, &never)?;
        if run > 0 {
            seconds.push(start.elapsed().as_secs_f64());
            cpu_seconds.push(processor_seconds() - cpu_start);
        }
    }
    seconds.sort_by(f64::total_cmp);
    cpu_seconds.sort_by(f64::total_cmp);
    let report = serde_json::json!({
        "engine": format!("safelight {}", isa.name()), "tile": side, "threads": threads, "seconds": seconds,
        "median": seconds[seconds.len() / 2], "cpu_median": cpu_seconds[cpu_seconds.len() / 2], "load_seconds": load,
        "estimated_seconds_per_megapixel": upscaler.seconds_per_megapixel(),
    });
    #[expect(clippy::print_stdout, reason = "the report is what this program is for")]
    {
        println!("{report}");
    }
    Ok(())
}

/// What all threads of this program have had of the processors: steadier than the clock on a busy machine.
fn processor_seconds() -> f64 {
    #[cfg(unix)]
    {
        let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
        time.tv_sec as f64 + time.tv_nsec as f64 * 1e-9
    }
    #[cfg(not(unix))]
    f64::NAN
}
