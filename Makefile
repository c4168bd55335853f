# Two commands do all the set-up: `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
CHAOS_SECONDS ?= 60
DEMO_PORT ?= 8765
# Empty means that Python keeps what it compiles: every process of the tests loads the whole bot.
export PYTHONDONTWRITEBYTECODE =

.PHONY: help setup install demo test lint bench chaos conformance release audit clean check
help: ## say what can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

# Old Pythons can't read set_up.py, so this comes first.
CHECK_PYTHON = @$(PYTHON) -c 'import sys; sys.exit("Throughline needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Try: make PYTHON=python3.12 ...") if sys.version_info < (3, 11) else None'

SET_UP = @$(PYTHON) set_up.py $(VENV)

$(VENV)/ready: pyproject.toml constraints.txt
	$(CHECK_PYTHON)
	$(SET_UP) dev $@

$(VENV)/ready-for-demo: pyproject.toml constraints.txt
	$(CHECK_PYTHON)
	$(SET_UP) sandbox $@

setup: $(VENV)/ready ## make .venv with everything in it, also the tools to develop and test with

install: ## make .venv with what the bot itself needs, for the computer it runs on
	$(CHECK_PYTHON)
	$(SET_UP)

# What is there to develop with is enough for the demo.
demo: $(firstword $(wildcard $(VENV)/ready) $(VENV)/ready-for-demo) ## the bot on a Slack look-alike with example data; open the printed address (DEMO_PORT=0: any free port)
	$(BIN)/throughline demo --port $(DEMO_PORT)

lint: setup ## style, types and the direction of imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m tests.language

check: lint ## lint, types and the core's tests but the slow ones, in less than a minute
	$(BIN)/pytest -q -n auto -m 'not slow' tests/plans tests/conversations tests/language

test: lint ## everything
	$(BIN)/pytest -n auto --dist loadgroup --durations=10

bench: setup ## one line per figure: name ratio=1.23 aim<=1.50 (what over what)
	$(BIN)/python -m benchmarks

chaos: setup ## the fault tests on both databases for CHAOS_SECONDS
	$(BIN)/python -m tests.chaos --database both --seconds $(CHAOS_SECONDS)

conformance: setup ## what the tests send, held against Slack's published types (optional: needs npm and the network)
	$(BIN)/python -m tests.conformance

release: setup ## dist/ with the wheel, the source archive, the list of libraries (CycloneDX) and notes, all checked; the image where Docker is
	.ci/release

audit: ## warn about libraries with published vulnerabilities (needs the network, and make release before)
	.ci/audit

clean:
	rm -rf $(VENV) build dist *.egg-info
