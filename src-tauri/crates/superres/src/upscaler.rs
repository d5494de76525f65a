//! Whole pictures: tile by tile, strip by strip.

use std::num::NonZeroUsize;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use rayon::{ThreadPool, ThreadPoolBuilder};

use crate::engine::Engine;
use crate::error::Error;
use crate::kernels::Isa;
use crate::network::{Network, Room, SCALE};
use crate::plan::{HALO, Plan, SIDE, mirrored};
use crate::source::Source;

/// How the threads compete with the rest of the machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Priority {
    Normal,
    /// Other programs, and our own window, go first.
    Background,
}

/// Tiles done of all tiles of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    pub done: usize,
    pub total: usize,
}

/// Finished lines of the result, all as wide as the result. Strips come from top to bottom without gaps.
#[derive(Debug, Clone, Copy)]
pub struct Strip<'a> {
    /// The first line's place in the result.
    pub y: u32,
    /// Width of the result.
    pub width: u32,
    pub lines: u32,
    /// Interleaved RGB in 0..1, encoded as the source is.
    pub rgb: &'a [f32],
}

/// Enlarges pictures four times on threads of its own. Keep one: starting it starts the threads.
#[derive(Debug)]
pub struct Upscaler {
    network: Arc<Network>,
    pool: ThreadPool,
    isa: Isa,
    side: usize,
}

impl Upscaler {
    /// An upscaler on so many threads of its own.
    ///
    /// # Errors
    /// [`Error::Threads`] when the system refuses them.
    pub fn new(network: Arc<Network>, threads: NonZeroUsize, priority: Priority) -> Result<Self, Error> {
        let pool = ThreadPoolBuilder::new()
            .num_threads(threads.get())
            .thread_name(|index| format!("superres-{index}"))
            .start_handler(move |_| give_way(priority))
            .build()
            .map_err(|source| Error::Threads { source })?;
        Ok(Self { network, pool, isa: Isa::best(), side: SIDE })
    }

    /// The same with other instructions than the fastest of this processor.
    #[must_use]
    pub fn using(self, isa: Isa) -> Self {
        Self { isa, ..self }
    }

    /// The same with tiles of at most `side` pixels, 24 of them overlap: smaller ones need less memory and more time.
    #[must_use]
    pub fn with_tiles_of(self, side: usize) -> Self {
        Self { side, ..self }
    }

    /// Enlarges `source` four times, handing over strips of the result as soon as they are finished.
    ///
    /// Holds the room for one tile (about 120 MB) and one strip (256 MB at most), whatever the size of the picture.
    ///
    /// # Errors
    /// [`Error::Empty`], [`Error::TooLarge`], [`Error::Cancelled`] within a tile of `cancel` becoming true, or what `sink`
    /// returned.
    pub fn upscale4<E: From<Error>>(
        &self,
        source: &impl Source,
        cancel: &AtomicBool,
        mut progress: impl FnMut(Progress),
        mut sink: impl FnMut(Strip<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let plan = Plan::new(source.size(), self.side)?;
        let (engine, mut room) = self.prepare(plan.tile());
        let width = plan.width * SCALE;
        let mut strip = vec![0.0; width * plan.core.1 * SCALE * 3];
        for row in 0..plan.tiles.1 {
            let (top, lines) = plan.lines(row);
            for column in 0..plan.tiles.0 {
                let (left, columns) = plan.columns(column);
                fill(&mut room, source, &plan, (left, top));
                self.run(&engine, &mut room, cancel)?;
                let tile_pitch = plan.tile().0 * SCALE * 3;
                for y in 0..lines * SCALE {
                    let from =
                        &room.output[(y + HALO * SCALE) * tile_pitch + HALO * SCALE * 3..][..columns * SCALE * 3];
                    let to = &mut strip[(y * width + left * SCALE) * 3..][..columns * SCALE * 3];
                    to.iter_mut().zip(from).for_each(|(to, from)| *to = from.clamp(0.0, 1.0));
                }
                progress(Progress { done: row * plan.tiles.0 + column + 1, total: plan.count() });
            }
            let rgb = &strip[..lines * SCALE * width * 3];
            sink(Strip { y: (top * SCALE) as u32, width: width as u32, lines: (lines * SCALE) as u32, rgb })?;
        }
        Ok(())
    }

    /// The whole result in one piece, interleaved RGB in 0..1: for pictures whose result fits into memory.
    ///
    /// # Errors
    /// As [`upscale4`](Self::upscale4).
    pub fn upscale4_whole(
        &self,
        source: &impl Source,
        cancel: &AtomicBool,
        progress: impl FnMut(Progress),
    ) -> Result<Vec<f32>, Error> {
        let mut whole = Vec::new();
        self.upscale4(source, cancel, progress, |strip| {
            whole.extend_from_slice(strip.rgb);
            Ok::<(), Error>(())
        })?;
        Ok(whole)
    }

    /// The network once over the whole picture, its border padded with zeros, the result not clipped: what TensorFlow.js
    /// computes, to compare with. Memory grows with the picture, about 2 kB for each pixel.
    ///
    /// # Errors
    /// As [`upscale4`](Self::upscale4).
    pub fn raw4(&self, source: &impl Source, cancel: &AtomicBool) -> Result<Vec<f32>, Error> {
        let plan = Plan::new(source.size(), self.side)?;
        let (engine, mut room) = self.prepare((plan.width, plan.height));
        for y in 0..plan.height {
            room.fill_line(y, (0..plan.width).map(|x| source.rgb(x as u32, y as u32)));
        }
        self.run(&engine, &mut room, cancel)?;
        Ok(room.output)
    }

    /// How long this machine takes now for a megapixel of tiles, by one small tile: multiply by [`work4`](Self::work4).
    ///
    /// Takes about as long as 0.02 megapixels; keep the answer.
    pub fn seconds_per_megapixel(&self) -> f64 {
        const TRIAL: usize = 96;
        let (engine, mut room) = self.prepare((TRIAL, TRIAL));
        let never = AtomicBool::new(false);
        let mut seconds = f64::INFINITY;
        for _ in 0..2 {
            let start = Instant::now();
            self.run(&engine, &mut room, &never).expect("nobody cancels it");
            seconds = seconds.min(start.elapsed().as_secs_f64());
        }
        seconds / (TRIAL * TRIAL) as f64 * 1e6
    }

    /// Megapixels the network runs over for a picture of this size, the overlap of its tiles included.
    ///
    /// # Errors
    /// [`Error::Empty`] or [`Error::TooLarge`].
    pub fn work4(&self, width: u32, height: u32) -> Result<f64, Error> {
        Ok(Plan::new((width, height), self.side)?.megapixels())
    }

    fn prepare(&self, (width, height): (usize, usize)) -> (Engine, Room) {
        (Engine::new(self.isa, self.pool.current_num_threads()), Room::new(width, height))
    }

    fn run(&self, engine: &Engine, room: &mut Room, cancel: &AtomicBool) -> Result<(), Error> {
        if cancel.load(Ordering::Relaxed) {
            return Err(Error::Cancelled);
        }
        self.pool.install(|| self.network.run(engine, room, cancel))
    }
}

/// Copies the tile whose core starts at `corner` into the room, mirrored where it reaches over the border.
fn fill(room: &mut Room, source: &impl Source, plan: &Plan, (left, top): (usize, usize)) {
    let (width, height) = plan.tile();
    let columns: Vec<u32> = (0..width).map(|x| mirrored(left + x, plan.width) as u32).collect();
    for y in 0..height {
        let line = mirrored(top + y, plan.height) as u32;
        room.fill_line(y, columns.iter().map(|&x| source.rgb(x, line)));
    }
}

/// Lets a thread of the background run after everybody else's.
fn give_way(priority: Priority) {
    #[cfg(target_os = "linux")]
    if priority == Priority::Background {
        // On Linux a nice value belongs to a thread. A sandbox may refuse: the work is then done at normal priority.
        rustix::process::nice(10).ok();
    }
    #[cfg(not(target_os = "linux"))]
    let _ = priority;
}
