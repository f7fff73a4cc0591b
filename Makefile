# Two commands: `make demo` shows what the tool does, `make test` proves it. Both work in a fresh clone
# on a machine with python3 (3.11 or newer), pip and make.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
DEMO   := build/demo
FRONTEND := outputs/explorer/frontend
BUILT  := $(if $(shell command -v npm),outputs/explorer/static/built/graph.js)
export PYTHONUTF8 := 1

.PHONY: demo test frontend lint lock clean

demo: $(VENV)/.installed
	$(BIN)/kg build examples/forms --out $(DEMO)
	@echo
	@echo "Projects and the policies they rest on (kg query $(DEMO) projects-by-policy):"
	$(BIN)/kg query $(DEMO) projects-by-policy
	$(BIN)/kg view $(DEMO) --out $(DEMO)/graph.html
	@echo
	@echo "Open in a browser: $(CURDIR)/$(DEMO)/graph.html"

test: $(VENV)/.installed-for-tests $(BUILT)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest --numprocesses auto --dist worksteal

# The scripts of the explorer's pages, which work without them: with npm, where there is one.
frontend: $(BUILT)

outputs/explorer/static/built/graph.js: $(wildcard $(FRONTEND)/src/*.ts) $(FRONTEND)/package-lock.json $(FRONTEND)/vite.config.ts
	cd $(FRONTEND) && npm ci --no-audit --no-fund --silent && npm run --silent build

# `python3 -m venv` lacks ensurepip on Debian, so the environment is made without pip and filled from outside.
$(VENV)/bin/python:
	$(PYTHON) -m venv --without-pip $(VENV)

$(VENV)/.installed: requirements.lock pyproject.toml $(VENV)/bin/python
	$(PYTHON) -m pip --python $(BIN)/python install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(PYTHON) -m pip --python $(BIN)/python install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/.installed-for-tests: requirements-test.lock $(VENV)/.installed
	$(PYTHON) -m pip --python $(BIN)/python install --quiet --disable-pip-version-check --require-hashes -r requirements-test.lock
	touch $@

lock:
	uv pip compile --quiet pyproject.toml --group build --universal --generate-hashes --no-header --output-file requirements.lock
	uv pip compile --quiet pyproject.toml --group build --group test --universal --generate-hashes --no-header --constraint requirements.lock --output-file requirements-test.lock

clean:
	rm -rf build $(VENV)
