import pytest

from compose import progress
from tests.web.sites import Site


@pytest.fixture(autouse=True)
def fresh_streams():
    """Row numbers start again with every test database, so what a process remembers of a piece must not."""
    progress._streams.clear()


@pytest.fixture(scope="session")
def template(tmp_path_factory):
    """A migrated database file, made once."""
    folder = tmp_path_factory.mktemp("template")
    site = Site(folder)
    made = site.run("manage.py", "migrate", "-v0")
    assert made.returncode == 0, made.stderr
    site.ask("PRAGMA wal_checkpoint(TRUNCATE)")
    return site.database


@pytest.fixture
def site(tmp_path, template):
    site = Site(tmp_path, template, COMPOSE_LEASE_SECONDS="2")
    yield site
    site.stop()


@pytest.fixture(scope="session")
def weights(tmp_path_factory):
    """A folder with the smallest real checkpoint there can be: the real composer writes real, if senseless, music with it."""
    import shutil

    from compose.generation import checkpoint
    from tests.generation.small import small_generator

    folder = tmp_path_factory.mktemp("weights")
    checkpoint.save(small_generator(max_steps=2048), folder / checkpoint.FILE_NAME)
    for path in checkpoint.WEIGHTS.glob("style.*"):
        shutil.copy(path, folder)
    return folder
