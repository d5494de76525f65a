//! What tests share: a folder of pictures made by code, broken files of every kind, and a clock that stands still.
//!
//! Everything here panics on trouble: a test that cannot set its stage has failed.

mod broken;
mod clock;
mod folder;
mod picture;

pub use broken::{corrupt_jpeg, huge_png_header, text_posing_as_jpeg, truncated};
pub use clock::ManualClock;
pub use folder::TempLibrary;
pub use picture::{encode_jpeg, encode_png, encode_png16, gradient, scene, size_of, with_alpha};
