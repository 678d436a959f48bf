# `make run` and `make test` set up everything they need first; see CONTRIBUTING.md.

PYTHON ?= python3
BOOTSTRAP = $(PYTHON) .ci/bootstrap.py
BIN = .venv/bin
# Tests paint offscreen: the same on a desktop and on a server.
OFFSCREEN = env QT_QPA_PLATFORM=offscreen
UV_VERSION = 0.13.9
COMPILE = build/uv/bin/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate

.PHONY: help run test pytest install develop lint lint-format lint-code lint-types lint-contracts
.PHONY: format bench lock clean python
.NOTPARALLEL:

help:
	@echo "make run      set up, then open the program on the built-in example"
	@echo "make test     set up, then run all checks: format, lint, types, contracts, tests"
	@echo "make install  set up what the program needs; then $(BIN)/crisisplanner --help"
	@echo "make lint     all checks but the tests"
	@echo "make format   put the code into its one format"
	@echo "make bench    measure, and print the table"
	@echo "make lock     resolve the pinned packages anew"
	@echo "make clean    remove .venv and everything made"
	@echo "Another Python: make PYTHON=python3.12 ..."

run: install
	@if $(BOOTSTRAP) has-display; then \
		$(BIN)/crisisplanner demo --window; \
	else \
		echo "There is no display here, so no window: doing the same work without one, into demo/."; \
		$(BIN)/crisisplanner demo --out demo; \
	fi

# Parts of their own, so that `make --keep-going test` reports all that is wrong.
test: lint pytest

pytest: develop
	$(OFFSCREEN) $(BIN)/python -m pytest --numprocesses=2 --dist=loadfile $(PYTEST_ARGS)

install: python
	@$(BOOTSTRAP) runtime

develop: python
	@$(BOOTSTRAP) development

lint: lint-format lint-code lint-types lint-contracts

lint-format: develop
	$(BIN)/ruff format --check .

lint-code: develop
	$(BIN)/ruff check .

lint-types: develop
	$(BIN)/mypy

lint-contracts: develop
	$(BIN)/lint-imports

format: develop
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: develop
	$(OFFSCREEN) $(BIN)/python -m benchmarks $(BENCH_ARGS)

# The lock tool stays out of .venv: nobody needs it to run or test the program.
lock: python
	test -x build/uv/bin/uv || { $(PYTHON) -m venv build/uv && build/uv/bin/pip install -q uv==$(UV_VERSION); }
	$(COMPILE) --extra build --output-file requirements.txt
	$(COMPILE) --extra build --extra dev --constraint requirements.txt --output-file requirements-dev.txt

clean:
	rm -rf .venv build dist demo .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

python:
	@command -v $(PYTHON) >/dev/null || { \
		echo "There is no $(PYTHON) here. CrisisPlanner needs Python 3.11 or later:"; \
		echo "    sudo apt-get install python3"; \
		echo "or name yours: make PYTHON=/path/to/python3"; exit 1; }
