//! safelight-jobs
