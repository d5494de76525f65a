//! The network with its real weights. One program, so that they are loaded once.

mod golden;
mod tiles;
mod weights;

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use safelight_superres::{Network, Priority, Upscaler};

fn weights_file() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../resources/esrgan-thick-x4.bin")
}

fn upscaler() -> Upscaler {
    static NETWORK: LazyLock<Arc<Network>> = LazyLock::new(|| {
        Arc::new(Network::load(&weights_file()).expect("the tests need the real weights: run `make setup`"))
    });
    let two = NonZeroUsize::new(2).expect("two is not zero");
    Upscaler::new(NETWORK.clone(), two, Priority::Normal).expect("two threads can be had")
}
