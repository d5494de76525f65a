#!/usr/bin/env bash
# Builds the app and opens it, with the arguments it was given. Where there is no display it shows itself: scripts/show.mjs.
set -euo pipefail
cd "$(dirname "$0")/.."

# The dev profile optimises what works on pixels; the rest is built in a fraction of the time of a release.
cargo build --locked --bin safelight
safelight=${CARGO_TARGET_DIR:-target}/debug/safelight

if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
  exec "$safelight" "$@"
fi
echo "No display: Safelight opens on a screen of its own."
exec node scripts/show.mjs "$@"
