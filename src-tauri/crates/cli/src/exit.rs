//! How the program ends (`product.md`, Command line).

use std::process::ExitCode;

/// The exit codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Code {
    /// All done.
    Done = 0,
    /// Some failed; each was named.
    SomeFailed = 1,
    /// Wrong usage.
    Usage = 2,
    /// No usable provider or key.
    NoProvider = 3,
    /// Stopped by a limit on spending.
    Cap = 4,
    /// Interrupted; jobs stay resumable.
    Interrupted = 130,
}

impl From<Code> for ExitCode {
    fn from(code: Code) -> ExitCode {
        ExitCode::from(code as u8)
    }
}

/// An end with something to say.
#[derive(Debug)]
pub(crate) struct Exit {
    pub(crate) code: Code,
    pub(crate) message: String,
    pub(crate) hint: String,
}

impl Exit {
    pub(crate) fn new(code: Code, message: impl Into<String>, hint: impl Into<String>) -> Exit {
        Exit { code, message: message.into(), hint: hint.into() }
    }

    pub(crate) fn usage(message: impl Into<String>) -> Exit {
        Exit::new(Code::Usage, message, "")
    }

    pub(crate) fn failed(message: impl Into<String>) -> Exit {
        Exit::new(Code::SomeFailed, message, "")
    }

    pub(crate) fn failed_with(message: &str, error: &dyn std::error::Error) -> Exit {
        let mut text = format!("{message}: {error}");
        let mut next = error.source();
        while let Some(cause) = next {
            if !text.ends_with(&cause.to_string()) {
                text.push_str(&format!(": {cause}"));
            }
            next = cause.source();
        }
        Exit::failed(text)
    }

    pub(crate) fn interrupted() -> Exit {
        Exit::new(Code::Interrupted, "Interrupted", "Go on with “safelight-cli jobs resume”.")
    }
}

impl From<safelight_app::error::ApiError> for Exit {
    fn from(error: safelight_app::error::ApiError) -> Exit {
        use safelight_app::error::ErrorCode;
        let code = match error.code {
            ErrorCode::NoKey => Code::NoProvider,
            ErrorCode::PriceNotAccepted => Code::Cap,
            ErrorCode::BadInput => Code::Usage,
            ErrorCode::NotFound | ErrorCode::Failed => Code::SomeFailed,
        };
        Exit::new(code, error.message, error.hint)
    }
}
