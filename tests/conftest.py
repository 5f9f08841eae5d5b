"""Before anything loads torch: one thread that does not spin, or every test process fights over two cores."""

import os

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
os.environ.setdefault("OMP_NUM_THREADS", "1")

import shutil
from pathlib import Path

import pytest

from tests.offline import forbid_outside

forbid_outside()


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file, made once; sites of their own copy it, because migrating takes seconds."""
    from tests.web.sites import Site

    site = Site(tmp_path_factory.mktemp("template"))
    made = site.run("manage.py", "migrate", "-v0")
    assert made.returncode == 0, made.stderr
    site.ask("PRAGMA wal_checkpoint(TRUNCATE)")
    return site.database


@pytest.fixture(scope="session")
def weights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the smallest real checkpoint there can be: the real composer writes real, if senseless, music with it."""
    from compose.generation import checkpoint
    from tests.generation.small import small_generator

    folder = tmp_path_factory.mktemp("weights")
    checkpoint.save(small_generator(max_steps=2048), folder / checkpoint.FILE_NAME)
    for path in checkpoint.WEIGHTS.glob("style.*"):
        shutil.copy(path, folder)
    return folder
