import pytest

from compose import progress
from tests.web.sites import Site


@pytest.fixture(autouse=True)
def fresh_streams():
    """Row numbers start again with every test database, so what a process remembers of a piece must not."""
    progress._streams.clear()


@pytest.fixture
def site(tmp_path, template):
    site = Site(tmp_path, template, COMPOSE_LEASE_SECONDS="2")
    yield site
    site.stop()
