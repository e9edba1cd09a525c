# Two commands do everything on a fresh machine: `make demo` and `make test`. Only python3 (3.11 or later) with venv is assumed.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check

.PHONY: demo test check prove seek mutants bench clean

demo: $(VENV)/.run  ## the main job: a market under the notice and two reforms, two certifications, one report
	$(BIN)/zcd demo

test: check  ## style, types, floors and tests
	$(BIN)/python -m pytest -n 2

check: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

prove: $(VENV)/.dev  ## the longer proofs: kill matrix over HTTP, many seeds, crash points
	$(BIN)/python -m pytest -n 2 -m long

seek: $(VENV)/.dev  ## every property on examples that no run has drawn before
	$(BIN)/python -m pytest -n 2 -m hypothesis --hypothesis-profile seek

mutants: $(VENV)/.run  ## the kill matrix, printed
	$(BIN)/zcd mutants

bench: $(VENV)/.dev  ## ratios against the frozen yardsticks, in one run
	$(BIN)/python -m benchmarks

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: pyproject.toml constraints.txt | $(VENV)/bin/python
	@echo "installing zcd and what it needs into $(VENV): a minute or two"
	$(PIP) install --quiet --constraint constraints.txt --editable .
	touch $@

$(VENV)/.dev: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(PIP) install --quiet --constraint constraints.txt --editable ".[dev]"
	touch $(VENV)/.run $@

clean:
	rm -rf $(VENV) out .mypy_cache .ruff_cache .pytest_cache .hypothesis
