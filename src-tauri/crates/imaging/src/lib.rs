//! Pictures: reading, changing, measuring and writing them. The only crate that decodes and encodes; it writes no files.
//!
//! | to | use |
//! |---|---|
//! | know what a file is | [`probe`] |
//! | get its pixels, upright | [`decode`] |
//! | show it small, or in the viewer | [`thumbnail`], [`view`] |
//! | make it larger without a model | [`upscale_fast`], [`resize`] |
//! | put a model's bands together | [`Assembly`] |
//! | make it better | [`enhance`] |
//! | carry over what the file said | [`Metadata`] |
//! | write it | [`encode`], then [`check`] |
//! | send it | [`for_upload`] |

mod alpha;
mod assembly;
mod bands;
mod check;
mod colour;
mod decode;
mod encode;
mod enhance;
mod error;
mod heif;
mod light;
mod limits;
mod metadata;
mod orient;
mod picture;
mod probe;
mod progress;
pub mod quality;
mod resize;
mod thumbnail;
mod upload;
mod view;

pub use alpha::with_alpha_of;
pub use assembly::Assembly;
pub use check::check;
pub use decode::decode;
pub use encode::{Encoded, encode};
pub use enhance::enhance;
pub use error::{Error, Reason};
pub use limits::Limits;
pub use metadata::{Density, DigitalSource, Loss, Metadata, Part, Private, Provenance};
pub use orient::Orientation;
pub use picture::{Note, Picture, Pixels};
pub use probe::{Header, probe, probe_bytes};
pub use progress::{Progress, unwatched};
pub use resize::{reduce, resize, upscale_fast};
pub use thumbnail::{Thumbnail, thumbnail, thumbnail_file};
pub use upload::{Upload, UploadSpec, for_upload};
pub use view::{Viewable, view};
