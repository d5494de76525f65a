//! safelight-imaging
