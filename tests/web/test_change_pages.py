"""Changing a piece over HTTP: what the page is told, with scripts and without."""

import json

import pytest
from django.urls import reverse

from compose.models import Generation, Piece, Version
from tests.factories import make_user
from tests.web.changing import piece, post, up, work, write

pytestmark = pytest.mark.django_db
__all__ = ["piece"]


def test_an_edit_answers_with_what_the_page_shows_now(piece, client):
    client.force_login(piece.composer)
    answer = post(client, piece, "edits", edits=json.dumps([up(2)]))
    facts = answer.json()
    assert answer.status_code == 201 and facts["version"] == 2 and "<svg" in facts["svg"]
    assert (facts["can_undo"], facts["can_redo"], facts["note_times"]["measure_count"]) == (True, False, 8)
    facts = client.post(reverse("compose:current", args=[piece.public_id]), {"move": "undo"}, headers={"accept": "application/json"}).json()
    assert (facts["version"], facts["can_undo"], facts["can_redo"]) == (1, False, True)


def test_a_change_answers_with_its_candidates_and_their_sockets(piece, client):
    client.force_login(piece.composer)
    answer = post(client, piece, "changes", kind="vary", first=1, last=2, distance=30, candidates=2)
    facts = answer.json()["versions"]
    assert answer.status_code == 201 and [each["number"] for each in facts] == [2, 3]
    assert facts[0]["socket"] == f"/ws/pieces/{piece.public_id}/?version=2"
    assert Version.objects.get(number=2).task["distance"] == 0.3
    work()
    assert client.get(facts[0]["events"]).json()["is_final"]


@pytest.mark.parametrize(
    ("where", "data"),
    [
        ("edits", {"edits": "not json"}), ("edits", {"edits": "[]"}), ("edits", {"edits": "[1]"}), ("edits", {"edits": "[{}]"}),
        ("edits", {}), ("edits", {"edits": json.dumps([up(99)])}), ("edits", {"edits": json.dumps([up(1)]), "base": "x"}),
        ("edits", {"edits": "[" * 90_000}), ("reshapes", {"op": "explode"}), ("reshapes", {"op": "insert"}),
        ("reshapes", {"op": "insert", "after": 99, "count": 1}), ("reshapes", {"op": "delete", "first": 1, "last": 8}),
        ("reshapes", {"op": "key", "fifths": 9}), ("reshapes", {"op": "tempo", "tempo_qpm": 1}),
        ("reshapes", {"op": "instrument", "part": 0, "instrument": "Kazoo"}),
        ("reshapes", {"op": "instrument", "part": 9, "instrument": "Oboe"}),
        ("reshapes", {"op": "dynamics", "first": 1, "last": 99, "dynamic": "ff"}),
        ("reshapes", {"op": "paste", "first": 1, "last": 9, "after": 1}), ("changes", {"kind": "vary"}),
        ("changes", {"kind": "vary", "first": 1, "last": 99}), ("changes", {"kind": "vary", "first": 1, "last": 2, "distance": 101}),
        ("changes", {"kind": "recompose", "first": 1, "last": 2, "candidates": 9}),
        ("changes", {"kind": "recompose", "first": 1, "last": 2, "words": "x" * 501}), ("current", {}), ("current", {"version": 99}),
        ("current", {"move": "undo"}), ("current", {"move": "undo", "version": 1}), ("locks", {"first": 1, "last": 99, "is_locked": 1}),
        ("locks", {"first": 1, "last": 2, "is_locked": "x"}),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_answered_with_a_sentence_and_changes_nothing(piece, client, where, data):
    client.force_login(piece.composer)
    before = list(Piece.objects.values()), list(Version.objects.values_list("pk", "steps"))
    answer = post(client, piece, where, **data)
    assert answer.status_code in (400, 409) and len(answer.json()["error"]["message"]) > 10
    assert (list(Piece.objects.values()), list(Version.objects.values_list("pk", "steps"))) == before


def test_without_scripts_forms_lead_back_to_the_page_and_say_what_went_wrong(piece, client):
    client.force_login(piece.composer)
    address = reverse("compose:reshapes", args=[piece.public_id])
    answer = client.post(address, {"base": 1, "op": "delete", "first": 1, "last": 99}, follow=True)
    assert answer.redirect_chain[-1][0] == piece.get_absolute_url() and "measure" in str(next(iter(answer.context["messages"])))


def test_the_history_lists_every_version_and_two_can_be_compared(piece, client):
    client.force_login(piece.composer)
    write(piece, up(3))
    page = client.get(reverse("compose:versions", args=[piece.public_id]))
    assert [(entry.version.number, entry.bars) for entry in page.context["entries"]] == [(2, "bar 3"), (1, "")]
    page = client.get(reverse("compose:comparison", args=[piece.public_id, 1, 2]))
    assert [(row["new"], row["notes"]) for row in page.context["differences"]] == [(3, 1)]
    assert page.context["marks"]["new"] == [(3, 0)]
    assert client.get(reverse("compose:comparison", args=[piece.public_id, 1, 9])).status_code == 404


def test_a_person_with_many_waiting_changes_is_told_to_wait(piece, client, settings):
    settings.COMPOSE_QUEUED_LIMIT = 2
    client.force_login(piece.composer)
    answer = post(client, piece, "changes", kind="recompose", first=1, last=2, candidates=3)
    assert answer.status_code == 429 and answer["Retry-After"] and Generation.objects.count() == 1


def test_a_stranger_changes_nothing(piece, client):
    client.force_login(make_user())
    Piece.objects.update(visibility="public")
    for where in ("edits", "reshapes", "changes", "current", "locks"):
        assert post(client, piece, where).status_code == 404
