//! Following a job to its end: by the status stream, and by asking when the stream does not serve.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use eventsource_stream::{Event, Eventsource as _};
use futures_util::{Stream, StreamExt as _, stream};
use reqwest::Method;
use reqwest::header::{ACCEPT, CONTENT_TYPE, HeaderValue};
use tokio::time::{sleep, timeout};

use crate::detail::header;
use crate::retry::Repeat;
use crate::wire::StatusReply;
use crate::{Client, Result, Status, Submitted, Timing};

/// An event longer than this is no status.
const LONGEST_EVENT: usize = 16 << 20;
/// A stream that broke so often without saying anything is not opened again.
const USELESS_STREAMS: u32 = 3;
/// So many failures to learn the status, each already repeated, end the following.
const PATIENCE: u32 = 3;
/// Streams are closed by their end, not by a clock.
const NO_LIMIT: Duration = Duration::from_secs(7 * 86_400);

type Events = Pin<Box<dyn Stream<Item = std::result::Result<Event, Broken>> + Send>>;

/// The stream broke; it does not matter how, since the status is asked for next.
struct Broken;

impl Client {
    /// Follows a job: every change of its status, the last being [`Status::Completed`], after which the stream ends.
    ///
    /// It listens to fal's status stream, and falls back to asking with growing pauses when that breaks, says nothing or is not offered.
    /// A job's result is not touched, and dropping the stream does not cancel the job: follow it again at any time, from any process.
    ///
    /// An error ends the stream. A transient one (fal could not be reached for a while) says nothing about the job: follow it again.
    pub fn follow(&self, job: &Submitted) -> impl Stream<Item = Result<Status>> + Send + Unpin + use<> {
        let follow = Follow {
            client: self.clone(),
            job: job.clone(),
            events: None,
            useless_streams: 0,
            failures: 0,
            asked: 0,
            last: None,
            ended: false,
        };
        Box::pin(stream::unfold(follow, |mut follow| async move {
            let next = follow.next().await?;
            Some((next, follow))
        }))
    }
}

struct Follow {
    client: Client,
    job: Submitted,
    events: Option<Events>,
    useless_streams: u32,
    failures: u32,
    /// How often the status was asked for, which sets the next pause.
    asked: u32,
    last: Option<Status>,
    ended: bool,
}

impl Follow {
    /// The next status that differs from the one before.
    async fn next(&mut self) -> Option<Result<Status>> {
        while !self.ended {
            if self.events.is_none() && self.useless_streams < USELESS_STREAMS {
                self.open().await;
            }
            let heard = match &mut self.events {
                Some(_) => self.listen().await,
                None => None,
            };
            let status = match heard {
                Some(status) => Ok(status),
                None => self.ask().await,
            };
            match status {
                Ok(status) if self.last.as_ref() == Some(&status) => {}
                Ok(status) => {
                    self.ended = matches!(status, Status::Completed(_));
                    self.last = Some(status.clone());
                    return Some(Ok(status));
                }
                Err(error) if error.is_transient() && self.failures < PATIENCE => self.failures += 1,
                Err(error) => {
                    self.ended = true;
                    return Some(Err(error));
                }
            }
        }
        None
    }

    /// The next status of the stream; none when it broke or is silent, and the status should be asked for.
    async fn listen(&mut self) -> Option<Status> {
        let silence = self.client.config().timing.stream_silence;
        let events = self.events.as_mut()?;
        match timeout(silence, events.next()).await {
            Ok(Some(Ok(event))) => {
                let status = serde_json::from_str::<StatusReply>(&event.data)
                    .ok()
                    .and_then(|reply| Status::try_from(reply).ok());
                match &status {
                    Some(_) => (self.failures, self.useless_streams) = (0, 0),
                    None => self.give_up_stream(),
                }
                status
            }
            Ok(Some(Err(Broken)) | None) => {
                self.give_up_stream();
                None
            }
            Err(_silent) => None,
        }
    }

    fn give_up_stream(&mut self) {
        self.events = None;
        self.useless_streams += 1;
    }

    /// Asks for the status: the first time at once, then after a pause that grows. Behind an open stream its silence was the pause.
    async fn ask(&mut self) -> Result<Status> {
        if self.events.is_none() && self.asked > 0 {
            sleep(growing(&self.client.config().timing, self.asked)).await;
        }
        self.asked = self.asked.saturating_add(1);
        let status = self.client.status(&self.job, true).await?;
        self.failures = 0;
        Ok(status)
    }

    async fn open(&mut self) {
        match status_events(&self.client, &self.job).await {
            Some(events) => self.events = Some(events),
            None => self.useless_streams += 1,
        }
    }
}

/// The status stream, if fal offers one. Its refusals do not matter: the status will be asked for, and tells what is wrong.
async fn status_events(client: &Client, job: &Submitted) -> Option<Events> {
    let mut url = client.checked(&job.status_url).ok()?;
    url.path_segments_mut().ok()?.pop_if_empty().push("stream");
    url.query_pairs_mut().append_pair("logs", "1");
    let mut call = client.asking(Method::GET, url, Repeat::Never);
    call.headers.insert(ACCEPT, HeaderValue::from_static("text/event-stream"));
    call.time = NO_LIMIT;
    let response = timeout(client.config().timing.reply, client.send(&call)).await.ok()?.ok()?;
    let is_stream =
        header(response.headers(), CONTENT_TYPE.as_str()).is_some_and(|kind| kind.starts_with("text/event-stream"));
    if !response.status().is_success() || !is_stream {
        return None;
    }
    let since_event = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&since_event);
    let bytes = response.bytes_stream().map(move |bytes| {
        let bytes = bytes.map_err(|_| Broken)?;
        // An event that never ends would otherwise be kept whole.
        let waiting = counter.fetch_add(bytes.len(), Ordering::Relaxed) + bytes.len();
        if waiting > LONGEST_EVENT { Err(Broken) } else { Ok(bytes) }
    });
    Some(Box::pin(bytes.eventsource().map(move |event| {
        since_event.store(0, Ordering::Relaxed);
        event.map_err(|_| Broken)
    })))
}

/// The pause before asking for the `n`th time after the first.
fn growing(timing: &Timing, n: u32) -> Duration {
    timing.poll_first.mul_f64(1.5_f64.powi(i32::try_from(n.min(40)).unwrap_or(40) - 1)).min(timing.poll_longest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn asking_grows_rarer_up_to_a_limit() {
        let timing = Timing::default();
        let pauses: Vec<u128> = [1, 2, 3, 8, 9, 1000, u32::MAX].map(|n| growing(&timing, n).as_millis()).into();
        assert_eq!(pauses, [250, 375, 562, 4271, 5000, 5000, 5000]);
    }
}
