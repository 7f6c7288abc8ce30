# The two commands of the README, `make run` and `make test`, make what they need and then do their work.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: run test lint types house data notebooks journeys api bench clean

run: $(VENV)/.core
	@$(BIN)/corridors compare Tashkent Istanbul Poti Rotterdam Karachi "Bandar Abbas" Moscow "Xi'an"

test: lint types house data
	$(BIN)/python -m pytest -n auto --dist loadfile
	$(MAKE) --no-print-directory notebooks

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.dev
	$(BIN)/mypy

house: $(VENV)/.dev
	$(BIN)/lint-imports --no-cache

data: $(VENV)/.dev
	$(BIN)/corridors check-data

notebooks: $(VENV)/.dev
	$(BIN)/python -m pytest --nbmake --override-ini addopts="-q" docs/notebooks

$(VENV)/.python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "corridors needs Python 3.11 or newer; name one with: make PYTHON=python3.12 ...")'
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.core: $(VENV)/.python pyproject.toml constraints.txt
	$(PIP) install --constraint constraints.txt --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.core
	$(PIP) install --constraint constraints.txt "pip>=25.1"
	$(PIP) install --constraint constraints.txt --group dev
	@touch $@

journeys: $(VENV)/.dev
	$(BIN)/python -m tools.journeys
	$(BIN)/python -m tools.scenario_journeys
	$(BIN)/python -m tools.make_scenarios

api: $(VENV)/.dev
	$(BIN)/python -m tools.make_api

bench: $(VENV)/.python
	$(BIN)/python benchmarks/bench_engine.py

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache dist
