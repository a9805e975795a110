# The two commands: `make run` and `make test`. Only Python 3.11 to 3.13 and make are assumed.

VENV := .venv
PYTHON := $(VENV)/bin/python
READY := $(VENV)/.ready
ADDRESS ?= 127.0.0.1:8000
THREADS ?= 8
# Of the tests, on two cores: many wait for a browser, a database or a process to end.
WORKERS ?= 3

# What is compiled of the source is kept: hundreds of processes begin in the tests, and three for each start of the site.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help run serve demo test test-full check screenshots bench bench-drafts load audit lock fuzz kills opensearch test-opensearch

help: ## say what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-15s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# Four of the seeds are pages of 重庆日报; the fifth is a journal paper that does not say which journal it is from.
# The search loops are compiled meanwhile: that takes longest, and importing leaves one of two cores idle.
# An address may name a long query and many values, each Chinese character in nine bytes: the line may be twice the usual.
# Django's checks run before the site is served: until then they would tell of what is only about to be made.
# SEARCH_ENGINE=opensearch without OPENSEARCH_HOSTS starts a cluster of its own first, which ends with the server.
run: $(READY) ## import seeds/, build the index and serve the site on ADDRESS (127.0.0.1:8000)
ifeq ($(SEARCH_ENGINE)$(OPENSEARCH_HOSTS),opensearch)
	@exec $(PYTHON) -m tests.opensearch $(MAKE) --no-print-directory run
else
	$(PYTHON) manage.py rebuild_index --only-prepare --skip-checks & $(PYTHON) manage.py migrate --no-input --skip-checks
	$(PYTHON) manage.py import_pages seeds/00[0-3]_*.txt --publication 重庆日报 --skip-checks
	$(PYTHON) manage.py import_pages seeds --skip-checks
	@$(MAKE) --no-print-directory serve
endif

# The library as it is, served on ADDRESS; beside the server, the worker, begun again where it dies.
serve: $(READY)
	$(PYTHON) manage.py rebuild_index --if-needed
	$(PYTHON) manage.py collectstatic --no-input --verbosity 0
	@echo "The first user of the admin, /admin/: $(PYTHON) manage.py createsuperuser; others get a role there, 编辑 or 管理员."
	@( trap 'kill $$worker 2>/dev/null; exit 0' TERM; \
	  while :; do $(PYTHON) manage.py run_worker & worker=$$!; wait $$worker; sleep 1; done ) & keeper=$$!; \
	$(VENV)/bin/gunicorn chengyu_site.wsgi --bind $(ADDRESS) --workers 1 --threads $(THREADS) --access-logfile - \
	  --access-logformat '%(h)s %(t)s "%(m)s %(U)s" %(s)s %(b)s' --no-control-socket --limit-request-line 8190 & server=$$!; \
	trap 'kill $$keeper $$server 2>/dev/null; wait $$server; exit 0' INT TERM; \
	wait $$server; status=$$?; kill $$keeper 2>/dev/null; exit $$status

DEMO_NOTICE := 演示馆：报纸、文章皆属虚构拼成，并非真实报道。
demo: export DATA_DIR := $(CURDIR)/var/demo
demo: export SITE_NOTICE := $(DEMO_NOTICE)
demo: $(READY) ## serve a library to try on ADDRESS: a thousand made articles, in var/demo
	umask 077 && $(PYTHON) -m tests.demo var/demo/pages
	$(PYTHON) manage.py rebuild_index --only-prepare --skip-checks & $(PYTHON) manage.py migrate --no-input --skip-checks
	$(PYTHON) manage.py import_pages var/demo/pages --skip-checks
	@$(MAKE) --no-print-directory serve

check: $(READY) ## lint, types, Django's own checks: everything of `make test` but the tests
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/djhtml --check --tabwidth 2 templates
	$(VENV)/bin/mypy .
	$(PYTHON) manage.py check
	$(PYTHON) manage.py makemigrations --check --dry-run

test: $(READY) ## check, then every test, in a real Chromium and on a real PostgreSQL where they are or can be installed
	@$(PYTHON) manage.py rebuild_index --only-prepare & $(MAKE) --no-print-directory check
	$(PYTHON) -m tests.needs
	$(VENV)/bin/pytest -n $(WORKERS)

# Where a test walks a whole product, every page in each window by day and by night, or tries what chance gives it,
# `make test` has a part of it.
test-full: $(READY) ## every test in full: every page in each window, by day and by night, and four times what `make test` tries by chance
	$(PYTHON) -m tests.needs
	TRIALS=all $(VENV)/bin/pytest -n $(WORKERS) -m "not opensearch"

screenshots: $(READY) ## take the pictures of docs/screenshots from a site that serves the seeds
	$(PYTHON) -m tests.needs
	$(PYTHON) -m tests.browser.screenshots

bench: $(READY) ## measure the engines and write bench/RESULTS.md
	$(PYTHON) -m pip install --quiet --requirement bench/requirements.txt
	$(PYTHON) -m bench

ARTICLES ?= 100000
bench-drafts: $(READY) ## measure what checking a draft takes in a library of ARTICLES, and write bench/DRAFTS.md
	$(PYTHON) -m pip install --quiet --requirement bench/requirements.txt
	$(PYTHON) -m bench.drafts --articles $(ARTICLES)

# None of these is part of `make test`: what is known of a package changes by itself.
TOOLS := $(VENV)/tools
$(TOOLS)/.ready: Makefile
	@test -x $(TOOLS)/bin/python || $(PYTHON) -m venv $(TOOLS)
	$(TOOLS)/bin/python -m pip install --quiet --disable-pip-version-check pip-audit==2.10.1 uv==0.13.9 schemathesis==4.32.5 locust==2.47.0
	@touch $@

audit: $(READY) $(TOOLS)/.ready ## ask whether a fault is known of any package that the site runs on (needs the network)
	$(TOOLS)/bin/pip-audit --strict --require-hashes --disable-pip --requirement requirements.lock

lock: $(READY) $(TOOLS)/.ready ## write requirements.lock: what requirements.txt brings with it, each file by its hash
	for name in requirements requirements-opensearch; do \
	  $(TOOLS)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate \
	    --custom-compile-command "make lock" --output-file $$name.lock $$name.txt || exit 1; \
	done

EXAMPLES ?= 200
fuzz: $(READY) $(TOOLS)/.ready ## ask a site whatever its API's description allows and forbids, EXAMPLES for each address
	$(PYTHON) -m tests.fuzz $(TOOLS)/bin/schemathesis $(EXAMPLES)

KILLS ?= 200
kills: $(READY) ## kill whoever works on a library at KILLS random moments, and look after each whether all is whole
	$(PYTHON) -m tests.kills $(KILLS)

opensearch: $(READY) ## three nodes of OpenSearch on loopback, for development; needs a JDK and Maven
	@exec $(PYTHON) -m tests.opensearch

# The engine's own tests, then all that stands on an engine: pages, API, exports, 语境, 洞察, 核引, and they in a browser.
ON_ENGINE := pages api exports insights answers saved verifying phrases suggestions index
test-opensearch: $(READY) ## the tests of the engine on OpenSearch, and of the pages with it, on three nodes of their own
	$(PYTHON) -m tests.needs
	$(VENV)/bin/pytest -m opensearch
	TEST_ENGINE=opensearch $(VENV)/bin/pytest -m "not opensearch and not postgresql and not full" \
	  $(addprefix tests/search/,$(ON_ENGINE)) tests/browser

MINUTES ?= 5
load: $(READY) $(TOOLS)/.ready ## ask a served library of 100,000 articles as many readers would, and write bench/LOAD.md
	$(PYTHON) -m pip install --quiet --requirement bench/requirements.txt
	$(PYTHON) -m bench.load $(TOOLS)/bin/locust --minutes $(MINUTES)

# The environment, made when it is missing and again when a requirement changes.
$(READY): requirements.txt requirements-opensearch.txt requirements-dev.txt
	@for python in python3.13 python3.12 python3.11 python3 python; do \
	  if command -v $$python >/dev/null \
	    && $$python -c 'import sys, venv; from ensurepip import version; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; then \
	    found=$$python; break; \
	  fi; \
	done; \
	if [ -z "$$found" ]; then \
	  echo "No Python 3.11, 3.12 or 3.13 with its venv module was found; install one (Debian: python3 and python3-venv)." >&2; exit 1; \
	fi; \
	test -x $(PYTHON) || $$found -m venv $(VENV)
	$(PYTHON) -m pip install --quiet --disable-pip-version-check --requirement requirements-dev.txt
	@touch $@
