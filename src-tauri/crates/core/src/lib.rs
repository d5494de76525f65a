//! safelight-core
