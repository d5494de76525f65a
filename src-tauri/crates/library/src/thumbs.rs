//! Thumbnails: made once for the same bytes, visible ones first.

mod disk;
mod maker;
mod memory;
mod queue;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{self, JoinHandle};

use safelight_core::{ContentHash, Format, PhotoId};
use safelight_store::Store;
use safelight_store::media::{self, Learned};

use crate::Error;
use crate::changes::Changes;
use crate::index::sentence;
use crate::library::spawn;
use maker::Maker;
use queue::Queue;

/// How large a thumbnail is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ThumbSize {
    /// Fits 256 x 256 pixels.
    Small,
    /// Fits 512 x 512 pixels.
    Large,
}

impl ThumbSize {
    /// The side of the box, pixels.
    pub fn side(self) -> u32 {
        match self {
            ThumbSize::Small => 256,
            ThumbSize::Large => 512,
        }
    }

    /// The smallest size that is sharp in a box of `side` pixels.
    pub fn for_side(side: u32) -> ThumbSize {
        if side <= ThumbSize::Small.side() { ThumbSize::Small } else { ThumbSize::Large }
    }
}

/// A finished thumbnail.
#[derive(Debug, PartialEq, Eq)]
pub struct Thumb {
    /// A whole file of `format`: upright, in sRGB.
    pub bytes: Vec<u8>,
    /// JPEG, or WebP where the picture has alpha.
    pub format: Format,
    /// The bytes it was made from.
    pub hash: ContentHash,
}

/// Why there is no thumbnail.
#[derive(Debug, Clone, thiserror::Error)]
pub enum ThumbError {
    /// Something else came on screen before its turn. Ask again when it is wanted again.
    #[error("the thumbnail is not wanted any more")]
    Cancelled,
    /// The photo is not in the library any more.
    #[error("the photo is not in the library any more")]
    Gone,
    /// The file is not there, or its drive: it may come back.
    #[error("the file {path} is not there")]
    Missing {
        /// Where it should be.
        path: PathBuf,
    },
    /// The file cannot be shown. It is not tried again before it changes, or [`crate::Library::retry`].
    #[error("{message}")]
    Unreadable {
        /// A sentence.
        message: String,
    },
    /// The database.
    #[error("{message}")]
    Store {
        /// What it said.
        message: String,
    },
}

pub(crate) type Answer = Result<Arc<Thumb>, ThumbError>;

/// The thumbnails of a library.
pub struct Thumbs {
    queue: Arc<Queue>,
    maker: Arc<Maker>,
    workers: Vec<JoinHandle<()>>,
}

impl Thumbs {
    pub(crate) fn open(
        store: Arc<Store>,
        changes: Arc<Changes>,
        folder: PathBuf,
        workers: usize,
    ) -> Result<Thumbs, Error> {
        let (learn, learned) = channel();
        let queue = Arc::new(Queue::default());
        let maker = Arc::new(Maker::new(Arc::clone(&store), folder, learn));
        let cores = thread::available_parallelism().map_or(2, usize::from);
        let count = if workers == 0 { cores.saturating_sub(1).max(2) } else { workers };
        let mut threads = vec![spawn("thumbs-learn", move || record(&store, &changes, &learned))?];
        for n in 0..count {
            let (queue, maker) = (Arc::clone(&queue), Arc::clone(&maker));
            threads.push(spawn(&format!("thumbs-{n}"), move || queue.work(|photo, size| maker.make(photo, size)))?);
        }
        Ok(Thumbs { queue, maker, workers: threads })
    }

    /// Asks for a thumbnail; returns at once. `reply` is called on one of the worker threads and should be quick.
    pub fn request(&self, photo: PhotoId, size: ThumbSize, reply: impl FnOnce(Answer) + Send + 'static) {
        self.queue.push(photo, size, Box::new(reply));
    }

    /// Waits for a thumbnail.
    ///
    /// # Errors
    /// [`ThumbError`].
    pub fn get(&self, photo: PhotoId, size: ThumbSize) -> Result<Arc<Thumb>, ThumbError> {
        let (reply, answer) = channel();
        // The receiver waits below; it cannot be gone.
        self.request(photo, size, move |result| drop(reply.send(result)));
        answer.recv().unwrap_or(Err(ThumbError::Cancelled))
    }

    /// What is on screen, first things first. Requests for anything else that have not begun are answered
    /// [`ThumbError::Cancelled`]; later ones come after these.
    pub fn want(&self, photos: &[PhotoId]) {
        self.queue.want(photos);
    }

    /// Forgets every thumbnail, on the disk and in memory.
    ///
    /// # Errors
    /// [`Error::Files`].
    pub fn clear(&self) -> Result<(), Error> {
        Ok(self.maker.clear()?)
    }
}

impl Drop for Thumbs {
    fn drop(&mut self) {
        self.queue.close();
        self.maker.close();
        for worker in self.workers.drain(..) {
            // A panic was reported by the thread itself.
            drop(worker.join());
        }
    }
}

/// Writes what was learned into the database, as much at a time as has come together.
fn record(store: &Store, changes: &Changes, learned: &Receiver<Learned>) {
    while let Ok(first) = learned.recv() {
        let batch: Vec<Learned> = std::iter::once(first).chain(learned.try_iter().take(500)).collect();
        let stored = store.write(|write| {
            let mut ids = Vec::new();
            for one in &batch {
                if media::learn(write, one)? {
                    ids.push(one.id);
                }
            }
            Ok(ids)
        });
        match stored {
            Ok(ids) => changes.photos(ids),
            // Nothing is lost: it is learned again when the thumbnail is next made.
            Err(error) => tracing::warn!(error = sentence(&error), "colours of photos could not be stored"),
        }
    }
}

/// Where the makers leave what they learned; `None` when the library is closing.
type Learn = std::sync::Mutex<Option<Sender<Learned>>>;
