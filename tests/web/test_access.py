"""Every address and every person: a new address without a row here fails the test."""

import pytest
from django.urls import get_resolver, reverse

from tests.factories import make_piece, make_user

pytestmark = pytest.mark.django_db

OPEN = {"home", "pieces", "model", "healthz", "readyz", "compose"}
OF_A_PIECE = {  # name: (method, statuses for whoever may)
    "piece": ("get", {200}),
    "score": ("get", {409}),  # there is no measure yet
    "narrow": ("get", {409}),
    "events": ("get", {200}),
    "cancellation": ("post", {302}),
    "deletion": ("post", {302}),
    "restoration": ("post", {404}),  # it is not deleted
    "again": ("post", {302}),
}


def names() -> set[str]:
    patterns = get_resolver("compose.urls").reverse_dict
    return {key for key in patterns if isinstance(key, str)}


def test_every_address_is_listed_here():
    assert names() == OPEN | set(OF_A_PIECE)


def address(name: str, piece) -> str:
    return reverse(f"compose:{name}", args=[piece.public_id, "mid"] if name == "score" else [piece.public_id])


def visit(client, name: str, piece):
    return getattr(client, OF_A_PIECE[name][0])(address(name, piece))


@pytest.fixture
def described(db):
    from compose.generation.plan import read_plan

    return {"description": "slow waltz", "plan": read_plan("slow waltz").to_json()}


def guest(client, key: str):
    session = client.session
    session["guest_key"] = key
    session.save()
    return client


@pytest.mark.parametrize("name", sorted(OF_A_PIECE))
def test_the_composer_may(client, described, name):
    piece = make_piece(**described)
    client.force_login(piece.composer)
    assert visit(client, name, piece).status_code in OF_A_PIECE[name][1]


@pytest.mark.parametrize("name", sorted(OF_A_PIECE))
def test_the_guest_who_made_it_may(client, described, name):
    piece = make_piece(guest_key="mine", **described)
    assert visit(guest(client, "mine"), name, piece).status_code in OF_A_PIECE[name][1]


@pytest.mark.parametrize("name", sorted(OF_A_PIECE))
@pytest.mark.parametrize("person", ["stranger", "other guest", "nobody"])
@pytest.mark.parametrize("owner", ["a user", "a guest"])
def test_anybody_else_is_not_told_that_it_exists(client, described, name, person, owner):
    piece = make_piece(**described, **({"guest_key": "mine"} if owner == "a guest" else {}))
    if person == "stranger":
        client.force_login(make_user())
    elif person == "other guest":
        guest(client, "other")
    assert visit(client, name, piece).status_code == 404
    piece.refresh_from_db()
    assert piece.deleted_at is None and piece.generation.cancel_requested_at is None


@pytest.mark.parametrize("name", sorted(OPEN - {"compose", "readyz"}))
def test_open_pages_are_open(client, name):
    assert client.get(reverse(f"compose:{name}")).status_code == 200


@pytest.mark.parametrize("name", sorted(OPEN | set(OF_A_PIECE)))
def test_the_wrong_method_is_refused(client, described, name):
    piece = make_piece(**described)
    client.force_login(piece.composer)
    path = address(name, piece) if name in OF_A_PIECE else reverse(f"compose:{name}")
    posts = name == "compose" or OF_A_PIECE.get(name, ("get",))[0] == "post"
    for method in ("get", "put", "delete") if posts else ("post", "put", "delete"):
        assert getattr(client, method)(path).status_code == 405
    piece.refresh_from_db()
    assert piece.deleted_at is None


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


def test_posts_need_the_forms_token(described):
    from django.test import Client

    piece = make_piece(**described)
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(piece.composer)
    assert strict.post(address("deletion", piece)).status_code == 403
    assert strict.post(reverse("compose:compose"), {"description": "waltz"}).status_code == 403
