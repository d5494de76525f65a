//! Storage: handing fal an input file.

use std::time::Duration;

use bytes::Bytes;
use reqwest::Method;
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderValue};
use serde::Deserialize;
use serde_json::json;
use url::Url;

use crate::exchange::Call;
use crate::hosts::{is_loopback, may_receive_upload};
use crate::queue::{join, json_headers};
use crate::retry::Repeat;
use crate::{Client, Error, Kind, Lifecycle, Result};

/// The slowest line an upload is given time for, in bytes a second.
const SLOWEST: u64 = 32 * 1024;

#[derive(Deserialize)]
struct Initiated {
    file_url: String,
    upload_url: String,
}

impl Client {
    /// Uploads a file and gives the URL a model can read it at. The bytes go to fal's storage alone, without the key.
    ///
    /// # Errors
    /// Nothing is billed for an upload, so every transient error may simply be tried again.
    pub async fn upload(
        &self,
        bytes: Bytes,
        content_type: &str,
        file_name: &str,
        lifecycle: &Lifecycle,
    ) -> Result<Url> {
        let kind = HeaderValue::from_str(content_type)
            .map_err(|_| Error::new(Kind::Config).saying("the content type is not one a header can carry"))?;
        let place = self.initiate(content_type, file_name, lifecycle).await?;
        let time = self.config().timing.reply + Duration::from_secs(bytes.len() as u64 / SLOWEST);
        let reply = self
            .exchange(Call {
                method: Method::PUT,
                url: place.upload_url,
                headers: HeaderMap::from_iter([(CONTENT_TYPE, kind)]),
                body: bytes,
                repeat: Repeat::Freely,
                with_key: false,
                paid: false,
                time,
            })
            .await?;
        if reply.is_success() { Ok(place.file_url) } else { Err(self.refusal(&reply).keyless()) }
    }

    /// Asks fal whether it accepts the key, by reserving a place for a file that is never sent: free, and leaves nothing behind.
    ///
    /// # Errors
    /// [`Error::is_auth`] when it does not.
    pub async fn check_key(&self) -> Result<()> {
        self.initiate("text/plain", "key-check.txt", &Lifecycle::expires_in(Duration::from_secs(60)))
            .await
            .map(|_place| ())
    }

    async fn initiate(&self, content_type: &str, file_name: &str, lifecycle: &Lifecycle) -> Result<Place> {
        let mut url = join(&self.config().rest, "storage/upload/initiate");
        url.set_query(Some("storage_type=fal-cdn-v3"));
        let mut headers = json_headers();
        if let Some(lifecycle) = lifecycle.header() {
            // The JavaScript client sends the first name, the Python client both.
            headers.insert("x-fal-object-lifecycle", lifecycle.clone());
            headers.insert("x-fal-object-lifecycle-preference", lifecycle);
        }
        let body = json!({ "content_type": content_type, "file_name": file_name }).to_string();
        let reply = self
            .exchange(Call {
                method: Method::POST,
                url,
                headers,
                body: Bytes::from(body),
                repeat: Repeat::UnlessAccepted,
                with_key: true,
                paid: false,
                time: self.config().timing.reply,
            })
            .await?;
        if !reply.is_success() {
            return Err(self.refusal(&reply));
        }
        let said: Initiated = reply.json()?;
        let parse = |text: &str| Url::parse(text).map_err(|error| Error::new(Kind::Reply).because(error));
        let place = Place { file_url: parse(&said.file_url)?, upload_url: parse(&said.upload_url)? };
        if !may_receive_upload(&place.upload_url, self.config()) {
            let host = place.upload_url.host_str().unwrap_or("no host");
            return Err(
                Error::new(Kind::ForeignHost).saying(format!("{host} is not fal's storage; nothing was uploaded"))
            );
        }
        if place.file_url.scheme() != "https" && !is_loopback(&place.file_url) {
            return Err(Error::new(Kind::Reply).saying("the uploaded file has no https address"));
        }
        Ok(place)
    }
}

/// Where to put a file, and where it will be. The first holds a signature: not for logs.
struct Place {
    file_url: Url,
    upload_url: Url,
}
