import pytest

from compose import progress


@pytest.fixture(autouse=True)
def fresh_streams():
    """Row numbers start again with every test database, so what a process remembers of a piece must not."""
    progress._streams.clear()
