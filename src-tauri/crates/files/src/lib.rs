//! safelight-files
