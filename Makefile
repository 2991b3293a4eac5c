# Daily commands. Everything sets itself up: a fresh machine needs Python 3.11 or later, pip and make.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
SHARED ?= ../shared

.PHONY: demo test browser lint types imports bench-ledger bench train soak clean

$(VENV)/installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --editable .
	@touch $@

$(VENV)/dev: $(VENV)/installed
	$(BIN)/pip install --quiet --editable '.[dev]'
	@touch $@

demo: $(VENV)/installed  ## read the example reports into a new ledger, and ask it two things
	@sh examples/demo.sh $(BIN)/precedent

browser:  ## Chromium for the tests in a browser, by apt where that may be done; with CI set they fail without it
	@command -v chromium >/dev/null \
	  || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get -qq update && apt-get -qq install -y chromium; } >/dev/null 2>&1 \
	  || echo '*** NO CHROMIUM: the tests in a browser are skipped. Install it: apt-get install chromium ***' >&2

test: $(VENV)/dev lint types imports browser  ## all that CI runs
	$(BIN)/pytest -n 2

lint: $(VENV)/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/dev
	$(BIN)/mypy

imports: $(VENV)/dev
	$(BIN)/lint-imports

bench-ledger: $(VENV)/dev  ## the ledger of the example reports against its gold
	$(BIN)/python -m benchmarks.ledger

bench: $(VENV)/dev  ## accuracy on the development sets, where they are present
	$(BIN)/python -m benchmarks.accuracy --shared $(SHARED)

$(VENV)/train: $(VENV)/dev
	$(BIN)/pip install --quiet --editable '.[train]'
	@touch $@

train: $(VENV)/train  ## the encoder anew from the corpora: two cores are enough, and it goes on where it stopped
	$(BIN)/python -m training.encoder.base
	$(BIN)/python -m training.encoder.train --shared $(SHARED)
	$(BIN)/python -m training.encoder.export

soak: $(VENV)/dev browser  ## the long checks in full
	$(BIN)/pytest -n 2 --soak

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .import_linter_cache .pytest_cache .hypothesis
