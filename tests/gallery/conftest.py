import pytest

from compose.gallery import styles


@pytest.fixture(autouse=True)
def fresh_index(monkeypatch):
    """Row numbers start again with every test, so what this process remembers of the style space must not."""
    monkeypatch.setattr(styles, "_index", styles.StyleIndex())


@pytest.fixture
def member(client):
    from tests.factories import make_user

    client.user = make_user(username="clara", display_name="Clara")
    client.force_login(client.user)
    return client
