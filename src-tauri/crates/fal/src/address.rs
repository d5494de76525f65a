//! Which addresses a download may reach: the public internet, and the configured hosts.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use url::{Host, Url};

use crate::Config;
use crate::hosts::{is_local_name, is_loopback};

/// Knows the configured hosts, which may be private, and refuses every other private address: by number at once, by name when it resolves.
#[derive(Clone, Debug)]
pub(crate) struct Guard {
    known: Arc<[String]>,
    loopback: bool,
}

/// Why a download was not made. Shown as the source of an error.
#[derive(Debug)]
pub(crate) struct PrivateAddress(String);

impl std::fmt::Display for PrivateAddress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} is a private or local address", self.0)
    }
}

impl std::error::Error for PrivateAddress {}

impl Guard {
    pub(crate) fn new(config: &Config) -> Self {
        let bases = config.bases().map(|(_, base)| base);
        let proxies = ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"]
            .into_iter()
            .filter_map(|name| Url::parse(&std::env::var(name).ok()?).ok());
        // A proxy's own name is resolved by the same resolver, and is often a private one.
        let known =
            bases.into_iter().cloned().chain(proxies).filter_map(|url| url.host_str().map(str::to_owned)).collect();
        Self { known, loopback: bases.into_iter().any(is_loopback) }
    }

    /// Why `url` may not be fetched, as far as its text says. Names are looked at again when they resolve.
    pub(crate) fn objection(&self, url: &Url) -> Option<&'static str> {
        if !is_public_scheme(url) {
            return Some("only https is fetched");
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Some("the address holds a user name");
        }
        let Some(host) = url.host() else { return Some("the address has no host") };
        if (self.loopback && is_loopback(url)) || url.host_str().is_some_and(|host| self.knows(host)) {
            return None;
        }
        let private = match host {
            Host::Ipv4(ip) => is_private(ip.into()),
            Host::Ipv6(ip) => is_private(ip.into()),
            Host::Domain(name) => is_local_name(name),
        };
        private.then_some("a private or local address is not fetched")
    }

    fn knows(&self, host: &str) -> bool {
        self.known.iter().any(|known| known.eq_ignore_ascii_case(host))
    }
}

/// https, or http on this machine.
fn is_public_scheme(url: &Url) -> bool {
    url.scheme() == "https" || (url.scheme() == "http" && is_loopback(url))
}

impl Resolve for Guard {
    // The address connected to is the one checked here: a name cannot change its mind between check and use.
    fn resolve(&self, name: Name) -> Resolving {
        let guard = self.clone();
        Box::pin(async move {
            let host = name.as_str().to_owned();
            let found: Vec<SocketAddr> = tokio::net::lookup_host((host.as_str(), 0)).await?.collect();
            let trusted = guard.knows(&host) || (guard.loopback && is_local_name(&host));
            let allowed: Vec<SocketAddr> = found.into_iter().filter(|at| trusted || !is_private(at.ip())).collect();
            if allowed.is_empty() {
                return Err(PrivateAddress(host).into());
            }
            Ok(Box::new(allowed.into_iter()) as Addrs)
        })
    }
}

/// Whether an address is not one of the public internet.
fn is_private(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => is_private_v4(ip),
        IpAddr::V6(ip) => is_private_v6(ip),
    }
}

fn is_private_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    ip.is_private()
        || ip.is_loopback()
        || ip.is_link_local()
        || ip.is_broadcast()
        || ip.is_documentation()
        || ip.is_multicast()
        || a == 0
        || a >= 240
        || (a == 100 && (64..128).contains(&b)) // carrier NAT
        || (a == 192 && b == 0 && c == 0)
        || (a == 198 && (b == 18 || b == 19)) // benchmarking
}

fn is_private_v6(ip: Ipv6Addr) -> bool {
    let s = ip.segments();
    let embedded = |high: u16, low: u16| {
        let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
        is_private_v4(Ipv4Addr::new(a, b, c, d))
    };
    if let Some(v4) = ip.to_ipv4_mapped() {
        return is_private_v4(v4);
    }
    ip.is_loopback()
        || ip.is_unspecified()
        || ip.is_multicast()
        || (s[0] & 0xfe00) == 0xfc00 // unique local
        || (s[0] & 0xffc0) == 0xfe80 // link local
        || (s[0] & 0xffc0) == 0xfec0 // site local
        || (s[0] == 0x2001 && s[1] == 0xdb8)
        || (s[..6] == [0; 6] && embedded(s[6], s[7])) // IPv4-compatible
        || (s[0] == 0x64 && s[1] == 0xff9b && embedded(s[6], s[7])) // NAT64
        || (s[0] == 0x2002 && embedded(s[1], s[2])) // 6to4
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn private_addresses_are_known_in_every_disguise() {
        for private in [
            "10.0.0.1",
            "127.0.0.1",
            "169.254.169.254",
            "172.16.0.1",
            "192.168.1.1",
            "100.64.0.1",
            "0.0.0.0",
            "255.255.255.255",
            "::1",
            "::",
            "fe80::1",
            "fd00::1",
            "::ffff:10.0.0.1",
            "64:ff9b::a00:1",
            "2002:a00:1::",
            "::7f00:1",
        ] {
            assert!(is_private(private.parse().unwrap()), "{private}");
        }
        for public in ["1.1.1.1", "151.101.1.1", "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101"] {
            assert!(!is_private(public.parse().unwrap()), "{public}");
        }
    }

    #[test]
    fn with_fals_own_hosts_nothing_local_is_fetched() {
        let guard = Guard::new(&Config::default());
        let objection = |url: &str| guard.objection(&Url::parse(url).unwrap());
        assert_eq!(objection("https://v3b.fal.media/files/x.png"), None);
        for bad in [
            "http://v3b.fal.media/x",
            "http://127.0.0.1/x",
            "https://127.0.0.1/x",
            "https://localhost/x",
            "https://10.1.2.3/x",
            "https://2130706433/x",
            "https://[::1]/x",
            "https://[::ffff:169.254.169.254]/x",
            "file:///etc/passwd",
            "https://me@fal.media/x",
        ] {
            assert!(objection(bad).is_some(), "{bad}");
        }
    }

    #[tokio::test]
    async fn a_name_that_resolves_to_a_private_address_is_refused() {
        let guard = Guard::new(&Config::default());
        assert!(guard.resolve("localhost".parse().unwrap()).await.is_err(), "rebinding would reach this machine");
    }
}
