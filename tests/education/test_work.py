"""A pupil's own work: begun from what is given, checked while it grows, handed in."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from compose import exports
from compose.education import worklog
from compose.education.models import Submission, Work
from compose.models import Piece, Version, VersionKind
from compose.visibility import Grant
from tests.education.factories import (
    hand_in,
    make_assignment,
    make_classroom,
    make_colleague,
    make_exercise,
    make_pupil,
    make_work,
    write,
    write_all,
)
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def assignment():
    return make_assignment()


def page(client, name, assignment, *more, **query):
    return client.get(reverse(f"education:{name}", args=[assignment.public_id, *more]), query)


def post(client, name, assignment, *more, **fields):
    return client.post(reverse(f"education:{name}", args=[assignment.public_id, *more]), fields)


def begin(client, assignment) -> Work:
    pupil = make_pupil(assignment.classroom)
    client.force_login(pupil.user)
    assert post(client, "work", assignment).status_code == 302
    return Work.objects.select_related("piece").get(enrollment=pupil)


def test_beginning_makes_the_pupil_s_own_piece_from_what_is_given(client, assignment):
    work = begin(client, assignment)
    piece = work.piece
    assert piece.composer == work.enrollment.user and piece.current.kind == VersionKind.GIVEN
    assert piece.locks == [[1, 2, None]] and piece.locks_are_fixed and piece.machine_allowance == 0
    assert [measure.staves for measure in exports.score_of(piece).measures][2:] == [exports.score_of(piece).measures[2].staves] * 6
    assert post(client, "work", assignment)["Location"] == piece.get_absolute_url() and Work.objects.count() == 1


def test_what_a_pupil_wrote_is_not_called_the_machine_s(client, assignment):
    work = begin(client, assignment)
    write(work, 3, ("C5", 96))
    exported = client.get(reverse("compose:score", args=[work.piece.public_id, "musicxml"])).content.decode()
    assert "AI-generated" not in exported and "Written by hand" in exported


def test_the_task_stands_beside_the_piece_for_the_pupil_alone(client, assignment):
    work = begin(client, assignment)
    assert "live-checks" in client.get(work.piece.get_absolute_url()).content.decode()
    client.force_login(assignment.classroom.owner)
    answer = client.get(work.piece.get_absolute_url())
    assert answer.status_code == 200 and "live-checks" not in answer.content.decode()
    client.force_login(make_pupil(assignment.classroom).user)
    assert client.get(work.piece.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("edit", [
    {"do": "delete", "at": "n0-0-0-1-0"}, {"do": "length", "at": "n0-0-0-0-0", "ticks": 12},
    {"do": "move", "at": "n1-0-0-0-0", "by": "step", "count": 1},
])
def test_a_locked_bar_stays_whatever_is_sent(client, assignment, edit):
    work = begin(client, assignment)
    before = Version.objects.count()
    fields = {"base": 1, "edits": json.dumps([edit])}
    answer = client.post(reverse("compose:edits", args=[work.piece.public_id]), fields, headers={"Accept": "application/json"})
    assert answer.status_code == 409 and "locked" in answer.json()["error"]["message"]
    assert Version.objects.count() == before


@pytest.mark.parametrize(("name", "fields"), [
    ("locks", {"first": 1, "last": 2, "is_locked": "0"}), ("reshapes", {"op": "delete", "base": 1, "first": 1, "last": 1}),
    ("reshapes", {"op": "tempo", "base": 1, "tempo_qpm": 60}), ("reshapes", {"op": "key", "base": 1, "fifths": 2}),
    ("changes", {"base": 1, "kind": "recompose", "first": 3, "last": 4}),
])
def test_neither_lock_nor_machine_rule_can_be_got_round(client, assignment, name, fields):
    work = begin(client, assignment)
    client.post(reverse(f"compose:{name}", args=[work.piece.public_id]), fields)
    piece = Piece.objects.get(pk=work.piece_id)
    given = exports.score_of(piece, piece.versions.get(kind=VersionKind.GIVEN))
    assert exports.score_of(piece).measures[:2] == given.measures[:2] and piece.locks == [[1, 2, None]]
    assert not piece.versions.filter(kind=VersionKind.CHANGED).exists()


def test_the_checks_say_what_is_wrong_in_which_bar_and_then_that_it_is_right(client, assignment):
    work = begin(client, assignment)
    write_all(work, leap_in_bar=7)
    shown = page(client, "checks", assignment).content.decode()
    assert "bar 7" in shown and "bar 6" not in shown and "✗" in shown and "2 of 3 met" in shown
    base, down = Piece.objects.get(pk=work.piece_id).current.number, {"do": "move", "at": "n6-0-0-1-0", "by": "octave", "count": -1}
    client.post(reverse("compose:edits", args=[work.piece.public_id]), {"base": base, "edits": json.dumps([down])})
    mended = page(client, "checks", assignment).content.decode()
    assert "✗" not in mended and "3 of 3 met" in mended


def test_nothing_is_sent_where_nothing_changed(client, assignment):
    work = begin(client, assignment)
    assert page(client, "checks", assignment, known=1).status_code == 204
    write(work, 3, ("C5", 96))
    assert page(client, "checks", assignment, known=1).status_code == 200


def test_what_is_handed_in_stays_as_it_was_while_the_pupil_goes_on(client, assignment):
    work = begin(client, assignment)
    write_all(work, leap_in_bar=7)
    post(client, "submissions", assignment)
    first = Submission.objects.get()
    work.piece.refresh_from_db()
    assert first.version == work.piece.current and first.marking["earned"] < first.marking["total"]
    assert post(client, "submissions", assignment).status_code == 302 and Submission.objects.count() == 1, "twice the same is once"
    write(work, 6, ("G5", 96))
    post(client, "submissions", assignment)
    assert [each.number for each in Submission.objects.all()] == [1, 2]
    assert exports.score_of(work.piece, Submission.objects.first().version) != exports.score_of(Piece.objects.get(pk=work.piece_id))


def test_only_so_many_tries_are_taken(client):
    assignment = make_assignment(attempt_limit=1)
    work = begin(client, assignment)
    for measure in (3, 4):
        write(work, measure, ("C5", 96))
        post(client, "submissions", assignment)
    assert Submission.objects.count() == 1


@pytest.mark.parametrize(("rule", "taken", "is_late"), [("accept", 1, True), ("mark", 1, True), ("close", 0, False)])
def test_after_the_date_the_late_rule_decides(client, rule, taken, is_late):
    assignment = make_assignment(late_rule=rule)
    work = begin(client, assignment)
    write(work, 3, ("C5", 96))
    type(assignment).objects.update(due_at=timezone.now() - timedelta(minutes=1))
    post(client, "submissions", assignment)
    assert Submission.objects.filter(is_late=is_late).count() == taken


@pytest.mark.parametrize("changes", [{"publish_at": None}, {"publish_at": timezone.now() + timedelta(days=1)}, {"group": "Strings"}])
def test_what_is_not_given_to_a_pupil_does_not_exist_for_them(client, changes):
    assignment = make_assignment(**changes)
    client.force_login(make_pupil(assignment.classroom, group="Winds").user)
    assert page(client, "assignment", assignment).status_code == 404
    assert post(client, "work", assignment).status_code == 404
    assert assignment.exercise.title not in client.get(assignment.classroom.get_absolute_url()).content.decode()


def test_a_group_s_assignment_is_for_its_pupils(client):
    assignment = make_assignment(group="Strings")
    client.force_login(make_pupil(assignment.classroom, group="Strings").user)
    assert page(client, "assignment", assignment).status_code == 200


def test_the_machine_writes_as_often_as_the_assignment_says(client):
    assignment = make_assignment(machine_policy="counted", machine_count=2)
    work = begin(client, assignment)
    assert work.piece.machine_allowance == 2
    free = make_assignment(machine_policy="free")
    assert begin(client, free).piece.machine_allowance is None


def test_teachers_may_look_and_it_ends_with_them(client, assignment):
    work = begin(client, assignment)
    colleague = make_colleague(assignment.classroom)
    client.force_login(colleague.user)
    assert client.get(work.piece.get_absolute_url()).status_code == 404, "nobody has let them in yet"
    colleague.is_waiting = True
    colleague.save()
    client.force_login(assignment.classroom.owner)
    client.post(reverse("education:approval", args=[assignment.classroom.public_id, colleague.pk]))
    client.force_login(colleague.user)
    assert client.get(work.piece.get_absolute_url()).status_code == 200
    client.force_login(assignment.classroom.owner)
    client.post(reverse("education:removal", args=[assignment.classroom.public_id, colleague.pk]))
    assert not Grant.objects.filter(user=colleague.user).exists()


def test_handed_in_work_cannot_be_erased_and_what_a_pupil_put_away_comes_back(client, assignment):
    work = begin(client, assignment)
    write(work, 3, ("C5", 96))
    hand_in(work)
    client.post(reverse("compose:deletion", args=[work.piece.public_id]))
    client.post(reverse("compose:erasure", args=[work.piece.public_id]))
    assert Submission.objects.count() == 1
    post(client, "work", assignment)
    assert client.get(work.piece.get_absolute_url()).status_code == 200


def test_a_purge_sets_the_pieces_of_own_accounts_free(client):
    classroom = make_classroom()
    work = make_work(make_assignment(classroom))
    client.force_login(classroom.owner)
    client.post(reverse("education:purge", args=[classroom.public_id]))
    piece = Piece.objects.get(pk=work.piece_id)
    assert not piece.locks_are_fixed and piece.machine_allowance is None and not Grant.objects.exists() and not Work.objects.exists()


def test_the_work_log_tells_the_pupil_s_bars_from_the_machine_s(assignment):
    work = make_work(assignment)
    write(work, 3, ("C5", 96))
    write(work, 4, ("D5", 96))
    piece = Piece.objects.get(pk=work.piece_id)
    old = piece.current
    steps = [*old.steps[:4], old.steps[2], old.steps[3], *old.steps[6:]]
    piece.add(Version(kind=VersionKind.CHANGED, parent=old, header=old.header, plan=old.plan, steps=old.steps))  # asked for and not kept
    machine = piece.add(Version(kind=VersionKind.CHANGED, parent=old, header=old.header, plan=old.plan, steps=steps))
    piece.show(machine)
    write(work, 7, ("E5", 96))
    edited = Piece.objects.get(pk=work.piece_id)
    steps = [*edited.current.steps[:5], edited.current.steps[2], *edited.current.steps[6:]]
    mended = piece.add(Version(kind=VersionKind.EDITED, parent=edited.current, header=old.header, plan=old.plan, steps=steps))
    log = worklog.log_of(edited, mended)
    assert log.origins == ("given", "given", "pupil", "pupil", "machine", "both", "pupil", "given") and log.tries == 2


def test_a_stranger_s_exercise_cannot_be_given(client):
    classroom = make_classroom()
    client.force_login(classroom.owner)
    theirs = make_exercise(make_user())
    address = reverse("education:assignment_new", args=[classroom.public_id])
    assert client.get(address, {"exercise": theirs.public_id}).status_code == 404
