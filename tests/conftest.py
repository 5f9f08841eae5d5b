"""What every test has: one quiet thread for torch, no other machine within reach, folders and files that are made once."""

import os

# Before anything loads torch: one thread that does not spin, or every test process fights over two cores.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
os.environ.setdefault("OMP_NUM_THREADS", "1")

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.offline import forbid_outside

forbid_outside()

# Folders whose tests start sites of several processes. They share them, and none of them runs beside another one.
SITES = ("tests/browser/", "tests/scale/", "tests/soak/")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest begins first."""
    items.sort(key=lambda item: not item.nodeid.startswith(SITES))


def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> object:
    """`make test` has two processes: one begins with the sites, the other takes file after file."""
    from xdist.scheduler import LoadFileScheduling

    class SitesAndFiles(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return "sites" if nodeid.startswith(SITES) else super()._split_scope(nodeid)

    return SitesAndFiles(config, log)


@pytest.fixture(scope="session", autouse=True)
def settings_of_tests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Files of this process alone: tidying up must not take away what a test beside it has just made. And passwords that cost nothing;
    `real_passwords` brings those of the site back."""
    from django.conf import settings
    from django.test import override_settings

    quick = ["django.contrib.auth.hashers.MD5PasswordHasher", *settings.PASSWORD_HASHERS]
    with override_settings(DATA_DIR=tmp_path_factory.mktemp("data"), PASSWORD_HASHERS=quick):
        yield


@pytest.fixture
def real_passwords(settings: object) -> None:
    settings.PASSWORD_HASHERS = settings.PASSWORD_HASHERS[1:]


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file; sites of their own copy it, because migrating takes seconds."""
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
    checkpoint.save(small_generator(window=2048), folder / checkpoint.FILE_NAME)
    for path in checkpoint.WEIGHTS.glob("style.*"):
        shutil.copy(path, folder)
    return folder
