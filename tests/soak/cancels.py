"""Cancelling at every moment: python -m tests.soak.cancels COUNT. A worker's hand and a user's hand on the same row, at the same time."""

import os
import random
import sys
import threading
import time
from collections import Counter

import django


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "musesite.settings")
    django.setup()
    from django.db import connection

    from compose.models import Generation, GenerationEvent

    chance, ends = random.Random(9), Counter()
    for number in range(int(sys.argv[1])):
        generation = race(chance, number)
        fresh = Generation.objects.get(pk=generation.pk)
        events = list(GenerationEvent.objects.filter(generation=fresh).order_by("seq").values_list("seq", "kind"))
        assert [seq for seq, _ in events] == list(range(1, fresh.last_seq + 1)), events
        assert sum(kind in ("done", "cancelled", "failed") for _, kind in events) == 1, "one final state"
        assert fresh.is_final and events[-1][1] == fresh.status
        ends[fresh.status] += 1
    connection.close()
    assert len(ends) == 2 or int(sys.argv[1]) < 50, ends
    print(f"{sum(ends.values())} races, {ends['cancelled']} cancelled, {ends['done']} done, one final state each")


def race(chance: random.Random, number: int):
    from django.db import connection

    from compose import claiming, jobs
    from compose.models import Piece

    requester = f"guest:{number}"
    generation = jobs.enqueue(piece=Piece(title="x", description="x", guest_key=str(number)), requester=requester)
    moment = chance.uniform(0, 0.006)  # while it is queued, running, or just finishing

    def cancel() -> None:
        time.sleep(moment)
        jobs.request_cancel(generation=generation)
        connection.close()

    user = threading.Thread(target=cancel)
    user.start()
    compose(claiming.claim(owner="w"))
    user.join()
    return generation


def compose(claim) -> None:
    """As `runs.py` does it."""
    from compose import jobs

    if claim is None:
        return
    try:
        facts = {"plan": {}, "header": {}, "checkpoint": "x", "measure_count": 2, "eta_seconds": 1}
        committed = jobs.commit_plan(claim=claim, **facts)
        for cursor in range(2):
            if committed.is_cancel_requested:
                jobs.cancel_finish(claim=claim, expected_seq=committed.last_seq, measures=cursor)
                return
            committed = jobs.commit_measures(claim=claim, expected_seq=committed.last_seq, expected_cursor=cursor, measures=[[[1]]])
        jobs.finish(claim=claim, expected_seq=committed.last_seq, report={}, title="x")
    except jobs.Fenced:
        return


if __name__ == "__main__":
    main()
