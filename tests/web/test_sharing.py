"""Sharing a piece and taking it back. Who may open which address: tests/site/test_access_matrix.py."""

import itertools
import time

import pytest
from django.urls import reverse
from websockets.exceptions import ConnectionClosed

from compose import announcing, bin, share_pages, sharing
from compose.models import Piece
from compose.sockets import NOT_FOUND
from compose.visibility import Grant, ShareLink, Visibility
from tests.factories import make_piece, make_user
from tests.web.sites import AT_ONCE_SECONDS, PATIENCE_SECONDS, Browser

pytestmark = pytest.mark.django_db


def address(name: str, piece: Piece, *more: object) -> str:
    return reverse(f"compose:{name}", args=[piece.public_id, *more])


@pytest.fixture
def piece(db) -> Piece:
    from compose.generation.plan import read_plan

    return make_piece(plan=read_plan("slow waltz").to_json())


@pytest.fixture
def owner(client, piece):
    client.force_login(piece.composer)
    return client


@pytest.fixture
def stranger(piece):
    from django.test import Client

    return Client()


def status(client, piece: Piece) -> int:
    return client.get(piece.get_absolute_url()).status_code


def test_one_click_shows_a_piece_to_everyone_and_one_takes_it_back(owner, stranger, piece):
    owner.post(address("shares", piece), {"visibility": "public"})
    assert status(stranger, piece) == 200
    owner.post(address("shares", piece), {"visibility": "private"})
    assert status(stranger, piece) == 404


def test_a_link_opens_the_piece_and_its_files_until_it_is_revoked(owner, stranger, piece):
    owner.post(address("shares", piece), {"visibility": "unlisted"})
    link = piece.share_links.get()
    assert status(stranger, piece) == 404
    assert stranger.get(link.get_absolute_url(), follow=True).redirect_chain == [(piece.get_absolute_url(), 302)]
    assert stranger.get(address("score", piece, "mid")).status_code == 409  # nothing is written yet, but it is not kept from them
    owner.post(address("revocation", piece, link.pk))
    assert status(stranger, piece) == 404
    assert stranger.get(address("score", piece, "mid")).status_code == 404
    assert stranger.get(link.get_absolute_url()).status_code == 404


def test_of_two_links_each_is_revoked_alone(owner, stranger, piece):
    owner.post(address("links", piece))
    owner.post(address("links", piece))
    first, second = piece.share_links.all()
    stranger.get(first.get_absolute_url())
    owner.post(address("revocation", piece, second.pk))
    assert status(stranger, piece) == 200


def test_a_piece_has_only_so_many_links(owner, piece, monkeypatch):
    monkeypatch.setattr(share_pages, "LINKS_A_PIECE", 2)
    for _ in range(3):
        owner.post(address("links", piece))
    assert piece.share_links.count() == 2


def test_with_its_last_link_an_unlisted_piece_becomes_private(piece):
    sharing.revoke(link=sharing.add_link(piece=piece))
    piece.refresh_from_db()
    assert piece.visibility == Visibility.PRIVATE


def test_a_link_from_before_a_piece_was_private_stays_dead_when_it_is_shared_again(owner, stranger, piece):
    owner.post(address("shares", piece), {"visibility": "unlisted"})
    old = piece.share_links.get()
    stranger.get(old.get_absolute_url())
    for visibility in ("private", "unlisted"):
        owner.post(address("shares", piece), {"visibility": visibility})
    assert status(stranger, piece) == 404
    assert piece.share_links.live().exclude(pk=old.pk).exists()


def test_a_person_is_let_in_by_name_and_out_again(owner, client, piece, stranger):
    friend = make_user(username="clara")
    stranger.force_login(friend)
    owner.post(address("grants", piece), {"username": "Clara"})
    assert status(stranger, piece) == 200
    owner.post(address("withdrawal", piece, Grant.objects.get().pk))
    assert status(stranger, piece) == 404


def test_a_name_nobody_has_is_answered_in_words(owner, piece):
    page = owner.post(address("grants", piece), {"username": "nobody"}, follow=True)
    assert "Nobody here has the user name “nobody”." in page.text
    assert not Grant.objects.exists()


def test_nobody_tries_names_without_end(owner, piece, settings, monkeypatch):
    from compose.token_buckets import Allowance

    monkeypatch.setattr(share_pages, "NAMES_TRIED", Allowance("few", 2))
    make_user(username="clara")
    for name in ("a", "b", "clara"):
        owner.post(address("grants", piece), {"username": name})
    assert not Grant.objects.exists()


def test_a_grant_of_a_classroom_is_not_withdrawn_by_the_owner(owner, piece):
    grant = Grant.objects.create(piece=piece, user=make_user(), is_fixed=True)
    assert owner.post(address("withdrawal", piece, grant.pk)).status_code == 404
    assert Grant.objects.filter(pk=grant.pk).exists()


def test_a_link_or_grant_of_another_piece_cannot_be_taken_back(owner, piece):
    other = make_piece()
    link, grant = ShareLink.objects.create(piece=other), Grant.objects.create(piece=other, user=make_user())
    assert owner.post(address("revocation", piece, link.pk)).status_code == 404
    assert owner.post(address("withdrawal", piece, grant.pk)).status_code == 404


def test_a_guest_may_share_by_link_but_not_with_everyone(client):
    piece = make_piece(guest_key="mine", description="slow waltz")
    session = client.session
    session["guest_key"] = "mine"
    session.save()
    client.post(address("shares", piece), {"visibility": "unlisted"})
    answer = client.post(address("shares", piece), {"visibility": "public"}, headers={"accept": "application/json"})
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "share.no_account")
    piece.refresh_from_db()
    assert piece.visibility == Visibility.UNLISTED


def test_bad_input_is_refused_in_words(owner, piece):
    answer = owner.post(address("shares", piece), {"visibility": "everybody"}, headers={"accept": "application/json"})
    assert answer.status_code == 400 and "everybody" in answer.json()["error"]["message"]


@pytest.mark.parametrize("visibility", ["private", "public"])
def test_only_the_owner_sees_the_owners_actions(owner, stranger, piece, visibility):
    owner.post(address("shares", piece), {"visibility": visibility})
    actions = [address(name, piece) for name in ("shares", "deletion", "again", "cancellation", "grants")]
    assert all(action in owner.get(piece.get_absolute_url()).text for action in actions)
    if visibility == "public":
        assert not any(action in stranger.get(piece.get_absolute_url()).text for action in actions)


def test_a_hidden_piece_tells_its_composer_why(owner, stranger, piece):
    sharing.share(piece=piece, visibility=Visibility.PUBLIC)
    sharing.hide(piece=piece, reason="It advertises something.")
    assert status(stranger, piece) == 404
    assert "It advertises something." in owner.get(piece.get_absolute_url()).text
    sharing.show_again(piece=piece)
    assert status(stranger, piece) == 200


def test_listeners_hear_of_every_change(piece, monkeypatch):
    heard = []
    monkeypatch.setattr(announcing, "listeners", [lambda changed: heard.append(Piece.objects.public().filter(pk=changed).exists())])
    sharing.share(piece=piece, visibility=Visibility.PUBLIC)
    sharing.hide(piece=piece, reason="x")
    sharing.show_again(piece=piece)
    bin.put_away(piece=piece)
    bin.bring_back(piece=piece)
    piece.show(piece.current)
    assert [is_open for is_open, _ in itertools.groupby(heard)] == [True, False, True, False, True]


def wait_until_shut_out(watching) -> None:
    began_at = time.monotonic()
    with pytest.raises(ConnectionClosed) as closed:
        while True:
            watching.recv(timeout=PATIENCE_SECONDS)
    assert closed.value.rcvd.code == NOT_FOUND
    assert time.monotonic() - began_at < AT_ONCE_SECONDS


@pytest.mark.parametrize("change", ["made private", "link revoked", "hidden"])
def test_who_listens_by_link_is_shut_out_at_once_and_the_owner_is_not(open_site, change):
    owner, friend = Browser(open_site), Browser(open_site)
    public_id = owner.compose()
    owner.post(f"/pieces/{public_id}/links/")
    owner.post(f"/pieces/{public_id}/links/")
    links = "SELECT l.id, l.key FROM compose_sharelink l JOIN compose_piece p ON p.id = l.piece_id WHERE p.public_id = ? ORDER BY l.id"
    [(pk, key), _] = open_site.ask(links, public_id)
    friend.get(f"/s/{key}/")
    with friend.socket(public_id) as watching, owner.socket(public_id) as own:
        watching.recv(timeout=PATIENCE_SECONDS)
        own.recv(timeout=PATIENCE_SECONDS)
        if change == "made private":
            owner.post(f"/pieces/{public_id}/shares/", visibility="private")
        elif change == "link revoked":
            owner.post(f"/pieces/{public_id}/links/{pk}/revocation/")
        else:
            open_site.ask_and_commit(f"UPDATE compose_piece SET hidden_at = created_at WHERE public_id = '{public_id}'")
        wait_until_shut_out(watching)
        with pytest.raises(TimeoutError):
            own.recv(timeout=1)


def test_who_listens_by_grant_is_shut_out_when_it_is_withdrawn(open_site):
    owner, friend = Browser(open_site), Browser(open_site)
    friend.post("/accounts/signup/", username="clara.listens", password1="a short sentence is best")
    public_id = owner.compose()
    owner.post(f"/pieces/{public_id}/grants/", username="clara.listens")
    [(pk,)] = open_site.ask("SELECT g.id FROM compose_grant g JOIN compose_piece p ON p.id = g.piece_id WHERE p.public_id = ?", public_id)
    with friend.socket(public_id) as watching:
        watching.recv(timeout=PATIENCE_SECONDS)
        owner.post(f"/pieces/{public_id}/grants/{pk}/withdrawal/")
        wait_until_shut_out(watching)
