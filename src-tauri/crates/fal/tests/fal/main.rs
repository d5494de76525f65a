//! The client against the simulator: every call, every class of error, and what must never happen.

mod bytes;
mod downloads;
mod errors;
mod follow;
mod key;
mod queue;
mod retries;
mod storage;

use std::time::Duration;

use fal::{Client, Config, EndpointId, Key, Submitted, Timing};
use fal_sim::FalSim;
use serde_json::json;

/// Impatient, so that retries take no time.
fn timing() -> Timing {
    let ms = Duration::from_millis;
    Timing {
        connect: Duration::from_secs(5),
        reply: Duration::from_secs(10),
        retry_first: ms(1),
        retry_longest: ms(2),
        poll_first: ms(1),
        poll_longest: ms(5),
        ..Timing::default()
    }
}

fn config(sim: &FalSim) -> Config {
    let config = Config::from_vars(|name| sim.var(name)).expect("the simulator names good URLs");
    Config { timing: timing(), ..config }
}

fn client(sim: &FalSim) -> Client {
    Client::new(config(sim)).expect("loopback may be http")
}

fn client_with_key(sim: &FalSim, key: &str) -> Client {
    let key = Key::new(key).expect("a well-formed key");
    Client::new(config(sim).with_key(key)).expect("loopback may be http")
}

fn esrgan() -> EndpointId {
    "fal-ai/esrgan".parse().expect("an id")
}

fn klein() -> EndpointId {
    "fal-ai/flux-2/klein/9b".parse().expect("an id")
}

/// Submits a small generation.
async fn generation(client: &Client) -> fal::Result<Submitted> {
    let input = json!({ "prompt": "a cat", "image_size": { "width": 64, "height": 48 }, "seed": 7 });
    client.submit(&klein(), &input, &fal::SubmitOptions::default()).await
}

/// Follows a job to its end and fetches the result.
async fn finished(client: &Client, job: &Submitted) -> fal::Result<fal::Output> {
    use futures_util::StreamExt as _;
    let mut updates = client.follow(job);
    while let Some(status) = updates.next().await {
        if let fal::Status::Completed(end) = status? {
            return client.finish(job, &end).await;
        }
    }
    panic!("the stream ended before the job");
}
