"""A piece is a tree of versions and a pointer: what is shown, who may look at what is not, and what an old site's pieces become."""

import sqlite3

import pytest
from django.db import IntegrityError, transaction

from compose import jobs
from compose.models import Piece, Version, VersionKind
from compose.node import Node
from compose.worker import Worker
from tests.factories import make_piece, make_user
from tests.web.composers import SteadyComposer
from tests.web.sites import Site


def composed(**changes) -> Piece:
    from compose.generation.plan import read_plan

    piece = make_piece(plan=read_plan("slow waltz", measure_count=4).to_json(), **changes)
    Worker(SteadyComposer(), Node("here:1:a")).run_one()
    return Piece.objects.get(pk=piece.pk)


def shorter(piece: Piece) -> Version:
    """The piece without its last two measures, as somebody might have cut it."""
    old = piece.current
    header = old.header | {"measure_count": 2}
    facts = {"plan": old.plan, "header": header, "steps": old.steps[:2], "made_by": piece.composer}
    return piece.add(Version(parent=old, kind=VersionKind.EDITED, **facts))


@pytest.mark.django_db
def test_a_new_version_has_the_next_number_and_is_not_shown_before_it_is_chosen():
    piece = composed()
    version = shorter(piece)
    assert (version.number, version.parent, piece.current.number) == (2, piece.current, 1)
    piece.show(version)
    assert Piece.objects.get().current == version and version.is_finished and piece.generation is None


@pytest.mark.django_db
def test_a_number_is_handed_out_once():
    piece = composed()
    with pytest.raises(IntegrityError), transaction.atomic():
        Version.objects.create(piece=piece, number=1)


@pytest.mark.django_db
def test_what_a_person_wrote_has_a_page_and_files_without_a_work_order(client):
    piece = composed()
    piece.show(shorter(piece))
    client.force_login(piece.composer)
    page = client.get(piece.get_absolute_url())
    assert page.context["is_final"] and page.context["note_times"]["measure_count"] == 2
    assert client.get(f"{piece.get_absolute_url()}score.musicxml").content.count(b"<measure ") == 2
    assert client.get(f"{piece.get_absolute_url()}events/").json() == {"frames": [], "last_seq": 0, "is_final": True}
    assert client.post(f"{piece.get_absolute_url()}cancellation/").status_code == 404


@pytest.mark.django_db
def test_its_owner_may_open_every_version_and_each_has_its_own_files(client):
    piece = composed()
    piece.show(shorter(piece))
    client.force_login(piece.composer)
    files = [client.get(f"{piece.get_absolute_url()}score.mid?version={number}") for number in (1, 2)]
    assert files[0].content != files[1].content and files[0]["ETag"] != files[1]["ETag"]
    for odd in ("0", "3", "x", "-1", "1.0", "９", "1" * 9):
        assert client.get(f"{piece.get_absolute_url()}score.mid?version={odd}").status_code == 404


@pytest.mark.django_db
def test_a_further_version_is_composed_beside_the_one_that_is_shown():
    piece = composed()
    wish = Version(parent=piece.current, kind=VersionKind.CHANGED, plan=piece.current.plan, seed=8)
    generation = jobs.enqueue(piece=piece, version=wish, requester="user:a", measure_count=4)
    Worker(SteadyComposer(), Node("here:1:a")).run_one()
    generation.refresh_from_db()
    assert generation.status == "done" and generation.version.steps and Piece.objects.get().current.number == 1


@pytest.mark.django_db
def test_the_worker_stores_where_the_music_lies_in_the_style_space():
    assert len(composed().current.style) == 512


def test_pieces_of_an_old_site_become_first_versions(tmp_path):
    site = Site(tmp_path)
    assert site.run("manage.py", "migrate", "compose", "0003", "-v0").returncode == 0
    connection = sqlite3.connect(site.database)
    with connection:
        piece = "'abcdefghijkl', 'key', 'Waltz', 'waltz', '{}', '{\"a\": 1}', 5, 'c', '[[[2, 0, 0, 0, 0]]]', '2026-01-01', '2026-01-01'"
        columns = "public_id, guest_key, title, description, advanced, plan, seed, checkpoint, steps, created_at, updated_at"
        connection.execute(f"INSERT INTO compose_piece ({columns}) VALUES ({piece})")
        columns = "piece_id, requester, idempotency_key, status, token, owner, attempt, last_seq, cursor, error_code, created_at"
        order = "1, 'guest:key', '', 'done', 1, '', 0, 3, 1, '', '2026-01-01'"
        connection.execute(f"INSERT INTO compose_generation ({columns}) VALUES ({order})")
    connection.close()
    moved = site.run("manage.py", "migrate", "-v0")
    assert moved.returncode == 0, moved.stderr
    assert site.ask("SELECT piece_id, number, kind, plan, seed, checkpoint, steps FROM compose_version") == [
        (1, 1, "composed", '{"a": 1}', 5, "c", "[[[2, 0, 0, 0, 0]]]")
    ]
    pointers = "SELECT p.current_id = v.id, g.version_id = v.id FROM compose_piece p, compose_generation g, compose_version v"
    assert site.ask(pointers) == [(1, 1)]


@pytest.mark.django_db
def test_a_stranger_sees_no_other_version_of_what_is_theirs_to_see(client, monkeypatch):
    piece = composed()
    piece.show(shorter(piece))
    client.force_login(make_user())
    monkeypatch.setattr(type(Piece.objects.all()), "visible_to", lambda pieces, *_: pieces.kept())
    assert client.get(f"{piece.get_absolute_url()}score.mid").status_code == 200
    assert client.get(f"{piece.get_absolute_url()}score.mid?version=1").status_code == 404
