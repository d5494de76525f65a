//! safelight-providers
