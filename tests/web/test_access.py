"""Whose a piece is, through everything that can happen to it. Who may open which address: tests/site/test_access_matrix.py."""

import pytest
from django.urls import reverse

from tests.factories import make_piece, make_user

pytestmark = pytest.mark.django_db

POSTED = {"cancellation", "deletion", "restoration", "again"}


def address(name: str, piece) -> str:
    return reverse(f"compose:{name}", args=[piece.public_id, "mid"] if name == "score" else [piece.public_id])


def visit(client, name: str, piece):
    return (client.post if name in POSTED else client.get)(address(name, piece))


@pytest.fixture
def described(db):
    from compose.generation.plan import read_plan

    return {"description": "slow waltz", "plan": read_plan("slow waltz").to_json()}


def guest(client, key: str):
    session = client.session
    session["guest_key"] = key
    session.save()
    return client


def test_a_guest_with_an_empty_key_owns_nothing(client, described):
    make_piece(guest_key="mine", **described)
    assert list(guest(client, "").get(reverse("compose:pieces")).context["pieces"]) == []


def test_signing_in_takes_the_guests_pieces_along(client, described):
    piece = make_piece(guest_key="mine", **described)
    user = make_user()
    guest(client, "mine")
    client.force_login(user)
    assert client.get(piece.get_absolute_url()).status_code == 200
    piece.refresh_from_db()
    assert (piece.composer, piece.guest_key) == (user, "")
    assert "guest_key" not in client.session


def test_a_deleted_piece_is_gone_for_its_composer_too_until_it_is_brought_back(client, described):
    piece = make_piece(**described)
    client.force_login(piece.composer)
    page = client.post(address("deletion", piece), follow=True)
    assert page.context["just_deleted"] == piece
    for name in ("piece", "score", "events", "again", "deletion"):
        assert visit(client, name, piece).status_code == 404
    assert client.post(address("restoration", piece)).status_code == 302
    assert client.get(piece.get_absolute_url()).status_code == 200


def test_a_stranger_cannot_bring_a_piece_back(client, described):
    piece = make_piece(**described)
    client.force_login(piece.composer)
    client.post(address("deletion", piece))
    client.force_login(make_user())
    assert client.post(address("restoration", piece)).status_code == 404
