//! A home, a folder of pictures, and the program.

use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use fal_sim::FalSim;
use safelight_testkit::TempLibrary;
use serde_json::Value;

pub(crate) struct Stage {
    pub(crate) photos: TempLibrary,
    home: tempfile::TempDir,
    env: Vec<(String, String)>,
}

/// How a run ended.
pub(crate) struct Ended {
    pub(crate) code: i32,
    pub(crate) lines: Vec<Value>,
    pub(crate) said: String,
}

impl Stage {
    pub(crate) fn new(photos: TempLibrary) -> Stage {
        Stage { photos, home: tempfile::tempdir().expect("a temporary folder can be made"), env: Vec::new() }
    }

    /// With the simulator's addresses and key.
    pub(crate) fn at(photos: TempLibrary, sim: &FalSim) -> Stage {
        let env = sim.env().into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        Stage { env, ..Stage::new(photos) }
    }

    pub(crate) fn set(mut self, name: &str, value: &str) -> Stage {
        self.env.retain(|(known, _)| known != name);
        self.env.push((name.to_owned(), value.to_owned()));
        self
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_safelight-cli"));
        command.args(args).current_dir(self.photos.root()).env("SAFELIGHT_HOME", self.home.path());
        // No secret store of the machine the test runs on, no key of its user.
        command.env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere");
        for name in ["FAL_KEY", "FAL_KEY_ID", "FAL_KEY_SECRET"] {
            command.env_remove(name);
        }
        command.envs(self.env.iter().map(|(name, value)| (name, value)));
        command
    }

    pub(crate) fn run(&self, args: &[&str]) -> Ended {
        let output: Output = self.command(args).arg("--json").output().expect("the program starts");
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        Ended {
            code: output.status.code().expect("it was not killed"),
            lines: text.lines().map(|line| serde_json::from_str(line).expect("every line is JSON")).collect(),
            said: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }

    pub(crate) fn start(&self, args: &[&str]) -> Child {
        self.command(args).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program starts")
    }

    pub(crate) fn size(&self, name: impl AsRef<Path>) -> (u32, u32) {
        safelight_testkit::size_of(self.photos.path(name))
    }
}
