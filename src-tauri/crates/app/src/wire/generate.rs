//! The *Generate image* dialog.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::RouteRef;

/// A model that makes pictures from words.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ModelCard {
    /// Its names.
    pub route: RouteRef,
    /// `FLUX 2 Klein 9B`.
    pub name: String,
    /// What it is good at, a few words.
    pub strengths: String,
    /// `under 1 s`, `about 6 s`; what its provider says.
    pub speed: String,
    /// `$0.006 a megapixel`.
    pub price: String,
    /// Can take minutes.
    pub slow: bool,
    /// Most pictures in one go.
    pub max_count: u32,
    /// Takes a seed.
    pub seed: bool,
    /// Its key is there.
    pub available: bool,
    /// Why not, and what to do.
    pub why_not: Option<String>,
}

/// The models, the default first.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ModelCards {
    /// The models.
    pub models: Vec<ModelCard>,
}

/// Asks for the price of a generation.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct GenerateQuoteArgs {
    /// The model.
    pub route: RouteRef,
    /// `landscape`, `square`, `portrait`, `3:2`, `1024x768`.
    pub aspect: String,
    /// 1 to 4.
    pub count: u32,
}

/// Starts a generation.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct GenerateArgs {
    /// Where the pictures go.
    pub folder: String,
    /// What they should show.
    pub prompt: String,
    /// The model.
    pub route: RouteRef,
    /// `landscape`, `square`, `portrait`, `3:2`, `1024x768`.
    pub aspect: String,
    /// 1 to 4.
    pub count: u32,
    /// Whole number, 0 to 2⁵³ − 1.
    pub seed: Option<u64>,
    /// A person has seen and accepted the price.
    pub accept_price: bool,
}
