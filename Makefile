# Two commands do all the set-up on a fresh machine:
#   make demo   codes the sample interviews and prints the problem-frequency table
#   make test   runs the tests
# The plain pip equivalents stand in README.md.

PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready
DEV    := $(VENV)/.ready-dev

.PHONY: demo test check docs bench clean

demo: $(READY)
	@$(BIN)/qualcode --no-pager run sample_transcripts \
		--codebook codebooks/poverty-alleviation.yaml --out results --force --format table
	@echo
	@echo "CSV files: results/frequency.csv, results/codings.csv (excerpts with their words) and more"
	@echo "The words behind a number:"
	@echo "  $(BIN)/qualcode init demo --sample && cd demo && ../$(BIN)/qualcode code"
	@echo "  ../$(BIN)/qualcode explain any total"

test: $(DEV)
	$(BIN)/python -m pytest -n auto --dist worksteal

check: $(DEV)
	$(BIN)/ruff format --check qualcode tests benchmarks docs
	$(BIN)/ruff check qualcode tests benchmarks docs
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python docs/reference.py --check

docs: $(DEV)
	$(BIN)/python docs/reference.py

bench: $(DEV)
	$(BIN)/python benchmarks/commands.py
	$(BIN)/python benchmarks/tables.py
	$(BIN)/python benchmarks/accuracy.py

clean:
	rm -rf $(VENV) demo results build dist

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "qualcode needs Python 3.11 or newer: make PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)

$(READY): $(VENV)/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(DEV): $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@
