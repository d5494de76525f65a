//! `media://`: pictures for the webview. WebKit asks on the main thread; the core answers from its own.

use safelight_app::MediaReply;
use tauri::http::header::{CACHE_CONTROL, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use tauri::http::{Request, Response, Uri};
use tauri::{AppHandle, Manager as _, Runtime, UriSchemeResponder};

use crate::core::Core;

/// Its URL names the version of the picture, so it never changes.
const FOR_EVER: &str = "private, max-age=31536000, immutable";
const NEVER: &str = "no-store";

pub(crate) fn answer<R: Runtime>(handle: &AppHandle<R>, request: &Request<Vec<u8>>, responder: UriSchemeResponder) {
    let handle = handle.clone();
    let asked = path_and_query(request.uri());
    tauri::async_runtime::spawn(async move {
        let app = handle.state::<Core>().app().await;
        responder.respond(response(app.media(&asked).await));
    });
}

/// `/thumb/12/7/256?x=1`, both of `media://localhost/thumb/12/7/256?x=1` and of `media://thumb/12/7/256?x=1`.
fn path_and_query(uri: &Uri) -> String {
    let rest = uri.path_and_query().map_or("/", |rest| rest.as_str());
    match uri.host() {
        None | Some("localhost" | "media.localhost") => rest.to_owned(),
        Some(first) => format!("/{first}{rest}"),
    }
}

fn response(reply: MediaReply) -> Response<Vec<u8>> {
    Response::builder()
        .status(reply.status)
        .header(CONTENT_TYPE, reply.mime)
        .header(CACHE_CONTROL, if reply.cache { FOR_EVER } else { NEVER })
        .header(X_CONTENT_TYPE_OPTIONS, "nosniff")
        .body(reply.bytes)
        .expect("the core answers with a status of HTTP and a media type of ours")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_word_may_stand_as_host_or_as_path() {
        for url in [
            "media://thumb/12/7/256?x=1",
            "media://localhost/thumb/12/7/256?x=1",
            "http://media.localhost/thumb/12/7/256?x=1",
        ] {
            let uri: Uri = url.parse().unwrap();
            assert_eq!(path_and_query(&uri), "/thumb/12/7/256?x=1", "{url} asks for the same picture");
        }
    }

    #[test]
    fn only_a_picture_that_cannot_change_is_kept() {
        let reply = |cache| MediaReply { status: 200, mime: "image/jpeg".to_owned(), bytes: vec![1], cache };
        assert_eq!(response(reply(true)).headers()[CACHE_CONTROL], FOR_EVER);
        assert_eq!(response(reply(false)).headers()[CACHE_CONTROL], NEVER, "an error tile must be asked for again");
    }
}
