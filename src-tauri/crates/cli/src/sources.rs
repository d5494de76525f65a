//! From paths to pictures.

use std::path::{Path, PathBuf};

use safelight_app::batch::pictures_in;

use crate::exit::Exit;

/// Files as they are named, folders as their pictures in natural order.
pub(crate) fn expand(paths: &[PathBuf], recursive: bool) -> Result<Vec<PathBuf>, Exit> {
    let mut sources = Vec::new();
    for path in paths {
        if path.is_dir() {
            let pictures = pictures_in(path, recursive);
            if pictures.is_empty() {
                return Err(Exit::usage(format!("There are no pictures in {}", path.display())));
            }
            sources.extend(pictures);
        } else {
            sources.push(absolute(path));
        }
    }
    Ok(sources)
}

/// The same path from anywhere: jobs are taken up from other folders.
pub(crate) fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}
