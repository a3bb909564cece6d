# Each target sets up what it needs: two commands on a fresh machine are `make run` and `make test`.
.PHONY: help setup lab run test test-twice test-browser test-colab test-latest outputs notebooks badges site \
	benchmark renders lint lock clean
.DEFAULT_GOAL := help

# The first of these that is Python 3.11, 3.12 or 3.13; `make PYTHON=...` chooses another.
SUPPORTED := import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))
PYTHON ?= $(shell for p in python3 python python3.12 python3.13 python3.11; do \
	$$p -c "$(SUPPORTED)" >/dev/null 2>&1 && echo $$p && break; done)
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-warn-script-location

help:
	@echo "make lab        open JupyterLab on the lessons (the first time: set up)"
	@echo "make run        run all lessons with answers, and leave a page of each in build/"
	@echo "make test       run all tests on the built-in images, or on real data: COURSE_DATA=FOLDER"
	@echo "make benchmark  time the usual recipes and ours"
	@echo "make site       build the course page in build/site/"
	@echo "make notebooks  make the learners' notebooks from the solutions"
	@echo "make badges     the same, with Open in Colab badges for your GitHub address"
	@echo "for maintainers: make outputs | test-twice | test-browser | test-colab | test-latest | renders | lint | lock | clean"

setup: .venv/ready

# pip compiles byte code as it installs, whatever PYTHONDONTWRITEBYTECODE says; -e comes second,
# because pip takes no editable project together with hashes.
.venv/ready: requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11, 3.12 or 3.13 is needed (with venv), and none was found. Install one, or name it: make $(MAKECMDGOALS) PYTHON=/path/to/python3.12"; exit 1; }
	@echo "Setting up .venv with $$($(PYTHON) --version): a few minutes, once"
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(PIP) --require-hashes -r requirements.lock
	@$(PIP) --no-deps --no-build-isolation -e .
	@$(BIN)/python -m compileall -q helpers
	@touch $@

.venv/ready-dev: .venv/ready requirements-dev.lock
	@$(PIP) --require-hashes -r requirements-dev.lock
	@touch $@

lab: .venv/ready
	$(BIN)/jupyter lab notebooks

# A core for each worker: with more threads than cores they wait for each other, a tenth of the time.
ONE_THREAD := TF_NUM_INTRAOP_THREADS=1 OMP_NUM_THREADS=1
PYTEST := -m pytest -n 2 --dist loadfile --no-loadscope-reorder --ignore=tests/test_browser.py \
	--ignore=tests/test_twice.py
run: .venv/ready
	@$(ONE_THREAD) $(BIN)/python tools/run_notebooks.py run

test: .venv/ready-dev
	$(ONE_THREAD) $(BIN)/python $(PYTEST) $(TESTS)

# Some twenty minutes: every lesson in two kernels, each cell run twice; all in a strange place.
test-twice: .venv/ready-dev
	$(BIN)/python -m pytest tests/test_twice.py $(if $(NAMES),-k "$(NAMES)")

# Needs chromium; where there is none, says so and skips.
test-browser: .venv/ready-dev
	$(BIN)/python -m pytest tests/test_browser.py

# Colab's Python where it is found, else the course's.
COLAB_PYTHON ?= $(shell for p in python3.13 $(HOME)/.pyenv/versions/3.13*/bin/python3.13; do \
	$$p -c "" >/dev/null 2>&1 && echo $$p && break; done)
.venv-colab/ready: requirements-colab.lock
	@$(or $(COLAB_PYTHON),$(PYTHON)) -m venv .venv-colab
	@.venv-colab/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

test-colab: .venv-colab/ready
	@.venv-colab/bin/python tools/try_colab.py $(NAMES)

# The newest of everything, made anew each time: says what tomorrow breaks.
test-latest:
	@rm -rf .venv-latest && $(PYTHON) -m venv .venv-latest
	@.venv-latest/bin/python -m pip install --quiet --disable-pip-version-check --upgrade \
		-r requirements-dev.txt setuptools
	@.venv-latest/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@.venv-latest/bin/python -m pip list --disable-pip-version-check | grep -iE "^(keras|tensorflow|numpy|matplotlib|jupyterlab|scikit-learn) "
	$(ONE_THREAD) .venv-latest/bin/python $(PYTEST) $(TESTS)

outputs: .venv/ready-dev
	@$(BIN)/python tools/run_notebooks.py outputs $(NAMES)
	@$(BIN)/python tools/make_notebooks.py learners

notebooks: .venv/ready-dev
	@$(BIN)/python tools/make_notebooks.py learners

badges: .venv/ready-dev
	@$(BIN)/python tools/make_notebooks.py badges

site: .venv/ready-dev
	@$(BIN)/python tools/make_site.py

benchmark: .venv/ready
	@$(BIN)/python tools/benchmark.py

# The renderer has an environment of its own: no learner needs it, and no lesson.
RENDERER := $$(sed -n 's/^. dependencies = .\(.*\)./\1/p' tools/render_photos.py | tr -d '",')
.venv-renders/ready: tools/render_photos.py
	@$(PYTHON) -m venv .venv-renders
	@.venv-renders/bin/python -m pip install --quiet --disable-pip-version-check $(RENDERER)
	@touch $@

# A few of our photographs anew, compared with those in data/.
renders: .venv-renders/ready
	@.venv-renders/bin/python tools/render_photos.py sample

lint: .venv/ready-dev
	$(BIN)/ruff check . && $(BIN)/ruff format --check .

lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes requirements.txt -o requirements.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes requirements-dev.txt -c requirements.lock -o requirements-dev.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes requirements-colab.txt -o requirements-colab.lock

clean:
	rm -rf build .venv-colab .venv-latest .venv-renders .pytest_cache .ruff_cache
