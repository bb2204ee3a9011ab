# Few verbs. `make workshop` opens the workbook, `make test` checks everything.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
RAW    ?= ../shared/data
# Where Python is told to write no bytecode, each kernel would compile every library again.
COMPILE := $(BIN)/python -m compileall -q -j 0 $(VENV)/lib territorial_lib

.PHONY: workshop test check notebooks lock data bench clean

workshop: $(VENV)/.workshop  ## install what is needed, then open the workbook in the browser
	$(BIN)/territorial serve

test: check  ## style, types, layers, then every test and every notebook
	$(BIN)/python -m pytest -n 2 --dist loadfile notebooks
	$(BIN)/python -m pytest -n 2 --dist loadfile --durations 15 tests

check: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/numpydoc lint $$(git ls-files 'territorial_lib/*.py')

lock: $(VENV)/.dev  ## exact versions with hashes, for every platform, naming no index
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --upgrade pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --upgrade -c requirements.lock --extra dev pyproject.toml -o requirements-dev.lock

data: $(VENV)/.dev  ## rebuild data/ from the raw files: make data RAW=folder
	$(BIN)/python -m data.prepare --raw $(RAW)

bench: $(VENV)/.dev  ## measure, as ratios against a named peer
	for script in benchmarks/*.py; do $(BIN)/python $$script || exit 1; done

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	|| { echo "Python 3.11 or later is needed. Name it: make PYTHON=python3.12 ..."; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.workshop: $(VENV)/bin/python requirements.lock pyproject.toml
	$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install -q --disable-pip-version-check --no-deps -e .
	$(COMPILE)
	@touch $@

$(VENV)/.dev: $(VENV)/bin/python requirements-dev.lock pyproject.toml
	$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.lock
	$(BIN)/pip install -q --disable-pip-version-check --no-deps -e .
	$(COMPILE)
	@touch $@ $(VENV)/.workshop

clean:
	rm -rf $(VENV) dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
