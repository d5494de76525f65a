//! The network `rrdn-C4-D3-G32-G064-T10` with an enlargement of 4: ten residual blocks of three densely connected blocks.

use std::fs;
use std::io::ErrorKind;
use std::iter;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;

use crate::conv::{Conv, Finish};
use crate::engine::Engine;
use crate::enlarged::Enlarged;
use crate::error::Error;
use crate::kernels::{GROUP, RgbFilter};
use crate::plane::Plane;
use crate::weights::{self, Layer, Shape};

/// How much larger the network makes a picture.
pub const SCALE: usize = 4;

const COLOURS: usize = 3;
/// Channels between blocks.
const TRUNK: usize = 64;
/// Channels each step of a dense block adds.
const GROWTH: usize = 32;
const BLOCKS: usize = 10;
const PARTS: usize = 3;
const STEPS: usize = 4;
/// Channels before they become SCALE x SCALE pixels.
const SHUFFLED: usize = COLOURS * SCALE * SCALE;
/// What a residual weighs.
const BETA: f32 = 0.2;

/// The network with its weights, ready to run. Share it: 116 MB.
#[derive(Debug)]
pub struct Network {
    first: Conv,
    blocks: Vec<[Dense; PARTS]>,
    last: Conv,
    spread: Conv,
    finish: RgbFilter,
}

/// A densely connected block: each step sees the input and the results of all steps before it.
#[derive(Debug)]
struct Dense {
    steps: [Conv; STEPS],
    fuse: Conv,
}

impl Network {
    /// Reads the file `scripts/weights.mjs` packs.
    ///
    /// # Errors
    /// [`Error::WeightsMissing`], [`Error::WeightsUnreadable`] or [`Error::BadWeights`].
    pub fn load(path: &Path) -> Result<Self, Error> {
        let file = fs::read(path).map_err(|source| match source.kind() {
            ErrorKind::NotFound => Error::WeightsMissing { path: path.to_owned() },
            _ => Error::WeightsUnreadable { path: path.to_owned(), source },
        })?;
        Self::from_bytes(&file)
    }

    /// The same from the bytes of such a file.
    ///
    /// # Errors
    /// [`Error::BadWeights`] when anything differs from the file of this very network.
    pub fn from_bytes(file: &[u8]) -> Result<Self, Error> {
        let shapes = shapes();
        let layers = weights::read(file, SCALE as u32, &shapes).map_err(|fault| Error::BadWeights { fault })?;
        let (finish, layers) = layers.split_last().expect("the network has layers");
        let convs: Vec<Conv> = shapes
            .par_iter()
            .zip(layers)
            .map(|(shape, layer)| Conv::new(shape.inputs, &layer.kernel(), layer.bias()))
            .collect();
        let mut convs = convs.into_iter();
        let mut next = || convs.next().expect("a layer was read for every shape");
        let first = next();
        let mut dense = || Dense { steps: std::array::from_fn(|_| next()), fuse: next() };
        let blocks = (0..BLOCKS).map(|_| std::array::from_fn(|_| dense())).collect();
        Ok(Self { first, blocks, last: next(), spread: next(), finish: rgb_filter(finish) })
    }

    /// Runs the network over the tile filled into `room`, padding with zeros; the result is in `room.output`.
    ///
    /// # Errors
    /// [`Error::Cancelled`] within a layer of `cancel` becoming true.
    pub(crate) fn run(&self, engine: &Engine, room: &mut Room, cancel: &AtomicBool) -> Result<(), Error> {
        let Room { input, first, trunk: [kept, from, to], grown, shuffled, enlarged, output } = room;
        let go_on = || if cancel.load(Ordering::Relaxed) { Err(Error::Cancelled) } else { Ok(()) };

        self.first.run(engine, &[input], Finish::Linear, first);
        for (index, [one, two, three]) in self.blocks.iter().enumerate() {
            let outer: &Plane = if index == 0 { first } else { kept };
            one.run(engine, outer, grown, Finish::Add { scale: BETA, to: outer }, from, &go_on)?;
            two.run(engine, from, grown, Finish::Add { scale: BETA, to: from }, to, &go_on)?;
            three.run(engine, to, grown, Finish::AddTwice { scale: BETA, inner: to, outer }, from, &go_on)?;
            std::mem::swap(kept, from);
        }
        self.last.run(engine, &[kept], Finish::Add { scale: 1.0, to: first }, to);
        go_on()?;
        self.spread.run(engine, &[to], Finish::Linear, shuffled);
        enlarged.shuffle(shuffled);
        enlarged.filter(engine.isa, &self.finish, output);
        go_on()
    }
}

impl Dense {
    fn run(
        &self,
        engine: &Engine,
        input: &Plane,
        grown: &mut [Plane; STEPS],
        finish: Finish<'_>,
        out: &mut Plane,
        go_on: &impl Fn() -> Result<(), Error>,
    ) -> Result<(), Error> {
        for (index, step) in self.steps.iter().enumerate() {
            go_on()?;
            let (before, after) = grown.split_at_mut(index);
            let sources: Vec<&Plane> = iter::once(input).chain(&*before).collect();
            step.run(engine, &sources, Finish::Relu, &mut after[0]);
        }
        go_on()?;
        let sources: Vec<&Plane> = iter::once(input).chain(&*grown).collect();
        self.fuse.run(engine, &sources, finish, out);
        Ok(())
    }
}

/// Everything the network writes while it runs over tiles of one size.
#[derive(Debug)]
pub(crate) struct Room {
    /// Red, green and blue; the other channels stay zero.
    input: Plane,
    first: Plane,
    trunk: [Plane; 3],
    grown: [Plane; STEPS],
    shuffled: Plane,
    enlarged: Enlarged,
    /// Interleaved RGB, four times as wide and high as the tile, not clipped.
    pub output: Vec<f32>,
}

impl Room {
    pub fn new(width: usize, height: usize) -> Self {
        let plane = |channels| Plane::new(width, height, channels);
        Self {
            input: plane(GROUP),
            first: plane(TRUNK),
            trunk: std::array::from_fn(|_| plane(TRUNK)),
            grown: std::array::from_fn(|_| plane(GROWTH)),
            shuffled: plane(SHUFFLED),
            enlarged: Enlarged::new(width * SCALE, height * SCALE),
            output: vec![0.0; width * height * SHUFFLED],
        }
    }

    /// Writes a line of the tile, colours in 0..1.
    pub fn fill_line(&mut self, y: usize, pixels: impl Iterator<Item = [f32; 3]>) {
        for (place, pixel) in self.input.line_mut(y).chunks_exact_mut(GROUP).zip(pixels) {
            place[..COLOURS].copy_from_slice(&pixel);
        }
    }
}

/// The layers in the order they run and are stored.
fn shapes() -> Vec<Shape> {
    let shape = |name: String, inputs, outputs| Shape { name, inputs, outputs };
    let mut shapes = vec![shape("Pre_blocks_conv".into(), COLOURS, TRUNK)];
    for block in 1..=BLOCKS {
        for part in 1..=PARTS {
            let step = |step| shape(format!("F_{block}_{part}_{step}"), TRUNK + (step - 1) * GROWTH, GROWTH);
            shapes.extend((1..=STEPS).map(step));
            shapes.push(shape(format!("LFF_{block}_{part}"), TRUNK + STEPS * GROWTH, TRUNK));
        }
    }
    shapes.push(shape("post_blocks_conv".into(), TRUNK, TRUNK));
    shapes.push(shape("PreShuffle".into(), TRUNK, SHUFFLED));
    shapes.push(shape("SR".into(), COLOURS, COLOURS));
    shapes
}

fn rgb_filter(layer: &Layer<'_>) -> RgbFilter {
    let kernel: Box<[f32; 81]> = layer.kernel().into_boxed_slice().try_into().expect("the shape was checked");
    let bias = layer.bias().try_into().expect("the shape was checked");
    RgbFilter::new(&kernel, bias)
}
