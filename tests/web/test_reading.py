"""The sheet in the layout that is asked for, and what is kept of it."""

import pytest
from django.urls import reverse

from compose.player_settings import PlayerSetting
from tests.factories import make_user
from tests.web.test_piece_page import compose, make_described

pytestmark = pytest.mark.django_db


@pytest.fixture
def piece():
    return compose(make_described(12))


@pytest.fixture
def owner(client, piece):
    client.force_login(piece.composer)
    return client


def sheet(piece):
    return reverse("compose:sheet", args=[piece.public_id])


def save(client, piece, **values):
    return client.post(reverse("compose:settings", args=[piece.public_id]), values)


def test_the_page_without_javascript_is_drawn_as_its_address_says(owner, piece):
    page = owner.get(piece.get_absolute_url(), {"layout": "page", "transpose": "2"}).content.decode()
    assert 'data-layout="page"' in page and 'class="paper-title"' in page
    assert '<option value="2" selected>E minor (+2)</option>' in page
    assert 'data-layout="flow"' in owner.get(piece.get_absolute_url(), {"layout": "round", "zoom": "a"}).content.decode()


@pytest.mark.parametrize(
    "query", [{"layout": "round"}, {"width": "9"}, {"zoom": "1000"}, {"parts": "1,x"}, {"transpose": "99"}, {"chords": "maybe"}]
)
def test_a_view_that_makes_no_sense_is_refused_with_a_sentence(owner, piece, query):
    answer = owner.get(sheet(piece), query)
    assert answer.status_code == 400 and answer.content.decode().startswith(f"{next(iter(query))}: ")


def test_a_drawing_that_did_not_change_is_not_sent_again(owner, piece):
    first = owner.get(sheet(piece), {"width": "400"})
    assert owner.get(sheet(piece), {"width": "400"}, headers={"If-None-Match": first["ETag"]}).status_code == 304
    assert owner.get(sheet(piece), {"width": "800"}, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_what_a_person_set_is_there_again_and_nobody_elses_business(owner, piece):
    assert save(owner, piece, layout="line", zoom="130", metronome="1", tempo="75", volume_0="40", muted_1="1").status_code == 204
    kept = PlayerSetting.objects.get().values
    assert kept == {
        "layout": "line", "zoom": 130, "tempo": 75, "metronome": True, "humanise": False, "volume_0": 40, "muted_1": True,
    }  # fmt: skip
    page = owner.get(piece.get_absolute_url())
    assert 'data-layout="line"' in page.content.decode() and page.context["settings"]["tempo"] == 75
    save(owner, piece, layout="page")
    assert PlayerSetting.objects.get().values == {"layout": "page", "humanise": False}


def test_what_cannot_be_set_is_refused(owner, piece):
    assert save(owner, piece, tempo="1000").status_code == 400 and not PlayerSetting.objects.exists()


def test_a_stranger_neither_reads_nor_sets(client, piece):
    client.force_login(make_user())
    assert client.get(sheet(piece)).status_code == 404 and save(client, piece, zoom="120").status_code == 404


def test_the_analysis_is_a_table_that_says_what_the_layer_draws(owner, piece):
    page = owner.get(reverse("compose:analysis", args=[piece.public_id]))
    marks = page.context["marks"]
    assert {mark.kind for mark in marks} >= {"key", "chord"} and marks == sorted(marks, key=lambda mark: mark.seconds)
    assert page.content.decode().count("data-seconds=") == len(marks)


def test_every_bar_is_there_in_words(owner, piece):
    page = owner.get(piece.get_absolute_url())
    assert page.content.decode().count("data-bar-words=") == 12 and page.context["bar_words"][0].startswith("Bar 1. Key D minor. 3/4.")
