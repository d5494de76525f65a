#!/usr/bin/env bash
# Everything CI checks, in the order that fails soonest. A failing check does not hide the ones after it.
# The output of each is kept in target/test; the last line counts: "512 passed, 0 failed".
set -uo pipefail
cd "$(dirname "$0")/.."

logs=target/test
rm -rf "$logs" target/screenshots
mkdir -p "$logs"
failed_checks=()

# check NAME COMMAND...
check() {
  local name=$1 start=$SECONDS
  shift
  printf '\n== %s\n' "$name"
  if "$@" 2>&1 | tee "$logs/$name.log"; then
    printf '   %s: ok, %s s\n' "$name" $((SECONDS - start))
  else
    printf '   %s: FAILED, %s s, see %s\n' "$name" $((SECONDS - start)) "$logs/$name.log"
    failed_checks+=("$name")
  fi
}

# The sum of the number before (or after) a word in one kind of summary line, over all logs.
sum() { cat "$logs"/*.log | sed 's/\x1b\[[0-9;]*m//g' | sed -nE "$1" | awk '{ total += $1 } END { print total + 0 }'; }

check format cargo fmt --all --check
check clippy cargo clippy --locked --workspace --all-targets -- -D warnings
# Only crate `files` writes, and tests, which play the person who changes files.
check writers cargo clippy --locked --workspace --lib --bins -- -D warnings -D clippy::disallowed-methods
check rust cargo test --locked --workspace --no-fail-fast
check rustdoc env RUSTDOCFLAGS='-D warnings' cargo doc --locked --workspace --no-deps
# `cargo test` has just made the file anew.
check bindings git diff --exit-code -- ui/src/ipc/generated.ts
check ui-check npm --prefix ui run --silent check
check ui-test npm --prefix ui run --silent test
check ui-build npm --prefix ui run --silent build
check build cargo build --locked --bins
check webview npm --prefix tests/webview run --silent test

# cargo: "test result: ok. 12 passed; 0 failed"; vitest: "Tests  1 failed | 12 passed (13)"; node: "# pass 3" or "ℹ pass 3".
passed=$(($(sum 's/^test result: .* ([0-9]+) passed;.*/\1/p') + $(sum 's/^ *Tests .*[^0-9]([0-9]+) passed.*/\1/p') + $(sum 's/^[#ℹ] pass ([0-9]+)$/\1/p')))
failed=$(($(sum 's/^test result: .* ([0-9]+) failed;.*/\1/p') + $(sum 's/^ *Tests +([0-9]+) failed.*/\1/p') + $(sum 's/^[#ℹ] fail ([0-9]+)$/\1/p')))

echo
for name in "${failed_checks[@]}"; do echo "failed: $name, see $logs/$name.log"; done
# A check that fails without a failing test (a lint, a build) counts as one.
[ ${#failed_checks[@]} -gt 0 ] && [ "$failed" -eq 0 ] && failed=${#failed_checks[@]}
echo "$passed passed, $failed failed"
[ ${#failed_checks[@]} -eq 0 ]
