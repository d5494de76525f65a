//! All providers by name.

use std::sync::Arc;

use safelight_core::{Kind, Operation, Route};

use crate::local::Local;
use crate::{Availability, ModelCard, Remote};

/// A provider: this machine or one on the network.
#[derive(Clone)]
pub enum Provider {
    /// This machine.
    Local(Arc<Local>),
    /// One on the network; `None` while it has no key.
    Remote {
        /// Its name.
        name: &'static str,
        /// Its steps.
        client: Option<Arc<dyn Remote>>,
    },
}

impl Provider {
    /// How its jobs go.
    pub fn kind(&self) -> Kind {
        match self {
            Provider::Local(_) => Kind::Local,
            Provider::Remote { .. } => Kind::Queue,
        }
    }
}

/// A name nobody knows. It never silently becomes another, paid one.
#[derive(Debug, thiserror::Error)]
pub enum Unknown {
    /// The provider.
    #[error("there is no provider “{name}”; known: {known}")]
    Provider {
        /// As given.
        name: String,
        /// Comma separated.
        known: String,
    },
    /// The model.
    #[error("{provider} has no model “{model}” for this; known: {known}")]
    Model {
        /// Its provider.
        provider: String,
        /// As given.
        model: String,
        /// Comma separated.
        known: String,
    },
}

/// The providers and their models.
pub struct Registry {
    local: Arc<Local>,
    fal: Option<Arc<dyn Remote>>,
}

impl Registry {
    /// Provider names, in the order they are offered.
    pub const NAMES: [&'static str; 2] = ["local", "fal"];

    /// With this machine, and fal if it has a key.
    pub fn new(local: Arc<Local>, fal: Option<Arc<dyn Remote>>) -> Self {
        Self { local, fal }
    }

    /// The provider of this name.
    ///
    /// # Errors
    /// [`Unknown::Provider`], which lists the known ones.
    pub fn provider(&self, name: &str) -> Result<Provider, Unknown> {
        match name {
            "local" => Ok(Provider::Local(self.local.clone())),
            "fal" => Ok(Provider::Remote { name: "fal", client: self.fal.clone() }),
            other => Err(Unknown::Provider { name: other.to_owned(), known: Self::NAMES.join(", ") }),
        }
    }

    /// This machine.
    pub fn local(&self) -> &Arc<Local> {
        &self.local
    }

    /// Every model card of every provider, each provider's default first.
    pub fn cards() -> impl Iterator<Item = &'static ModelCard> {
        crate::local::CARDS.iter().chain(crate::fal::CARDS)
    }

    /// The models that can do `operation`, the default first.
    pub fn cards_for(operation: &Operation) -> Vec<&'static ModelCard> {
        Self::cards().filter(|card| card.can(operation)).collect()
    }

    /// The card of a route.
    ///
    /// # Errors
    /// [`Unknown`], which lists the known ones.
    pub fn card(route: &Route, operation: &Operation) -> Result<&'static ModelCard, Unknown> {
        if !Self::NAMES.contains(&route.provider.as_str()) {
            return Err(Unknown::Provider { name: route.provider.clone(), known: Self::NAMES.join(", ") });
        }
        let cards = || Self::cards_for(operation).into_iter().filter(|card| card.provider == route.provider);
        cards().find(|card| card.id == route.model).ok_or_else(|| Unknown::Model {
            provider: route.provider.clone(),
            model: route.model.clone(),
            known: cards().map(|card| card.id).collect::<Vec<_>>().join(", "),
        })
    }

    /// The route an operation takes when nothing is chosen: the first card; with `provider`, that provider's first.
    ///
    /// # Errors
    /// [`Unknown`] when the provider is not known or has nothing for the operation.
    pub fn default_route(operation: &Operation, provider: Option<&str>) -> Result<Route, Unknown> {
        let cards = Self::cards_for(operation);
        match provider {
            None => Ok(cards.first().map_or_else(|| Route::new("local", "best"), |card| card.route())),
            Some(name) => cards.iter().find(|card| card.provider == name).map(|card| card.route()).ok_or_else(|| {
                if Self::NAMES.contains(&name) {
                    Unknown::Model { provider: name.to_owned(), model: "any".to_owned(), known: "none".to_owned() }
                } else {
                    Unknown::Provider { name: name.to_owned(), known: Self::NAMES.join(", ") }
                }
            }),
        }
    }

    /// Whether a card's provider can be used now.
    pub fn availability(&self, card: &ModelCard) -> Availability {
        match card.provider {
            "local" => self.local.availability(card.id),
            _ if self.fal.is_some() => Availability::Ready,
            _ => Availability::NeedsKey,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use safelight_core::Scale;

    #[test]
    fn upscale_and_enhance_run_here_unless_somebody_chooses() {
        for operation in [Operation::Upscale { scale: Scale::X8 }, Operation::Enhance] {
            let route = Registry::default_route(&operation, None).unwrap();
            assert!(route.is_local(), "{operation:?} would go to {route}");
        }
        assert_eq!(
            Registry::default_route(&Operation::Upscale { scale: Scale::X4 }, Some("fal")).unwrap().model,
            "fal-ai/esrgan"
        );
    }

    #[test]
    fn an_unknown_name_lists_the_known_ones() {
        let upscale = Operation::Upscale { scale: Scale::X2 };
        let error = Registry::card(&Route::new("fla", "x"), &upscale).unwrap_err().to_string();
        assert!(error.contains("local, fal"), "{error}");
        let error = Registry::card(&Route::new("fal", "fal-ai/esgran"), &upscale).unwrap_err().to_string();
        assert!(error.contains("fal-ai/esrgan"), "{error}");
    }
}
