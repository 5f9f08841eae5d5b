"""Making something of somebody else's piece: who may, under which licence, and that credit is never lost."""

import io
import xml.etree.ElementTree as ElementTree

import mido
import pytest
from django.test import Client
from django.urls import reverse

from compose import exports, licences, sharing
from compose.licences import Licence
from compose.models import Piece, Version
from compose.remixing import NotFree, remix
from compose.share_forms import ShareForm
from compose.visibility import Visibility
from compose.visitors import Visitor
from tests.factories import make_user
from tests.gallery.factories import make_music

pytestmark = pytest.mark.django_db


def remixed(piece: Piece, name: str = "Robert") -> Piece:
    return remix(piece=Piece.objects.get(pk=piece.pk), by=Visitor(make_user(display_name=name)))


@pytest.fixture
def original(db) -> Piece:
    return make_music(title="Slow waltz", composer=make_user(display_name="Clara"), licence="CC-BY-SA-4.0")


def test_a_remix_is_a_private_piece_of_ones_own_that_begins_where_the_other_stands(original):
    made = remixed(original)
    assert (made.visibility, made.title, made.current.kind) == (Visibility.PRIVATE, "Slow waltz", "remixed")
    assert made.current.parent == original.current and made.current.steps == original.current.steps
    assert [credit.line for credit in made.credits.all()] == ["“Slow waltz” by Clara (CC BY-SA 4.0)"]


def test_the_button_makes_one(original, client):
    client.force_login(make_user())
    page = client.post(reverse("compose:remixes", args=[original.public_id]), follow=True)
    assert "This is your own copy now" in page.text and "Clara" in page.text and "Made from" in page.text


@pytest.mark.parametrize("licence", ["CC-BY-4.0", "CC-BY-SA-4.0", "CC0-1.0"])
def test_free_licences_allow_it(original, licence):
    original.licence = licence
    original.save()
    assert remixed(original).licence == licence


def test_a_reserved_piece_is_remixed_by_its_composer_only(client):
    piece = make_music(licence="all-rights-reserved")
    with pytest.raises(NotFree):
        remixed(piece)
    client.force_login(make_user())
    answer = client.post(reverse("compose:remixes", args=[piece.public_id]), headers={"accept": "application/json"})
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "remix.not_free")
    assert not remix(piece=piece, by=Visitor(piece.composer)).credits.exists()


def test_what_is_unfinished_is_not_remixed():
    from tests.factories import make_piece

    with pytest.raises(NotFree):
        remixed(make_piece(licence="CC0-1.0"))


BY, SA, CC0, RESERVED = Licence.CC_BY, Licence.CC_BY_SA, Licence.CC0, Licence.ALL_RIGHTS_RESERVED


@pytest.mark.parametrize(("owed", "allowed"), [
    ((), {BY, SA, CC0, RESERVED}), ((CC0,), {BY, SA, CC0, RESERVED}), ((BY,), {BY, SA, RESERVED}), ((SA,), {SA}), ((CC0, BY, SA), {SA}),
])  # fmt: skip
def test_a_remix_keeps_the_terms_it_was_made_under(owed, allowed):
    assert set(licences.allowed_after(owed)) == allowed


def test_share_alike_stays_share_alike_in_the_form_too(original):
    made = remixed(original)
    form = ShareForm({"visibility": "public", "licence": "CC0-1.0"}, piece=made)
    assert not form.is_valid() and "licence" in form.errors


def test_credit_goes_on_from_remix_to_remix_and_outlives_the_original(original):
    first = remixed(original, "Robert")
    sharing.share(piece=first, visibility=Visibility.PUBLIC)
    Piece.objects.filter(pk=first.pk).update(title="Quick waltz")
    second = remixed(first, "Fanny")
    lines = ["“Slow waltz” by Clara (CC BY-SA 4.0)", "“Quick waltz” by Robert (CC BY-SA 4.0)"]
    assert [credit.line for credit in second.credits.all()] == lines
    original.delete()
    first.delete()
    second.refresh_from_db()
    assert [credit.line for credit in second.credits.all()] == lines
    assert second.current.steps and exports.score_of(second) is not None


def test_who_erases_their_account_is_no_longer_named(original):
    made = remixed(original)
    original.composer.delete()
    assert [credit.line for credit in made.credits.all()] == ["“a piece” by somebody who is not named (CC BY-SA 4.0)"]


def test_every_file_carries_the_credit_to_be_read_and_by_machines(original):
    made = remixed(original)
    score = exports.score_of(made)
    line = "Based on “Slow waltz” by Clara (CC BY-SA 4.0)"
    musicxml = ElementTree.fromstring(exports.write(score, "musicxml"))
    assert line in musicxml.findtext("identification/rights")
    assert musicxml.findtext("identification/creator") == "Robert"
    fields = {field.get("name"): field.text for field in musicxml.iter("miscellaneous-field")}
    assert fields["based-on"] == "“Slow waltz” by Clara (CC BY-SA 4.0)" and "by-sa/4.0" in fields["licence"]
    midi = mido.MidiFile(file=io.BytesIO(exports.write(score, "mid")))
    assert any("Slow waltz" in message.text and "Clara" in message.text for message in midi.tracks[0] if message.type == "text")
    for extension in ("abc", "svg"):
        assert line in exports.write(score, extension).decode(), extension
    for extension in ("pdf", "mp3", "wav"):
        assert b"Clara" in exports.write(score, extension), extension


def test_a_new_credit_gives_files_a_new_etag(original):
    before = exports.etag_of(original, original.current, "mid", 4)
    original.licence = "CC0-1.0"
    assert exports.etag_of(original, original.current, "mid", 4) != before


def test_the_tree_shows_bar_by_bar_what_changed(original, client):
    made = remixed(original, "Robert")
    steps = [*made.current.steps]
    steps[1] = original.current.steps[0]
    made.show(made.add(Version(plan=made.current.plan, header=made.current.header, steps=steps, kind="edited", parent=made.current)))
    page = reverse("compose:lineage", args=[original.public_id])
    assert "Robert" not in client.get(page).text  # private: nobody is told of it
    sharing.share(piece=made, visibility=Visibility.PUBLIC)
    text = client.get(page).text
    assert "Robert" in text and "changed bars 2" in " ".join(text.split())
    mine = client.get(reverse("compose:lineage", args=[made.public_id])).text
    assert "Clara" in mine and "changed bars 2" in " ".join(mine.split())


def test_an_ancestor_nobody_may_open_is_credited_without_a_link(original):
    made = remixed(original)
    sharing.share(piece=made, visibility=Visibility.PUBLIC)
    sharing.share(piece=original, visibility=Visibility.PRIVATE)
    text = Client().get(reverse("compose:lineage", args=[made.public_id])).text
    assert "Clara" in text and original.public_id not in text and "no longer to be seen" in text
