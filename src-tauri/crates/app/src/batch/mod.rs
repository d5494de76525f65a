//! The same work for the command line: whole batches, planned, run and told line by line.

mod line;
mod run;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use safelight_core::{Format, Operation, Quote, Route};
use safelight_files::walk;
use safelight_jobs::{Plan, PlanRequest, Row};
use safelight_providers::{Availability, Registry};

use crate::App;
use crate::error::{ApiError, ErrorCode};

pub use line::{JobLine, ModelLine, PlanLine, models};
pub use run::Ended;

/// What is asked for.
#[derive(Debug, Clone)]
pub struct BatchRequest {
    /// What.
    pub operation: Operation,
    /// On which files; empty for a generation.
    pub sources: Vec<PathBuf>,
    /// Who does it; `None`: the usual one.
    pub provider: Option<String>,
    /// With which model; `None`: the provider's first.
    pub model: Option<String>,
    /// Where results go; `None`: beside their sources.
    pub folder: Option<PathBuf>,
    /// The results' format; `None`: their sources' own.
    pub format: Option<Format>,
    /// Leave out pictures whose result is there already.
    pub skip_existing: bool,
}

/// A planned batch.
pub struct BatchPlan {
    plan: Plan,
    skip_existing: bool,
}

impl BatchPlan {
    fn skip(&self, row: &Row) -> Option<String> {
        (self.skip_existing && row.clash).then(|| "its result is there already".to_owned())
    }

    pub(super) fn runs(&self) -> impl Iterator<Item = &Row> {
        self.plan.rows.iter().filter(|row| self.skip(row).is_none())
    }

    /// One line for each job.
    pub fn lines(&self) -> Vec<PlanLine> {
        self.plan.rows.iter().map(|row| PlanLine::of(row, self.skip(row))).collect()
    }

    /// The price of what runs.
    pub fn total(&self) -> Quote {
        self.runs().filter(|row| row.problem.is_none()).fold(Quote::Free, |sum, row| sum.and(row.job.quote))
    }

    /// Whether its provider can be used.
    ///
    /// # Errors
    /// [`ErrorCode::NoKey`] without a key, and when the provider is broken.
    pub fn check_provider(&self) -> Result<(), ApiError> {
        match &self.plan.availability {
            Availability::Ready => Ok(()),
            Availability::NeedsKey => Err(ApiError::no_key(self.plan.card.provider)),
            Availability::Broken(why) => Err(ApiError { code: ErrorCode::NoKey, ..ApiError::broken_provider(why) }),
        }
    }
}

/// The pictures of a folder, in natural order; `deep`: of its sub-folders too.
pub fn pictures_in(folder: &Path, deep: bool) -> Vec<PathBuf> {
    let folder = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    let depth = if deep { walk::Depth::All } else { walk::Depth::One };
    let mut pictures: Vec<PathBuf> = walk::walk(&folder, depth, |_| ())
        .flat_map(|listing| {
            let folder = listing.path;
            listing.pictures.into_iter().map(move |picture| folder.join(picture.name))
        })
        .collect();
    pictures.sort();
    pictures
}

impl App {
    /// Plans a batch. Nothing is sent.
    ///
    /// # Errors
    /// [`ErrorCode::BadInput`] for an unknown provider or model, which lists the known ones.
    pub async fn plan_batch(self: &Arc<Self>, request: BatchRequest) -> Result<BatchPlan, ApiError> {
        self.blocking(move |app| {
            let route = route(&request)?;
            let plan = app.jobs.plan(&PlanRequest {
                operation: request.operation,
                sources: request.sources,
                route,
                folder: request.folder,
                format: request.format,
            })?;
            Ok(BatchPlan { plan, skip_existing: request.skip_existing })
        })
        .await
    }

    /// Above this many dollars an action needs a yes.
    pub fn ask_above(&self) -> f64 {
        self.settings().ask_above
    }
}

/// Argument before default; what is not known is an error, never another model.
fn route(request: &BatchRequest) -> Result<Route, ApiError> {
    let unknown = |error: safelight_providers::Unknown| ApiError::bad_input(error.to_string(), "");
    let operation = &request.operation;
    match (&request.provider, &request.model) {
        (Some(provider), Some(model)) => {
            let route = Route::new(provider, model);
            Registry::card(&route, operation).map_err(unknown)?;
            Ok(route)
        }
        (provider, None) => Registry::default_route(operation, provider.as_deref()).map_err(unknown),
        (None, Some(model)) => {
            let cards = Registry::cards_for(operation);
            cards.iter().find(|card| card.id == model).map(|card| card.route()).ok_or_else(|| {
                let known: Vec<_> = cards.iter().map(|card| card.id).collect();
                let message = format!("There is no model “{model}” for this; known: {}", known.join(", "));
                ApiError::bad_input(message, "")
            })
        }
    }
}
