//! Operations, their routes and prices, plans, jobs.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// An operation on photos.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS, PartialEq, Eq)]
#[serde(rename_all = "camelCase", tag = "kind")]
pub enum OperationArgs {
    /// Exactly `scale` times as wide and high.
    Upscale {
        /// 2, 4 or 8.
        #[ts(type = "2 | 4 | 8")]
        scale: safelight_core::Scale,
    },
    /// Better levels, colour, noise and sharpness.
    Enhance,
}

/// One way to do it, by its names.
#[derive(Debug, Clone, Serialize, Deserialize, TS, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
pub struct RouteRef {
    /// `local`, `fal`.
    pub provider: String,
    /// The provider's name for it.
    pub model: String,
}

/// A price as it is shown.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PriceTag {
    /// `free`, `~$0.94`, `price unknown`, `not charged`.
    pub text: String,
    /// Dollars, if known.
    pub amount: Option<f64>,
}

/// Asks for the ways to do an operation.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RoutesArgs {
    /// What.
    pub operation: OperationArgs,
    /// On which photos.
    pub photos: Vec<u32>,
}

/// One way to do an operation, with what it takes.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RouteOffer {
    /// Its names.
    pub route: RouteRef,
    /// `Best, on this computer`, `Clarity, fal`.
    pub label: String,
    /// For all the photos together.
    pub price: PriceTag,
    /// Expected seconds for all; `None` when nobody knows yet.
    pub seconds: Option<f32>,
    /// `about 40 s, nothing leaves`; `picture is uploaded`.
    pub note: String,
    /// Can be chosen now.
    pub available: bool,
    /// Why not, and what to do: `Needs a fal key`.
    pub why_not: Option<String>,
    /// Used when nothing else is chosen.
    pub is_default: bool,
}

/// The ways to do an operation, the default first.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Routes {
    /// The ways.
    pub offers: Vec<RouteOffer>,
    /// Width and height of the result, for a single photo whose size is known.
    pub output: Option<(u32, u32)>,
}

/// Asks what a batch would do.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PlanArgs {
    /// What.
    pub operation: OperationArgs,
    /// On which photos.
    pub photos: Vec<u32>,
    /// How; `None`: the default way.
    pub route: Option<RouteRef>,
}

/// One photo of a plan.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PlanRow {
    /// The photo.
    pub photo: u32,
    /// Its file name.
    pub name: String,
    /// The result's file name.
    pub output: String,
    /// The result's size, if known.
    pub size: Option<(u32, u32)>,
    /// Its price.
    pub price: PriceTag,
    /// Why it is left out, one sentence.
    pub skip: Option<String>,
}

/// What a batch would do.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Plan {
    /// One row a photo.
    pub rows: Vec<PlanRow>,
    /// The way.
    pub offer: RouteOffer,
    /// For the rows that run.
    pub total: PriceTag,
    /// Above the sum a person must agree to.
    pub ask: bool,
}

/// Starts a batch.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct StartArgs {
    /// What.
    pub operation: OperationArgs,
    /// On which photos.
    pub photos: Vec<u32>,
    /// How; `None`: the default way.
    pub route: Option<RouteRef>,
    /// A person has seen and accepted the price.
    pub accept_price: bool,
}

/// A photo no job was made for.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Skipped {
    /// File name.
    pub name: String,
    /// Why, one sentence.
    pub reason: String,
}

/// A batch has begun.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Started {
    /// Its id.
    pub batch: String,
    /// Its jobs.
    pub jobs: Vec<String>,
    /// What was left out.
    pub skipped: Vec<Skipped>,
}

/// One job.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct JobArgs {
    /// Its id.
    pub id: String,
}

/// One batch.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BatchArgs {
    /// Its id.
    pub batch: String,
}

/// A file a job wrote.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Output {
    /// File name.
    pub name: String,
    /// Whole path.
    pub path: String,
    /// The photo in the library, once indexed.
    pub photo: Option<u32>,
    /// For its picture URL.
    pub version: u32,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
}

/// Why a job failed.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FailureInfo {
    /// For the UI's one button: `no_key`, `bad_key`, `out_of_credit`, `vanished`, `disk_full`, …
    pub kind: String,
    /// What happened.
    pub message: String,
    /// What to do; may be empty.
    pub hint: String,
    /// For *Copy details*.
    pub detail: String,
}

/// A job as it is shown.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct JobInfo {
    /// Its id.
    pub id: String,
    /// Its batch.
    pub batch: String,
    /// The word of `product.md`.
    #[ts(
        type = "'queued' | 'preparing' | 'uploading' | 'submitting' | 'submitted' | 'running' | 'downloading' | 'writing' | 'done' | 'failed' | 'cancelled' | 'unsure' | 'unsaved'"
    )]
    pub state: safelight_core::JobState,
    /// `upscale`, `enhance`, `generate`.
    pub operation: String,
    /// `Upscale 4x`, `Enhance`, `Generate image`.
    pub label: String,
    /// How it is done.
    pub route: RouteRef,
    /// `on this computer`, `fal`.
    pub place: String,
    /// The source's file name, or the prompt.
    pub title: String,
    /// The source photo, if it is in the library.
    pub source: Option<u32>,
    /// For the source's picture URL.
    pub source_version: u32,
    /// Files written.
    pub outputs: Vec<Output>,
    /// 0..1; `None` when it cannot be said.
    pub progress: Option<f32>,
    /// `62 %`, `3rd in line`, `about 20 s left`; may be empty.
    pub note: String,
    /// What it costs or cost.
    pub price: PriceTag,
    /// Why it failed.
    pub failure: Option<FailureInfo>,
    /// What was changed or could not be kept, plain sentences.
    pub remarks: Vec<String>,
    /// Milliseconds since 1970.
    pub created_at: i64,
    /// Milliseconds since 1970.
    pub finished_at: Option<i64>,
    /// Cancel was asked and is on its way.
    pub cancelling: bool,
    /// Its files were moved to the trash by *Undo*.
    pub undone: bool,
}

/// Jobs, newest first.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct JobList {
    /// The jobs.
    pub jobs: Vec<JobInfo>,
}
