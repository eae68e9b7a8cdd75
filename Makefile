# make serve: set everything up, build the whole book and serve it at http://127.0.0.1:8000/
# make test:  set everything up and pass every test, those in the browser included
.PHONY: serve test build editions packs zip publish check bench clean lock setup lint browser cff audit
SHELL := /bin/bash

PYTHON ?= $(shell scripts/python.sh)
BIN := .venv/bin
SETUP := .venv/.done node_modules/.done

serve: setup
	$(BIN)/python -m scripts serve

build: setup
	$(BIN)/python -m scripts build

# The PDFs and the e-books, and the site with links to them. They are kept until what they are made from changes.
editions: setup
	@scripts/pango.sh
	$(BIN)/python -m scripts editions

# The SCORM packages of all labs, some 300 MB, into the downloads of the built site.
packs: build
	$(BIN)/python -m scripts packs

# The whole built site in one file, for a USB stick or another server.
zip: build
	$(BIN)/python -m scripts zip

# Every tagged edition side by side, the newest at the root, into build/public.
publish: setup
	$(BIN)/python -m scripts publish --to build/public

check: setup
	$(BIN)/python -m scripts check

test: lint browser editions cff
	npx --no-install vitest run
	CHROMIUM=$$(scripts/chromium.sh) $(BIN)/python -m pytest -n 2 --dist loadfile

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	npx --no-install tsc --noEmit

bench: build browser
	$(BIN)/python -m pip install --quiet --disable-pip-version-check "mesa==3.5.1" networkx
	CHROMIUM=$$(scripts/chromium.sh) $(BIN)/python -m scripts.bench

browser:
	@scripts/chromium.sh > /dev/null
	@scripts/hunspell.sh

# cffconvert in an environment of its own. Without an index to fetch it from, its test is skipped, with the reason.
cff: setup
	@cmp -s scripts/cff.requirements .cache/cff/done || { rm -rf .cache/cff && $(BIN)/python -m venv .cache/cff && \
	  .cache/cff/bin/python -m pip install --quiet --disable-pip-version-check -r scripts/cff.requirements && \
	  cp scripts/cff.requirements .cache/cff/done; } || echo "cffconvert cannot be installed here; CITATION.cff is not validated" >&2

# What is known against the packages in the lock files; where nobody can be asked it says so and passes.
audit: setup
	@cmp -s scripts/audit.requirements .cache/audit/done || { rm -rf .cache/audit && $(BIN)/python -m venv .cache/audit && \
	  .cache/audit/bin/python -m pip install --quiet --disable-pip-version-check -r scripts/audit.requirements && \
	  cp scripts/audit.requirements .cache/audit/done; } || echo "pip-audit cannot be installed here" >&2
	$(BIN)/python -m scripts.audit

setup: $(SETUP)

.venv/.done: requirements.lock
	@test -n "$(PYTHON)" || { echo "Python 3.12 or newer is missing; install it (python.org, apt, or pyenv) and try again." >&2; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	touch $@

node_modules/.done: package-lock.json
	@command -v npm > /dev/null || { echo "npm is missing; install Node.js 20 or newer and try again." >&2; exit 1; }
	@node -e 'process.exit(+process.versions.node.split(".")[0] < 20 ? 1 : 0)' || { echo "Node.js is too old; install version 20 or newer and try again." >&2; exit 1; }
	npm ci --no-fund --no-audit
	touch $@

# Pins every package with its hashes; no address of a registry is written.
lock: setup
	$(BIN)/python -m pip install --quiet pip-tools==7.6.2
	$(BIN)/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras --no-emit-index-url \
	  --no-emit-trusted-host --no-emit-find-links --no-header -o requirements.lock pyproject.toml
	npm install --package-lock-only --no-fund --no-audit

clean:
	rm -rf build .cache .pytest_cache .hypothesis .ruff_cache .mypy_cache test-results
