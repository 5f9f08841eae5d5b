"""Uploading music: every kind of file becomes a piece like any other, and what its owner may not publish stays private."""

from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import Visibility
from compose import exports, recognising, sharing
from compose.changes import Wanted, ask
from compose.gallery.models import Listing
from compose.licences import Licence
from compose.listening import Listener
from compose.models import Piece, TokenBucket, VersionKind
from compose.music import abc, midi, musicxml, mxl
from compose.remixing import remix
from compose.restraints import Restrained
from compose.visitors import Visitor
from tests.factories import make_user
from tests.music.factories import make_piano, make_satb, make_song
from tests.web.composers import SteadyComposer

pytestmark = pytest.mark.django_db

FILES = {
    "piece.musicxml": lambda: musicxml.write(make_piano()).encode(), "piece.mxl": lambda: mxl.write(make_piano()),
    "piece.mid": lambda: midi.write(make_piano()), "piece.abc": lambda: abc.write(make_piano()).encode(),
}  # fmt: skip
BY_HAND = musicxml.write(replace(make_satb(), metadata=(("ai-generated", "false"),))).encode()


def client_of(user=None) -> Client:
    client = Client()
    if user:
        client.force_login(user)
    return client


def send(client: Client, data: bytes, name: str = "piece.musicxml", **fields) -> object:
    accept = fields.pop("accept", "text/html")
    posted = {"rights": "own", "file": SimpleUploadedFile(name, data)} | fields
    return client.post("/uploads/", posted, headers={"Accept": accept})


def uploaded(user=None, data: bytes = BY_HAND, **fields) -> Piece:
    answer = send(client_of(user or make_user()), data, **fields)
    assert answer.status_code == 302, answer.text
    return Piece.objects.get()


@pytest.mark.parametrize("name", FILES)
def test_every_kind_becomes_a_piece_that_is_shown_at_once(name):
    client = client_of(make_user())
    answer = send(client, FILES[name](), name)
    piece = Piece.objects.get()
    assert answer.url == piece.get_absolute_url()
    version = piece.current
    assert (version.kind, version.number, piece.title) == (VersionKind.UPLOADED, 1, "A small piece")
    page = client.get(piece.get_absolute_url()).text
    assert "<svg" in page and "What I hear" in page and 'id="change"' in page
    assert client.get(f"{piece.get_absolute_url()}score.mid").status_code == 200


def test_its_style_is_asked_for_and_found():
    piece = uploaded()
    assert recognising.facts_of(piece.current) is None
    Listener(SteadyComposer()).hear_one()
    assert recognising.likeness(piece.current, "waltz") == 70


@pytest.mark.parametrize("kind", ["vary", "continue", "accompany", "harmonise", "reharmonise"])
def test_the_machine_can_go_on_with_it(kind):
    piece = uploaded()
    orders = ask(piece=piece, base=1, wanted=Wanted(kind, 1, 2, count=2), requester="user:1", made_by=piece.composer)
    assert orders[0].version.parent == piece.current


def test_what_the_machine_changes_stays_music_of_the_kind_that_was_heard():
    piece = uploaded()
    axes = {"bucket": [["hymn/chorale", 0.9]], "period": [["baroque", 0.4]], "valence": [["low", 0.7]]}
    recognising.tell(recognising.recognition_of(piece.current), bytes(512), {"axes": axes})
    order = ask(piece=piece, base=1, wanted=Wanted("vary", 1, 2), requester="user:1", made_by=piece.composer)[0]
    plan = order.version.plan
    assert (plan["bucket"], plan["period"], plan["valence"], plan["arousal"]) == ("hymn/chorale", "", -0.5, None)


def test_music_by_hand_says_so_and_what_a_machine_made_goes_on_saying_so():
    piece = uploaded()
    assert dict(exports.making_of(piece, piece.current))["ai-generated"] == "false"
    Piece.objects.all().delete()
    piece = uploaded(data=FILES["piece.musicxml"]())
    assert dict(exports.making_of(piece, piece.current))["checkpoint"] == "abc123"


def test_a_guest_can_upload_and_nobody_else_sees_it():
    client = client_of()
    piece = Piece.objects.get() if send(client, BY_HAND).status_code == 302 else None
    assert client.get(piece.get_absolute_url()).status_code == 200
    assert client_of().get(piece.get_absolute_url()).status_code == 404


def test_what_reading_changed_is_told_on_the_page():
    grace = b"<note><grace/><pitch><step>D</step><octave>5</octave></pitch></note>"
    data = BY_HAND.replace(b"<note", grace + b"<note", 1)
    user = make_user()
    piece = uploaded(user, data)
    assert "1 grace note was left out." in client_of(user).get(piece.get_absolute_url()).text


# --- rights -------------------------------------------------------------------------------------------------------------


def test_nothing_is_published_by_uploading_it():
    piece = uploaded(make_user(default_visibility=Visibility.PUBLIC))
    assert (piece.visibility, piece.licence) == (Visibility.PRIVATE, Licence.ALL_RIGHTS_RESERVED)


def test_free_music_owes_its_author_credit_and_its_licence():
    piece = uploaded(rights="CC-BY-SA-4.0", author="Anna Magdalena")
    assert piece.licence == Licence.CC_BY_SA
    credit = piece.credits.get()
    assert (credit.name, credit.licence, credit.title) == ("Anna Magdalena", Licence.CC_BY_SA, "A small piece")
    assert "Anna Magdalena" in dict(exports.making_of(piece, piece.current))["based-on"]


def test_free_music_can_be_published_and_is_found_by_its_sound():
    user = make_user()
    piece = uploaded(user, rights="CC0-1.0")
    Listener(SteadyComposer()).hear_one()
    client = client_of(user)
    client.post(f"{piece.get_absolute_url()}shares/", {"visibility": "public", "licence": "CC0-1.0"})
    listing = Listing.objects.get()
    assert bytes(listing.version.style) == bytes(512) and listing.difficulty >= 1
    assert "A small piece" in client_of().get("/gallery/").text


def test_a_licence_that_asks_for_credit_needs_a_name():
    answer = send(client_of(make_user()), BY_HAND, rights="CC-BY-4.0", accept="application/json")
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "upload.no_author")
    assert not Piece.objects.exists()


def test_what_may_not_be_published_stays_private_whatever_is_tried():
    user = make_user()
    piece = uploaded(user, rights="other")
    client, address = client_of(user), piece.get_absolute_url()
    for path, posted in (("shares/", {"visibility": "public"}), ("shares/", {"visibility": "unlisted"}), ("links/", {})):
        client.post(address + path, posted)
        piece.refresh_from_db()
        assert piece.visibility == Visibility.PRIVATE and not piece.share_links.exists()
    with pytest.raises(Restrained):
        sharing.share(piece=piece, visibility=Visibility.PUBLIC)
    assert remix(piece=piece, by=Visitor(user)).is_kept_private
    assert "so it stays private" in client.get(address).text


def test_rights_have_to_be_said():
    answer = send(client_of(make_user()), BY_HAND, rights="", accept="application/json")
    assert answer.status_code == 400 and "what you may do" in answer.json()["error"]["message"]


# --- refusals -----------------------------------------------------------------------------------------------------------


def test_the_page_keeps_what_was_said_and_says_what_is_wrong():
    answer = send(client_of(make_user()), b"%PDF-1.7 notes", "notes.mid", title="My tune")
    assert answer.status_code == 400 and "This is a PDF" in answer.text and "My tune" in answer.text


def test_without_a_file_it_says_what_to_do():
    answer = client_of(make_user()).post("/uploads/", {"rights": "own"})
    assert answer.status_code == 400 and "Choose a file" in answer.text


def test_very_many_files_are_too_many(settings):
    settings.LIMIT_UPLOADS = 2
    client = client_of(make_user())
    assert [send(client, b"no music", accept="application/json").status_code for _ in range(3)] == [400, 400, 429]
    assert TokenBucket.objects.exists()


def test_programs_get_the_same_in_json():
    answer = send(client_of(make_user()), BY_HAND, accept="application/json")
    piece = Piece.objects.get()
    assert (answer.status_code, answer.json()) == (201, {"public_id": piece.public_id, "url": piece.get_absolute_url(), "changes": []})


def test_slurs_stay_when_it_is_changed():
    piece = uploaded(data=musicxml.write(replace(make_satb(), is_legato=True)).encode())
    assert piece.current.header["is_legato"] and piece.current.plan["articulation"]["value"] == "legato"


def test_chord_symbols_stay_printed_when_it_is_changed():
    piece = uploaded(data=musicxml.write(make_song()).encode())
    assert piece.current.header["has_chord_symbols"] and piece.current.plan["chord_symbols"]["value"]
