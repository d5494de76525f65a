//! The simulator itself, spoken to as any program would.

mod admin;
mod models;
mod program;

use fal_sim::FalSim;
use reqwest::Response;
use serde_json::{Value, json};

/// A client that carries the right key.
struct Caller {
    http: reqwest::Client,
    origin: String,
    key: String,
}

impl Caller {
    fn of(sim: &FalSim) -> Self {
        Self { http: reqwest::Client::new(), origin: sim.origin(), key: sim.key().to_owned() }
    }

    async fn get(&self, path: &str) -> Response {
        let url = if path.starts_with("http") { path.to_owned() } else { format!("{}{path}", self.origin) };
        self.http
            .get(url)
            .header("authorization", format!("Key {}", self.key))
            .send()
            .await
            .expect("the simulator answers")
    }

    async fn post(&self, path: &str, body: &Value) -> Response {
        let request =
            self.http.post(format!("{}{path}", self.origin)).header("authorization", format!("Key {}", self.key));
        request.json(body).send().await.expect("the simulator answers")
    }

    /// Runs a model and gives status and body.
    async fn run(&self, endpoint: &str, input: &Value) -> (u16, Value) {
        let reply = self.post(&format!("/run/{endpoint}"), input).await;
        (reply.status().as_u16(), reply.json().await.expect("models answer in JSON"))
    }

    /// The first picture of a generation.
    async fn picture(&self, input: Value) -> image::RgbImage {
        let (status, body) = self.run("fal-ai/flux/schnell", &input).await;
        assert_eq!(status, 200, "{body}");
        self.fetch(body["images"][0]["url"].as_str().expect("a picture has a URL")).await.to_rgb8()
    }

    async fn fetch(&self, url: &str) -> image::DynamicImage {
        let bytes = self.get(url).await.bytes().await.expect("the file comes whole");
        image::load_from_memory(&bytes).expect("a picture we made can be read")
    }
}

/// A small picture as a data URI.
async fn small_source(caller: &Caller) -> Value {
    let input = json!({ "prompt": "a source", "image_size": { "width": 40, "height": 30 }, "output_format": "png", "sync_mode": true });
    let (_, body) = caller.run("fal-ai/flux/schnell", &input).await;
    body["images"][0]["url"].clone()
}
