//! Folders, the gallery's columns, photos.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What the UI needs to know before it draws anything.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AppInfo {
    /// Safelight's version.
    pub version: String,
    /// No folder was ever added.
    pub first_run: bool,
    /// A folder the app was asked to open by its arguments.
    pub open_folder: Option<String>,
}

/// A folder on disk.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PathArgs {
    /// Absolute.
    pub path: String,
}

/// A folder of the library.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FolderArgs {
    /// Its id.
    pub id: String,
}

/// The folder that was added, or was there already.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FolderAdded {
    /// Its id.
    pub id: String,
}

/// One row of the folder tree.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FolderInfo {
    /// Its id.
    pub id: String,
    /// `None` for a root the user added.
    pub parent: Option<String>,
    /// Its last path component.
    pub name: String,
    /// Its whole path; bytes that are not UTF-8 are replaced.
    pub path: String,
    /// Photos in it and below.
    pub count: u32,
    /// False while its drive is away.
    pub online: bool,
}

/// The folder tree: parents come before their children, siblings in natural order.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Folders {
    /// All rows.
    pub folders: Vec<FolderInfo>,
    /// Photos in the library.
    pub total: u32,
    /// Photos that Safelight made.
    pub made_here: u32,
}

/// Which photos.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", tag = "kind")]
pub enum ViewOf {
    /// The whole library.
    All,
    /// What Safelight made.
    MadeHere,
    /// A folder and, if `deep`, all below it.
    Folder {
        /// The folder.
        id: String,
        /// Sub-folders too.
        deep: bool,
    },
}

/// An order of the gallery.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
pub struct SortOrder {
    /// `name`, `date` or `size`.
    #[ts(type = "'name' | 'date' | 'size'")]
    pub key: safelight_core::SortKey,
    /// Largest, newest or last first.
    pub descending: bool,
}

/// Which photos in which order.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ViewArgs {
    /// Which photos.
    pub of: ViewOf,
    /// In which order.
    pub order: SortOrder,
}

/// The gallery as columns; all have the same length.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct View {
    /// Photo ids.
    pub ids: Vec<u32>,
    /// Width ÷ height, upright; 1 while unknown.
    pub ratios: Vec<f32>,
    /// Changes whenever the file does; part of every picture URL.
    pub versions: Vec<u32>,
    /// Mean colour, 0xRRGGBB; 0 while unknown.
    pub colours: Vec<u32>,
    /// Day of the photo by its camera's clock, days since 1970, for headings; empty unless the order is by date.
    pub days: Vec<i32>,
}

/// Some photos.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PhotosArgs {
    /// Their ids.
    pub ids: Vec<u32>,
}

/// One photo.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PhotoArgs {
    /// Its id.
    pub id: u32,
}

/// A photo, as far as the gallery shows it.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Photo {
    /// Its id.
    pub id: u32,
    /// File name; bytes that are not UTF-8 are replaced.
    pub name: String,
    /// Whole path, likewise.
    pub path: String,
    /// The folder it is in.
    pub folder: String,
    /// `JPEG`, `PNG`, …; empty when unknown.
    pub format: String,
    /// Pixels, upright; 0 when unknown.
    pub width: u32,
    /// Pixels, upright; 0 when unknown.
    pub height: u32,
    /// Size on disk, bytes.
    pub bytes: u64,
    /// When it was taken, milliseconds since 1970.
    pub taken_at: Option<i64>,
    /// When the file was last changed, milliseconds since 1970.
    pub modified_at: i64,
    /// Part of its picture URLs.
    pub version: u32,
    /// The operation that made it: `upscale`, `enhance`, `generate`.
    pub made_by: Option<String>,
    /// The photo it was made from, if that is in the library.
    pub source: Option<u32>,
    /// How many results were made from it.
    pub siblings: u32,
    /// Why it cannot be shown, one sentence.
    pub error: Option<String>,
}

/// Photos, in the order asked for; those that are gone are left out.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Photos {
    /// The photos.
    pub photos: Vec<Photo>,
}

/// A source and what was made from it.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PhotoFamily {
    /// The photo asked for, or the one it was made from.
    pub source: Photo,
    /// Results made from `source`, oldest first.
    pub siblings: Vec<Photo>,
}

/// Names one removal, to undo it.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TrashToken {
    /// Its id.
    pub token: String,
}

/// Photos went to the system's trash.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Trashed {
    /// For `photos_restore`.
    pub token: String,
    /// How many.
    pub count: u32,
    /// Sentences for those that stayed.
    pub failed: Vec<String>,
}
