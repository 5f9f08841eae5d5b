import os
import socket
import subprocess
import sys
from datetime import timedelta

import pytest
from django.utils import timezone

from compose import jobs
from compose.models import WorkerNode
from compose.node import Node, reclaim_from_the_dead
from tests.factories import make_piece

pytestmark = pytest.mark.django_db
HOST = socket.gethostname()


def dead_pid() -> int:
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def test_a_node_reports_itself_and_forgets_the_long_gone():
    WorkerNode.objects.create(name="old", seen_at=timezone.now() - timedelta(days=2))
    Node(name="here:1:a", checkpoint="abc").report()
    assert list(WorkerNode.objects.values_list("name", "checkpoint")) == [("here:1:a", "abc")]


def test_a_node_tells_how_long_a_measure_takes():
    node = Node(name="here:1:a")
    for seconds in (1.0, 2.0):
        node.learn(seconds)
    node.report()
    assert WorkerNode.objects.get().seconds_per_measure == pytest.approx(1.1)


def test_work_of_dead_processes_of_this_host_is_freed():
    make_piece()
    jobs.claim(owner=f"{HOST}:{dead_pid()}:x")
    reclaim_from_the_dead()
    assert jobs.claim(owner=f"{HOST}:{os.getpid()}:y") is not None


@pytest.mark.parametrize("owner", [f"{HOST}:{os.getppid()}:x", f"elsewhere:{2**22 + 1}:x"])
def test_work_of_the_living_and_of_other_hosts_is_left_alone(owner):
    make_piece()
    jobs.claim(owner=owner)
    reclaim_from_the_dead()
    assert jobs.claim(owner=f"{HOST}:{os.getpid()}:y") is None


def test_a_heartbeat_renews_the_lease_of_the_piece_in_hand():
    piece = make_piece()
    claim = jobs.claim(owner="here:1:a")
    node = Node(name="here:1:a")
    piece.generation.refresh_from_db()
    before = piece.generation.lease_until
    with node.holding(claim):
        node._beat()
    piece.generation.refresh_from_db()
    assert piece.generation.lease_until > before
