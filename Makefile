# Two commands matter: `make serve` and `make test`. They need python3 (3.11 or newer) with its venv module, and make.

PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check

.PHONY: help serve build test check format bench screenshots clean

help:
	@echo "make serve   install, build the index and serve on http://127.0.0.1:8000"
	@echo "make test    install and run the tests"
	@echo "make check   linters and type checker"
	@echo "make format  put the code in the linter's format"
	@echo "make build   build the index anew"
	@echo "make bench   figures of this machine"
	@echo "make screenshots  pictures of the page, into tests/screenshots"
	@echo "make clean   remove the virtual environment, the caches and the index"

serve: $(VENV)/.installed
	@$(BIN)/rag build --if-needed
	@$(BIN)/rag serve

build: $(VENV)/.installed
	@$(BIN)/rag build

test: $(VENV)/.installed-dev
	@$(BIN)/python -m pytest $(ARGS)

check: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(VENV)/.installed-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/.installed-dev
	@$(BIN)/python -m rag.bench
	@$(BIN)/python -m rag.bench --soak 60

screenshots: $(VENV)/.installed-dev
	@$(BIN)/python -m tests.screenshots

# The stamp files make the second run start at once; they are old when the dependencies change.
$(VENV)/.installed: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
		{ echo "Python 3.11 or newer is needed; $(PYTHON) is $$($(PYTHON) --version 2>&1). Try: make $(or $(MAKECMDGOALS),serve) PYTHON=python3.12" >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || \
		{ echo "$(PYTHON) could not make a virtual environment; on Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	@echo "Installing into $(VENV); the first time takes a few minutes ..." >&2
	@$(PIP) -c constraints.txt -e ".[formats]"
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	@$(PIP) -c constraints.txt -e ".[dev,train,llm,formats]"
	@touch $@

clean:
	rm -rf $(VENV) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find rag web tests -name __pycache__ -type d -prune -exec rm -rf {} +
	find index -mindepth 1 -maxdepth 1 ! -name README.md ! -name 'records.sqlite*' -exec rm -rf {} +
