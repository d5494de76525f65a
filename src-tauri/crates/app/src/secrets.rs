//! Keys: environment first, then the system's secret store; without one, in memory until the app is closed.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use keyring_core::CredentialStore;
use safelight_core::Secret;

/// The service keys are kept under.
const SERVICE: &str = "safelight";

/// Where a key is from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeySource {
    /// An environment variable.
    Environment,
    /// The system's secret store.
    Store,
    /// Typed in; forgotten when the app is closed.
    Memory,
}

impl KeySource {
    /// The word that crosses to the UI.
    pub fn name(self) -> &'static str {
        match self {
            KeySource::Environment => "environment",
            KeySource::Store => "store",
            KeySource::Memory => "memory",
        }
    }
}

/// The keys of this user.
pub(crate) struct Secrets {
    store: Option<Arc<CredentialStore>>,
    memory: Mutex<HashMap<String, Secret>>,
}

impl Secrets {
    /// Asks the system for its secret store.
    pub(crate) fn open() -> Secrets {
        let store = match zbus_secret_service_keyring_store::Store::new() {
            Ok(store) => Some(store as Arc<CredentialStore>),
            Err(error) => {
                tracing::info!(%error, "there is no secret store: keys stay in memory");
                None
            }
        };
        Secrets { store, memory: Mutex::default() }
    }

    /// Without the system.
    pub(crate) fn in_memory() -> Secrets {
        Secrets { store: None, memory: Mutex::default() }
    }

    /// Whether typed keys outlive the app.
    pub(crate) fn are_kept(&self) -> bool {
        self.store.is_some()
    }

    /// The key of a provider and where it is from.
    pub(crate) fn get(&self, provider: &str) -> Option<(Secret, KeySource)> {
        if let Some(key) = from_environment(provider) {
            return Some((key, KeySource::Environment));
        }
        let memory = self.memory.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(key) = memory.get(provider) {
            return Some((key.clone(), KeySource::Memory));
        }
        drop(memory);
        let entry = self.store.as_ref()?.build(SERVICE, provider, None).ok()?;
        match entry.get_password() {
            Ok(text) => Secret::new(&text).map(|key| (key, KeySource::Store)),
            Err(keyring_core::Error::NoEntry) => None,
            Err(error) => {
                tracing::warn!(%error, "the secret store does not answer");
                None
            }
        }
    }

    /// Keeps a key; where the secret store does not take it, in memory.
    pub(crate) fn set(&self, provider: &str, key: &Secret) -> KeySource {
        if let Some(store) = &self.store {
            match store.build(SERVICE, provider, None).and_then(|entry| entry.set_password(key.reveal())) {
                Ok(()) => {
                    self.memory.lock().unwrap_or_else(PoisonError::into_inner).remove(provider);
                    return KeySource::Store;
                }
                Err(error) => tracing::warn!(%error, "the secret store does not take the key: it stays in memory"),
            }
        }
        self.memory.lock().unwrap_or_else(PoisonError::into_inner).insert(provider.to_owned(), key.clone());
        KeySource::Memory
    }

    /// Forgets a key.
    ///
    /// # Errors
    /// When the secret store does not let go of it.
    pub(crate) fn remove(&self, provider: &str) -> Result<(), keyring_core::Error> {
        self.memory.lock().unwrap_or_else(PoisonError::into_inner).remove(provider);
        let Some(store) = &self.store else { return Ok(()) };
        match store.build(SERVICE, provider, None).and_then(|entry| entry.delete_credential()) {
            Err(keyring_core::Error::NoEntry) | Ok(()) => Ok(()),
            Err(error) => Err(error),
        }
    }
}

/// `FAL_KEY`, else `FAL_KEY_ID` and `FAL_KEY_SECRET`; empty ones count as missing.
fn from_environment(provider: &str) -> Option<Secret> {
    let var = |name: &str| std::env::var(name).ok().and_then(|text| Secret::new(&text));
    match provider {
        "fal" => var("FAL_KEY").or_else(|| {
            let (id, secret) = (var("FAL_KEY_ID")?, var("FAL_KEY_SECRET")?);
            Secret::new(&format!("{}:{}", id.reveal(), secret.reveal()))
        }),
        _ => None,
    }
}
