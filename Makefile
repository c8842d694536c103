# Everything is set up in .venv, from locks with hashes, by the command that needs it.
# Another interpreter: make demo PYTHON=python3.12

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input
LOCKED := $(PIP) install --quiet --require-hashes --requirement
# what an editable install has to be made again for: the build hook makes the knowledge base
BUILD := pyproject.toml hatch_build.py $(wildcard src/tocsin/kb/*.py)
KB := src/tocsin/kb/kb.sqlite
JOBS ?= 2
# the gold stories and their scorer lie beside the project, where there are any
GOLD ?= ../shared/gold
SCORER ?= ../shared/score/score_claims.py
CRISIS_SCORER ?= ../shared/score/score_events.py
SUITES := $(GOLD)/seed $(GOLD)/voa tests/fixtures/golden tests/fixtures/heldout \
  $(wildcard $(GOLD)/crises/*/) $(wildcard tests/fixtures/crises/*/ tests/fixtures/crises-heldout/*/)

.DELETE_ON_ERROR:
.PHONY: help demo test lint eval bench docs lock clean run-env dev-env missing-kb

help:
	@echo "make demo   set up and run tocsin on the sample reports"
	@echo "make test   set up and run lint, types, import rules and tests"
	@echo "make lint   the same without the tests"
	@echo "make eval   score gold stories and write the table in docs/quality"
	@echo "make bench  speed against the bare language model, memory, start-up"
	@echo "make docs   run the commands shown in README and docs anew, and build site/"
	@echo "make lock   resolve requirements/*.txt anew from pyproject.toml"
	@echo "make clean  remove everything that make has made"

demo: run-env
	@$(BIN)/tocsin demo

test: lint
	$(BIN)/python -m pytest -n $(JOBS) -m "not network" -q

lint: dev-env
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

eval: dev-env
	@test -f $(SCORER) || { echo "no scorer at $(SCORER); name it: make eval SCORER=… GOLD=…" >&2; exit 1; }
	$(BIN)/python benchmarks/quality.py --scorer $(SCORER) --crisis-scorer $(CRISIS_SCORER) \
	  --write $(SUITES)

bench: dev-env
	$(BIN)/python benchmarks/throughput.py
	$(BIN)/python benchmarks/reconcile.py 10000 100000

docs: dev-env $(VENV)/docs.stamp
	$(BIN)/python docs/update.py
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet
	@echo "built: site/index.html"

# environments; each stamp says that what it names is installed as its lock has it

run-env: $(VENV)/install.stamp
dev-env: $(VENV)/dev.stamp $(VENV)/install.stamp

$(VENV)/pip.stamp: requirements/pip.txt
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' || { \
	  echo "tocsin needs Python 3.11, 3.12 or 3.13, and \"$(PYTHON)\" is: $$($(PYTHON) --version 2>&1)." >&2; \
	  echo "Name another one: make $(MAKECMDGOALS) PYTHON=python3.12" >&2; exit 1; }
	@echo "setting up $(VENV) (the first time takes a minute or two)"
	@$(PYTHON) -m venv --clear $(VENV) >/dev/null 2>&1 || { \
	  $(PYTHON) -m venv --clear --without-pip $(VENV) && \
	  $(PYTHON) -m pip --python $(BIN)/python install --quiet --require-hashes --requirement $<; } || { \
	  echo "$(PYTHON) can't make an environment: install its venv module (Debian: apt install python3-venv)." >&2; \
	  rm -rf $(VENV); exit 1; }
	@$(LOCKED) $<
	@touch $@

$(VENV)/run.stamp: requirements/run.txt $(VENV)/pip.stamp
	@echo "installing what tocsin runs on"
	@$(LOCKED) $<
	@touch $@

$(VENV)/dev.stamp: requirements/dev.txt $(VENV)/run.stamp
	@echo "installing the development tools"
	@$(LOCKED) $<
	@touch $@

$(VENV)/docs.stamp: requirements/docs.txt $(VENV)/run.stamp
	@echo "installing the documentation tools"
	@$(LOCKED) $<
	@touch $@

$(VENV)/install.stamp: $(BUILD) $(VENV)/run.stamp $(if $(wildcard $(KB)),,missing-kb)
	@echo "installing tocsin and building its knowledge base"
	@$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

# locks: the same everywhere, for Python 3.11 to 3.13; wheels and sources alike by hash

UV := build/uv/bin/uv
COMPILE := $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes \
  --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" --upgrade

lock: $(UV)
	$(COMPILE) --group pip --output-file requirements/pip.txt
	$(COMPILE) pyproject.toml --group build --output-file requirements/run.txt
	$(COMPILE) pyproject.toml --group build --group dev --constraint requirements/run.txt \
	  --output-file requirements/dev.txt
	$(COMPILE) pyproject.toml --group build --extra docs --constraint requirements/dev.txt \
	  --output-file requirements/docs.txt

$(UV):
	$(PYTHON) -m venv --clear build/uv
	build/uv/bin/pip install --quiet uv==0.13.9

clean:
	rm -rf $(VENV) build dist site tocsin-demo $(KB) src/tocsin/kb/*.partial
	rm -rf .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find src tests benchmarks docs -name __pycache__ -type d -prune -exec rm -rf {} +
