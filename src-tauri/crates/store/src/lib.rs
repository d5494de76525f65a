//! safelight-store
