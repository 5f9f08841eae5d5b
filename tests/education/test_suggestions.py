"""Help only: the machine explains and suggests, and no way leads from a suggestion to the piece."""

import json

import pytest
from django.urls import reverse

from compose import changes, exports, takeout_contents
from compose.changes import ChangeRefused, Wanted
from compose.education import worklog
from compose.education.models import Work
from compose.models import Piece, Version, VersionKind
from compose.node import Node
from compose.remixing import NotFree, remix
from compose.visitors import Visitor
from compose.worker import Worker
from tests.education.factories import hand_in, make_assignment, make_work, write
from tests.web.composers import SteadyComposer

pytestmark = pytest.mark.django_db


@pytest.fixture
def work() -> Work:
    made = make_work(make_assignment(machine_policy="help"))
    write(made, 3, ("C5", 96))
    return made


def ask(work: Work, first: int = 4, last: int = 5, **more) -> list[Version]:
    piece = Piece.objects.get(pk=work.piece_id)
    wanted = Wanted("recompose", first, last, **more)
    who = {"requester": f"user:{piece.composer_id}", "made_by": piece.composer}
    orders = changes.ask(piece=piece, base=piece.current.number, wanted=wanted, **who)
    worker = Worker(SteadyComposer(), Node("here:1:a"))
    while worker.run_one():
        pass
    return list(Version.objects.filter(generation__in=orders))


def test_three_suggestions_are_written_and_the_piece_stays_as_it_is(work):
    before = Piece.objects.get(pk=work.piece_id).current
    suggestions = ask(work)
    assert [each.kind for each in suggestions] == [VersionKind.SUGGESTED] * 3 and all(each.steps for each in suggestions)
    assert Piece.objects.get(pk=work.piece_id).current == before


def test_the_pupil_sees_and_hears_them_but_gets_no_file_of_them(client, work):
    number = ask(work)[0].number
    client.force_login(work.enrollment.user)
    address = work.piece.get_absolute_url()
    shown = client.get(address, {"version": number}).text
    assert "<svg" in shown and "Take this one" not in shown
    compared = client.get(reverse("compose:comparison", args=[work.piece.public_id, 2, number])).text
    assert "score.mp3" in compared and compared.count("Take this one") == 0
    assert client.get(f"{address}sheet/", {"version": number}).status_code == 200
    assert client.get(f"{address}score.mp3", {"version": number}).status_code == 200
    for extension in set(exports.FORMATS) - {"mp3"}:
        assert client.get(f"{address}score.{extension}", {"version": number}).status_code == 404, extension


def test_no_way_makes_one_the_piece(client, work):
    suggestion = ask(work)[0]
    piece = Piece.objects.get(pk=work.piece_id)
    client.force_login(piece.composer)
    address = reverse("compose:current", args=[piece.public_id])
    refused = client.post(address, {"version": suggestion.number}, headers={"Accept": "application/json"})
    assert refused.status_code == 409 and "only a suggestion" in refused.json()["error"]["message"]
    client.post(address, {"move": "undo"})
    for _ in range(3):
        client.post(address, {"move": "redo"})
    history = client.get(reverse("compose:versions", args=[piece.public_id])).text
    assert f"#version-{suggestion.number}" not in history and f'name="version" value="{suggestion.number}"' not in history
    with pytest.raises(AssertionError):
        piece.show(suggestion)
    with pytest.raises(NotFree):
        remix(piece=piece, by=Visitor(piece.composer))
    piece.refresh_from_db()
    assert not piece.current.is_suggestion
    assert hand_in(work).version.number == 2


def test_the_whole_piece_is_not_composed_and_the_frame_stays(client, work):
    client.force_login(work.enrollment.user)
    client.post(reverse("compose:plans", args=[work.piece.public_id]), {"base": 2, "candidates": 1})
    assert not work.piece.generations.exists()
    with pytest.raises(ChangeRefused):
        ask(work, player="Violin")


def test_a_takeout_holds_what_the_pupil_wrote_and_no_suggestion(work):
    ask(work)
    names = [name for name, _content in takeout_contents._of_a_piece(Piece.objects.get(pk=work.piece_id), False, [])]
    assert [name.rpartition("/")[2] for name in names if "/versions/" in name and name.endswith(".json")] == ["001.json", "002.json"]


def test_the_work_log_counts_them_and_knows_a_bar_that_was_copied(client, work):
    suggestion = ask(work)[0]
    piece = Piece.objects.get(pk=work.piece_id)
    old = piece.current
    copied = [*old.steps[:4], suggestion.steps[4], *old.steps[5:]]
    piece.show(piece.add(Version(kind=VersionKind.EDITED, parent=old, header=old.header, plan=old.plan, steps=copied)))
    log = worklog.log_of(piece, piece.current)
    assert (log.tries, log.suggestions) == (0, 3)
    assert log.origins == ("given", "given", "pupil", "given", "suggested", "given", "given", "given")
    submission = hand_in(work)
    client.force_login(work.assignment.classroom.owner)
    shown = client.get(submission.get_absolute_url()).text
    assert "It made 3 suggestions." in shown and "the same as a suggestion" in shown and "bars 4–5" in shown


def test_a_policy_that_is_changed_holds_for_what_was_begun(client):
    assignment = make_assignment(machine_policy="counted", machine_count=3)
    used, fresh = make_work(assignment), make_work(assignment)
    Piece.objects.filter(pk=used.piece_id).update(machine_allowance=1)
    client.force_login(assignment.classroom.owner)
    address = reverse("education:assignment_edit", args=[assignment.public_id])

    def change(policy: str, count: int) -> list[tuple]:
        fields = {"shown": "later", "publish_at": "2026-01-01T10:00", "late_rule": "mark", "machine_policy": policy, "machine_count": count}
        assert client.post(address, fields).status_code == 302
        pieces = Piece.objects.in_bulk([used.piece_id, fresh.piece_id])
        return [(each.machine_allowance, each.machine_suggests) for each in (pieces[used.piece_id], pieces[fresh.piece_id])]

    assert change("counted", 5) == [(3, False), (5, False)]
    assert change("counted", 1) == [(0, False), (1, False)]
    assert change("help", 1) == [(None, True), (None, True)]
    assert change("off", 1) == [(0, False), (0, False)]


def test_what_was_suggested_stays_out_when_the_class_is_over(client, work):
    suggestion = ask(work)[0]
    client.force_login(work.assignment.classroom.owner)
    client.post(reverse("education:purge", args=[work.assignment.classroom.public_id]))
    piece = Piece.objects.get(pk=work.piece_id)
    assert not piece.machine_suggests
    with pytest.raises(ChangeRefused):
        changes.choose(piece=piece, number=suggestion.number)


def test_the_page_asks_for_suggestions_and_has_nothing_to_take_them_with(client, work):
    client.force_login(work.enrollment.user)
    page = client.get(work.piece.get_absolute_url()).text
    assert "Suggest three" in page and "data-take" not in page and "compose once more" not in page
    fields = {"base": 2, "kind": "vary", "first": 3, "last": 3, "candidates": 1}
    answer = client.post(reverse("compose:changes", args=[work.piece.public_id]), fields, headers={"Accept": "application/json"})
    assert len(json.loads(answer.content)["versions"]) == 3
