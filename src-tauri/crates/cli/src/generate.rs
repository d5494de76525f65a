//! `generate`: pictures from words.

use std::sync::Arc;

use safelight_app::App;
use safelight_core::{Aspect, Generation, Operation};

use crate::args::Generate;
use crate::batch::{carry_out, request};
use crate::exit::{Code, Exit};
use crate::output::Output;

pub(crate) async fn run(app: &Arc<App>, mut args: Generate, yes: bool, output: &Output) -> Result<Code, Exit> {
    let prompt = args.prompt.trim().to_owned();
    if prompt.is_empty() {
        return Err(Exit::usage("Say what the picture should show"));
    }
    let aspect: Aspect =
        args.aspect.parse().map_err(|error: safelight_core::NotAnAspect| Exit::usage(error.to_string()))?;
    let operation = Operation::Generate(Generation { prompt, aspect, seed: args.seed, count: args.count });
    // Without --out: here.
    args.how.out.get_or_insert_with(|| ".".into());
    carry_out(app, request(operation, Vec::new(), &args.how, false)?, &args.how, yes, output).await
}
