//! Where things live (`product.md`).

use std::path::{Path, PathBuf};

use directories::ProjectDirs;

/// The folders of this user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Places {
    /// `config.toml`.
    pub config: PathBuf,
    /// `library.db`, leases, sample pictures.
    pub data: PathBuf,
    /// Thumbnails and results on their way.
    pub cache: PathBuf,
}

impl Places {
    /// All under one folder: `SAFELIGHT_HOME`.
    pub fn under(home: &Path) -> Places {
        Places { config: home.join("config"), data: home.join("data"), cache: home.join("cache") }
    }

    /// `SAFELIGHT_HOME` if it is set, else the platform's folders. `None`: the user has no home.
    pub fn of_this_user() -> Option<Places> {
        if let Some(home) = std::env::var_os("SAFELIGHT_HOME").filter(|home| !home.is_empty()) {
            return Some(Places::under(Path::new(&home)));
        }
        let dirs = ProjectDirs::from("", "", "safelight")?;
        Some(Places {
            config: dirs.config_dir().to_owned(),
            data: dirs.data_dir().to_owned(),
            cache: dirs.cache_dir().to_owned(),
        })
    }

    pub(crate) fn settings(&self) -> PathBuf {
        self.config.join("config.toml")
    }

    pub(crate) fn database(&self) -> PathBuf {
        self.data.join("library.db")
    }

    pub(crate) fn leases(&self) -> PathBuf {
        self.data.join("leases")
    }

    pub(crate) fn samples(&self) -> PathBuf {
        self.data.join("Sample pictures")
    }

    pub(crate) fn thumbs(&self) -> PathBuf {
        self.cache.join("thumbs")
    }

    pub(crate) fn results(&self) -> PathBuf {
        self.cache.join("results")
    }
}

/// A resource that is shipped: in the app's own resources, else beside the executable, else in the source tree.
pub(crate) fn resource(resources: Option<&Path>, name: &str) -> PathBuf {
    let beside = std::env::current_exe().ok().and_then(|exe| exe.parent().map(|folder| folder.join(name)));
    let source_tree = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../resources").join(name);
    [resources.map(|folder| folder.join(name)), beside]
        .into_iter()
        .flatten()
        .find(|path| path.exists())
        .unwrap_or(source_tree)
}

/// The weights of the *best* route: `SAFELIGHT_WEIGHTS`, else a shipped resource.
pub(crate) fn weights(resources: Option<&Path>) -> PathBuf {
    match std::env::var_os("SAFELIGHT_WEIGHTS").filter(|path| !path.is_empty()) {
        Some(path) => PathBuf::from(path),
        None => resource(resources, "esrgan-thick-x4.bin"),
    }
}
