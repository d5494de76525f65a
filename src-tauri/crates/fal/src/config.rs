//! Where fal is, who we are, and how patient to be.

use std::time::Duration;

use url::Url;

use crate::hosts::is_loopback;
use crate::{Error, Key, Kind, Result};

/// Everything a [`Client`](crate::Client) needs to know.
///
/// A base URL changed from its default is that service's only allowed host: the key goes nowhere else.
#[derive(Clone, Debug)]
pub struct Config {
    /// Synchronous calls; `https://fal.run`.
    pub run: Url,
    /// The queue; `https://queue.fal.run`.
    pub queue: Url,
    /// Uploads and tokens; `https://rest.fal.ai`.
    pub rest: Url,
    /// Uploaded files and results; `https://v3.fal.media`.
    pub cdn: Url,
    /// Prices, models, usage; `https://api.fal.ai` (`/v1/…` is appended).
    pub platform: Url,
    /// Without one, calls fail with [`Kind::NoKey`] before anything is sent.
    pub key: Option<Key>,
    /// The `User-Agent` header.
    pub user_agent: String,
    /// Timeouts, retries and polling.
    pub timing: Timing,
}

/// How long to wait and how often to try.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timing {
    /// For a connection to be made; 10 s.
    pub connect: Duration,
    /// For one whole reply of the API; 60 s. Uploads get more, by their size.
    pub reply: Duration,
    /// How often one call is sent at most; 5.
    pub attempts: u32,
    /// The pause before the second attempt; doubled each time, give or take a quarter; 250 ms.
    pub retry_first: Duration,
    /// The longest such pause; 8 s.
    pub retry_longest: Duration,
    /// The longest `Retry-After` that is waited for; a longer one gives the error at once; 60 s.
    pub retry_after_longest: Duration,
    /// The first pause between two looks at a job, when its status stream does not work; 250 ms.
    pub poll_first: Duration,
    /// The longest such pause; 5 s.
    pub poll_longest: Duration,
    /// A status stream silent for this long is doubted, and the status asked for; 15 s.
    pub stream_silence: Duration,
}

impl Default for Timing {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            reply: Duration::from_secs(60),
            attempts: 5,
            retry_first: Duration::from_millis(250),
            retry_longest: Duration::from_secs(8),
            retry_after_longest: Duration::from_secs(60),
            poll_first: Duration::from_millis(250),
            poll_longest: Duration::from_secs(5),
            stream_silence: Duration::from_secs(15),
        }
    }
}

impl Default for Config {
    /// fal's own hosts, no key.
    fn default() -> Self {
        let base = |url: &str| Url::parse(url).expect("fal's own URLs are well formed");
        Self {
            run: base("https://fal.run"),
            queue: base("https://queue.fal.run"),
            rest: base("https://rest.fal.ai"),
            cdn: base("https://v3.fal.media"),
            platform: base("https://api.fal.ai"),
            key: None,
            user_agent: concat!("fal-rust/", env!("CARGO_PKG_VERSION")).to_owned(),
            timing: Timing::default(),
        }
    }
}

impl Config {
    /// The configuration the environment asks for: `SAFELIGHT_FAL_RUN_URL`, `…_QUEUE_URL`, `…_REST_URL`, `…_CDN_URL`, `…_PLATFORM_URL`
    /// (full base URLs), and the key from `FAL_KEY`, else `FAL_KEY_ID` and `FAL_KEY_SECRET`. What is empty counts as not set.
    ///
    /// # Errors
    /// [`Kind::Config`] for a URL or key that cannot be used; the message names the variable.
    pub fn from_env() -> Result<Self> {
        Self::from_vars(|name| std::env::var(name).ok())
    }

    /// The same, from any source of variables.
    ///
    /// # Errors
    /// As [`from_env`](Self::from_env).
    pub fn from_vars(var: impl Fn(&str) -> Option<String>) -> Result<Self> {
        let var = |name: &str| var(name).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty());
        let mut config = Self::default();
        for (name, base) in [
            ("SAFELIGHT_FAL_RUN_URL", &mut config.run),
            ("SAFELIGHT_FAL_QUEUE_URL", &mut config.queue),
            ("SAFELIGHT_FAL_REST_URL", &mut config.rest),
            ("SAFELIGHT_FAL_CDN_URL", &mut config.cdn),
            ("SAFELIGHT_FAL_PLATFORM_URL", &mut config.platform),
        ] {
            if let Some(value) = var(name) {
                *base =
                    Url::parse(&value).map_err(|_| Error::new(Kind::Config).saying(format!("{name} is not a URL")))?;
                check_base(name, base)?;
            }
        }
        config.key = match (var("FAL_KEY"), var("FAL_KEY_ID"), var("FAL_KEY_SECRET")) {
            (Some(key), ..) => Some(Key::new(key)?),
            (None, Some(id), Some(secret)) => Some(Key::new(format!("{id}:{secret}"))?),
            _ => None,
        };
        Ok(config)
    }

    /// The same configuration with this key.
    #[must_use]
    pub fn with_key(mut self, key: Key) -> Self {
        self.key = Some(key);
        self
    }

    /// Every base, with a name for messages.
    pub(crate) fn bases(&self) -> [(&'static str, &Url); 5] {
        [
            ("run", &self.run),
            ("queue", &self.queue),
            ("rest", &self.rest),
            ("cdn", &self.cdn),
            ("platform", &self.platform),
        ]
    }
}

/// A base must be able to carry the key: https, or http on this machine; nothing in it that would get lost or shown.
pub(crate) fn check_base(name: &str, base: &Url) -> Result<()> {
    let bad = |why: &str| Err(Error::new(Kind::Config).saying(format!("{name} {why}")));
    match base.scheme() {
        "https" => {}
        "http" if is_loopback(base) => {}
        "http" => return bad("must be https; http is for this machine alone"),
        _ => return bad("must be an https URL"),
    }
    if base.host().is_none() || !base.username().is_empty() || base.password().is_some() {
        return bad("must be a plain URL without user name or password");
    }
    if base.query().is_some() || base.fragment().is_some() {
        return bad("must be a base URL without query or fragment");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(vars: &[(&str, &str)]) -> Result<Config> {
        Config::from_vars(|name| vars.iter().find(|(n, _)| *n == name).map(|(_, value)| (*value).to_owned()))
    }

    #[test]
    fn an_empty_key_does_not_hide_the_pair() {
        let config = from(&[("FAL_KEY", ""), ("FAL_KEY_ID", "id"), ("FAL_KEY_SECRET", "secret")]).unwrap();
        assert_eq!(config.key, Some(Key::new("id:secret").unwrap()));
        assert_eq!(from(&[("FAL_KEY_ID", "id")]).unwrap().key, None, "half a pair is no key");
    }

    #[test]
    fn http_is_for_this_machine_alone() {
        for good in ["http://127.0.0.1:8787/queue", "http://localhost:1", "http://[::1]:1", "https://proxy.example/fal"]
        {
            from(&[("SAFELIGHT_FAL_QUEUE_URL", good)]).unwrap_or_else(|error| panic!("{good}: {error}"));
        }
        for bad in
            ["http://queue.fal.run", "ftp://127.0.0.1", "nonsense", "https://me:pw@fal.run", "https://fal.run/?a=1"]
        {
            let error = from(&[("SAFELIGHT_FAL_QUEUE_URL", bad)]).unwrap_err();
            assert_eq!(error.kind(), Kind::Config);
            assert!(error.to_string().contains("SAFELIGHT_FAL_QUEUE_URL"), "{error}");
        }
    }

    #[test]
    fn the_debug_text_holds_no_key() {
        let config = from(&[("FAL_KEY", "id:topsecret")]).unwrap();
        assert!(!format!("{config:?}").contains("topsecret"));
    }
}
