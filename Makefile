# The two commands of the README, `make run` and `make test`, make what they need and then do their work.
PYTHON ?= python3
VENV := .venv
# A Python that is named has an environment of its own beside the usual one: `make test PYTHON=python3.13` makes .venv-3.13.
ifneq ($(PYTHON),python3)
VERSION := $(shell $(PYTHON) -c 'import sys; print("%d.%d" % sys.version_info[:2])')
$(if $(VERSION),,$(error $(PYTHON) does not run; name a Python that does, as in: make test PYTHON=python3.13))
VENV := .venv-$(VERSION)
endif
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: run test lint types house data notebooks docs pages journeys api pinned bench fire coverage mutants lowest wheel clean

run: $(VENV)/.core
	@$(BIN)/corridors compare Tashkent Istanbul Poti Rotterdam Karachi "Bandar Abbas" Moscow "Xi'an"

test: lint types house data
	$(BIN)/python -m pytest -n auto --dist loadfile
	$(MAKE) --no-print-directory notebooks docs

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
	$(BIN)/python -m pytest --nbmake -n auto --override-ini addopts="-q" docs/notebooks

# The site, into docs/_build/html: every warning is an error, nothing is executed, and nothing is fetched.
docs: $(VENV)/.docs
	$(BIN)/sphinx-build -W --keep-going -q -b html -d docs/_build/doctrees docs docs/_build/html

# The outputs that the pages show, written anew.
pages: $(VENV)/.dev
	$(BIN)/python -m tools.run_pages

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

$(VENV)/.docs: $(VENV)/.core
	$(PIP) install --constraint constraints.txt "pip>=25.1"
	$(PIP) install --constraint constraints.txt --group docs
	@touch $@

journeys: $(VENV)/.dev
	$(BIN)/python -m tools.journeys
	$(BIN)/python -m tools.scenario_journeys
	$(BIN)/python -m tools.make_scenarios

api: $(VENV)/.dev
	$(BIN)/python -m tools.make_api
	$(BIN)/python -m tools.make_commands
	$(BIN)/python -m tools.make_glossary

pinned: $(VENV)/.dev
	$(BIN)/python -m tools.pin_face

# What the library stands: kills, threads, a million queries, forks, damaged files. Takes about a quarter of an hour.
fire: $(VENV)/.dev
	$(BIN)/python -m tools.under_fire all

# Lines and branches of each wing that the suite runs, against the floors in pyproject.toml.
coverage: $(VENV)/.dev
	$(BIN)/python -m tools.covered

# Small changes of the code that its tests should notice; MUTANTS="routing --count 200 --seed 5" says which and how many.
mutants: $(VENV)/.dev
	$(BIN)/python -m tools.mutate $(MUTANTS)

# The suite with the lowest versions that pyproject.toml allows, on Python 3.11 or 3.12, for which these were built; their own
# warnings of what is to come are theirs.
lowest:
	$(PYTHON) -m venv --clear .venv-lowest
	.venv-lowest/bin/python -m pip --disable-pip-version-check --quiet install \
	    --constraint constraints-lowest.txt --editable ".[all]" "hypothesis>=6.100" "pytest>=8"
	.venv-lowest/bin/python -m pytest -W ignore::DeprecationWarning -W ignore::FutureWarning $(LOWEST_TESTS)

# The tests that need nothing but the library: the others hold it against tools and programs that ask for newer versions.
LOWEST_TESTS ?= $(addprefix tests/,changes charges data disruption exchange flows gate kernels maps network report routes routing scale simulation \
    studies tables validation words world)

# What users install, alone: built, put into an empty environment outside this folder, and asked.
wheel: $(VENV)/.python
	$(PYTHON) -m tools.try_wheel

# Side by side with the peers, in an environment of its own; BENCH="--quick" is short, BENCH="--markdown" writes docs/benchmarks.md.
bench: $(VENV)/.python
	$(BIN)/python benchmarks/bench_engine.py $(BENCH)

clean:
	rm -rf docs/_build .venv .venv-* .mypy_cache .ruff_cache .pytest_cache dist
