//! The arithmetic in vector registers: the only place with `unsafe` code.
//!
//! Every public function checks the lengths of the slices it was given against the shapes it was told, then calls one of the
//! routines below it compiled for the instructions of this processor. All of them compute a 3x3 convolution by Winograd's
//! minimal filtering F(4x4, 3x3) (Lavin and Gray 2016, <https://arxiv.org/abs/1509.09308>) on channels-last data: 36
//! multiplications where the direct way takes 144.
#![expect(
    unsafe_code,
    reason = "vector intrinsics take raw pointers; every public function here checks its bounds first"
)]

mod lanes;
mod matrix;
mod rgb;
mod transforms;
mod winograd;

use std::fmt;

pub use rgb::{RgbFilter, filter_rgb};
pub use winograd::{INPUT_ROW, Tail, TileRun, input_len, multiply, output_len, transform_input, transform_output};

/// Channels come in groups of this many: the widest register there is holds 16 `f32`.
pub const GROUP: usize = 16;
/// Side of the square of results one tile gives.
pub const TILE: usize = 4;
/// Values in a tile after its transform (6 x 6).
pub const POSITIONS: usize = 36;

/// A set of instructions this processor has. Only detection makes one, so holding it proves that they may be used.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Isa(Kind);

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Portable,
    #[cfg(target_arch = "aarch64")]
    Neon,
    #[cfg(target_arch = "x86_64")]
    Avx2,
    #[cfg(target_arch = "x86_64")]
    Avx512,
}

impl Isa {
    /// Everything this processor can run, slowest first.
    pub fn available() -> Vec<Self> {
        let mut found = vec![Self(Kind::Portable)];
        #[cfg(target_arch = "aarch64")]
        found.push(Self(Kind::Neon)); // part of every aarch64 processor
        #[cfg(target_arch = "x86_64")]
        {
            if is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma") {
                found.push(Self(Kind::Avx2));
            }
            if is_x86_feature_detected!("avx512f") {
                found.push(Self(Kind::Avx512));
            }
        }
        found
    }

    /// The fastest set of this processor.
    pub fn best() -> Self {
        *Self::available().last().expect("the portable set is always there")
    }

    /// `portable`, `neon`, `avx2` or `avx512`.
    pub fn name(self) -> &'static str {
        match self.0 {
            Kind::Portable => "portable",
            #[cfg(target_arch = "aarch64")]
            Kind::Neon => "neon",
            #[cfg(target_arch = "x86_64")]
            Kind::Avx2 => "avx2",
            #[cfg(target_arch = "x86_64")]
            Kind::Avx512 => "avx512",
        }
    }
}

impl fmt::Debug for Isa {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Calls `$routine::<Lanes, ..>` compiled with the instructions of `$isa`.
///
/// `widths` are the const parameters of the routine, one list per set: see where it is used.
macro_rules! dispatch {
    ($isa:expr, $routine:ident [portable $($p:literal)*; neon $($n:literal)*; avx2 $($a:literal)*; avx512 $($z:literal)*]
     ($($argument:ident: $kind:ty),* $(,)?)) => {{
        #[cfg(target_arch = "aarch64")]
        #[target_feature(enable = "neon")]
        unsafe fn neon($($argument: $kind),*) {
            // SAFETY: as promised by the caller.
            unsafe { $routine::<$crate::kernels::lanes::Neon $(, $n)*>($($argument),*) }
        }
        #[cfg(target_arch = "x86_64")]
        #[target_feature(enable = "avx2,fma")]
        unsafe fn avx2($($argument: $kind),*) {
            // SAFETY: as promised by the caller.
            unsafe { $routine::<$crate::kernels::lanes::Avx2 $(, $a)*>($($argument),*) }
        }
        #[cfg(target_arch = "x86_64")]
        #[target_feature(enable = "avx512f")]
        unsafe fn avx512($($argument: $kind),*) {
            // SAFETY: as promised by the caller.
            unsafe { $routine::<$crate::kernels::lanes::Avx512 $(, $z)*>($($argument),*) }
        }
        // SAFETY: an `Isa` is made by detection only, and the caller of this macro has checked the bounds.
        unsafe {
            match $isa.0 {
                $crate::kernels::Kind::Portable => $routine::<$crate::kernels::lanes::Portable $(, $p)*>($($argument),*),
                #[cfg(target_arch = "aarch64")]
                $crate::kernels::Kind::Neon => neon($($argument),*),
                #[cfg(target_arch = "x86_64")]
                $crate::kernels::Kind::Avx2 => avx2($($argument),*),
                #[cfg(target_arch = "x86_64")]
                $crate::kernels::Kind::Avx512 => avx512($($argument),*),
            }
        }
    }};
}
use dispatch;
