//! Whole pictures: tiles, strips, progress and cancelling.

use std::cell::Cell;
use std::sync::atomic::{AtomicBool, Ordering};

use safelight_superres::{Error, Pixels, Progress, Source};

use super::upscaler;

/// A crop of a real photograph, 37 x 29.
static CROP: &[u8] = include_bytes!("../golden/odd.rgb");

fn crop() -> Pixels<'static, u8> {
    Pixels::new(37, 29, 3, CROP).expect("that is its size")
}

/// So small that the crop takes six tiles.
const SMALL: usize = 40;

#[test]
fn tiles_leave_no_seam() {
    let never = AtomicBool::new(false);

    let whole = upscaler().upscale4_whole(&crop(), &never, |_| ()).unwrap();
    let tiled = upscaler().with_tiles_of(SMALL).upscale4_whole(&crop(), &never, |_| ()).unwrap();

    let worst = whole.iter().zip(&tiled).map(|(a, b)| (a - b).abs() * 255.0).fold(0.0, f32::max);
    assert_eq!(whole.len(), 37 * 4 * 29 * 4 * 3);
    assert_eq!(whole.len(), tiled.len());
    assert!(worst < 0.01, "{worst} of 255 between one tile and many");
}

#[test]
fn strips_come_in_order_and_progress_reaches_its_total() {
    let never = AtomicBool::new(false);
    let (mut next, mut seen) = (0, Vec::new());

    let small = upscaler().with_tiles_of(SMALL);
    let result = small.upscale4(
        &crop(),
        &never,
        |progress| seen.push(progress),
        |strip| {
            assert_eq!((strip.y, strip.width), (next, 37 * 4));
            assert_eq!(strip.rgb.len(), (strip.width * strip.lines * 3) as usize);
            assert!(strip.rgb.iter().all(|sample| (0.0..=1.0).contains(sample)));
            next += strip.lines;
            Ok::<(), Error>(())
        },
    );

    assert!(result.is_ok());
    assert_eq!(next, 29 * 4);
    assert_eq!(seen, (1..=6).map(|done| Progress { done, total: 6 }).collect::<Vec<_>>());
}

#[test]
fn a_failing_sink_ends_the_work_with_its_own_error() {
    #[derive(Debug)]
    enum Failure {
        DiskFull,
        Network(Error),
    }
    impl From<Error> for Failure {
        fn from(error: Error) -> Self {
            Self::Network(error)
        }
    }

    let small = upscaler().with_tiles_of(SMALL);
    let result = small.upscale4(&crop(), &AtomicBool::new(false), |_| (), |_| Err(Failure::DiskFull));

    match result {
        Err(Failure::DiskFull) => (),
        Err(Failure::Network(error)) => panic!("{error}"),
        Ok(()) => panic!("the sink's error was lost"),
    }
}

/// Cancels while its last pixel is read, that is when the first tile is about to run.
struct CancelledAtTheEnd<'a> {
    cancel: &'a AtomicBool,
    read: Cell<u32>,
}

impl Source for CancelledAtTheEnd<'_> {
    fn size(&self) -> (u32, u32) {
        (30, 30)
    }

    fn rgb(&self, _: u32, _: u32) -> [f32; 3] {
        self.read.set(self.read.get() + 1);
        if self.read.get() == SMALL as u32 * SMALL as u32 {
            self.cancel.store(true, Ordering::Relaxed);
        }
        [0.5; 3]
    }
}

#[test]
fn cancelling_ends_the_work_within_the_tile() {
    let cancel = AtomicBool::new(false);
    let source = CancelledAtTheEnd { cancel: &cancel, read: Cell::new(0) };

    let result = upscaler().with_tiles_of(SMALL).upscale4_whole(&source, &cancel, |_| panic!("a tile was finished"));

    assert!(matches!(result, Err(Error::Cancelled)));
    assert_eq!(source.read.get(), SMALL as u32 * SMALL as u32, "nothing of the second tile was read");
}

#[test]
fn cancelling_between_tiles_starts_no_other() {
    let cancel = AtomicBool::new(false);
    let mut done = 0;

    let result = upscaler().with_tiles_of(SMALL).upscale4_whole(&crop(), &cancel, |progress| {
        done = progress.done;
        cancel.store(true, Ordering::Relaxed);
    });

    assert!(matches!(result, Err(Error::Cancelled)));
    assert_eq!(done, 1);
}

#[test]
fn any_shape_becomes_four_times_as_large() {
    let never = AtomicBool::new(false);
    for (width, height) in [(1, 1), (1, 7), (3, 500), (257, 2)] {
        let samples: Vec<u16> = (0..width * height * 4).map(|i| (i * 7919 % 65536) as u16).collect();
        let picture = Pixels::new(width, height, 4, &samples).unwrap();

        let result = upscaler().upscale4_whole(&picture, &never, |_| ()).unwrap();

        assert_eq!(result.len(), (width * height * 16 * 3) as usize, "{width} x {height}");
        assert!(result.iter().all(|sample| (0.0..=1.0).contains(sample)));
    }
}

#[test]
fn a_flat_picture_stays_flat() {
    let grey = [128_u8; 5 * 4 * 3];
    let picture = Pixels::new(5, 4, 3, &grey).unwrap();

    let result = upscaler().upscale4_whole(&picture, &AtomicBool::new(false), |_| ()).unwrap();

    let worst = result.iter().map(|sample| (sample * 255.0 - 128.0).abs()).fold(0.0, f32::max);
    assert!(worst < 2.0, "the mirrored border must not darken the edge: {worst} of 255 off");
}

#[test]
fn alpha_is_enlarged_as_a_grey_picture() {
    let rgba: Vec<u8> = (0..6 * 5).flat_map(|i| [255, 0, 0, if i % 6 < 3 { 0 } else { 255 }]).collect();
    let alpha = Pixels::new(6, 5, 4, &rgba).unwrap().only(3);

    let result = upscaler().upscale4_whole(&alpha, &AtomicBool::new(false), |_| ()).unwrap();

    let line = &result[10 * 24 * 3..][..24 * 3];
    assert!(line[0] < 0.1 && line[23 * 3] > 0.9, "transparent left, opaque right: {} and {}", line[0], line[23 * 3]);
}

#[test]
fn pictures_without_pixels_and_pictures_too_long_are_refused() {
    struct Sized(u32, u32);
    impl Source for Sized {
        fn size(&self) -> (u32, u32) {
            (self.0, self.1)
        }

        fn rgb(&self, _: u32, _: u32) -> [f32; 3] {
            panic!("no pixel is read")
        }
    }
    let upscale = |source: Sized| upscaler().upscale4_whole(&source, &AtomicBool::new(false), |_| ());

    assert!(matches!(upscale(Sized(0, 3)), Err(Error::Empty { .. })));
    assert!(matches!(upscale(Sized(200_000, 1)), Err(Error::TooLarge { width: 200_000, .. })));
    assert!(matches!(Pixels::new(3, 3, 3, &[0_u8; 26]), Err(Error::WrongLength { got: 26, .. })));
}

#[test]
fn the_measured_speed_is_a_number_one_can_multiply() {
    let speed = upscaler().seconds_per_megapixel();
    let work = upscaler().work4(232, 232).unwrap();

    assert!(speed.is_finite() && speed > 0.0);
    assert!((work - 0.065_536).abs() < 1e-9, "one tile of 256 x 256, its halo included");
}
