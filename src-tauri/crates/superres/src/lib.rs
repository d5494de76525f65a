//! safelight-superres
