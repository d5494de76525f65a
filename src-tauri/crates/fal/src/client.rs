//! The client: one configuration and its connections, cheap to clone.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use reqwest::redirect::Policy;
use url::Url;

use crate::address::Guard;
use crate::config::check_base;
use crate::hosts::is_loopback;
use crate::{Config, Error, Result};

/// A client for fal.ai. Clones share their connections.
#[derive(Clone)]
pub struct Client(Arc<Shared>);

struct Shared {
    config: Config,
    /// For the internet, through the system's proxy if there is one.
    web: reqwest::Client,
    /// For this machine, past any proxy.
    local: reqwest::Client,
    /// For files: never the key, never a private address.
    files: reqwest::Client,
    guard: Guard,
}

impl Client {
    /// A client for `config`.
    ///
    /// # Errors
    /// [`Kind::Config`](crate::Kind::Config) when a base URL cannot carry the key (not https, nor http on this machine), or when the
    /// system offers no TLS.
    pub fn new(config: Config) -> Result<Self> {
        for (name, base) in config.bases() {
            check_base(name, base)?;
        }
        let builder = || {
            reqwest::Client::builder()
                .user_agent(&config.user_agent)
                .redirect(Policy::none())
                .retry(reqwest::retry::never())
                .connect_timeout(config.timing.connect)
                // Servers hang up on idle connections after a minute or so; a request on a dying one would be lost, and perhaps paid.
                .pool_idle_timeout(Duration::from_secs(20))
                .tcp_nodelay(true)
        };
        let guard = Guard::new(&config);
        let built = |builder: reqwest::ClientBuilder| builder.build().map_err(Error::transport);
        let web = built(builder())?;
        let local = built(builder().no_proxy())?;
        let files = built(builder().dns_resolver(guard.clone()))?;
        Ok(Self(Arc::new(Shared { web, local, files, guard, config })))
    }

    /// The configuration it was made with.
    #[must_use]
    pub fn config(&self) -> &Config {
        &self.0.config
    }

    /// The connections to use for `url`.
    pub(crate) fn http(&self, url: &Url) -> &reqwest::Client {
        if is_loopback(url) { &self.0.local } else { &self.0.web }
    }

    /// The connections to use for a file at `url`, which the guard has allowed.
    pub(crate) fn file_http(&self, url: &Url) -> &reqwest::Client {
        if is_loopback(url) { &self.0.local } else { &self.0.files }
    }

    pub(crate) fn guard(&self) -> &Guard {
        &self.0.guard
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("fal::Client").field("config", &self.0.config).finish_non_exhaustive()
    }
}
