# Missionscoach. `make` alone prints what there is.
PYTHON ?= python3
PORT ?= 8000
HOST ?= 127.0.0.1
T ?= tests
SEEDS ?= 200
VENV = .venv
BIN = $(VENV)/bin
PEERS = build/bench
# thousands of small durable databases: memory takes them kindly, a disk does not
SCRATCH ?= $(or $(TMPDIR),$(wildcard /dev/shm),/tmp)

.PHONY: help run test check fix tour services bench faults simulate docs lock migration

help: ## print this list
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | awk -F'\t' '{printf "  make %-10s %s\n", $$1, $$2}'

run: $(VENV)/run ## start everything in one process with a sample network (PORT=, HOST=)
	@exec $(BIN)/missionscoach run --sample --host $(HOST) --port $(PORT)

test: $(VENV)/dev ## run every test, those on real RabbitMQ and PostgreSQL too (T=tests/partners)
	@.ci/servers
	@TMPDIR=$(SCRATCH) $(BIN)/pytest $(if $(filter tests,$(T)),-n 2,) $(T)

check: $(VENV)/dev ## format, lint, types, import rules, migrations, documents, translations
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/missionscoach docs --check
	$(BIN)/pytest tests/architecture

fix: $(VENV)/dev ## format and repair what a machine can repair
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

tour: $(VENV)/dev ## walk the main job from outside (MODE=services, or URL= and MAIL=)
	@$(BIN)/missionscoach tour $(if $(MODE),--mode $(MODE)) $(if $(URL),--url $(URL)) $(if $(MAIL),--mail $(MAIL))

services: $(VENV)/dev ## start every service on its own, with private RabbitMQ and PostgreSQL
	@.ci/servers
	@exec $(BIN)/python deploy/services.py --host $(HOST) --port $(PORT)

bench: $(VENV)/dev $(PEERS)/ready ## print speeds, each beside a peer measured in the same run
	@.ci/servers
	@$(BIN)/python -m tests.bench

faults: $(VENV)/dev ## kill brokers, databases and processes on purpose and count what was lost (FAULTS_SEED=)
	@.ci/servers
	@FAULTS=large TMPDIR=$(SCRATCH) $(BIN)/pytest -m fault -p no:randomly tests

simulate: $(VENV)/dev ## run worlds of events and mail in which everything fails on purpose (SEEDS=, SEED=)
	@TMPDIR=$(SCRATCH) $(BIN)/python -m tests.simulation $(if $(SEED),--seed $(SEED),--seeds $(SEEDS))

docs: $(VENV)/dev ## write the generated pages anew
	$(BIN)/missionscoach docs

lock: $(VENV)/dev ## pin the newest allowed versions, with hashes and without addresses
	$(BIN)/uv pip compile -q --upgrade $(LOCK) pyproject.toml -o requirements.txt
	$(BIN)/uv pip compile -q --upgrade $(LOCK) --extra dev pyproject.toml -o requirements-dev.txt
	$(BIN)/uv pip compile -q --upgrade $(LOCK) --group bench -o requirements-bench.txt
LOCK = --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header

migration: $(VENV)/dev ## write the next numbered migration (S=partners M="offer languages")
	$(BIN)/missionscoach migration $(S) "$(M)"

$(VENV)/run: requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Missionscoach needs Python 3.11 or newer.")'
	@[ -x $(BIN)/python ] || { echo "making $(VENV) …"; $(PYTHON) -m venv $(VENV); }
	@echo "installing what Missionscoach needs …"
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.txt
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/dev: requirements-dev.txt $(VENV)/run
	@echo "installing what its tests need …"
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

$(PEERS)/ready: requirements-bench.txt
	@echo "installing whom the bench measures us beside …"
	@$(PYTHON) -m venv $(PEERS)
	@$(PEERS)/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r $< \
		&& touch $@ || echo "they cannot be installed here; their lines are left out"
