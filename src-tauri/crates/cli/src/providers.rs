//! `providers`: who is there, and whether they can be used.

use std::sync::Arc;

use safelight_app::App;
use serde_json::json;

use crate::args::Providers;
use crate::exit::{Code, Exit};
use crate::output::Output;

pub(crate) async fn run(app: &Arc<App>, command: Option<Providers>, output: &Output) -> Result<Code, Exit> {
    match command.unwrap_or(Providers::List) {
        Providers::List => {
            for provider in app.list_providers().providers {
                let state = match (&provider.problem, provider.needs_key, &provider.key_source) {
                    (Some(problem), _, _) => problem.clone(),
                    (None, false, _) => "ready, free, nothing leaves this computer".to_owned(),
                    (None, true, Some(source)) => format!("ready, key from {source}"),
                    (None, true, None) => "needs a key".to_owned(),
                };
                let value = json!({
                    "provider": provider.name,
                    "ready": provider.problem.is_none() && (!provider.needs_key || provider.key_source.is_some()),
                    "key_source": provider.key_source,
                    "base_url": provider.base_url,
                    "problem": provider.problem,
                });
                output.line(&value, &format!("{:<8} {state}", provider.name));
            }
            Ok(Code::Done)
        }
        Providers::Test { name } => {
            let tested = app.test_provider(&name).await?;
            output.line(&json!({"provider": name, "ok": tested.ok, "message": tested.message}), &tested.message);
            Ok(if tested.ok { Code::Done } else { Code::NoProvider })
        }
    }
}
