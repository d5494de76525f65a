//! Work on all cores, a band of numbers at a time.

use rayon::prelude::*;

/// Calls `work` with the number of each band and the band itself: `band` numbers of `values`, the last one maybe fewer.
///
/// The one place that names rayon: each of its chains compiles to hundreds of functions, so the work is a `dyn Fn`.
pub(crate) fn each<T: Send>(values: &mut [T], band: usize, work: &(dyn Fn(usize, &mut [T]) + Sync)) {
    values.par_chunks_mut(band).enumerate().for_each(|(number, band)| work(number, band));
}
