//! The user's folders: the only crate that writes in them. Results go beside their source under a free name, the trash takes
//! and gives back, and a walk says what is there. Nothing here changes a file that exists.

pub mod cache;
mod error;
mod place;
pub mod sibling;
pub mod trash;
pub mod walk;

pub use error::Error;
