//! How far a JPEG is reduced while it is decoded.

use turbojpeg::ScalingFactor;

/// The largest reduction by 2, 4 or 8 that leaves the picture at least 1.5 times as large as its box.
///
/// Dropping the transform's fine frequencies is quick but blunt; the filter after it needs some room to make up for that. The reductions
/// between them have no SIMD code in libjpeg-turbo and cost more than they save.
pub(super) fn for_box(width: u32, height: u32, side: u32) -> ScalingFactor {
    let wanted = u64::from(side) * 3 / 2;
    let longest = u64::from(width.max(height));
    [ScalingFactor::ONE_EIGHTH, ScalingFactor::ONE_QUARTER, ScalingFactor::ONE_HALF]
        .into_iter()
        .find(|scale| longest * scale.num() as u64 / scale.denom() as u64 >= wanted)
        .unwrap_or(ScalingFactor::ONE)
}
