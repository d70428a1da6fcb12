# The ways in: `make demo` shows what it does, `make test` shows that it works, `make help` lists the rest.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
LEDGER := demo-ledger
SHELL  := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help demo test quick lint types eval bench crash lock clean format

say = @printf '\n\033[1m==> %s\033[0m\n' "$(1)"

help: ## list these commands
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-8s %s\n", $$1, $$2}'

$(VENV)/created:
	$(call say,Making a virtual environment in $(VENV))
	@$(PYTHON) -c 'import sys; v = sys.version_info; sys.exit(0 if v >= (3, 11) else f"onrecord needs Python 3.11 or newer, this is {v[0]}.{v[1]}; try: make PYTHON=python3.11 …")'
	@$(PYTHON) -m venv $(VENV) || { echo "No venv module here: on Debian and Ubuntu run 'apt-get install python3-venv' and try again."; exit 1; }
	@touch $@

# Locked versions with hashes first, then onrecord itself without looking for anything more.
$(VENV)/run.installed: $(VENV)/created requirements/run.txt pyproject.toml
	$(call say,Installing locked dependencies (about 250 MB: a minute or two))
	@$(BIN)/pip install --disable-pip-version-check --progress-bar on --quiet --require-hashes -r requirements/run.txt 2> >(grep -v '^WARNING' >&2)
	@$(BIN)/pip install --disable-pip-version-check --quiet --require-hashes -r requirements/build.txt 2> >(grep -v '^WARNING' >&2)
	@$(BIN)/pip install --disable-pip-version-check --quiet --no-deps --no-build-isolation --editable . 2> >(grep -v '^WARNING' >&2)
	@touch $@

$(VENV)/dev.installed: $(VENV)/run.installed requirements/dev.txt
	$(call say,Installing what tests and checks need)
	@$(BIN)/pip install --disable-pip-version-check --progress-bar on --quiet --require-hashes -r requirements/dev.txt 2> >(grep -v '^WARNING' >&2)
	@touch $@

demo: $(VENV)/run.installed ## read the sample reports and print the ledger's records as a table
	$(call say,Reading the reports in samples/ into $(LEDGER)/)
	@rm -rf $(LEDGER)
	@$(BIN)/onrecord run samples --ledger $(LEDGER)
	$(call say,What they put on record)
	@$(BIN)/onrecord search --table --limit 40 --ledger $(LEDGER)
	@printf '\nNext: %s\n' "$(BIN)/onrecord search missiles --ledger $(LEDGER)"

test: $(VENV)/dev.installed ## run all tests
	$(call say,Running the tests)
	@$(BIN)/python -m pytest -n 2 --dist loadfile

quick: $(VENV)/dev.installed ## run the tests that take no model and no time
	@$(BIN)/python -m pytest -m "not model and not slow"

lint: $(VENV)/dev.installed ## style and layers
	$(call say,Checking style)
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .

format: $(VENV)/dev.installed ## rewrite the code in the house style
	@$(BIN)/ruff check --fix . && $(BIN)/ruff format .

types: $(VENV)/dev.installed ## mypy --strict
	$(call say,Checking types)
	@$(BIN)/mypy

$(VENV)/rivals.installed: $(VENV)/dev.installed requirements/rivals.txt
	$(call say,Installing the rivals that can be run beside us)
	@$(BIN)/pip install --disable-pip-version-check --quiet --require-hashes -r requirements/rivals.txt 2> >(grep -v '^WARNING' >&2)
	@touch $@

eval: $(VENV)/rivals.installed ## score on development data in ../shared and write evaluation/results.md
	$(call say,Measuring; this takes about twenty minutes on two cores)
	@$(BIN)/python -m evaluation.run

crash: $(VENV)/dev.installed ## kill the writer 200 times and check that nothing acknowledged is lost
	@$(BIN)/python -m evaluation.crash --kills 200

bench: $(VENV)/dev.installed ## time and memory of a large run beside the bare parser, in one go
	@$(BIN)/python -m evaluation.bench

lock: ## resolve the dependencies anew and write their hashes (needs uv)
	@for f in run:"--extra parquet" dev:"--extra parquet --group dev"; do \
	  uv pip compile pyproject.toml $${f#*:} --generate-hashes --universal --python-version 3.11 --no-emit-index-url --no-annotate --no-header -q -o requirements/$${f%%:*}.txt; done
	@echo "textacy==0.13.0" | uv pip compile - -c requirements/dev.txt --generate-hashes --universal --python-version 3.11 --no-emit-index-url --no-annotate --no-header -q -o requirements/rivals.txt
	@printf 'hatchling>=1.27\neditables\n' | uv pip compile - --generate-hashes --universal --python-version 3.11 --no-emit-index-url --no-annotate --no-header -q -o requirements/build.txt

clean: ## remove the environment and the demo ledger
	rm -rf $(VENV) $(LEDGER)
