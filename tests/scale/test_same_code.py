"""The tests of jobs, worker, frames and pages once more, on PostgreSQL: one code for both databases."""

import os
import subprocess
import sys

from tests.web.sites import ROOT

FILES = ("jobs", "fair_share", "job_faults", "job_states", "worker", "node", "progress", "composing", "access")
TOO_LONG = "every_single"  # one fault at each call there is: under `make soak`


def test_what_holds_on_sqlite_holds_on_postgresql(postgres):
    files = [f"tests/web/test_{name}.py" for name in FILES]
    environment = os.environ | {"DATABASE_URL": postgres.create("same_code")}
    answer = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-rs", "--reuse-db", "-k", f"not {TOO_LONG}", *files],
        cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    assert answer.returncode == 0, answer.stdout[-6000:]
    assert "skipped" not in answer.stdout.lower()
    assert postgres.execute("test_same_code", "SELECT count(*) FROM django_migrations")[0][0] > 20, "they really ran there"
