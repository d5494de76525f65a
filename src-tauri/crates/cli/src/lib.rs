//! safelight-cli
