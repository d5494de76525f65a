//! What the tests of the network share: the weights and upscalers on them.

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use safelight_superres::{Network, Priority, Upscaler};

pub fn weights() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../resources/esrgan-thick-x4.bin")
}

/// Loaded once: reading and transforming the weights takes longer than most tests.
pub fn upscaler() -> Upscaler {
    static NETWORK: LazyLock<Arc<Network>> =
        LazyLock::new(|| Arc::new(Network::load(&weights()).expect("the tests need the real weights: run `make setup`")));
    Upscaler::new(NETWORK.clone(), NonZeroUsize::new(2).unwrap(), Priority::Normal).unwrap()
}
