"""What the rows say of every piece: python -m tests.soak.check. One JSON object; `faults` is empty where nothing was lost or doubled."""

import hashlib
import itertools
import json
import os

import django


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "musesite.settings")
    django.setup()
    from compose.models import Generation

    report = {"pieces": 0, "done": 0, "events": 0, "attempt": 0, "takeovers": 0, "recovery": 0.0, "faults": []}
    for generation in Generation.objects.select_related("version").prefetch_related("events").order_by("pk").iterator(chunk_size=100):
        look_at(generation, report)
    print(json.dumps(report))


def look_at(generation, report: dict) -> None:
    events = sorted(generation.events.all(), key=lambda event: event.seq)
    measures = [event for event in events if event.kind == "measure"]
    opening = ["plan", "started"] if events and events[0].kind == "plan" else []  # none where it was cancelled while it waited
    expected = [*opening, *["measure"] * generation.cursor, generation.status][: len(events)]
    claims = {
        "a hole or a double in seq": [event.seq for event in events] != list(range(1, generation.last_seq + 1)),
        "kinds out of order": [event.kind for event in events] != expected,
        "measures out of order": [event.payload["number"] for event in measures] != list(range(1, generation.cursor + 1)),
        "an old token wrote after a new one": [event.token for event in events] != sorted(event.token for event in events),
        "not ended": not generation.is_final,
        "half a piece": generation.is_final and sha(generation.version.steps) != sha([event.payload["steps"] for event in measures]),
    }
    report["faults"] += [f"{generation.piece.public_id}: {claim}" for claim, is_so in claims.items() if is_so]
    report["pieces"] += 1
    report["done"] += generation.status == "done"
    report["events"] += len(events)
    report["attempt"] = max(report["attempt"], generation.attempt)
    for before, after in itertools.pairwise(events):
        if after.token != before.token:
            report["takeovers"] += 1
            report["recovery"] = max(report["recovery"], (after.created_at - before.created_at).total_seconds())


def sha(steps: object) -> str:
    return hashlib.sha256(json.dumps(steps).encode()).hexdigest()


if __name__ == "__main__":
    main()
