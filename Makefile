# What one can do with Safelight. A fresh machine needs nothing by hand but Rust and Node; the rest is installed by the
# targets themselves, and everything that is cached stays in ignored folders of this tree.
#
#   make run       opens the app; RUN_ARGS=FOLDER opens that folder. Without a display it shows itself under Xvfb.
#   make test      everything CI runs
#   make bench     speed, beside the rivals; ROWS=name,... runs some
#   make soak      long work that CI leaves out
#   make package   a deb
#   make clean     removes what was built

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.PHONY: help setup tools setup-run setup-test setup-bench weights ui run test bench soak package clean

# Where rustup puts things, also in a shell that has not heard of it yet.
export PATH := $(HOME)/.cargo/bin:$(PATH)
export CARGO_TARGET_DIR ?= $(CURDIR)/target

TAURI_CLI := 2.12.5
UI_SOURCES := $(shell find ui -path ui/node_modules -prune -o -path ui/dist -prune -o -type f -print)

help:
	@sed -n '4,9p' Makefile | cut -c5-

setup: setup-run

tools:
	@scripts/setup.sh tools

setup-run: ui/node_modules/.package-lock.json
	@scripts/setup.sh run
	@$(MAKE) --no-print-directory weights

setup-test: ui/node_modules/.package-lock.json
	@scripts/setup.sh test
	@$(MAKE) --no-print-directory weights

setup-bench: setup-test
	@scripts/setup.sh bench

weights:
	@node scripts/weights.mjs

# npm writes this file last: it is as new as what it installed.
ui/node_modules/.package-lock.json: ui/package-lock.json ui/package.json | tools
	npm --prefix ui ci --no-audit --no-fund
	@touch $@

ui: setup-run ui/dist/index.html

ui/dist/index.html: $(UI_SOURCES) ui/node_modules/.package-lock.json
	npm --prefix ui run --silent build

run: setup-run ui/dist/index.html
	@scripts/run.sh $(RUN_ARGS)

test: setup-test ui/dist/index.html
	@scripts/test.sh

bench: setup-bench ui/dist/index.html
	@ROWS="$(ROWS)" tests/bench/run

# Nothing here pretends: fuzzing, crash runs and sanitizers come with the issue that writes them.
soak:
	@echo "There is no long work yet: no fuzzing, no crash runs, no sanitizers. What exists runs in make test." >&2; exit 1

package: setup-run ui/dist/index.html
	npm install --prefix .cache/tauri-cli --no-save --no-audit --no-fund --silent @tauri-apps/cli@$(TAURI_CLI)
	.cache/tauri-cli/node_modules/.bin/tauri build --bundles deb
	@ls -l $(CARGO_TARGET_DIR)/release/bundle/deb/*.deb

clean:
	rm -rf target gen ui/dist ui/node_modules tests/webview/node_modules
