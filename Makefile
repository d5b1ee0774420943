# make demo   the screens, on a fictional council around today
# make test   types, style, floors and all tests
# make bench  how fast it is, beside an empty Textual app

PYTHON ?= python3
VENV := .venv
PIP := $(VENV)/bin/python -m pip --disable-pip-version-check install --quiet
RUN := $(VENV)/bin/python -m
BABEL := $(VENV)/bin/pybabel
SOURCES := council db intake exports screens raadtui benchmarks tests
export PYTHONDONTWRITEBYTECODE :=

.PHONY: demo test check bench bench-peers texts requirements clean

demo: $(VENV)/ready
	@$(RUN) raadtui demo

test: check
	@$(RUN) pytest --numprocesses auto --dist worksteal

check: $(VENV)/ready-for-tests
	@$(RUN) ruff format --check $(SOURCES)
	@$(RUN) ruff check $(SOURCES)
	@$(RUN) mypy
	@$(VENV)/bin/lint-imports

bench: $(VENV)/ready-for-tests
	@$(RUN) benchmarks $(BENCH)

# Beside other programs, in an environment of their own; calcurse comes from the system.
bench-peers: $(VENV)/ready-for-tests $(VENV)-peers/ready
	@$(RUN) benchmarks.peers

# Newer releases of the two last break posting and ikhal.
$(VENV)-peers/ready:
	@$(PYTHON) -m venv $(VENV)-peers
	@$(VENV)-peers/bin/python -m pip --disable-pip-version-check install --quiet \
		posting harlequin khal 'tree-sitter<0.26' 'urwid<4'
	@touch $@

# Collect the texts from the sources, bring the catalogues up to date and compile them.
texts: $(VENV)/ready-for-tests
	@$(BABEL) --quiet extract --keywords "N_ say" --no-wrap --sort-by-file --no-location \
		--omit-header --output raadtui/locale/raadtui.pot council db intake exports screens raadtui
	@$(BABEL) --quiet update --no-wrap --no-fuzzy-matching --ignore-obsolete \
		--ignore-pot-creation-date --domain raadtui --input-file raadtui/locale/raadtui.pot \
		--output-dir raadtui/locale
	@$(BABEL) --quiet compile --domain raadtui --directory raadtui/locale
	@rm raadtui/locale/raadtui.pot
	@$(RUN) raadtui --lang nl keys > docs/toetsen.md

requirements:
	@$(PIP) pip-tools
	@$(VENV)/bin/pip-compile --quiet $(COMPILE) --output-file=requirements.txt pyproject.toml
	@$(VENV)/bin/pip-compile --quiet $(COMPILE) --output-file=requirements-dev.txt requirements-dev.in

COMPILE := --generate-hashes --strip-extras --allow-unsafe --no-header \
	--no-emit-index-url --no-emit-trusted-host --no-emit-find-links

$(VENV)/ready: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "raadtui needs Python 3.11 or newer; name one with: make PYTHON=python3.11")'
	@test -x $(VENV)/bin/python || $(PYTHON) -m venv $(VENV)
	@$(PIP) --requirement requirements.txt
	@touch $@

$(VENV)/ready-for-tests: $(VENV)/ready requirements-dev.txt
	@$(PIP) --requirement requirements-dev.txt
	@touch $@

clean:
	rm -rf $(VENV) $(VENV)-peers build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
