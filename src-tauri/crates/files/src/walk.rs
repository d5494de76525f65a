//! What lies in a folder and below it: pictures and sub-folders, without what is hidden.

use std::collections::VecDeque;
use std::ffi::{OsStr, OsString};
use std::fs::Metadata;
use std::io;
use std::path::{Path, PathBuf};

use safelight_core::Format;
use walkdir::{DirEntry, WalkDir};

/// Folders that other programs keep deleted files in.
const TRASHES: [&str; 4] = ["$RECYCLE.BIN", "RECYCLER", "System Volume Information", "lost+found"];

/// What the file system says about a file: as long as it stays the same, so do the bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Stat {
    /// Bytes.
    pub size: u64,
    /// When it was last changed, nanoseconds since 1970.
    pub modified_ns: i64,
    /// Its number on its device; 0 where there is none.
    pub inode: u64,
    /// The device; 0 where there is none.
    pub device: u64,
}

impl Stat {
    /// Of the file at `path`, links followed.
    ///
    /// # Errors
    /// What the system says.
    pub fn of(path: &Path) -> io::Result<Stat> {
        path.metadata().map(|metadata| Stat::from(&metadata))
    }
}

#[cfg(unix)]
impl From<&Metadata> for Stat {
    fn from(metadata: &Metadata) -> Stat {
        use std::os::unix::fs::MetadataExt;
        Stat {
            size: metadata.size(),
            modified_ns: metadata.mtime().saturating_mul(1_000_000_000).saturating_add(metadata.mtime_nsec()),
            inode: metadata.ino(),
            device: metadata.dev(),
        }
    }
}

#[cfg(not(unix))]
impl From<&Metadata> for Stat {
    fn from(metadata: &Metadata) -> Stat {
        let since = metadata.modified().ok().and_then(|time| time.duration_since(std::time::UNIX_EPOCH).ok());
        let modified_ns = since.map_or(0, |since| i64::try_from(since.as_nanos()).unwrap_or(i64::MAX));
        Stat { size: metadata.len(), modified_ns, inode: 0, device: 0 }
    }
}

/// A picture file, by its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Its name in its folder.
    pub name: OsString,
    /// What the file system says.
    pub stat: Stat,
}

/// One folder and what lies directly in it, or a part of that.
#[derive(Debug)]
pub struct Listing {
    /// Where it is.
    pub path: PathBuf,
    /// Its pictures, at most [`CHUNK`] of them.
    pub pictures: Vec<Picture>,
    /// The names of its sub-folders.
    pub folders: Vec<OsString>,
    /// What could not be read, the folder itself included.
    pub unreadable: Vec<Unreadable>,
    /// The last listing of this folder: the ones before it and this one together are all there is.
    pub last: bool,
    depth: usize,
}

/// A folder with more pictures than this comes in several listings, so that the first ones need not wait for the last.
pub const CHUNK: usize = 1000;

impl Listing {
    fn new(path: &Path, depth: usize) -> Listing {
        Listing {
            path: path.to_owned(),
            pictures: Vec::new(),
            folders: Vec::new(),
            unreadable: Vec::new(),
            last: true,
            depth,
        }
    }
}

/// Something that could not be read.
#[derive(Debug)]
pub struct Unreadable {
    /// What.
    pub path: PathBuf,
    /// Why.
    pub source: io::Error,
}

/// How far down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// The folder alone.
    One,
    /// All below it.
    All,
}

/// Walks `root`: listings for every folder, itself included.
///
/// Hidden files and folders, other programs' trash and files that are not pictures by their name are left out. Links are
/// followed, except into a folder they lie in.
///
/// `enter` hears of each folder before its names are read: a watch set up there misses nothing.
pub fn walk<E: FnMut(&Path)>(root: &Path, depth: Depth, enter: E) -> Walk<E> {
    let deepest = if depth == Depth::All { usize::MAX } else { 1 };
    Walk {
        enter,
        root: root.to_owned(),
        entries: WalkDir::new(root).follow_links(true).max_depth(deepest).into_iter(),
        deepest,
        open: Vec::new(),
        ready: VecDeque::new(),
    }
}

/// The walk of [`walk`].
#[derive(Debug)]
pub struct Walk<E> {
    enter: E,
    root: PathBuf,
    entries: walkdir::IntoIter,
    deepest: usize,
    /// The folders on the way down to where the walk is.
    open: Vec<Listing>,
    /// Listings nobody has taken yet.
    ready: VecDeque<Listing>,
}

impl<E: FnMut(&Path)> Iterator for Walk<E> {
    type Item = Listing;

    fn next(&mut self) -> Option<Listing> {
        while self.ready.is_empty() {
            match self.entries.next() {
                Some(Ok(entry)) => self.visit(&entry),
                Some(Err(error)) => self.miss(error),
                None => return self.open.pop(),
            }
        }
        self.ready.pop_front()
    }
}

impl<E: FnMut(&Path)> Walk<E> {
    fn visit(&mut self, entry: &DirEntry) {
        let kind = entry.file_type();
        if entry.depth() > 0 && is_hidden(entry.file_name()) {
            if kind.is_dir() {
                self.entries.skip_current_dir();
            }
        } else if kind.is_dir() {
            self.enter(entry);
        } else if kind.is_file() && is_picture(entry.file_name()) {
            self.take(entry);
        }
    }

    fn enter(&mut self, entry: &DirEntry) {
        self.leave(entry.depth());
        if let Some(above) = self.open.last_mut() {
            above.folders.push(entry.file_name().to_owned());
        }
        if entry.depth() == 0 || entry.depth() < self.deepest {
            (self.enter)(entry.path());
            self.open.push(Listing::new(entry.path(), entry.depth()));
        }
    }

    fn take(&mut self, entry: &DirEntry) {
        self.leave(entry.depth());
        let Some(folder) = self.open.last_mut() else { return };
        match entry.metadata() {
            Ok(metadata) => {
                folder.pictures.push(Picture { name: entry.file_name().to_owned(), stat: Stat::from(&metadata) });
            }
            Err(error) => folder.unreadable.extend(unreadable(error, &folder.path)),
        }
        if folder.pictures.len() >= CHUNK {
            let mut chunk = Listing::new(&folder.path, folder.depth);
            chunk.last = false;
            std::mem::swap(&mut chunk.pictures, &mut folder.pictures);
            self.ready.push_back(chunk);
        }
    }

    fn miss(&mut self, error: walkdir::Error) {
        if self.open.is_empty() {
            self.open.push(Listing::new(&self.root, 0));
        }
        let about = error.path().map(Path::to_owned).unwrap_or_default();
        let holds = |folder: &&mut Listing| folder.path == about || about.parent() == Some(&folder.path);
        if let Some(folder) = self.open.iter_mut().rev().find(holds) {
            folder.unreadable.extend(unreadable(error, &folder.path));
        }
    }

    /// Hands out the folders that an entry at `depth` does not lie in: entries come in order, so they are complete.
    fn leave(&mut self, depth: usize) {
        while let Some(done) = self.open.pop_if(|folder| folder.depth >= depth) {
            self.ready.push_back(done);
        }
    }
}

/// What could not be read; nothing for a link that leads in a circle or nowhere, or a file that went away meanwhile.
fn unreadable(error: walkdir::Error, folder: &Path) -> Option<Unreadable> {
    let path = error.path().unwrap_or(folder).to_owned();
    let source = error.into_io_error()?;
    let is_nothing = path != folder && (source.kind() == io::ErrorKind::NotFound || path.is_symlink());
    (!is_nothing).then_some(Unreadable { path, source })
}

fn is_hidden(name: &OsStr) -> bool {
    name.as_encoded_bytes().starts_with(b".") || TRASHES.iter().any(|trash| name == *trash)
}

/// Whether the name claims a format we show.
pub fn is_picture(name: &OsStr) -> bool {
    let extension = Path::new(name).extension().and_then(OsStr::to_str);
    extension.and_then(Format::from_extension).is_some() && !is_hidden(name)
}
