//! What is printed: results to standard output, everything else to standard error.

use std::io::Write;
use std::process::ExitCode;

use safelight_app::batch::{JobLine, PlanLine};
use serde_json::{Value, json};

use crate::exit::Exit;

pub(crate) struct Output {
    json: bool,
}

impl Output {
    pub(crate) fn new(json: bool) -> Output {
        Output { json }
    }

    /// A line of standard output: as JSON, or as text.
    pub(crate) fn line(&self, value: &Value, text: &str) {
        let line = if self.json { value.to_string() } else { text.to_owned() };
        // A reader that went away (`| head`) is no failure of ours.
        drop(writeln!(std::io::stdout(), "{line}"));
    }

    /// Something to know, on standard error.
    pub(crate) fn say(&self, text: &str) {
        drop(writeln!(std::io::stderr(), "{text}"));
    }

    pub(crate) fn fail(&self, exit: &Exit) -> ExitCode {
        if self.json {
            let error = json!({"error": {"message": exit.message, "hint": exit.hint}});
            drop(writeln!(std::io::stderr(), "{error}"));
        } else {
            self.say(&format!("safelight-cli: {}", exit.message));
            if !exit.hint.is_empty() {
                self.say(&exit.hint);
            }
        }
        exit.code.into()
    }

    /// How a job stands.
    pub(crate) fn job(&self, job: &JobLine) {
        self.line(&job.to_json(), &job.to_text());
    }

    /// What a job would do.
    pub(crate) fn plan(&self, row: &PlanLine) {
        self.line(&row.to_json(), &row.to_text());
    }
}
