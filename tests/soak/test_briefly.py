"""A little of each fault test that no other file of the suite has; on SQLite, because tests/scale has PostgreSQL. All of it: make soak."""

from pathlib import Path

import pytest

from tests.scale.sites import LoggedSite
from tests.soak import upkeep, workers
from tests.soak.ground import Ground, run


class SmallGround(Ground):
    def __init__(self, template: Path) -> None:
        super().__init__()
        self.template = template

    def sites(self) -> list[LoggedSite]:
        return [self.small_site()]


@pytest.fixture
def ground(template):
    ground = SmallGround(template)
    yield ground
    ground.close()


BRIEFLY = (workers.r1_killed_workers, workers.r2_zombies, workers.r14_sent_home, upkeep.r10_full_disk, upkeep.r16_backup)


@pytest.mark.parametrize("test", BRIEFLY)
def test_a_little_of(test, ground):
    assert test(ground)


def test_r9_a_cancellation_at_any_moment_leaves_one_final_state(ground):
    assert "one final state each" in run(ground.small_site(), "-m", "tests.soak.cancels", "30")
