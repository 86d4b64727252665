# Every target is a task of run.py, so that `python run.py TARGET` does the same without make. Options go in ARGS: make run ARGS="--port 8123"
# For a class on one network: make run CLASS=1

TASKS := run test test-all lint format bench gallery lock install install-test browser tools compile clean

# the first Python of at least 3.11 that starts (a shim may be there and not work)
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$python -c "import sys; sys.exit(sys.version_info < (3, 11))" 2>/dev/null && echo $$python && break; done)

.DEFAULT_GOAL := help
.PHONY: help $(TASKS)

help $(TASKS):
	@$(if $(PYTHON),,echo "Sampan needs Python 3.11 or later, and none was found."; exit 2;) exec $(PYTHON) run.py $@ $(ARGS)
