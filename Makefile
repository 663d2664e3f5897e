# Waymark: the two commands of the README are `make demo` and `make test`.
SHELL := /bin/bash

# A build folder shared by several checkouts, where there is one; else ./target.
SHARED_TARGET := $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/waymark/target
ifeq ($(CARGO_TARGET_DIR),)
  ifneq ($(wildcard $(SHARED_TARGET)),)
    export CARGO_TARGET_DIR := $(SHARED_TARGET)
  endif
endif

.PHONY: help demo test check bless fmt web clean-demo

help: ## what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 20

demo: ## build everything, start a node with a demo country, print its address
	@scripts/demo

test: ## everything: format, lints, unit and property tests, both databases, HTTP, web, browser
	@scripts/test

check: ## only the fast checks: format, lints, drift of generated files
	@scripts/test --only format,clippy,web-check

web: ## build the staff workspace into web/dist
	@scripts/build-web

bless: ## renew snapshots (openapi.json, policy table); review the diff
	@WAYMARK_BLESS=1 INSTA_UPDATE=always cargo test --workspace --locked

fmt: ## format Rust sources
	@cargo fmt --all

clean-demo: ## forget the demo country
	@rm -rf data/demo
