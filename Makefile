# The two commands of the README. Each sets up all it needs on a machine with Python 3.11+, pip and make.
#   make run    the main job on the bundled sample: fourteen towns, computed, reported, charged -> out/
#   make test   every check: style, types, arrows between the rooms, tests, case files
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
OUT ?= out
# dozens of processes import the same modules: compiled once, whatever the environment says
export PYTHONDONTWRITEBYTECODE :=
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: run test check-style types arrows unit cases system-tools bench clean

run: $(VENV)/run.ready
	$(BIN)/uwanose demo --out $(OUT)

test: check-style types arrows unit cases

check-style: $(VENV)/test.ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/test.ready
	$(BIN)/mypy

arrows: $(VENV)/test.ready
	$(BIN)/lint-imports

cases: $(VENV)/test.ready
	$(BIN)/uwanose test

unit: $(VENV)/test.ready system-tools
	$(BIN)/pytest -n auto --dist worksteal

# What the tests use when it is there and skip, saying so, when it is not; installed where the platform simply allows it.
SYSTEM_TOOLS := chromium hledger libpangoft2-1.0-0 libharfbuzz-subset0 fonts-ipaexfont-mincho
system-tools:
	@for tool in $(SYSTEM_TOOLS); do { command -v $$tool || dpkg -s $$tool; } >/dev/null 2>&1 && continue; \
	    if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	        { apt-get install -y --no-install-recommends $$tool || { apt-get update && \
	          apt-get install -y --no-install-recommends $$tool; }; } >/dev/null 2>&1 && continue; \
	    fi; echo "$$tool is not installed: the tests that need it are skipped"; done

bench: $(VENV)/test.ready
	$(BIN)/python benchmarks/run.py $(if $(PEER),--peer $(PEER))

# Some systems ship Python without the venv module: virtualenv takes its place there.
$(VENV)/python.ready:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed, found " + sys.version)'
	$(PYTHON) -m venv $(VENV) || { $(PYTHON) -m pip install --quiet --target $(VENV)-bootstrap virtualenv && \
	    PYTHONPATH=$(VENV)-bootstrap $(PYTHON) -m virtualenv --quiet --clear $(VENV) && rm -rf $(VENV)-bootstrap; }
	$(PIP) install --upgrade 'pip>=25.1'
	touch $@

$(VENV)/run.ready: $(VENV)/python.ready pyproject.toml constraints.txt
	$(PIP) install -c constraints.txt -e '.[parquet]'
	touch $@

$(VENV)/test.ready: $(VENV)/run.ready
	$(PIP) install -c constraints.txt --group dev
	touch $@

clean:
	rm -rf $(VENV) $(VENV)-bootstrap out dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
