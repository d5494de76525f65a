//! The client: one configuration and its connections, cheap to clone.

use std::fmt;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use reqwest::redirect::Policy;
use url::Url;

use crate::address::Guard;
use crate::config::check_base;
use crate::{Config, Error, Result};

/// A client for fal.ai. Clones share their connections.
#[derive(Clone)]
pub struct Client(Arc<Shared>);

struct Shared {
    config: Config,
    guard: Guard,
    connections: Connections,
}

/// Made when first used: reading the system's certificates takes a while.
#[derive(Default)]
struct Connections {
    /// For the internet, through the system's proxy if there is one.
    web: OnceLock<reqwest::Client>,
    /// For plain http on this machine: past any proxy, without certificates.
    local: OnceLock<reqwest::Client>,
    /// For files: never the key, never a private address.
    files: OnceLock<reqwest::Client>,
}

impl Client {
    /// A client for `config`. Connects to nothing yet.
    ///
    /// # Errors
    /// [`Kind::Config`](crate::Kind::Config) when a base URL cannot carry the key: neither https, nor http on this machine.
    pub fn new(config: Config) -> Result<Self> {
        for (name, base) in config.bases() {
            check_base(name, base)?;
        }
        let guard = Guard::new(&config);
        Ok(Self(Arc::new(Shared { config, guard, connections: Connections::default() })))
    }

    /// The configuration it was made with.
    #[must_use]
    pub fn config(&self) -> &Config {
        &self.0.config
    }

    /// The connections to use for `url`.
    pub(crate) fn http(&self, url: &Url) -> Result<&reqwest::Client> {
        if is_plain(url) {
            return self.local();
        }
        made(&self.0.connections.web, || self.builder())
    }

    /// The connections to use for a file at `url`, which the guard has allowed.
    pub(crate) fn file_http(&self, url: &Url) -> Result<&reqwest::Client> {
        if is_plain(url) {
            return self.local();
        }
        made(&self.0.connections.files, || self.builder().dns_resolver(self.0.guard.clone()))
    }

    fn local(&self) -> Result<&reqwest::Client> {
        made(&self.0.connections.local, || self.builder().no_proxy().tls_certs_only([]))
    }

    fn builder(&self) -> reqwest::ClientBuilder {
        reqwest::Client::builder()
            .user_agent(&self.0.config.user_agent)
            .redirect(Policy::none())
            .retry(reqwest::retry::never())
            .connect_timeout(self.0.config.timing.connect)
            // Servers hang up on idle connections after a minute or so; a request on a dying one would be lost, and perhaps paid.
            .pool_idle_timeout(Duration::from_secs(20))
            .tcp_nodelay(true)
    }

    pub(crate) fn guard(&self) -> &Guard {
        &self.0.guard
    }
}

/// Guards let plain http through to this machine alone.
fn is_plain(url: &Url) -> bool {
    url.scheme() == "http"
}

/// The client in `slot`, made by the first who asks. Should two ask at once, the second's is dropped.
fn made(
    slot: &OnceLock<reqwest::Client>,
    builder: impl FnOnce() -> reqwest::ClientBuilder,
) -> Result<&reqwest::Client> {
    if let Some(client) = slot.get() {
        return Ok(client);
    }
    let client = builder().build().map_err(Error::transport)?;
    Ok(slot.get_or_init(|| client))
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("fal::Client").field("config", &self.0.config).finish_non_exhaustive()
    }
}
