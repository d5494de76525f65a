//! What crosses to the UI, camelCase, made from domain types here and nowhere else. Ids of folders, jobs and batches
//! cross as text; photos as numbers, because a gallery holds them in flat arrays.

mod event;
mod generate;
mod jobs;
mod library;
mod settings;

pub use event::{AppEvent, BatchSummary, Notice, NoticeKind};
pub use generate::{GenerateArgs, GenerateQuoteArgs, ModelCard, ModelCards};
pub use jobs::{
    BatchArgs, FailureInfo, JobArgs, JobInfo, JobList, OperationArgs, Output, Plan, PlanArgs, PlanRow, PriceTag,
    RouteOffer, RouteRef, Routes, RoutesArgs, Skipped, StartArgs, Started,
};
pub use library::{
    AppInfo, FolderAdded, FolderArgs, FolderInfo, Folders, PathArgs, Photo, PhotoArgs, PhotoFamily, Photos, PhotosArgs,
    SortOrder, TrashToken, Trashed, View, ViewArgs, ViewOf,
};
pub use settings::{
    KeyArgs, KeyTest, KeyTestArgs, Page, PageArgs, ProviderArgs, ProviderInfo, Providers, Settings, Theme,
};

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// No arguments, or no answer.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize, TS)]
pub struct Nothing {}
