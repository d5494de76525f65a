//! Settings and keys.

use std::sync::Arc;

use safelight_core::Secret;
use safelight_providers::fal::Fal;
use safelight_providers::{Availability, Error, Remote};

use crate::App;
use crate::error::ApiError;
use crate::settings::bounded;
use crate::wire::*;

type Answer<T> = Result<T, ApiError>;

const FAL_KEYS: &str = "https://fal.ai/dashboard/keys";
const FAL_BILLING: &str = "https://fal.ai/dashboard/billing";

pub(super) async fn get(app: &Arc<App>, _: Nothing) -> Answer<Settings> {
    Ok(app.settings())
}

pub(super) async fn set(app: &Arc<App>, settings: Settings) -> Answer<Settings> {
    let settings = bounded(settings);
    let answer = settings.clone();
    app.blocking(move |app| app.set_settings(settings)).await?;
    Ok(answer)
}

pub(super) async fn providers(app: &Arc<App>, _: Nothing) -> Answer<Providers> {
    app.blocking(|app| Ok(app.list_providers())).await
}

pub(super) async fn set_key(app: &Arc<App>, args: KeyArgs) -> Answer<Providers> {
    known(&args.provider)?;
    let key = Secret::new(&args.key).ok_or_else(|| ApiError::bad_input("The key is empty", "Paste it here."))?;
    // Looked at before it is kept, so that a mangled paste is told at once.
    Fal::connect(Some(&key))
        .map_err(|error| ApiError::bad_input(error.to_string(), "Copy the whole key and paste it again."))?;
    app.blocking(move |app| {
        app.secrets.set(&args.provider, &key);
        app.keys_changed()?;
        Ok(app.list_providers())
    })
    .await
}

pub(super) async fn remove_key(app: &Arc<App>, args: ProviderArgs) -> Answer<Providers> {
    known(&args.provider)?;
    app.blocking(move |app| {
        app.secrets
            .remove(&args.provider)
            .map_err(|error| ApiError::failed("The system's secret store does not let go of the key", &error))?;
        app.keys_changed()?;
        Ok(app.list_providers())
    })
    .await
}

pub(super) async fn test_key(app: &Arc<App>, args: KeyTestArgs) -> Answer<KeyTest> {
    known(&args.provider)?;
    app.test_key(args.key.as_deref().and_then(Secret::new)).await
}

pub(super) async fn open_page(app: &Arc<App>, args: PageArgs) -> Answer<Nothing> {
    known(&args.provider)?;
    let address = match args.page {
        Page::Key => FAL_KEYS,
        Page::Billing => FAL_BILLING,
    };
    app.blocking(move |_| {
        opener::open_browser(address)
            .map_err(|error| ApiError::failed(format!("No browser could be opened; go to {address}"), &error))?;
        Ok(Nothing {})
    })
    .await
}

impl App {
    /// Whether a key works: the given one, or the one in use. Costs nothing.
    ///
    /// # Errors
    /// None of its own; what is wrong with the key is in the answer.
    pub async fn test_key(self: &Arc<Self>, typed: Option<Secret>) -> Result<KeyTest, ApiError> {
        let key = match typed {
            Some(key) => Some(key),
            None => self.blocking(|app| Ok(app.secrets.get("fal").map(|(key, _)| key))).await?,
        };
        let Some(key) = key else {
            return Ok(KeyTest { ok: false, message: "There is no key yet.".to_owned() });
        };
        let tested = match Fal::connect(Some(&key)) {
            Ok(fal) => fal.test().await,
            Err(error) => Err(error),
        };
        let said = |error: &Error| {
            if error.is_auth() { "fal does not accept this key.".to_owned() } else { format!("{error}.") }
        };
        Ok(match tested {
            Ok(()) => KeyTest { ok: true, message: "The key works.".to_owned() },
            Err(error) => KeyTest { ok: false, message: said(&error) },
        })
    }

    /// The providers with their keys' sources.
    pub fn list_providers(&self) -> Providers {
        let problem = match self.local().availability("best") {
            Availability::Broken(why) => Some(why),
            _ => None,
        };
        let local = ProviderInfo {
            name: "local".to_owned(),
            label: "This computer".to_owned(),
            needs_key: false,
            key_source: None,
            kept: true,
            key_url: String::new(),
            base_url: String::new(),
            problem,
        };
        let fal = ProviderInfo {
            name: "fal".to_owned(),
            label: "fal".to_owned(),
            needs_key: true,
            key_source: self.secrets.get("fal").map(|(_, source)| source.name().to_owned()),
            kept: self.secrets.are_kept(),
            key_url: FAL_KEYS.to_owned(),
            base_url: Fal::base_url(),
            problem: Fal::connect(None).err().map(|error| error.to_string()),
        };
        Providers { providers: vec![local, fal] }
    }
}

fn known(provider: &str) -> Answer<()> {
    match provider {
        "fal" => Ok(()),
        other => Err(ApiError::bad_input(format!("“{other}” takes no key"), "")),
    }
}
