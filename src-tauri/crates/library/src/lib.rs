//! safelight-library
