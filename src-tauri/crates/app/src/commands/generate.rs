//! *Generate image*.

use std::sync::Arc;

use safelight_core::{Aspect, Generation, Operation, Route};
use safelight_jobs::PlanRequest;
use safelight_providers::{Availability, Does, ModelCard, Registry};

use super::library::folder_id;
use crate::error::ApiError;
use crate::wire::*;
use crate::{App, words};

type Answer<T> = Result<T, ApiError>;

/// The longest prompt any of the models takes, characters.
const LONGEST_PROMPT: usize = 5000;

pub(super) async fn models(app: &Arc<App>, _: Nothing) -> Answer<ModelCards> {
    let registry = app.jobs.registry();
    let default = app.settings().generate_route;
    let mut models: Vec<ModelCard_> = Registry::cards()
        .filter_map(|card| match card.does {
            Does::Generate { max_count, seed } => Some((card, max_count, seed)),
            _ => None,
        })
        .map(|(card, max_count, seed)| wire(card, max_count, seed, &registry.availability(card)))
        .collect();
    models.sort_by_key(|model| default.as_ref() != Some(&model.route));
    Ok(ModelCards { models })
}

type ModelCard_ = crate::wire::ModelCard;

fn wire(card: &ModelCard, max_count: u32, seed: bool, availability: &Availability) -> ModelCard_ {
    let why_not = match availability {
        Availability::Ready => None,
        Availability::NeedsKey => Some(format!("Needs a {} key", card.provider)),
        Availability::Broken(why) => Some(why.clone()),
    };
    ModelCard_ {
        route: RouteRef { provider: card.provider.to_owned(), model: card.id.to_owned() },
        name: card.name.to_owned(),
        strengths: card.strengths.to_owned(),
        speed: card.speed.to_owned(),
        price: words::unit_price(card.price),
        slow: card.slow,
        max_count,
        seed,
        available: why_not.is_none(),
        why_not,
    }
}

pub(super) async fn quote(app: &Arc<App>, args: GenerateQuoteArgs) -> Answer<PriceTag> {
    let operation = operation("", &args.aspect, args.count, None)?;
    let card = card(&args.route, &operation)?;
    app.blocking(move |app| Ok(words::quote(app.jobs.quote(card, &operation, None)?))).await
}

pub(super) async fn start(app: &Arc<App>, args: GenerateArgs) -> Answer<Started> {
    let prompt = args.prompt.trim().to_owned();
    if prompt.is_empty() {
        return Err(ApiError::bad_input("Say what the picture should show", "Type a few words."));
    }
    if prompt.chars().count() > LONGEST_PROMPT {
        return Err(ApiError::bad_input("The text is too long", "Keep it under 5,000 characters."));
    }
    let operation = operation(&prompt, &args.aspect, args.count, args.seed)?;
    let card = card(&args.route, &operation)?;
    let folder = folder_id(&args.folder)?;
    app.blocking(move |app| {
        let folder = app.library.folders()?.into_iter().find(|one| one.id == folder);
        let folder = folder.ok_or_else(|| ApiError::not_found("The folder"))?.path;
        let request =
            PlanRequest { operation, sources: Vec::new(), route: card.route(), folder: Some(folder), format: None };
        let planned = app.jobs.plan(&request)?;
        app.started(&planned, args.accept_price)
    })
    .await
}

fn operation(prompt: &str, aspect: &str, count: u32, seed: Option<u64>) -> Answer<Operation> {
    let aspect: Aspect =
        aspect.parse().map_err(|error: safelight_core::NotAnAspect| ApiError::bad_input(error.to_string(), ""))?;
    if !(1..=4).contains(&count) {
        return Err(ApiError::bad_input("Between one and four pictures can be made at once", ""));
    }
    Ok(Operation::Generate(Generation { prompt: prompt.to_owned(), aspect, seed, count }))
}

fn card(route: &RouteRef, operation: &Operation) -> Answer<&'static ModelCard> {
    Registry::card(&Route::new(&route.provider, &route.model), operation)
        .map_err(|error| ApiError::bad_input(error.to_string(), "Choose another model."))
}
