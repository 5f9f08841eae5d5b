"""What a version sounds like: asked for by whoever made it, heard by a worker beside its composing, shown on the piece's page."""

import threading
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from compose import announcing, changes, recognising, restraints
from compose.generation.plan import read_plan
from compose.listening import Listener
from compose.models import Piece, Recognition, Version, VersionKind
from compose.music.header import Header
from compose.recognising import NothingToHear
from compose.recognitions import GAVE_UP, MOST_TRIES, NO_NOTES
from compose.restraints import Deed
from tests.factories import make_piece, make_user
from tests.music.factories import make_piano, make_score
from tests.web.composers import SteadyComposer, measures_of

pytestmark = pytest.mark.django_db


def written(kind=VersionKind.EDITED, **changes) -> Piece:
    """A piece somebody wrote by hand: no machine took part."""
    header = Header.of(make_piano())
    piece = Piece(title="By hand", description="By hand", **({"composer": make_user()} | changes))
    plan = read_plan("slow waltz").to_json()
    piece.add(Version(kind=kind, plan=plan, header=header.to_json(), steps=measures_of(header)))
    return piece


def hear(composer=None) -> bool:
    return Listener(composer or SteadyComposer()).hear_one()


def test_a_worker_fills_in_what_it_hears():
    version = written().current
    recognising.ask(version)
    assert recognising.facts_of(version) is None
    assert hear() and not hear()
    version.refresh_from_db()
    assert bytes(version.style) == bytes(512)
    assert recognising.facts_of(version)["key"] == "C minor"
    assert (recognising.likeness(version, "waltz"), recognising.likeness(version, "reel")) == (70, None)


def test_asking_twice_is_asking_once():
    version = written().current
    assert recognising.ask(version) == recognising.ask(version)
    assert Recognition.objects.count() == 1


def test_a_style_that_is_known_stays_what_it_is():
    version = written().current
    Version.objects.filter(pk=version.pk).update(style=b"\1" * 512)
    recognising.ask(version)
    hear()
    version.refresh_from_db()
    assert bytes(version.style) == b"\1" * 512


def test_whoever_lists_pieces_hears_that_one_can_now_be_found(monkeypatch):
    told = []
    monkeypatch.setattr(announcing, "listeners", [told.append])
    piece = written()
    told.clear()
    recognising.ask(piece.current)
    hear()
    assert told == [piece.pk]


def test_what_is_still_composed_cannot_be_asked_for():
    with pytest.raises(NothingToHear):
        recognising.ask(make_piece().current)


def test_silence_is_told_as_what_it_is(monkeypatch):
    piece = written()
    recognising.ask(piece.current)
    composer = SteadyComposer()
    monkeypatch.setattr(composer, "recognise", lambda score: None)
    hear(composer)
    assert recognising.recognition_of(piece.current).failure == NO_NOTES


def test_three_failures_are_told_and_may_be_tried_again(monkeypatch):
    version = written().current
    recognising.ask(version)
    deaf = SteadyComposer()
    monkeypatch.setattr(deaf, "recognise", lambda score: 1 / 0)
    assert [hear(deaf) for _ in range(4)] == [True, True, True, False]
    assert recognising.recognition_of(version).failure == GAVE_UP
    recognising.ask(version)
    assert hear() and recognising.facts_of(version)


def test_what_a_worker_died_of_is_taken_over_but_not_for_ever():
    version = written().current
    recognising.ask(version)
    for _ in range(MOST_TRIES):
        assert Recognition.take().version_id == version.pk
        assert Recognition.take() is None, "while somebody listens nobody else does"
        Recognition.objects.update(taken_until=timezone.now() - timedelta(seconds=1))
    assert Recognition.take() is None
    assert recognising.recognition_of(version).failure == GAVE_UP


def test_a_piece_erased_meanwhile_disturbs_nobody():
    piece = written()
    recognising.ask(piece.current)
    taken = Recognition.take()
    piece.delete()
    recognising.tell(taken, bytes(512), {"key": "C major"})
    assert not Recognition.objects.exists()


# --- the page -----------------------------------------------------------------------------------------------------------


def owner_of(piece: Piece) -> Client:
    client = Client()
    client.force_login(piece.composer)
    return client


def test_the_page_offers_it_for_what_was_written_by_hand():
    piece = written()
    client = owner_of(piece)
    address = piece.get_absolute_url()
    assert "Recognise the style" in client.get(address).text
    answer = client.post(f"{address}recognitions/")
    assert (answer.status_code, answer.url) == (302, f"{address}#hearing")
    page = client.get(address).text
    assert "Listening to it" in page and "Recognise the style" not in page
    assert client.get(f"{address}recognition/").status_code == 202
    hear()
    fragment = client.get(f"{address}recognition/")
    assert fragment.status_code == 200 and "C minor" in fragment.text


def test_the_page_of_a_composed_piece_needs_no_such_card():
    piece = make_piece(plan=read_plan("slow waltz").to_json())
    assert "What I hear" not in owner_of(piece).get(piece.get_absolute_url()).text


def test_a_failure_is_a_sentence_with_a_button():
    piece = written()
    Recognition.objects.create(version=piece.current, failure=GAVE_UP)
    page = owner_of(piece).get(piece.get_absolute_url()).text
    assert "could not be recognised" in page and "Recognise the style" in page


def test_what_an_exercise_leaves_to_its_pupil_is_not_told(monkeypatch):
    """It would name the key that the pupil is to find."""
    piece = written()
    monkeypatch.setattr(restraints, "_restraints", [lambda piece, deed: "Find it out yourself." if deed == Deed.EXPLAIN else ""])
    client, address = owner_of(piece), piece.get_absolute_url()
    client.post(f"{address}recognitions/")
    assert not Recognition.objects.exists()
    assert "What I hear" not in client.get(address).text
    assert client.get(f"{address}recognition/").status_code == 403


def test_an_older_version_can_be_asked_about():
    piece = written()
    changes.reshape(piece=piece, base=1, made_by=piece.composer, reshaped=lambda score: make_score(title=score.title))
    client = owner_of(piece)
    client.post(f"{piece.get_absolute_url()}recognitions/?version=1")
    assert Recognition.objects.get().version.number == 1
    assert "?version=1" in client.get(f"{piece.get_absolute_url()}?version=1").text


@pytest.mark.django_db(transaction=True)
def test_the_ears_of_a_worker_are_a_thread_that_ends_with_it():
    version = written().current
    recognising.ask(version)
    composer, has_heard = SteadyComposer(), threading.Event()
    recognise = composer.recognise
    composer.recognise = lambda score: (has_heard.set(), recognise(score))[1]
    listener = Listener(composer)
    listener.start()  # from here on the database is its own: one in memory takes one thread at a time
    assert has_heard.wait(20)
    listener.stop()
    listener._thread.join(20)
    assert not listener._thread.is_alive()
    assert recognising.facts_of(version)
