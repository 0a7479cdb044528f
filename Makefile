# Every target does its own set-up. A bare `make` prints this list.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
ARGS   ?=
PIP    := $(BIN)/python -m pip install --quiet --disable-pip-version-check
SOURCES := bot models digests simulator demo tests benchmarks alembic
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help demo test quick test-long check format bench lock clean

help: ## print the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: $(VENV)/runtime.stamp ## a simulated Slack and the bot, to try by hand (ARGS=--once plays a week and checks it)
	@$(BIN)/python -m demo $(ARGS)

test: $(VENV)/dev.stamp ## lint, types, import contracts, migrations and all quick tests, on SQLite and PostgreSQL
	@$(MAKE) --no-print-directory -j2 check quick

quick: $(VENV)/dev.stamp
	@$(BIN)/python -m pytest -n auto -m "not long" $(ARGS)

test-long: $(VENV)/dev.stamp ## kills, faults and long properties
	@$(BIN)/python -m pytest -n auto -m long $(ARGS)

check: $(VENV)/dev.stamp ## lint, format, types and import contracts only
	@$(BIN)/ruff check --quiet $(SOURCES)
	@$(BIN)/ruff format --quiet --check $(SOURCES)
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/lint-imports --no-logo > $(VENV)/lint-imports.txt || { cat $(VENV)/lint-imports.txt; exit 1; }

format: $(VENV)/dev.stamp ## let ruff mend what it can
	@$(BIN)/ruff check --quiet --fix $(SOURCES); $(BIN)/ruff format --quiet $(SOURCES)

bench: $(VENV)/dev.stamp ## the benchmarks, as ratios within one run
	@$(BIN)/python -m benchmarks $(ARGS)

lock: $(VENV)/dev.stamp ## renew the hashed pins from pyproject.toml
	@$(BIN)/uv pip compile pyproject.toml --extra build --universal --python-version 3.11 --generate-hashes --no-emit-index-url -q -o requirements.lock
	@$(BIN)/uv pip compile pyproject.toml --extra build --extra dev --universal --python-version 3.11 --generate-hashes --no-emit-index-url -q -c requirements.lock -o requirements-dev.lock

clean: ## remove the environment and every cache
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .demo *.egg-info

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Backpat needs Python 3.11 or newer; $(PYTHON) is older. Name another with: make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "Python's venv module failed. On Debian and Ubuntu: apt-get install python3-venv"; exit 1; }

$(VENV)/runtime.stamp: requirements.lock pyproject.toml | $(BIN)/python
	@echo "Installing into $(VENV) (about a minute, the first time only) …"
	@$(PIP) --require-hashes -r requirements.lock
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/dev.stamp: requirements-dev.lock $(VENV)/runtime.stamp
	@echo "Installing what the tests need …"
	@$(PIP) --require-hashes -r requirements-dev.lock
	@touch $@
