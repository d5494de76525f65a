#!/usr/bin/env bash
# Installs what is missing on this machine and is quick when nothing is: setup.sh tools | run | test | bench.
# Rust and Node are the person's own choice: without them it only says how to get them.
set -euo pipefail

rust=1.95
node=20.19

# To build and to run.
packages=(build-essential pkg-config cmake nasm libwebkit2gtk-4.1-dev libdbus-1-dev libheif-dev)
# To open a window nobody sees, to drive and photograph it, and to have there what a desktop has.
desktop=(webkit2gtk-driver xvfb xauth openbox xdotool x11-utils imagemagick dbus dunst gnome-keyring libsecret-tools procps)
# To check results with somebody else's eyes.
witnesses=(git libimage-exiftool-perl libvips-tools)
rivals=(python3 python3-venv)

say() { printf '%s\n' "$*" >&2; }
stop() { say "$*"; exit 1; }

# at_least HAVE WANT: versions, dots between numbers.
at_least() { [ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1)" = "$2" ]; }

check_node() {
  local have
  have=$(node --version 2>/dev/null | tr -d v) || have=
  [ -n "$have" ] && at_least "$have" "$node" && command -v npm >/dev/null && return
  stop "Safelight needs Node $node or newer with npm (${have:+here is $have; }Debian's own is too old): get it from https://nodejs.org/en/download."
}

check_rust() {
  local have
  have=$(cargo --version 2>/dev/null | cut -d' ' -f2) || have=
  [ -n "$have" ] && at_least "$have" "$rust" && return
  [ -n "$have" ] && stop "Safelight needs Rust $rust or newer, here is $have: run \`rustup update stable\`."
  stop "Safelight needs Rust $rust or newer (Debian's own is too old): get it with \`curl --proto '=https' -sSf https://sh.rustup.rs | sh\`."
}

# clippy and rustfmt are not part of every installation of Rust.
check_linters() {
  local missing=()
  cargo clippy --version >/dev/null 2>&1 || missing+=(clippy)
  cargo fmt --version >/dev/null 2>&1 || missing+=(rustfmt)
  [ ${#missing[@]} -eq 0 ] && return
  command -v rustup >/dev/null || stop "cargo ${missing[*]} is missing, and there is no rustup to add it."
  rustup component add "${missing[@]}"
}

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  elif command -v sudo >/dev/null; then sudo "$@"
  else stop "Please install as root: $*"
  fi
}

install_packages() {
  if ! command -v dpkg-query >/dev/null; then
    # Not Debian: the compiler and the linker will name what they miss.
    say "This is not Debian; please see to it that these are installed, whatever they are called here: $*"
    return
  fi
  local missing=()
  for package in "$@"; do
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return
  say "Installing ${missing[*]}"
  local quietly=(env DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dpkg::Use-Pty=0)
  as_root "${quietly[@]}" update >&2
  as_root "${quietly[@]}" install -y --no-install-recommends "${missing[@]}" >&2
}

has_display() { [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; }

case "${1:-run}" in
  tools)
    check_rust
    check_node
    ;;
  run)
    has_display || packages+=("${desktop[@]}")
    install_packages "${packages[@]}"
    ;;
  test)
    check_linters
    install_packages "${packages[@]}" "${desktop[@]}" "${witnesses[@]}"
    ;;
  bench) install_packages "${rivals[@]}" ;;
  *) stop "setup.sh knows tools, run, test and bench, not $1" ;;
esac
