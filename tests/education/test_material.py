"""Given material from a file or a piece: the notes, and what they owe, go on with every pupil's piece."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import leaving
from accounts.models import User
from compose import exports, sharing
from compose.education.material import Given
from compose.education.models import Assignment, Exercise, Work
from compose.generation.plan import Plan
from compose.models import Piece, Version
from compose.music import musicxml
from compose.remixing import remix
from compose.restraints import Restrained
from compose.visibility import Visibility
from compose.visitors import Visitor
from tests.education.factories import make_assignment, make_classroom, make_work
from tests.factories import make_user
from tests.gallery.factories import make_music
from tests.music.factories import make_piano

pytestmark = pytest.mark.django_db
ADDRESS = "/classes/exercises/from-file/"


@pytest.fixture
def teacher(client: Client) -> User:
    user = make_user()
    client.force_login(user)
    return user


def send(client: Client, content: bytes, **fields: str):
    file = SimpleUploadedFile("given.musicxml", content)
    return client.post(ADDRESS, {"file": file, "rights": "own"} | fields)


def begun(teacher: User) -> Work:
    return make_work(make_assignment(make_classroom(teacher), exercise=Exercise.objects.get(owner=teacher)))


def test_pupils_begin_with_the_notes_of_the_file(client, teacher):
    score = make_piano()
    answer = send(client, musicxml.write(score).encode(), title="From paper")
    exercise = Exercise.objects.get()
    assert answer["Location"] == reverse("education:exercise_edit", args=[exercise.public_id]) and exercise.title == "From paper"
    given = exports.score_of(begun(teacher).piece)
    pitches = [[note.pitch.midi for note in each.notes] for each in (given, score)]
    assert pitches[0] == pitches[1] and Piece.objects.filter(composer=teacher).exists()


@pytest.mark.parametrize("content", [b"", b"<score-partwise", b"RIFF not music", b"x" * (2 * 1024 * 1024 + 1)])
def test_a_file_that_holds_no_score_is_refused_in_words(client, teacher, content):
    answer = send(client, content)
    assert answer.status_code == 400 and 'role="alert"' in answer.text and not Exercise.objects.exists()


def test_the_rights_are_asked_for(client, teacher):
    assert send(client, musicxml.write(make_piano()).encode(), rights="").status_code == 400


def over() -> None:
    """The date is past, so that the assignment itself holds nothing back."""
    Assignment.objects.update(due_at=timezone.now() - timedelta(minutes=1))


def test_what_may_not_be_published_stays_private_with_the_pupils_too(client, teacher):
    send(client, musicxml.write(make_piano()).encode(), rights="other")
    piece = begun(teacher).piece
    over()
    with pytest.raises(Restrained):
        sharing.share(piece=Piece.objects.get(pk=piece.pk), visibility=Visibility.PUBLIC)


def test_credit_and_licence_go_on_with_the_pupils_pieces(client, teacher):
    send(client, musicxml.write(make_piano()).encode(), rights="CC-BY-SA-4.0", author="Clara Wieck", title="Romance")
    piece = Piece.objects.get(pk=begun(teacher).piece_id)
    assert [credit.name for credit in piece.credits.all()] == ["Clara Wieck"] and piece.licence == "CC-BY-SA-4.0"


def test_the_name_of_somebody_who_left_goes_out_of_exercises_made_of_their_music(client, teacher):
    clara = make_user(display_name="Clara")
    original = make_music(composer=clara, licence="CC-BY-4.0", title="Slow waltz")
    mine = remix(piece=Piece.objects.get(pk=original.pk), by=Visitor(teacher))
    client.post("/classes/exercises/from-piece/", {"piece": mine.public_id})
    assert Exercise.objects.get().origin["credits"][0]["name"] == "Clara"
    leaving.ask(user=clara)
    User.objects.filter(pk=clara.pk).update(leaves_at=timezone.now() - timedelta(days=1))
    assert leaving.erase_due() == 1
    assert "Clara" not in str(Exercise.objects.get().origin)
    (credit,) = Piece.objects.get(pk=begun(teacher).piece_id).credits.all()
    assert (credit.name, credit.creator, credit.licence) == ("", None, "CC-BY-4.0")


def test_what_the_machine_composed_says_so_in_the_pupils_files_too(client, teacher):
    original = make_music(composer=teacher)
    Version.objects.filter(piece=original).update(checkpoint="abc123")
    client.post("/classes/exercises/from-piece/", {"piece": original.public_id})
    work = begun(teacher)
    client.force_login(work.enrollment.user)
    told = client.get(reverse("compose:score", args=[work.piece.public_id, "musicxml"])).text
    assert "abc123" in told and "Written by hand" not in told


def test_the_plan_of_given_material_keeps_its_chord_symbols_and_slurs():
    """What the machine changes later takes both from the plan."""
    score = replace(make_piano(), has_chord_symbols=True, is_legato=True)
    plan = Plan.from_json(Given(score, [], [], {}, 1, "Go on").version().plan)
    assert plan.header().has_chord_symbols and plan.header().is_legato
