"""The tests of jobs, worker, frames, pages, gallery and people once more, on PostgreSQL: one code for both databases."""

import os
import subprocess
import sys

from tests.web.sites import ROOT

WEB = (
    "jobs", "fair_share", "job_faults", "job_states", "worker", "node", "progress", "composing", "access", "recognising",
    "projects", "bin", "api",
)  # fmt: skip
GALLERY = ("searching", "pages", "responses", "moderation")
FILES = (*(f"tests/web/test_{name}.py" for name in WEB), *(f"tests/gallery/test_{name}.py" for name in GALLERY), "tests/accounts")
TOO_LONG = "every_single"  # one fault at each call there is: under `make soak`


def test_what_holds_on_sqlite_holds_on_postgresql(postgres, migrated):
    postgres.create("test_same_code", template=migrated)  # what pytest would else make and migrate itself
    environment = os.environ | {"DATABASE_URL": postgres.url("same_code")}
    answer = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-rs", "--reuse-db", "-k", f"not {TOO_LONG}", *FILES],
        cwd=ROOT, env=environment, capture_output=True, text=True, timeout=600,
    )  # fmt: skip
    assert answer.returncode == 0, answer.stdout[-6000:]
    assert "skipped" not in answer.stdout.lower()
    tables = postgres.execute("test_same_code", "SELECT sum(n_tup_ins) FROM pg_stat_user_tables WHERE relname = 'compose_generation'")
    assert tables[0][0] > 200, "they really ran there"
