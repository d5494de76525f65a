//! What every layer needs to run: the instructions to use and room to work in.

use std::sync::{Mutex, PoisonError};

use crate::aligned::Aligned;
use crate::kernels::{self, Isa};

/// One per run; its layers run on the threads of the rayon pool they are called from.
#[derive(Debug)]
pub struct Engine {
    pub isa: Isa,
    /// One per thread: allocating megabytes anew for each band would cost more than some layers.
    scratch: Vec<Mutex<Scratch>>,
}

/// Transformed tiles on their way in and out of a multiplication.
#[derive(Debug, Default)]
pub struct Scratch {
    v: Aligned,
    m: Aligned,
}

impl Engine {
    /// For a rayon pool of so many threads.
    pub fn new(isa: Isa, threads: usize) -> Self {
        Self { isa, scratch: (0..threads).map(|_| Mutex::default()).collect() }
    }

    /// Lends `work` the room of the thread it is called on.
    pub fn with_scratch<R>(&self, work: impl FnOnce(&mut Scratch) -> R) -> R {
        let thread = rayon::current_thread_index().unwrap_or_default() % self.scratch.len();
        // A panic elsewhere leaves numbers behind that are written anew before they are read.
        work(&mut self.scratch[thread].lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Scratch {
    /// Room for so many tiles of transformed input and of products for so many output channels.
    pub fn of(&mut self, tiles: usize, outputs: usize) -> (&mut [f32], &mut [f32]) {
        let (v, m) = (kernels::input_len(tiles), kernels::output_len(tiles, outputs));
        if self.v.len() < v {
            self.v = Aligned::zeroed(v);
        }
        if self.m.len() < m {
            self.m = Aligned::zeroed(m);
        }
        (&mut self.v, &mut self.m)
    }
}
