"""A public piece on other sites."""

import struct
import xml.etree.ElementTree as ElementTree

import pytest
from django.urls import reverse

from compose import sharing
from compose.visibility import Visibility
from tests.factories import make_user
from tests.gallery.factories import make_music

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def piece(db):
    return make_music(title="Slow <waltz>", composer=make_user(display_name="Clara"), measures=6, tags=("calm",), licence="CC-BY-4.0")


def page(piece) -> str:
    return reverse("gallery:music", args=[piece.listing.slug, piece.public_id])


def test_the_page_tells_other_sites_what_it_is(client, piece):
    text = client.get(page(piece)).text
    assert '<meta property="og:title" content="Slow &lt;waltz&gt;">' in text
    assert f'<link rel="canonical" href="http://testserver{page(piece)}">' in text
    assert f'content="http://testserver/music/{piece.public_id}/picture.png"' in text


def test_the_picture_is_a_png_of_the_size_it_is_said_to_be_and_drawn_once(client, piece, monkeypatch):
    from compose.gallery import pictures

    answer = client.get(reverse("gallery:picture", args=[piece.public_id]))
    assert answer.content[:8] == b"\x89PNG\r\n\x1a\n" and struct.unpack(">II", answer.content[16:24]) == (1200, 630)
    assert 5_000 < len(answer.content) < 300_000
    monkeypatch.setattr(pictures, "_drawn", None)
    assert client.get(reverse("gallery:picture", args=[piece.public_id])).content == answer.content


def test_only_the_embedded_player_may_be_framed(client, piece):
    framed = client.get(reverse("gallery:embed", args=[piece.public_id]))
    assert "frame-ancestors *" in framed.headers["Content-Security-Policy"] and "X-Frame-Options" not in framed.headers
    assert "script-src 'self'" in framed.headers["Content-Security-Policy"]
    assert 'method="post"' not in framed.text and "csrf" not in framed.text
    assert not framed.cookies and "Clara" in framed.text and "<svg" in framed.text
    whole = client.get(page(piece))
    assert "frame-ancestors 'none'" in whole.headers["Content-Security-Policy"] and whole.headers["X-Frame-Options"] == "DENY"


def test_oembed_gives_a_frame_that_fits(client, piece):
    address = f"http://testserver{page(piece)}"
    answer = client.get(reverse("gallery:oembed"), {"url": address, "maxwidth": "400"}).json()
    assert (answer["type"], answer["width"], answer["height"], answer["author_name"]) == ("rich", 400, 420, "Clara")
    assert answer["html"].startswith(f'<iframe src="http://testserver/embed/{piece.public_id}/" width="400"')
    assert "<waltz>" not in answer["html"]


@pytest.mark.parametrize("address", ["", "http://elsewhere.example/music/x/123456789012/", "http://testserver/pieces/", "//["])
def test_oembed_knows_only_our_pieces(client, address):
    assert client.get(reverse("gallery:oembed"), {"url": address}).status_code == 404


def test_oembed_speaks_json_only(client):
    assert client.get(reverse("gallery:oembed"), {"format": "xml"}).status_code == 501


def test_the_qr_code_is_a_drawing_without_styles(client, piece):
    answer = client.get(reverse("gallery:qr", args=[piece.public_id]))
    assert ElementTree.fromstring(answer.content).tag.endswith("svg") and b"style" not in answer.content


def test_a_feed_tells_what_a_person_shares(client, piece):
    make_music(composer=piece.composer, title="Secret", is_public=False)
    feed = ElementTree.fromstring(client.get(reverse("gallery:feed", args=[piece.composer_id])).content)
    [entry] = feed.iter(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == "Slow <waltz>" and entry.find(f"{ATOM}category").get("term") == "calm"
    assert entry.find(f"{ATOM}link").get("href") == f"http://testserver{page(piece)}"
    sharing.share(piece=piece, visibility=Visibility.PRIVATE)
    assert client.get(reverse("gallery:feed", args=[piece.composer_id])).status_code == 404
