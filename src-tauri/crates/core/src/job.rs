//! The life of a job: its states, and the one function that moves it.

use serde::{Deserialize, Serialize};

/// Where a job stands. The same lower-case words in SQLite, TypeScript and `--json`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum JobState {
    /// Waits for its turn.
    Queued,
    /// The source is read and made ready.
    Preparing,
    /// Its bytes go to the provider.
    Uploading,
    /// Entered before the request is sent: from here on it may have been accepted.
    Submitting,
    /// Accepted; the request id is stored.
    Submitted,
    /// Being worked on.
    Running,
    /// The result is fetched into the cache.
    Downloading,
    /// The result is written beside its source.
    Writing,
    /// The file is there.
    Done,
    /// Over, with a reason.
    Failed,
    /// Stopped by a person.
    Cancelled,
    /// It may have been accepted and nobody knows: a person decides.
    Unsure,
    /// The result is in the cache but could not be written: a person decides.
    Unsaved,
}

/// How a provider is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A queue with request ids.
    Queue,
    /// One request, one reply that holds the result.
    OneReply,
    /// This machine.
    Local,
}

/// What happens to a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Event {
    /// Its turn has come.
    Start,
    /// The source is ready and has to be uploaded.
    Upload,
    /// All inputs are in place; the request is sent next.
    Submit,
    /// The source is ready; work begins on this machine.
    Compute,
    /// The provider gave a request id.
    Accepted,
    /// The provider's one reply holds the result.
    Replied,
    /// The reply to the submit never came: it may have been accepted.
    Lost,
    /// *Check* found the request at the provider.
    Found,
    /// The provider works on it.
    Begun,
    /// The result can be fetched.
    Ready,
    /// The result is in the cache (or computed); the file is written next.
    Fetched,
    /// The file is under its final name.
    Written,
    /// A paid result could not be written.
    NotWritten,
    /// It cannot succeed.
    Fail,
    /// It was stopped.
    Cancel,
    /// A person asked for another try.
    Retry,
    /// A person accepted that it may be charged twice.
    SendAgain,
    /// A person freed space and asked to write it again.
    SaveAgain,
    /// The process ended while it was in this state.
    Interrupted,
}

/// A move the table does not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a job that is {state:?} cannot take {event:?}")]
pub struct IllegalMove {
    /// Where it stands.
    pub state: JobState,
    /// What was tried.
    pub event: Event,
}

impl JobState {
    /// All states.
    pub const ALL: [JobState; 13] = {
        use JobState::*;
        [
            Queued,
            Preparing,
            Uploading,
            Submitting,
            Submitted,
            Running,
            Downloading,
            Writing,
            Done,
            Failed,
            Cancelled,
            Unsure,
            Unsaved,
        ]
    };

    /// The state after `event`, for a job done by `kind`.
    ///
    /// # Errors
    /// [`IllegalMove`] for every pair that is not in the table.
    pub fn after(self, event: Event, kind: Kind) -> Result<JobState, IllegalMove> {
        use Event as E;
        use JobState::*;
        Ok(match (self, event) {
            (Queued, E::Start) => Preparing,
            (Preparing, E::Upload) if kind != Kind::Local => Uploading,
            (Preparing, E::Compute) if kind == Kind::Local => Running,
            (Preparing | Uploading, E::Submit) if kind != Kind::Local => Submitting,
            (Submitting, E::Accepted) if kind == Kind::Queue => Submitted,
            (Submitting, E::Replied) if kind == Kind::OneReply => Downloading,
            (Submitting, E::Lost) => Unsure,
            (Unsure, E::Found) => Submitted,
            (Submitted | Running, E::Begun) if kind == Kind::Queue => Running,
            (Submitted | Running, E::Ready) if kind == Kind::Queue => Downloading,
            (Running, E::Fetched) if kind == Kind::Local => Writing,
            (Downloading, E::Fetched) => Writing,
            (Writing, E::Written) => Done,
            (Writing, E::NotWritten) if kind != Kind::Local => Unsaved,
            (Unsaved, E::SaveAgain) => Writing,
            (Unsure, E::SendAgain) => Queued,
            (Failed | Cancelled, E::Retry) => Queued,
            (state, E::Fail) if state.is_open() => Failed,
            (Unsure | Unsaved, E::Cancel) => Cancelled,
            (state, E::Cancel) if state.is_open() && state != Writing => Cancelled,
            // Nothing had been sent, or the work was ours alone: it can simply begin again.
            (Queued | Preparing | Uploading, E::Interrupted) => Queued,
            (Running | Writing, E::Interrupted) if kind == Kind::Local => Queued,
            (Submitting, E::Interrupted) => Unsure,
            (Submitted | Running | Downloading | Writing, E::Interrupted) => self,
            (state, event) => return Err(IllegalMove { state, event }),
        })
    }

    /// Still to be driven by the engine.
    pub fn is_open(self) -> bool {
        use JobState::*;
        matches!(self, Queued | Preparing | Uploading | Submitting | Submitted | Running | Downloading | Writing)
    }

    /// Waits for a person.
    pub fn needs_person(self) -> bool {
        matches!(self, JobState::Unsure | JobState::Unsaved)
    }

    /// The word.
    pub fn name(self) -> &'static str {
        use JobState::*;
        match self {
            Queued => "queued",
            Preparing => "preparing",
            Uploading => "uploading",
            Submitting => "submitting",
            Submitted => "submitted",
            Running => "running",
            Downloading => "downloading",
            Writing => "writing",
            Done => "done",
            Failed => "failed",
            Cancelled => "cancelled",
            Unsure => "unsure",
            Unsaved => "unsaved",
        }
    }

    /// The state of a word.
    pub fn from_name(name: &str) -> Option<JobState> {
        JobState::ALL.into_iter().find(|state| state.name() == name)
    }
}

/// Why a job failed, by what a person can do about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FailureKind {
    /// No key for the provider.
    NoKey,
    /// The provider does not know the key.
    BadKey,
    /// The account is empty.
    OutOfCredit,
    /// Too many requests at once.
    RateLimited,
    /// The provider will not make this picture.
    Refused,
    /// The provider cannot use what it was sent.
    InvalidInput,
    /// Too many pixels or bytes.
    TooLarge,
    /// Not a picture we can read.
    Corrupt,
    /// The source file is not there any more.
    Vanished,
    /// No room on the disk.
    DiskFull,
    /// The folder cannot be written.
    NotWritable,
    /// The provider could not be reached.
    Network,
    /// The provider failed.
    Provider,
    /// The result was not fetched in time.
    Expired,
    /// The submit may have been accepted.
    LostReply,
    /// The local network's weights are not installed.
    WeightsMissing,
    /// A limit on spending stands in the way.
    Cap,
    /// Stopped by a person.
    Cancelled,
    /// A fault of ours.
    Internal,
}

/// Why a job failed, in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// For programs.
    pub kind: FailureKind,
    /// What happened, one sentence.
    pub message: String,
    /// What to do, one sentence; may be empty.
    pub hint: String,
    /// For *Copy details*: the cause chain, the request id.
    #[serde(default)]
    pub detail: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    const EVENTS: [Event; 19] = {
        use Event::*;
        [
            Start,
            Upload,
            Submit,
            Compute,
            Accepted,
            Replied,
            Lost,
            Found,
            Begun,
            Ready,
            Fetched,
            Written,
            NotWritten,
            Fail,
            Cancel,
            Retry,
            SendAgain,
            SaveAgain,
            Interrupted,
        ]
    };
    const KINDS: [Kind; 3] = [Kind::Queue, Kind::OneReply, Kind::Local];

    #[test]
    fn nothing_leads_from_submitted_to_a_second_submit_without_a_person() {
        let by_person = [Event::Retry, Event::SendAgain, Event::SaveAgain];
        let mut seen = vec![JobState::Submitted];
        let mut next = 0;
        while let Some(&state) = seen.get(next) {
            next += 1;
            for event in EVENTS.into_iter().filter(|event| !by_person.contains(event)) {
                if let Ok(after) = state.after(event, Kind::Queue)
                    && !seen.contains(&after)
                {
                    seen.push(after);
                }
            }
        }
        assert!(!seen.contains(&JobState::Submitting), "a second submit could be a second bill: {seen:?}");
    }

    #[test]
    fn every_state_that_is_not_an_end_has_a_way_out() {
        for kind in KINDS {
            for state in JobState::ALL.into_iter().filter(|state| state.is_open() || state.needs_person()) {
                let ways = EVENTS.into_iter().filter(|e| state.after(*e, kind).is_ok_and(|after| after != state));
                assert!(ways.count() > 0, "{state:?} is a dead end for {kind:?}");
            }
        }
    }

    #[test]
    fn a_crash_while_submitting_makes_it_unsure() {
        assert_eq!(JobState::Submitting.after(Event::Interrupted, Kind::Queue), Ok(JobState::Unsure));
        assert_eq!(JobState::Submitted.after(Event::Interrupted, Kind::Queue), Ok(JobState::Submitted));
    }

    #[test]
    fn what_is_done_stays_done() {
        for event in EVENTS {
            assert!(JobState::Done.after(event, Kind::Queue).is_err(), "{event:?} must not move a finished job");
        }
    }

    #[test]
    fn names_are_the_words_of_json() {
        for state in JobState::ALL {
            assert_eq!(serde_json::to_string(&state).unwrap(), format!("\"{}\"", state.name()));
            assert_eq!(JobState::from_name(state.name()), Some(state));
        }
    }
}
