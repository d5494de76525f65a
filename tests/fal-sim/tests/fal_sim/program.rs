//! The program: prints what a shell needs, and is then at work.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

/// Ends with the test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        self.0.kill().expect("it runs until it is stopped");
        self.0.wait().expect("it has been stopped");
    }
}

#[tokio::test]
async fn the_program_prints_variables_that_work() {
    let program =
        Command::new(env!("CARGO_BIN_EXE_fal-sim")).args(["--port", "0", "--hold"]).stdout(Stdio::piped()).spawn();
    let mut running = Running(program.unwrap());
    let lines: Vec<String> =
        BufReader::new(running.0.stdout.take().unwrap()).lines().take(6).map(Result::unwrap).collect();
    let value = |name: &str| {
        lines
            .iter()
            .find_map(|line| line.strip_prefix(&format!("export {name}=")))
            .unwrap_or_else(|| panic!("{lines:?}"))
    };

    for name in ["RUN", "REST", "CDN", "PLATFORM"] {
        assert!(value(&format!("SAFELIGHT_FAL_{name}_URL")).starts_with("http://127.0.0.1:"));
    }
    let submit = |key: String| {
        let url = format!("{}/fal-ai/esrgan", value("SAFELIGHT_FAL_QUEUE_URL"));
        reqwest::Client::new().post(url).header("authorization", key).body("{}").send()
    };
    assert_eq!(submit("Key wrong".to_owned()).await.unwrap().status(), 401);
    assert_eq!(submit(format!("Key {}", value("FAL_KEY"))).await.unwrap().status(), 200);
}

#[test]
fn a_test_that_blocks_its_thread_is_served_all_the_same() {
    use std::io::{Read as _, Write as _};
    let sim = fal_sim::FalSim::launch(&fal_sim::Options::default()).unwrap();
    let mut stream = std::net::TcpStream::connect(sim.origin().trim_start_matches("http://")).unwrap();
    stream.write_all(b"GET /admin/counts HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").unwrap();
    let mut reply = String::new();
    stream.read_to_string(&mut reply).unwrap();
    assert!(reply.ends_with("{}"), "{reply}");
}
