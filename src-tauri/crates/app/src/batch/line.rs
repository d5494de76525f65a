//! Jobs, plans and models as lines: JSON for programs, text for people.

use std::path::PathBuf;

use safelight_core::{Cost, CostKind, Failure, JobState, Money, Quote};
use safelight_jobs::Row;
use safelight_providers::{Does, Registry};
use safelight_store::job::Job;
use serde_json::{Value, json};

use crate::words;

/// A job, as `--json` shows it (`product.md`, Command line).
#[derive(Debug, Clone)]
pub struct JobLine {
    job: Job,
    /// Why it failed or waits.
    pub error: Option<Failure>,
}

impl JobLine {
    pub(super) fn of(job: Job) -> JobLine {
        let error = job.failure.clone().filter(|_| !job.state.is_open() && job.state != JobState::Done);
        JobLine { error, job }
    }

    /// It is done.
    pub fn is_done(&self) -> bool {
        self.job.state == JobState::Done
    }

    fn subject(&self) -> String {
        match &self.job.source {
            Some(source) => source.display().to_string(),
            None => self.job.operation.label(),
        }
    }

    /// Which job it is, and what is wrong with it.
    pub fn complaint(&self) -> String {
        let (id, subject) = (self.job.id, self.subject());
        match (&self.error, self.job.state) {
            (Some(failure), state) => {
                let hint = match state {
                    JobState::Unsure => "It was not sent again: that could be charged twice.",
                    JobState::Unsaved => "The result is kept; it can be saved again for nothing.",
                    _ => failure.hint.as_str(),
                };
                format!("{subject}: {} (job {id}). {hint}", failure.message)
            }
            (None, state) => format!("{subject}: {} (job {id})", state.name()),
        }
    }

    /// The object of `product.md`.
    pub fn to_json(&self) -> Value {
        let job = &self.job;
        let cost = job.cost.unwrap_or_else(|| job.quote.into());
        json!({
            "job": job.id.to_string(),
            "batch": job.batch.to_string(),
            "state": job.state,
            "operation": job.operation.name(),
            "source": job.source.as_ref().map(|path| path.to_string_lossy()),
            "outputs": job.outputs.iter().map(|path| path.to_string_lossy()).collect::<Vec<_>>(),
            "provider": job.route.provider,
            "model": job.route.model,
            "request_id": job.request_id,
            "cost": money(cost),
            "error": self.error.as_ref().map(|failure| json!({
                "kind": failure.kind, "message": failure.message, "hint": failure.hint,
            })),
            "remarks": job.remarks,
        })
    }

    /// For people: the state and the file.
    pub fn to_text(&self) -> String {
        let job = &self.job;
        let outputs: Vec<String> = job.outputs.iter().map(|path| path.display().to_string()).collect();
        let what = if outputs.is_empty() { self.subject() } else { outputs.join(", ") };
        let price = job.cost.map(|cost| words::cost(cost, job.route.is_local()).text).unwrap_or_default();
        format!("{:>5}  {:<10} {:<12} {what}  {price}", job.id, job.state.name(), job.operation.label())
            .trim_end()
            .to_owned()
    }
}

fn money(cost: Cost) -> Value {
    json!({"amount": cost.amount.map(Money::as_dollars), "currency": "USD", "kind": cost.kind})
}

/// A planned job.
#[derive(Debug, Clone)]
pub struct PlanLine {
    source: Option<PathBuf>,
    output: PathBuf,
    size: Option<(u32, u32)>,
    provider: String,
    model: String,
    quote: Quote,
    clash: bool,
    /// Why it is left out or would fail.
    pub skip: Option<String>,
}

impl PlanLine {
    pub(super) fn of(row: &Row, skip: Option<String>) -> PlanLine {
        PlanLine {
            source: row.job.source.clone(),
            output: row.job.folder.join(&row.output),
            size: row.output_size,
            provider: row.job.route.provider.clone(),
            model: row.job.route.model.clone(),
            quote: row.job.quote,
            clash: row.clash,
            skip: skip.or_else(|| row.problem.as_ref().map(|problem| problem.message.clone())),
        }
    }

    /// Source, output, route, price, clash, skip reason.
    pub fn to_json(&self) -> Value {
        let kind = if self.quote == Quote::Free { CostKind::Final } else { Cost::from(self.quote).kind };
        json!({
            "source": self.source.as_ref().map(|path| path.to_string_lossy()),
            "output": self.output.to_string_lossy(),
            "size": self.size.map(|(width, height)| [width, height]),
            "provider": self.provider,
            "model": self.model,
            "route": {"provider": self.provider, "model": self.model},
            "price": money(Cost { kind, ..self.quote.into() }),
            "clash": self.clash,
            "skip": self.skip,
        })
    }

    /// For people.
    pub fn to_text(&self) -> String {
        let source = self.source.as_ref().map_or_else(String::new, |path| format!("{} → ", path.display()));
        if let Some(why) = &self.skip {
            return format!("{source}left out: {why}");
        }
        let size = self.size.map_or_else(String::new, |(width, height)| format!("  {}", words::size(width, height)));
        let clash = if self.clash { "  (the plain name is taken)" } else { "" };
        format!("{source}{}{size}  {} / {}  {}{clash}", self.output.display(), self.provider, self.model, self.quote)
    }
}

/// A model.
#[derive(Debug, Clone)]
pub struct ModelLine {
    /// The provider's name for it.
    pub id: &'static str,
    provider: &'static str,
    name: &'static str,
    does: String,
    price: Option<safelight_core::Price>,
}

/// All models of all providers.
pub fn models() -> Vec<ModelLine> {
    Registry::cards()
        .map(|card| ModelLine {
            id: card.id,
            provider: card.provider,
            name: card.name,
            does: match card.does {
                Does::Upscale { scales } => {
                    let scales: Vec<String> = scales.iter().map(|scale| format!("{scale}x")).collect();
                    format!("upscale {}", scales.join(" "))
                }
                Does::Enhance { .. } => "enhance".to_owned(),
                Does::Generate { .. } => "generate".to_owned(),
            },
            price: card.price,
        })
        .collect()
}

impl ModelLine {
    /// For programs.
    pub fn to_json(&self) -> Value {
        json!({
            "provider": self.provider, "model": self.id, "name": self.name, "does": self.does,
            "price": self.price.map(|price| json!({"unit": price.unit, "each": price.each.as_dollars(), "currency": "USD"})),
        })
    }

    /// For people.
    pub fn to_text(&self) -> String {
        format!("{:<6} {:<28} {:<18} {}", self.provider, self.id, self.does, words::unit_price(self.price))
    }
}
