//! A temporary folder of pictures, gone when dropped.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::broken;
use crate::picture::{encode_jpeg, encode_png, scene, with_alpha};

/// A folder of real pictures made by code.
///
/// ```
/// let library = safelight_testkit::TempLibrary::new().jpeg("cat.jpg", 320, 240).png("mask.png", 64, 64);
/// assert!(library.path("cat.jpg").exists());
/// ```
#[derive(Debug)]
pub struct TempLibrary {
    root: TempDir,
    made: u32,
}

impl TempLibrary {
    /// An empty folder.
    pub fn new() -> Self {
        Self {
            root: tempfile::Builder::new().prefix("safelight-").tempdir().expect("the temp folder takes a folder"),
            made: 0,
        }
    }

    /// The folder itself.
    pub fn root(&self) -> &Path {
        self.root.path()
    }

    /// Where `name` lies or would lie; it may hold sub-folders.
    pub fn path(&self, name: impl AsRef<Path>) -> PathBuf {
        self.root.path().join(name)
    }

    /// Adds a JPEG; every call makes another scene.
    #[must_use]
    pub fn jpeg(mut self, name: &str, width: u32, height: u32) -> Self {
        self.made += 1;
        let bytes = encode_jpeg(&scene(width, height, self.made), 90);
        self.file(name, &bytes)
    }

    /// Adds an opaque PNG; every call makes another scene.
    #[must_use]
    pub fn png(mut self, name: &str, width: u32, height: u32) -> Self {
        self.made += 1;
        let bytes = encode_png(scene(width, height, self.made));
        self.file(name, &bytes)
    }

    /// Adds a PNG that is transparent at its corners.
    #[must_use]
    pub fn png_with_alpha(mut self, name: &str, width: u32, height: u32) -> Self {
        self.made += 1;
        let bytes = encode_png(with_alpha(width, height, self.made));
        self.file(name, &bytes)
    }

    /// Adds a file of these bytes, with the folders above it.
    #[must_use]
    pub fn file(self, name: impl AsRef<Path>, bytes: &[u8]) -> Self {
        self.write(name, bytes);
        self
    }

    /// Adds one of each kind of bad file: `corrupt.jpg`, `empty.jpg`, `text.jpg`, `huge.png`, and a picture under a name that is not UTF-8.
    #[must_use]
    pub fn broken(self) -> Self {
        self.file("corrupt.jpg", &broken::corrupt_jpeg())
            .file("empty.jpg", &[])
            .file("text.jpg", &broken::text_posing_as_jpeg())
            .file("huge.png", &broken::huge_png_header())
            .file(Self::non_utf8_name(), &encode_jpeg(&scene(48, 32, 77), 90))
    }

    /// `caf\xE9.jpg`: Latin-1, as old cards and archives hold it.
    #[cfg(unix)]
    pub fn non_utf8_name() -> PathBuf {
        use std::os::unix::ffi::OsStrExt;
        PathBuf::from(OsStr::from_bytes(b"caf\xE9.jpg"))
    }

    /// Writes now, as another program would while the app runs.
    #[expect(clippy::disallowed_methods, reason = "it plays the other program")]
    pub fn write(&self, name: impl AsRef<Path>, bytes: &[u8]) -> PathBuf {
        let path = self.path(name);
        let folder = path.parent().expect("a file in the library has a folder");
        fs::create_dir_all(folder).expect("the temp folder takes folders");
        fs::write(&path, bytes).expect("the temp folder takes files");
        path
    }

    /// The bytes of `name` as they are now.
    pub fn read(&self, name: impl AsRef<Path>) -> Vec<u8> {
        let path = self.path(name);
        fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    /// The names in the folder itself, sorted; hidden ones too, so that left-over temporary files show.
    pub fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(self.root())
            .expect("the library is readable")
            .map(|entry| entry.expect("an entry is readable").file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }
}

impl Default for TempLibrary {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_folder_goes_with_its_owner() {
        let library = TempLibrary::new().jpeg("a.jpg", 32, 24).png("b/c.png", 8, 8);
        let root = library.root().to_owned();
        assert_eq!(library.names(), ["a.jpg", "b"]);
        drop(library);
        assert!(!root.exists());
    }

    #[test]
    fn two_pictures_of_one_library_differ() {
        let library = TempLibrary::new().jpeg("a.jpg", 32, 24).jpeg("b.jpg", 32, 24);
        assert_ne!(library.read("a.jpg"), library.read("b.jpg"), "equal pictures would be taken for duplicates");
    }

    #[cfg(unix)]
    #[test]
    fn broken_files_lie_beside_each_other() {
        assert_eq!(TempLibrary::new().broken().names().len(), 5);
    }
}
