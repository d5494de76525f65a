//! Which hosts may see the key, and which may see a picture.

use url::{Host, Url};

use crate::Config;

/// Hosts of fal's own that speak for its queue and API. `falrun.com` is fal's backup domain.
const FAL_API: [&str; 3] = ["fal.run", "fal.ai", "falrun.com"];
/// Where fal's storage asks for uploads to be put.
const FAL_STORAGE: [&str; 3] = ["fal.media", "fal.ai", "storage.googleapis.com"];

/// Whether a request to `url` may carry the key, when `base` is the service's configured base: the same origin, or, while the base is
/// fal's own, any host of fal's over https.
pub(crate) fn may_see_key(url: &Url, base: &Url) -> bool {
    same_origin(url, base) || (is_of(base, &FAL_API) && is_of(url, &FAL_API))
}

/// Whether picture bytes may be put to `url`: to the configured origins, to fal's storage while the CDN is fal's own, and to any port of
/// this machine while the rest service is on it.
pub(crate) fn may_receive_upload(url: &Url, config: &Config) -> bool {
    let own = |base: &Url| same_origin(url, base);
    let at_home = is_loopback(&config.rest) && is_loopback(url);
    at_home || own(&config.rest) || own(&config.cdn) || (is_of(&config.cdn, &FAL_STORAGE) && is_of(url, &FAL_STORAGE))
}

/// Whether `url` points at this machine by name or number.
pub(crate) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        Some(Host::Domain(name)) => is_local_name(name),
        None => false,
    }
}

/// `localhost`, with or without a dot or a name before it.
pub(crate) fn is_local_name(name: &str) -> bool {
    let name = name.trim_end_matches('.').to_ascii_lowercase();
    name == "localhost" || name.ends_with(".localhost")
}

fn same_origin(a: &Url, b: &Url) -> bool {
    a.scheme() == b.scheme()
        && a.host() == b.host()
        && a.port_or_known_default() == b.port_or_known_default()
        && a.username().is_empty()
        && a.password().is_none()
}

/// https on the usual port, at one of `domains` or below it.
fn is_of(url: &Url, domains: &[&str]) -> bool {
    let Some(Host::Domain(host)) = url.host() else { return false };
    let below = |domain: &&str| host == *domain || host.strip_suffix(*domain).is_some_and(|rest| rest.ends_with('.'));
    url.scheme() == "https"
        && url.port().is_none()
        && url.username().is_empty()
        && url.password().is_none()
        && domains.iter().any(below)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(url: &str, base: &str) -> bool {
        may_see_key(&Url::parse(url).unwrap(), &Url::parse(base).unwrap())
    }

    #[test]
    fn the_key_goes_to_fal_alone() {
        let base = "https://queue.fal.run";
        for good in ["https://queue.fal.run/a/b/requests/1", "https://fal.run/x", "https://queue.falrun.com/x"] {
            assert!(key(good, base), "{good}");
        }
        for bad in [
            "https://notfal.run/x",
            "https://fal.run.evil.example/x",
            "http://queue.fal.run/x",
            "https://queue.fal.run:8443/x",
            "https://me@queue.fal.run/x",
            "https://evil.example/fal.run",
            "https://127.0.0.1/x",
        ] {
            assert!(!key(bad, base), "{bad}");
        }
    }

    #[test]
    fn an_overridden_base_is_the_only_host() {
        let base = "http://127.0.0.1:8787/queue";
        assert!(key("http://127.0.0.1:8787/anything", base));
        for bad in [
            "http://127.0.0.1:9999/x",
            "http://localhost:8787/x",
            "https://queue.fal.run/x",
            "https://127.0.0.1:8787/x",
        ] {
            assert!(!key(bad, base), "{bad}");
        }
    }

    #[test]
    fn pictures_go_to_fals_storage_alone() {
        let config = Config::default();
        let may = |url: &str| may_receive_upload(&Url::parse(url).unwrap(), &config);
        assert!(may("https://v3b.fal.media/files/b/0a/x.jpg?signature=1"));
        assert!(may("https://storage.googleapis.com/bucket/x"));
        assert!(
            !may("https://fal.media.evil.example/x") && !may("http://v3b.fal.media/x") && !may("http://127.0.0.1/x")
        );
    }
}
