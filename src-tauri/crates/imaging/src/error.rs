//! What can go wrong with a picture, in words a person can act on.

use std::io;
use std::path::PathBuf;

use safelight_core::Format;

/// What a codec had to say about the bytes it was given.
pub type Reason = Box<dyn std::error::Error + Send + Sync>;

/// A picture that could not be read, made or written.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No bytes at all.
    #[error("the file is empty")]
    Empty,
    /// The first bytes belong to no format we know.
    #[error("this is not a picture Safelight can read")]
    NotAPicture,
    /// A format we know, used in a way we do not.
    #[error("this {} uses {what}, which Safelight cannot read", format.name())]
    Unsupported {
        /// By its first bytes.
        format: Format,
        /// A noun: "arithmetic coding".
        what: &'static str,
    },
    /// The bytes break the rules of their format.
    #[error("this {} is damaged", format.name())]
    Corrupt {
        /// By its first bytes.
        format: Format,
        /// In the codec's words.
        #[source]
        source: Reason,
    },
    /// The file stops before the picture does.
    #[error("this {} is cut short: part of the picture is missing", format.name())]
    Truncated {
        /// By its first bytes.
        format: Format,
    },
    /// More pixels than the caller allows; nothing was allocated.
    #[error("the picture is too large: {width} x {height} pixels, the limit is {} megapixels", limit / 1_000_000)]
    TooLarge {
        /// Pixels.
        width: u32,
        /// Pixels.
        height: u32,
        /// Pixels in all.
        limit: u64,
    },
    /// It would take more memory than the caller allows; nothing was allocated.
    #[error("the picture needs {} MB of memory, the limit is {} MB", need.div_ceil(1 << 20), limit >> 20)]
    TooMuchMemory {
        /// Bytes.
        need: u64,
        /// Bytes.
        limit: u64,
    },
    /// The format cannot hold so long a side; PNG can.
    #[error("{} holds at most {limit} pixels a side, this picture has {side}", format.name())]
    SideTooLong {
        /// The one asked for.
        format: Format,
        /// The longer side, pixels.
        side: u32,
        /// Pixels.
        limit: u32,
    },
    /// Safelight reads this format but does not write it.
    #[error("Safelight cannot write {}", format.name())]
    CannotWrite {
        /// The one asked for.
        format: Format,
    },
    /// The codec refused to write.
    #[error("the picture could not be written as {}", format.name())]
    Encode {
        /// The one asked for.
        format: Format,
        /// In the codec's words.
        #[source]
        source: Reason,
    },
    /// A size of nothing was asked for.
    #[error("a picture of {width} x {height} pixels cannot be made")]
    NoSize {
        /// Pixels.
        width: u32,
        /// Pixels.
        height: u32,
    },
    /// A result that has not the size it should have.
    #[error("the result is {width} x {height} pixels instead of {expected_width} x {expected_height}")]
    WrongSize {
        /// Pixels.
        width: u32,
        /// Pixels.
        height: u32,
        /// Pixels.
        expected_width: u32,
        /// Pixels.
        expected_height: u32,
    },
    /// A result of one single colour from a source that has more.
    #[error("the result is one flat colour")]
    Flat,
    /// An assembly whose rows did not add up to the picture.
    #[error("{rows} of {expected} rows arrived")]
    RowsMissing {
        /// Those that came.
        rows: u64,
        /// Those that should have.
        expected: u64,
    },
    /// The file could not be read.
    #[error("cannot read {}", path.display())]
    Read {
        /// Which.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// The caller said stop.
    #[error("cancelled")]
    Cancelled,
}

impl Error {
    pub(crate) fn corrupt(format: Format, reason: impl Into<Reason>) -> Self {
        Error::Corrupt { format, source: reason.into() }
    }

    pub(crate) fn encode(format: Format, reason: impl Into<Reason>) -> Self {
        Error::Encode { format, source: reason.into() }
    }
}
