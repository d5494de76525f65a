//! What happens is logged to stderr; `SAFELIGHT_LOG` says how much (`debug`, `safelight_jobs=trace`, …).

use std::io::{IsTerminal as _, stderr};

use tracing_subscriber::EnvFilter;

const VARIABLE: &str = "SAFELIGHT_LOG";
const USUALLY: &str = "warn";

/// Starts logging, panics included: those of background tasks would otherwise be heard by nobody.
pub(crate) fn start() {
    let filter = EnvFilter::try_from_env(VARIABLE).unwrap_or_else(|_| EnvFilter::new(USUALLY));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(stderr).with_ansi(stderr().is_terminal()).init();
    std::panic::set_hook(Box::new(|panic| {
        let backtrace = std::backtrace::Backtrace::capture();
        tracing::error!("this is a fault in Safelight: {panic}\n{backtrace}");
    }));
}
