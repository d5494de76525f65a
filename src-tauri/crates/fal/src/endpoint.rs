//! Endpoint ids: `fal-ai/flux/dev` and their older and namespaced forms.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::{Error, Kind, Result};

/// The id of a model on fal: `{owner}/{alias}[/{path}]`, with an optional namespace `workflows` or `comfy` before it.
///
/// The legacy form `{digits}-{name}` is read as `{digits}/{name}`.
///
/// ```
/// let id: fal::EndpointId = "fal-ai/flux/dev".parse()?;
/// assert_eq!((id.owner(), id.alias(), id.path()), ("fal-ai", "flux", Some("dev")));
/// assert_eq!(id.app(), "fal-ai/flux");
/// # Ok::<(), fal::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct EndpointId {
    text: String,
    /// Where owner, alias and path begin.
    owner: usize,
    alias: usize,
    path: Option<usize>,
}

impl EndpointId {
    /// The whole id.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// `workflows` or `comfy`, when the id begins so.
    #[must_use]
    pub fn namespace(&self) -> Option<&str> {
        (self.owner > 0).then(|| &self.text[..self.owner - 1])
    }

    /// Whose application it is: `fal-ai`.
    #[must_use]
    pub fn owner(&self) -> &str {
        &self.text[self.owner..self.alias - 1]
    }

    /// The application's name: `flux` in `fal-ai/flux/dev`.
    #[must_use]
    pub fn alias(&self) -> &str {
        &self.text[self.alias..self.path.map_or(self.text.len(), |path| path - 1)]
    }

    /// What follows the name: `dev` in `fal-ai/flux/dev`. Status, result and cancel leave it out.
    #[must_use]
    pub fn path(&self) -> Option<&str> {
        self.path.map(|path| &self.text[path..])
    }

    /// The id without its path: what status, result and cancel URLs are made of.
    #[must_use]
    pub fn app(&self) -> &str {
        &self.text[..self.path.map_or(self.text.len(), |path| path - 1)]
    }
}

impl FromStr for EndpointId {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let text = text.trim().trim_matches('/');
        let invalid = || Error::new(Kind::Endpoint).saying(format!("{text:?} is not a fal endpoint id"));
        let text = match text.split_once('/') {
            Some(_) => text.to_owned(),
            None => legacy(text).ok_or_else(invalid)?,
        };
        let segments: Vec<&str> = text.split('/').collect();
        if !segments.iter().all(|segment| is_segment(segment)) {
            return Err(invalid());
        }
        let first = usize::from(matches!(segments[0], "workflows" | "comfy"));
        let [owner, alias, path @ ..] = &segments[first..] else { return Err(invalid()) };
        let at_owner = if first == 1 { segments[0].len() + 1 } else { 0 };
        let at_alias = at_owner + owner.len() + 1;
        let at_path = (!path.is_empty()).then(|| at_alias + alias.len() + 1);
        Ok(Self { owner: at_owner, alias: at_alias, path: at_path, text })
    }
}

/// `110602490-lcm` was written before owners had names.
fn legacy(text: &str) -> Option<String> {
    let (digits, name) = text.split_once('-')?;
    let plain = !digits.is_empty()
        && digits.bytes().all(|b| b.is_ascii_digit())
        && !name.is_empty()
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    plain.then(|| format!("{digits}/{name}"))
}

/// Neither official client checks or encodes a segment; we take those that stand in a path as they are and cannot climb out of it.
fn is_segment(segment: &str) -> bool {
    !matches!(segment, "" | "." | "..")
        && segment
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.' | b'~' | b'@' | b':' | b'+'))
}

impl TryFrom<String> for EndpointId {
    type Error = Error;

    fn try_from(text: String) -> Result<Self> {
        text.parse()
    }
}

impl From<EndpointId> for String {
    fn from(id: EndpointId) -> Self {
        id.text
    }
}

impl fmt::Display for EndpointId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for EndpointId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EndpointId({})", self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Written id, namespace, owner, alias, path, app.
    type Row = (&'static str, Option<&'static str>, &'static str, &'static str, Option<&'static str>, &'static str);

    #[test]
    fn ids_split_as_the_official_clients_split_them() {
        let rows: [Row; 6] = [
            ("fal-ai/esrgan", None, "fal-ai", "esrgan", None, "fal-ai/esrgan"),
            ("fal-ai/flux-2/klein/9b", None, "fal-ai", "flux-2", Some("klein/9b"), "fal-ai/flux-2"),
            ("/fal-ai/flux/dev/", None, "fal-ai", "flux", Some("dev"), "fal-ai/flux"),
            ("110602490-lcm-sd15", None, "110602490", "lcm-sd15", None, "110602490/lcm-sd15"),
            ("workflows/me/cats", Some("workflows"), "me", "cats", None, "workflows/me/cats"),
            ("comfy/me/cats/v1/x", Some("comfy"), "me", "cats", Some("v1/x"), "comfy/me/cats"),
        ];
        for (written, namespace, owner, alias, path, app) in rows {
            let id: EndpointId = written.parse().unwrap();
            assert_eq!(
                (id.namespace(), id.owner(), id.alias(), id.path(), id.app()),
                (namespace, owner, alias, path, app)
            );
        }
    }

    #[test]
    fn what_is_not_an_id_is_refused() {
        for bad in [
            "",
            "flux",
            "flux-dev",
            "12-",
            "-a",
            "a//b",
            "a/../b",
            "workflows/me",
            "a/b?x=1",
            "a/b#c",
            "a/b c",
            "a/%2e%2e",
            "ä/b",
        ] {
            assert_eq!(bad.parse::<EndpointId>().unwrap_err().kind(), Kind::Endpoint, "{bad:?}");
        }
    }
}
