"""The pages of the gallery. Who may open which: tests/site/test_access_matrix.py."""

import gzip
import xml.etree.ElementTree as ElementTree

import pytest
from django.test import Client
from django.urls import reverse

from compose import sharing
from compose.gallery.models import Thumbnail
from compose.visibility import Visibility
from tests.factories import make_user
from tests.gallery.factories import make_music, place

pytestmark = pytest.mark.django_db


def page(piece) -> str:
    return reverse("gallery:music", args=[piece.listing.slug, piece.public_id])


def test_the_gallery_shows_public_pieces_with_few_queries(client, django_assert_max_num_queries):
    person = make_user(display_name="Clara")
    pieces = [make_music(composer=person, title=f"Piece {number}") for number in range(30)]
    make_music(title="Secret", is_public=False)
    with django_assert_max_num_queries(2):
        answer = client.get(reverse("gallery:gallery"))
    assert answer.text.count('class="card listing"') == 24
    assert "Secret" not in answer.text and pieces[-1].title in answer.text and "Clara" in answer.text
    with django_assert_max_num_queries(8):  # those of the allowance included
        assert "Piece 3" in client.get(reverse("gallery:gallery"), {"q": "piece", "page": 2}).text


def test_a_member_needs_no_more_queries_for_more_pieces(member, django_assert_max_num_queries):
    for _ in range(24):
        make_music()
    member.get(reverse("gallery:gallery"))  # the first visit of a session is written down
    with django_assert_max_num_queries(5):
        member.get(reverse("gallery:gallery"))


def test_an_empty_gallery_says_so_and_a_vain_search_too(client):
    assert "Nobody has shared a piece yet" in client.get(reverse("gallery:gallery")).text
    assert "No piece is like that" in client.get(reverse("gallery:gallery"), {"q": "zither"}).text


def test_bad_filters_are_refused_in_words(client):
    answer = client.get(reverse("gallery:gallery"), {"key": "H flat"})
    assert answer.status_code == 400 and "H flat" in answer.text


def test_a_page_of_likeness_says_what_it_is_like(client):
    asked, other = make_music(title="Asked", style=place(1)), make_music(title="Other", style=place(1, 1))
    answer = client.get(reverse("gallery:gallery"), {"like": asked.public_id})
    assert "What sounds most like “Asked”" in answer.text and page(other) in answer.text


def test_nobody_asks_what_sounds_like_a_piece_they_may_not_open(client):
    hidden = make_music(title="Secret", style=place(1), is_public=False)
    answer = client.get(reverse("gallery:gallery"), {"like": hidden.public_id})
    assert answer.status_code == 400 and "Secret" not in answer.text and "not known" in answer.text


def test_the_page_of_a_piece_has_a_readable_address(client):
    piece = make_music(title="Slow Waltz, für Élise")
    assert page(piece) == f"/music/slow-waltz-f%C3%BCr-%C3%A9lise/{piece.public_id}/"
    assert client.get(f"/music/{piece.public_id}/").headers["Location"] == page(piece)
    assert client.get(f"/music/another-title/{piece.public_id}/").status_code == 301
    answer = client.get(page(piece))
    assert answer.status_code == 200 and "<svg" in answer.text and "Slow Waltz, für Élise" in answer.text


def test_a_stranger_gets_it_quickly_from_caches_and_without_a_session(client, django_assert_max_num_queries):
    piece = make_music()
    with django_assert_max_num_queries(5):
        answer = client.get(page(piece))
    assert answer.headers["Cache-Control"] == "public, max-age=60"
    assert not answer.cookies and "csrfmiddlewaretoken" not in answer.text
    with django_assert_max_num_queries(3):
        again = client.get(page(piece), headers={"if-none-match": answer.headers["ETag"]})
    assert again.status_code == 304 and not again.content
    piece.comments.create(author=make_user(), text="Beautiful")
    assert client.get(page(piece), headers={"if-none-match": answer.headers["ETag"]}).status_code == 200


def test_a_member_never_gets_a_page_from_a_shared_cache(member):
    answer = member.get(page(make_music()))
    assert "private" in answer.headers["Cache-Control"]


def test_a_thumbnail_is_drawn_once_without_styles(client):
    piece = make_music(measures=9)
    answer = client.get(reverse("gallery:thumbnail", args=[piece.public_id]))
    root = ElementTree.fromstring(answer.content)
    assert root.tag.endswith("svg") and b"<style" not in answer.content and b"<script" not in answer.content
    kept = Thumbnail.objects.get(version=piece.current)
    Thumbnail.objects.update(svg=gzip.compress(b"<svg/>"))
    again = client.get(reverse("gallery:thumbnail", args=[piece.public_id]))
    assert again.content == b"<svg/>" and again.headers["ETag"] == answer.headers["ETag"]
    assert len(kept.svg) < 20_000


def test_a_piece_can_be_played_where_it_is_listed(client):
    piece = make_music()
    times = client.get(reverse("gallery:notes", args=[piece.public_id])).json()
    assert times["measure_count"] == 4 and len(times["notes"]) >= 4 and times["parts"][0]["program"] == 0


def test_a_person_with_something_public_has_a_page_and_nobody_else(client):
    person = make_user(username="c.schumann", display_name="Clara")
    address = reverse("gallery:person", args=[person.pk])
    assert client.get(address).status_code == 404
    piece = make_music(composer=person)
    answer = client.get(address)
    assert "Clara" in answer.text and page(piece) in answer.text and "c.schumann" not in answer.text
    sharing.share(piece=piece, visibility=Visibility.PRIVATE)
    assert client.get(address).status_code == 404


def test_a_hostile_title_is_only_text_everywhere(client):
    piece = make_music(title='<script>alert(1)</script>"&', description="<img src=x onerror=1>")
    for path in (reverse("gallery:gallery"), page(piece), reverse("gallery:thumbnail", args=[piece.public_id])):
        text = client.get(path).text
        assert "<script>alert" not in text and "<img src=x" not in text, path


def test_pages_are_the_same_for_another_browser(client):
    piece = make_music()
    assert client.get(page(piece)).headers["ETag"] == Client().get(page(piece)).headers["ETag"]


def test_the_page_of_a_public_piece_leads_to_the_gallery_and_of_a_private_one_does_not(client):
    piece, secret = make_music(), make_music(is_public=False)
    assert page(piece) in client.get(piece.get_absolute_url()).text
    client.force_login(secret.composer)
    assert "/music/" not in client.get(secret.get_absolute_url()).text
