//! safelight-testkit
