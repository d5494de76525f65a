//! The orders a gallery can be in.

use serde::{Deserialize, Serialize};

/// What photos are sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SortKey {
    /// The file's name, digits compared as numbers: `2.jpg` before `10.jpg`.
    Name,
    /// When the picture was taken, else when the file was last changed.
    #[default]
    Date,
    /// Bytes on disk.
    Size,
}

/// A key and its direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Order {
    /// What is compared.
    pub key: SortKey,
    /// Largest, newest or last first.
    pub descending: bool,
}
