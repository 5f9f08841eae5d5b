"""Two claims of one person's pieces at the same instant: python -m tests.scale.two_claims. Prints how many were granted, and how many run.

Both have taken a row before either counts again: the worst that can happen.
"""

import json
import os
import threading

import django


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "musesite.settings")
    django.setup()
    from django.db import connection

    from compose import claiming, limits
    from compose.models import Generation, Status
    from tests.factories import make_piece, make_user

    person = make_user()
    for _ in range(limits.running_limit() + 2):
        make_piece(composer=person)
    for _ in range(limits.running_limit() - 1):
        assert claiming.claim(owner="first")
    both, count = threading.Barrier(2, timeout=60), claiming._has_too_many
    waits = {}

    def count_together(requester: str) -> bool:
        if waits.setdefault(threading.get_ident(), True):
            waits[threading.get_ident()] = False
            both.wait()
        return count(requester)

    claiming._has_too_many = count_together
    granted: list[claiming.Claim | None] = []

    def claim() -> None:
        granted.append(claiming.claim(owner="second"))
        connection.close()

    threads = [threading.Thread(target=claim) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    running = Generation.objects.filter(status=Status.RUNNING).count()
    print(json.dumps({"granted": sum(each is not None for each in granted), "running": running, "limit": limits.running_limit()}))


if __name__ == "__main__":
    main()
