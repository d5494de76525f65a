use std::io;
use std::path::PathBuf;

/// Why a picture was not enlarged.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("the weights of local upscaling are missing at {path}: run `make setup`")]
    WeightsMissing { path: PathBuf },
    #[error("cannot read the weights of local upscaling at {path}")]
    WeightsUnreadable {
        path: PathBuf,
        #[source]
        source: io::Error,
    },
    #[error("the weights of local upscaling are damaged ({fault}): delete the file and run `make setup`")]
    BadWeights { fault: WeightsFault },
    #[error("a picture of {width} x {height} has nothing to enlarge")]
    Empty { width: u32, height: u32 },
    #[error("a picture of {width} x {height} is too large to enlarge: {limit} is the longest side")]
    TooLarge { width: u32, height: u32, limit: u32 },
    #[error("{got} samples do not make a picture of {width} x {height}")]
    WrongLength { width: u32, height: u32, got: usize },
    #[error("cancelled")]
    Cancelled,
    #[error("cannot start the threads of local upscaling")]
    Threads {
        #[source]
        source: rayon::ThreadPoolBuildError,
    },
}

/// What is wrong with a file of weights.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WeightsFault {
    #[error("it does not start as such a file does")]
    Magic,
    #[error("it holds {got} bytes, not {expected}")]
    Length { expected: u64, got: u64 },
    #[error("its checksum does not match")]
    Checksum,
    #[error("it enlarges {0} times, not 4")]
    Scale(u32),
    #[error("layer {index} is not the {expected} this network has there")]
    Layer { index: usize, expected: String },
}
