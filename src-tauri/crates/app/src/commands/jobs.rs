//! Operations on photos and the jobs they become.

use std::sync::Arc;

use safelight_core::{BatchId, JobId, Operation, Quote, Route};
use safelight_jobs::{Plan as Planned, PlanRequest};
use safelight_providers::{Availability, ModelCard, Registry};

use crate::error::ApiError;
use crate::wire::*;
use crate::{App, words};

type Answer<T> = Result<T, ApiError>;

/// The most jobs the panel shows.
pub(crate) const MOST_JOBS: u32 = 1000;

pub(super) async fn routes(app: &Arc<App>, args: RoutesArgs) -> Answer<Routes> {
    app.blocking(move |app| {
        let operation = operation(args.operation);
        let mut sizes = Vec::with_capacity(args.photos.len());
        for id in &args.photos {
            sizes.push(app.existing(*id)?.look.ok().map(|look| (look.width, look.height)));
        }
        let default = app.default_route(&operation)?;
        let mut offers = Vec::new();
        for card in Registry::cards_for(&operation) {
            let mut price = Quote::Free;
            let mut seconds = Some(0.0);
            for size in &sizes {
                price = price.and(app.jobs.quote(card, &operation, *size)?);
                let one = app.jobs.seconds(card, &operation, *size)?;
                seconds = seconds.zip(one).map(|(sum, one)| sum + one);
            }
            let mut offer = app.offer(card, price, seconds.filter(|_| !sizes.is_empty()), &default);
            if sizes.is_empty() {
                // Asked without photos (Settings do): then a price is for one unit.
                offer.price = PriceTag { text: words::unit_price(card.price), amount: None };
            }
            offers.push(offer);
        }
        offers.sort_by_key(|offer| !offer.is_default);
        let output = match sizes.as_slice() {
            [Some((width, height))] => operation.output_size(*width, *height),
            _ => None,
        };
        Ok(Routes { offers, output })
    })
    .await
}

pub(super) async fn plan(app: &Arc<App>, args: PlanArgs) -> Answer<Plan> {
    app.blocking(move |app| {
        let planned = app.planned(args.operation, &args.photos, args.route)?;
        let rows = planned.rows.iter().zip(&args.photos).map(|(row, photo)| PlanRow {
            photo: *photo,
            name: row.job.source.as_deref().map(crate::describe::name).unwrap_or_default(),
            output: row.output.to_string_lossy().into_owned(),
            size: row.output_size,
            price: words::quote(row.job.quote),
            skip: row.problem.as_ref().map(|problem| problem.message.clone()),
        });
        Ok(Plan {
            rows: rows.collect(),
            offer: app.offer(planned.card, planned.total, planned.seconds, &planned.card.route()),
            total: words::quote(planned.total),
            ask: app.must_ask(planned.total),
        })
    })
    .await
}

pub(super) async fn start(app: &Arc<App>, args: StartArgs) -> Answer<Started> {
    app.blocking(move |app| {
        if args.photos.is_empty() {
            return Err(ApiError::bad_input("No photo is selected", "Select one or more photos first."));
        }
        let planned = app.planned(args.operation, &args.photos, args.route)?;
        app.started(&planned, args.accept_price)
    })
    .await
}

pub(super) async fn list(app: &Arc<App>, _: Nothing) -> Answer<JobList> {
    app.blocking(|app| {
        let jobs = app.jobs.list(false, MOST_JOBS)?;
        Ok(JobList { jobs: jobs.iter().map(|(job, live)| app.describe(job, live.as_ref())).collect() })
    })
    .await
}

pub(super) async fn cancel(app: &Arc<App>, args: JobArgs) -> Answer<Nothing> {
    let id = job_id(&args)?;
    app.blocking(move |app| Ok(app.jobs.cancel(id).map(|()| Nothing {})?)).await
}

pub(super) async fn retry(app: &Arc<App>, args: JobArgs) -> Answer<Nothing> {
    let id = job_id(&args)?;
    app.blocking(move |app| Ok(app.jobs.retry(id).map(|()| Nothing {})?)).await
}

pub(super) async fn send_again(app: &Arc<App>, args: JobArgs) -> Answer<Nothing> {
    let id = job_id(&args)?;
    app.blocking(move |app| Ok(app.jobs.send_again(id).map(|()| Nothing {})?)).await
}

pub(super) async fn save_again(app: &Arc<App>, args: JobArgs) -> Answer<Nothing> {
    let id = job_id(&args)?;
    app.blocking(move |app| Ok(app.jobs.save_again(id).map(|()| Nothing {})?)).await
}

pub(super) async fn undo(app: &Arc<App>, args: JobArgs) -> Answer<Nothing> {
    let id = job_id(&args)?;
    app.blocking(move |app| {
        app.jobs.undo(id)?;
        app.library.scan();
        Ok(Nothing {})
    })
    .await
}

pub(super) async fn cancel_batch(app: &Arc<App>, args: BatchArgs) -> Answer<Nothing> {
    let batch = batch_id(&args)?;
    app.blocking(move |app| Ok(app.jobs.cancel_batch(batch).map(|()| Nothing {})?)).await
}

pub(super) async fn undo_batch(app: &Arc<App>, args: BatchArgs) -> Answer<Nothing> {
    let batch = batch_id(&args)?;
    app.blocking(move |app| {
        for job in app.jobs.of_batch(batch)? {
            match app.jobs.undo(job.id) {
                // A failed one has nothing to take back.
                Err(safelight_jobs::Error::NotNow { .. }) => {}
                other => other?,
            }
        }
        app.library.scan();
        Ok(Nothing {})
    })
    .await
}

pub(super) async fn clear(app: &Arc<App>, _: Nothing) -> Answer<Nothing> {
    app.blocking(|app| Ok(app.jobs.hide_finished().map(|()| Nothing {})?)).await
}

impl App {
    fn planned(&self, args: OperationArgs, photos: &[u32], route: Option<RouteRef>) -> Answer<Planned> {
        let operation = operation(args);
        let route = match route {
            Some(route) => Route { provider: route.provider, model: route.model },
            None => self.default_route(&operation)?,
        };
        let mut sources = Vec::with_capacity(photos.len());
        for id in photos {
            sources.push(self.existing(*id)?.path);
        }
        Ok(self.jobs.plan(&PlanRequest { operation, sources, route, folder: None, format: None })?)
    }

    /// Starts a plan if its provider is ready and its price accepted.
    pub(super) fn started(&self, planned: &Planned, accept_price: bool) -> Answer<Started> {
        match &planned.availability {
            Availability::Ready => {}
            Availability::NeedsKey => return Err(ApiError::no_key(planned.card.provider)),
            Availability::Broken(why) => return Err(ApiError::broken_provider(why)),
        }
        if self.must_ask(planned.total) && !accept_price {
            return Err(ApiError::price(&planned.total.to_string()));
        }
        let (batch, ids) = self.jobs.start(&planned.jobs())?;
        Ok(Started {
            batch: batch.to_string(),
            jobs: ids.iter().map(ToString::to_string).collect(),
            skipped: Vec::new(),
        })
    }

    pub(super) fn must_ask(&self, total: Quote) -> bool {
        matches!(total, Quote::Estimate(amount) if amount.as_dollars() > self.settings().ask_above)
    }

    /// The user's choice, else the first card.
    fn default_route(&self, operation: &Operation) -> Answer<Route> {
        let settings = self.settings();
        let chosen = match operation {
            Operation::Upscale { .. } => settings.upscale_route,
            Operation::Enhance => settings.enhance_route,
            Operation::Generate(_) => settings.generate_route,
        };
        let chosen = chosen.map(|route| Route { provider: route.provider, model: route.model });
        match chosen.filter(|route| Registry::card(route, operation).is_ok()) {
            Some(route) => Ok(route),
            None => Registry::default_route(operation, None)
                .map_err(|error| ApiError::bad_input(error.to_string(), "Choose another model.")),
        }
    }

    pub(super) fn offer(&self, card: &ModelCard, price: Quote, seconds: Option<f64>, default: &Route) -> RouteOffer {
        let availability = self.jobs.registry().availability(card);
        let place = if card.provider == "local" { "nothing leaves" } else { "picture is uploaded" };
        let note = match seconds {
            Some(seconds) => format!("{}, {place}", words::about(seconds)),
            None => place.to_owned(),
        };
        let why_not = match &availability {
            Availability::Ready => None,
            Availability::NeedsKey => Some(format!("Needs a {} key", card.provider)),
            Availability::Broken(why) => Some(why.clone()),
        };
        RouteOffer {
            route: RouteRef { provider: card.provider.to_owned(), model: card.id.to_owned() },
            label: card.name.to_owned(),
            price: words::quote(price),
            seconds: seconds.map(|seconds| seconds as f32),
            note,
            available: why_not.is_none(),
            why_not,
            is_default: card.route() == *default,
        }
    }
}

fn operation(args: OperationArgs) -> Operation {
    match args {
        OperationArgs::Upscale { scale } => Operation::Upscale { scale },
        OperationArgs::Enhance => Operation::Enhance,
    }
}

fn job_id(args: &JobArgs) -> Answer<JobId> {
    args.id.parse().map_err(|_| ApiError::bad_input("There is no such job", ""))
}

fn batch_id(args: &BatchArgs) -> Answer<BatchId> {
    args.batch.parse().map_err(|_| ApiError::bad_input("There is no such batch", ""))
}
