//! One register of `f32`, for each set of instructions.

#[cfg(target_arch = "aarch64")]
use std::arch::aarch64::*;
#[cfg(target_arch = "x86_64")]
use std::arch::x86_64::*;

/// A register of [`COUNT`](Lanes::COUNT) numbers.
///
/// # Safety
/// Every method may only run where the processor has the instructions of the type, inside a function compiled for them;
/// `load` and `store` read and write `COUNT` numbers at any alignment.
pub unsafe trait Lanes: Copy {
    /// Numbers in the register; divides [`GROUP`](super::GROUP).
    const COUNT: usize;
    unsafe fn splat(value: f32) -> Self;
    unsafe fn load(from: *const f32) -> Self;
    unsafe fn store(self, to: *mut f32);
    unsafe fn add(self, other: Self) -> Self;
    unsafe fn sub(self, other: Self) -> Self;
    /// `self + a * b`
    unsafe fn mul_add(self, a: Self, b: Self) -> Self;
    /// `self - a * b`
    unsafe fn mul_sub(self, a: Self, b: Self) -> Self;
    /// The greater of the two, lane by lane.
    unsafe fn max(self, other: Self) -> Self;
}

/// Plain Rust; the compiler uses what every processor of the target has.
#[derive(Clone, Copy)]
#[repr(align(16))]
pub struct Portable([f32; 4]);

impl Portable {
    #[inline(always)]
    fn zip(self, other: Self, f: impl Fn(f32, f32) -> f32) -> Self {
        Self(std::array::from_fn(|i| f(self.0[i], other.0[i])))
    }
}

// SAFETY: no instructions beyond the target's own.
unsafe impl Lanes for Portable {
    const COUNT: usize = 4;

    #[inline(always)]
    unsafe fn splat(value: f32) -> Self {
        Self([value; 4])
    }

    #[inline(always)]
    unsafe fn load(from: *const f32) -> Self {
        // SAFETY: the caller promises four readable numbers.
        Self(unsafe { from.cast::<[f32; 4]>().read_unaligned() })
    }

    #[inline(always)]
    unsafe fn store(self, to: *mut f32) {
        // SAFETY: the caller promises four writable numbers.
        unsafe { to.cast::<[f32; 4]>().write_unaligned(self.0) }
    }

    #[inline(always)]
    unsafe fn add(self, other: Self) -> Self {
        self.zip(other, |a, b| a + b)
    }

    #[inline(always)]
    unsafe fn sub(self, other: Self) -> Self {
        self.zip(other, |a, b| a - b)
    }

    // Not `f32::mul_add`: without the instruction that is a slow library call.
    #[inline(always)]
    unsafe fn mul_add(self, a: Self, b: Self) -> Self {
        self.zip(a.zip(b, |a, b| a * b), |sum, product| sum + product)
    }

    #[inline(always)]
    unsafe fn mul_sub(self, a: Self, b: Self) -> Self {
        self.zip(a.zip(b, |a, b| a * b), |sum, product| sum - product)
    }

    #[inline(always)]
    unsafe fn max(self, other: Self) -> Self {
        self.zip(other, |a, b| if a > b { a } else { b })
    }
}

macro_rules! lanes {
    ($(#[$meta:meta])* $name:ident, $register:ty, $count:literal, $splat:ident, $load:ident, $store:ident, $add:ident, $sub:ident, $max:ident,
     |$sum:ident, $a:ident, $b:ident| $mul_add:expr, $mul_sub:expr) => {
        $(#[$meta])*
        #[derive(Clone, Copy)]
        pub struct $name($register);

        // SAFETY: every method is one instruction of the set the type is named after.
        unsafe impl Lanes for $name {
            const COUNT: usize = $count;

            #[inline(always)]
            unsafe fn splat(value: f32) -> Self {
                // SAFETY: the caller promises the instructions.
                Self(unsafe { $splat(value) })
            }

            #[inline(always)]
            unsafe fn load(from: *const f32) -> Self {
                // SAFETY: the caller promises the instructions and the memory.
                Self(unsafe { $load(from) })
            }

            #[inline(always)]
            unsafe fn store(self, to: *mut f32) {
                // SAFETY: the caller promises the instructions and the memory.
                unsafe { $store(to, self.0) }
            }

            #[inline(always)]
            unsafe fn add(self, other: Self) -> Self {
                // SAFETY: the caller promises the instructions.
                Self(unsafe { $add(self.0, other.0) })
            }

            #[inline(always)]
            unsafe fn sub(self, other: Self) -> Self {
                // SAFETY: the caller promises the instructions.
                Self(unsafe { $sub(self.0, other.0) })
            }

            #[inline(always)]
            unsafe fn mul_add(self, a: Self, b: Self) -> Self {
                let ($sum, $a, $b) = (self.0, a.0, b.0);
                // SAFETY: the caller promises the instructions.
                Self(unsafe { $mul_add })
            }

            #[inline(always)]
            unsafe fn mul_sub(self, a: Self, b: Self) -> Self {
                let ($sum, $a, $b) = (self.0, a.0, b.0);
                // SAFETY: the caller promises the instructions.
                Self(unsafe { $mul_sub })
            }

            #[inline(always)]
            unsafe fn max(self, other: Self) -> Self {
                // SAFETY: the caller promises the instructions.
                Self(unsafe { $max(self.0, other.0) })
            }
        }
    };
}

#[cfg(target_arch = "aarch64")]
lanes! {
    /// 128 bits, every aarch64 processor.
    Neon, float32x4_t, 4, vdupq_n_f32, vld1q_f32, vst1q_f32, vaddq_f32, vsubq_f32, vmaxq_f32,
    |sum, a, b| vfmaq_f32(sum, a, b), vfmsq_f32(sum, a, b)
}
#[cfg(target_arch = "x86_64")]
lanes! {
    /// 256 bits with fused multiply and add.
    Avx2, __m256, 8, _mm256_set1_ps, _mm256_loadu_ps, _mm256_storeu_ps, _mm256_add_ps, _mm256_sub_ps, _mm256_max_ps,
    |sum, a, b| _mm256_fmadd_ps(a, b, sum), _mm256_fnmadd_ps(a, b, sum)
}
#[cfg(target_arch = "x86_64")]
lanes! {
    /// 512 bits.
    Avx512, __m512, 16, _mm512_set1_ps, _mm512_loadu_ps, _mm512_storeu_ps, _mm512_add_ps, _mm512_sub_ps, _mm512_max_ps,
    |sum, a, b| _mm512_fmadd_ps(a, b, sum), _mm512_fnmadd_ps(a, b, sum)
}
