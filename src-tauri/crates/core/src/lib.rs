//! The words of Safelight and their rules. No input, no output, no clock: everything here can be tested with values alone.

mod hash;
mod id;
mod job;
mod media;
mod money;
mod operation;
mod secret;
mod sibling;
mod sort;
mod time;

pub use hash::ContentHash;
pub use id::{BatchId, FolderId, JobId, PhotoId};
pub use job::{Event, Failure, FailureKind, IllegalMove, JobState, Kind};
pub use media::Format;
pub use money::{Cost, CostKind, Money, Price, Quote, Unit};
pub use operation::{Aspect, Generation, NotAScale, NotAnAspect, Operation, Route, Scale};
pub use secret::Secret;
pub use sibling::{SiblingName, Tag, generated_tag};
pub use sort::{Order, SortKey};
pub use time::{Clock, SystemClock, Timestamp};
