//! Our arithmetic against that of TensorFlow.js on crops of real photographs (`../golden/make.mjs` made the files).

use std::fs;
use std::path::Path;
use std::sync::atomic::AtomicBool;

use safelight_superres::{Isa, Pixels};

use super::upscaler;

struct Golden {
    crop: Vec<u8>,
    width: u32,
    height: u32,
    expected: Vec<f32>,
}

fn golden(name: &str, width: u32, height: u32) -> Golden {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let expected = fs::read(folder.join(format!("{name}.f32"))).expect("the result is in the repository");
    Golden {
        crop: fs::read(folder.join(format!("{name}.rgb"))).expect("the crop is in the repository"),
        width,
        height,
        expected: expected
            .chunks_exact(4)
            .map(|four| f32::from_le_bytes(four.try_into().expect("chunks of four")))
            .collect(),
    }
}

fn raw(golden: &Golden, isa: Isa) -> Vec<f32> {
    let crop =
        Pixels::new(golden.width, golden.height, 3, &golden.crop).expect("the crop has its size and nobody cancels");
    upscaler().using(isa).raw4(&crop, &AtomicBool::new(false)).expect("the crop has its size and nobody cancels")
}

/// In units of 0..255.
fn difference(a: &[f32], b: &[f32]) -> f32 {
    assert_eq!(a.len(), b.len());
    a.iter()
        .zip(b)
        .map(|(a, b)| (a - b).abs() * 255.0)
        .fold(0.0, |worst, d| if d.is_nan() { f32::NAN } else { worst.max(d) })
}

#[test]
fn every_set_of_instructions_agrees_with_tensorflow() {
    for golden in [golden("square", 24, 24), golden("odd", 37, 29)] {
        for isa in Isa::available() {
            let worst = difference(&raw(&golden, isa), &golden.expected);

            println!("{isa:?} {}x{}: {worst:.6}", golden.width, golden.height);
            assert!(worst < 1e-3, "{isa:?} is {worst} of 255 off");
        }
    }
}

#[test]
fn the_sets_of_instructions_agree_with_each_other() {
    let golden = golden("odd", 37, 29);
    let results: Vec<_> = Isa::available().into_iter().map(|isa| (isa, raw(&golden, isa))).collect();
    for (isa, result) in &results {
        for (other, other_result) in &results {
            let worst = difference(result, other_result);

            assert!(worst < 1e-3, "{isa:?} and {other:?} are {worst} of 255 apart");
        }
    }
}
