import os
import socket
import subprocess
import sys
from datetime import timedelta

import pytest
from django.utils import timezone

from compose import claiming
from compose.models import Generation, WorkerNode
from compose.node import STUCK, STUCK_SECONDS, Node, reclaim_from_the_dead
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


def test_a_node_tells_its_pace_and_forgets_the_old_one(monkeypatch):
    clock = [10.0]
    monkeypatch.setattr("compose.node.time.monotonic", lambda: clock[0])
    node = Node(name="here:1:a")
    paces = []
    for seconds in (1.0, *[2.0] * 300):
        clock[0] += seconds
        node.learn(steps=20.0)
        node.report()
        paces.append(WorkerNode.objects.get().steps_per_second)
    assert paces[0] == pytest.approx(20.0) and paces[1] == pytest.approx(13.3, abs=0.1) and paces[-1] == pytest.approx(10.0, abs=0.05)


def test_work_of_dead_processes_of_this_host_is_freed():
    make_piece()
    claiming.claim(owner=f"{HOST}:{dead_pid()}:x")
    reclaim_from_the_dead()
    assert claiming.claim(owner=f"{HOST}:{os.getpid()}:y") is not None


@pytest.mark.parametrize("owner", [f"{HOST}:{os.getppid()}:x", f"elsewhere:{2**22 + 1}:x"])
def test_work_of_the_living_and_of_other_hosts_is_left_alone(owner):
    make_piece()
    claiming.claim(owner=owner)
    reclaim_from_the_dead()
    assert claiming.claim(owner=f"{HOST}:{os.getpid()}:y") is None


def test_a_heartbeat_renews_the_leases_of_every_piece_in_hand():
    pieces = [make_piece(), make_piece()]
    node = Node(name="here:1:a")
    for _ in pieces:
        node.hold(claiming.claim(owner="here:1:a"))
    leases = set(Generation.objects.values_list("lease_until", flat=True))
    node._beat()
    assert min(Generation.objects.values_list("lease_until", flat=True)) > max(leases)


def test_a_piece_that_was_let_go_is_left_to_others():
    make_piece()
    node = Node(name="here:1:a")
    claim = claiming.claim(owner="here:1:a")
    node.hold(claim)
    node.let_go(claim)
    before = Generation.objects.get().lease_until
    node._beat()
    assert Generation.objects.get().lease_until == before


def test_a_worker_whose_step_never_ends_ends_itself(monkeypatch):
    make_piece()
    node, codes = Node(name="here:1:a"), []
    node.hold(claiming.claim(owner="here:1:a"))
    monkeypatch.setattr("compose.node.os._exit", codes.append)
    node._beat()
    assert codes == []
    node._stepped_at -= STUCK_SECONDS + 1
    node._beat()
    assert codes == [STUCK]
