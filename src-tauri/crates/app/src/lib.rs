//! safelight-app
