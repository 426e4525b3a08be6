# One word for each chore; .ci/run uses the same words. PYTHON may name another environment's interpreter.
PYTHON ?= .venv/bin/python
TOOLS = src tests docs eval bench training

.DEFAULT_GOAL := help
.PHONY: help install test lint format docs schema gate golden bench demo ci

help:      ## list the chores
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*##/  make \1\t/' | expand -t 18

install:   ## make .venv with everything that development needs
	python3 -m venv .venv
	.venv/bin/pip install -q -e '.[dev]'

test:      ## run the tests
	$(PYTHON) -m pytest -q

lint:      ## check style, format and types
	$(PYTHON) -m ruff check $(TOOLS)
	$(PYTHON) -m ruff format --check $(TOOLS)
	$(PYTHON) -m mypy

format:    ## put the code into its format
	$(PYTHON) -m ruff check --fix -q $(TOOLS)
	$(PYTHON) -m ruff format $(TOOLS)

docs: schema ## write the parts of the documentation that programs print
	$(PYTHON) docs/make.py

schema:    ## write the JSON Schema of the record from its types
	$(PYTHON) -c "from pathlib import Path; from rashomon.model.codec import write_schema; write_schema(Path('docs/reference/record.schema.json'))"

gate:      ## fail when a measured figure sinks below its floor
	$(PYTHON) eval/gate.py

golden:    ## make the golden record of the demo story anew, after showing what changes
	GOLDEN=1 $(PYTHON) tests/golden/make.py

bench:     ## time builds, cold and warm
	$(PYTHON) -m pytest -q -n 0 -m timed
	$(PYTHON) bench/speed.py

demo:      ## build the demo story
	$(PYTHON) -m rashomon demo --out demo

ci:        ## what .ci/run does
	.ci/run
