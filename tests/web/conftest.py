import pytest

from compose import progress
from tests.web.sites import Site


@pytest.fixture(autouse=True)
def fresh_streams():
    """Row numbers start again with every test database, so what a process remembers of a piece must not."""
    progress._streams.clear()


@pytest.fixture(scope="session")
def open_site(tmp_path_factory, template):
    """A web process and no worker, for all tests that ask for nothing more: whatever is composed here waits."""
    site = Site(tmp_path_factory.mktemp("open"), template)
    site.start_web()
    yield site
    site.stop()


@pytest.fixture
def site(tmp_path, template):
    site = Site(tmp_path, template)
    yield site
    site.stop()
