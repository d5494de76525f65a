//! Settings and keys.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{RouteRef, SortOrder};

/// Light or dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Theme {
    /// Dark, the darkroom's own.
    #[default]
    Dark,
    /// Light.
    Light,
    /// As the desktop is.
    System,
}

/// What the user chose. Missing fields of an older file take their defaults.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct Settings {
    /// Light or dark.
    pub theme: Theme,
    /// Height of a row in the grid, CSS pixels, 96 to 400.
    pub row_height: u32,
    /// Order of the gallery.
    pub order: SortOrder,
    /// Photos of sub-folders too.
    pub deep: bool,
    /// The jobs panel is open.
    pub jobs_panel: bool,
    /// Jobs with a provider on the network that run at once, 1 to 16.
    pub jobs_at_once: u32,
    /// Take GPS and serial numbers out of what is uploaded.
    pub strip_private: bool,
    /// OS notifications when the window is not focused.
    pub notifications: bool,
    /// Ask before an action that costs more, dollars.
    pub ask_above: f64,
    /// The scale used last: 2, 4 or 8.
    pub scale: u32,
    /// How *Upscale* is done; `None`: best, on this computer.
    pub upscale_route: Option<RouteRef>,
    /// How *Enhance* is done; `None`: on this computer.
    pub enhance_route: Option<RouteRef>,
    /// The model of *Generate image*; `None`: the default.
    pub generate_route: Option<RouteRef>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            theme: Theme::Dark,
            row_height: 172,
            order: SortOrder { key: safelight_core::SortKey::Date, descending: true },
            deep: true,
            jobs_panel: true,
            jobs_at_once: 4,
            strip_private: true,
            notifications: true,
            ask_above: 1.0,
            scale: 4,
            upscale_route: None,
            enhance_route: None,
            generate_route: None,
        }
    }
}

/// A provider.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ProviderInfo {
    /// `local`, `fal`.
    pub name: String,
    /// What people call it.
    pub label: String,
    /// Needs a key at all.
    pub needs_key: bool,
    /// Where its key is from; `None`: there is none.
    #[ts(type = "'environment' | 'store' | 'memory' | null")]
    pub key_source: Option<String>,
    /// Keys typed here are kept in the system's secret store; false: in memory until the app is closed.
    pub kept: bool,
    /// Where a key can be had.
    pub key_url: String,
    /// Where its requests go.
    pub base_url: String,
    /// What is wrong with it, one sentence (*Best*: the weights are missing).
    pub problem: Option<String>,
}

/// All providers.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Providers {
    /// The providers.
    pub providers: Vec<ProviderInfo>,
}

/// One provider.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ProviderArgs {
    /// Its name.
    pub provider: String,
}

/// A page of a provider's web site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Page {
    /// Where keys are made.
    Key,
    /// Where credit is bought.
    Billing,
}

/// A page to open in the browser. The address never comes from the UI.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PageArgs {
    /// The provider's name.
    pub provider: String,
    /// Which page.
    pub page: Page,
}

/// A key to keep.
#[derive(Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct KeyArgs {
    /// The provider's name.
    pub provider: String,
    /// The key. Never comes back.
    pub key: String,
}

/// A key to try: the typed one, or the one in use.
#[derive(Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct KeyTestArgs {
    /// The provider's name.
    pub provider: String,
    /// The typed key.
    pub key: Option<String>,
}

/// Whether a key works.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct KeyTest {
    /// It does.
    pub ok: bool,
    /// One sentence.
    pub message: String,
}
