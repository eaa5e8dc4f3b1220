# Acervo: `make serve` publishes this archive, `make test` proves it. Each sets itself up.
SHELL := /bin/sh
PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
DIR ?= .
TRIPLES ?= 100000
VENV := .venv
BIN := $(VENV)/bin
# Not server/: its templates are no Turtle before they are filled in, and lint's list of terms has a line for each term.
TURTLE := data ontology shapes tests
.DEFAULT_GOAL := help
.PHONY: help serve check test test-fast test-long bench bench-check bench-serve lint format docs lock screenshots clean

help: ## what can be made
	@awk -F':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

serve: $(VENV)/runtime ## check this archive and serve it (PORT=8000 HOST=127.0.0.1 DIR=.)
	@$(BIN)/acervo serve $(DIR) --host $(HOST) --port $(PORT)

check: $(VENV)/runtime ## check this archive: syntax and shapes
	@$(BIN)/acervo check $(DIR)

test: $(VENV)/dev lint ## every test but the long suites
	@$(BIN)/python -m pytest -m "not long" -n auto

test-fast: $(VENV)/dev ## the tests that need no server and no full check
	@$(BIN)/python -m pytest -q -m "not long and not slow" -n auto

test-long: $(VENV)/dev ## fuzzing, faults, every client, every page in Chromium
	@$(BIN)/python -m pytest -m long -n auto

bench: bench-check bench-serve ## time check, then compare servers

bench-check: $(VENV)/runtime ## time check beside pyshacl and rapper, on this archive (DIR=.)
	@$(BIN)/python benchmarks/check.py --archive $(DIR)

bench-serve: $(VENV)/runtime $(VENV)/peers/done ## compare servers on the same questions (TRIPLES=100000)
	@PATH="$$PATH:$(CURDIR)/$(VENV)/peers/bin" $(BIN)/acervo bench serve --triples $(TRIPLES)

lint: $(VENV)/dev ## ruff, mypy and the layout of the Turtle files
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/acervo format --check $(TURTLE)

format: $(VENV)/dev ## let ruff lay out the Python
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

docs: $(VENV)/dev ## write the generated reference pages
	@$(BIN)/python tools/write_reference.py

screenshots: $(VENV)/dev ## photograph the pages for the README (needs Chromium)
	@$(BIN)/python tools/screenshots.py

lock: ## pin every dependency anew, with hashes (needs uv)
	@uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet --extra dev -o requirements-dev.lock
	@printf 'hatchling\neditables\n' | uv pip compile pyproject.toml - --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet -c requirements-dev.lock -o requirements.lock

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "acervo: needs Python 3.11 or newer; name one: make $(MAKECMDGOALS) PYTHON=python3.12" >&2; exit 2; }
	@echo "Setting up $(VENV) (once)…" >&2
	@$(PYTHON) -m venv $(VENV) || { echo "acervo: Python could not make a virtual environment; on Debian: apt install python3-venv" >&2; exit 2; }

$(VENV)/runtime: requirements.lock pyproject.toml | $(VENV)/bin/python
	@echo "Installing what Acervo runs on…" >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/dev: requirements-dev.lock $(VENV)/runtime
	@echo "Installing what the tests need…" >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

$(VENV)/peers/done: benchmarks/peers.txt | $(VENV)/bin/python
	@echo "Installing the servers to compare with…" >&2
	@$(PYTHON) -m venv $(VENV)/peers
	@$(VENV)/peers/bin/python -m pip install --quiet --disable-pip-version-check -r benchmarks/peers.txt
	@touch $@

clean: ## forget the environment and every kept edition
	@rm -rf $(VENV) .acervo build dist
