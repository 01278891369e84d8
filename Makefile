# 美好曹杨. `make help` lists what there is; `make demo` is where to begin.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.PHONY: help demo test test-fast test-browser lint types bench messages lock clean

# The first Python of 3.11 or newer that has venv.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python3.14; do \
	$$p -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && { echo $$p; break; }; done)
BIN := .venv/bin
# One that was interrupted while it was made, or whose Python is gone, is made anew.
BROKEN := $(shell test ! -e .venv || $(BIN)/python -c 'import pip' >/dev/null 2>&1 || rm -f .venv/made)
MANAGE := DJANGO_SETTINGS_MODULE=config.settings.demo $(BIN)/python manage.py
PYTEST := $(BIN)/python -m pytest
LOCK := uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	--no-emit-index-url --no-emit-find-links

help: ## say what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

demo: .venv/installed ## install, load the demo once, serve it on http://127.0.0.1:8000 (PORT, HOST)
	@$(MANAGE) demo
	@exec env DJANGO_SETTINGS_MODULE=config.settings.demo $(BIN)/python manage.py serve

test: .venv/installed-dev .venv/browser ## install what tests need, run all of them
	$(MAKE) test-fast test-browser

test-fast: .venv/installed-dev ## all tests but those in a browser
	$(PYTEST) -m "not browser" -n 2 --dist loadfile --no-loadscope-reorder

test-browser: .venv/installed-dev .venv/browser ## the journeys in Chromium against the real server
	$(PYTEST) -m browser

lint: .venv/installed-dev ## ruff, and the arrows between the rooms
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	PYTHONPATH=site:. $(BIN)/lint-imports

types: .venv/installed-dev ## mypy
	$(BIN)/mypy site/config site/residents site/pagecache site/folding site/languages cms maps media tests manage.py

bench: .venv/installed-dev ## measure: queries, bytes, ratios
	$(BIN)/python -m tests.bench

messages: .venv/installed-dev ## bring the texts to translate into the catalogue and compile it
	$(BIN)/python -m tests.messages

lock: .venv/installed-dev ## pin every dependency again, with hashes (needs uv)
	$(LOCK) pyproject.toml -o requirements.lock
	$(LOCK) --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock
	$(LOCK) --extra aliyun -c requirements.lock pyproject.toml -o requirements-aliyun.lock

clean: ## remove the virtual environment and caches; the data in var/ stays
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

.venv/made:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer with the venv module is needed (Debian: apt-get install python3-venv)." >&2; exit 1; }
	@echo "==> creating .venv with $$($(PYTHON) --version)"
	@$(PYTHON) -m venv --clear .venv
	@touch $@

.venv/installed: requirements.lock | .venv/made
	@echo "==> installing the locked libraries (once; about a minute)"
	@$(BIN)/python -m pip install --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

.venv/installed-dev: requirements-dev.lock | .venv/made
	@echo "==> installing the locked libraries and what tests need"
	@$(BIN)/python -m pip install --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@ .venv/installed

# Debian's Chromium and a Chinese font: for the tests in a browser only.
.venv/browser: | .venv/made
	@if command -v chromium >/dev/null && [ -d /usr/share/fonts/opentype/noto ]; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo "==> installing chromium and fonts-noto-cjk"; \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk >/dev/null; \
	else echo "Tests in a browser need Chromium and a Chinese font: apt-get install chromium fonts-noto-cjk" >&2; exit 1; fi
	@touch $@
