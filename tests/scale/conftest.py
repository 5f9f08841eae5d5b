import pytest

from tests.scale.servers import Postgres, Redis
from tests.scale.sites import ScaledSite
from tests.soak.ground import migrate

LONG = 64  # measures from which on a piece waits for the queue "gpu"


@pytest.fixture(scope="package")
def postgres():
    server = Postgres()
    server.start()
    yield server
    server.close()


@pytest.fixture(scope="package")
def redis_server():
    server = Redis()
    server.start()
    yield server
    server.close()


@pytest.fixture(scope="package")
def migrated(tmp_path_factory, postgres, redis_server) -> str:
    """The name of a migrated database that others are copied from, because migrating takes seconds."""
    postgres.create("migrated")
    migrate(ScaledSite(tmp_path_factory.mktemp("migrated"), postgres, redis_server, "migrated"))
    return "migrated"


@pytest.fixture(scope="package")
def site(tmp_path_factory, postgres, redis_server, migrated):
    """Two web processes and two workers on one database. The tests share it: starting it takes longer than any of them."""
    postgres.create("site", template=migrated)
    changes = {"COMPOSE_LEASE_SECONDS": "5", "COMPOSE_LONG_MEASURES": str(LONG)}
    site = ScaledSite(tmp_path_factory.mktemp("site"), postgres, redis_server, "site", **changes)
    for _ in range(2):
        site.start_web()
    site.workers = [site.start_worker(seconds_per_measure=0.1) for _ in range(2)]
    yield site
    site.stop()
