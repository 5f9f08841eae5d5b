"""Pieces of many people at once: python -m tests.soak.orders COUNT MEASURES. Prints a JSON line for each: public_id and session cookie."""

import json
import os
import sys

import django


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "musesite.settings")
    django.setup()
    from django.conf import settings
    from django.contrib.sessions.backends.db import SessionStore

    from compose import jobs
    from compose.generation.plan import read_plan
    from compose.models import Piece, Version

    count, measures = int(sys.argv[1]), int(sys.argv[2])
    plan = read_plan("slow waltz in D minor", measure_count=measures).to_json()
    for _ in range(count):
        session = SessionStore()
        session.create()
        key = session["guest_key"] = session.session_key
        session.save()
        piece = Piece(title="Waltz", description="slow waltz in D minor", guest_key=key)
        jobs.enqueue(piece=piece, version=Version(plan=plan), requester=f"guest:{key}", measure_count=measures)
        print(json.dumps({"public_id": piece.public_id, "cookie": f"{settings.SESSION_COOKIE_NAME}={session.session_key}"}), flush=True)


if __name__ == "__main__":
    main()
