"""The tests of jobs, worker, frames and pages once more, on PostgreSQL: one code for both databases."""

import os
import subprocess
import sys

from tests.web.sites import ROOT

FILES = ("jobs", "fair_share", "job_faults", "job_states", "worker", "node", "progress", "composing", "access", "recognising")
TOO_LONG = "every_single"  # one fault at each call there is: under `make soak`


def passes(postgres, database: str, *files: str) -> None:
    environment = os.environ | {"DATABASE_URL": postgres.create(database)}
    answer = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-rs", "--reuse-db", "-k", f"not {TOO_LONG}", *files],
        cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    assert answer.returncode == 0, answer.stdout[-6000:]
    assert "skipped" not in answer.stdout.lower()
    assert postgres.execute(f"test_{database}", "SELECT count(*) FROM django_migrations")[0][0] > 20, "they really ran there"


def test_what_holds_on_sqlite_holds_on_postgresql(postgres):
    passes(postgres, "same_code", *(f"tests/web/test_{name}.py" for name in FILES))


def test_the_gallery_finds_the_same_on_postgresql(postgres):
    passes(postgres, "same_gallery", *(f"tests/gallery/test_{name}.py" for name in ("searching", "pages", "responses", "moderation")))


def test_people_and_what_is_theirs_are_the_same_on_postgresql(postgres):
    passes(postgres, "same_people", "tests/accounts", *(f"tests/web/test_{name}.py" for name in ("projects", "bin", "api")))
