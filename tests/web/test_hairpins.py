"""Composed pieces have hairpins; they are taken away and drawn by hand, and whatever the machine changes afterwards keeps to it."""

import re

import pytest
from django.urls import reverse

from compose.models import Piece
from tests.factories import make_user
from tests.web.changing import ask, mine, piece, reshape, vary, work

pytestmark = pytest.mark.django_db
__all__ = ["mine", "piece"]


def hairpins(client, piece: Piece, has_hairpins: str):
    piece.refresh_from_db()
    return reshape(client, piece, op="hairpins", has_hairpins=has_hairpins)


def test_a_composed_piece_has_them_until_they_are_taken_away(mine, client):
    assert mine.current.header["has_hairpins"]
    assert hairpins(client, mine, "0").status_code == 201
    vary(mine)
    assert not mine.current.header["has_hairpins"] and mine.current.plan["hairpins"]["value"] is False
    assert hairpins(client, mine, "1").status_code == 201
    vary(mine)
    assert mine.current.header["has_hairpins"] and not mine.current.plan.get("hairpins")


@pytest.mark.parametrize("kind", ["vary", "recompose", "continue"])
def test_a_piece_from_before_there_were_any_gets_none_by_what_the_machine_changes(mine, kind):
    mine.current.header.pop("has_hairpins")
    mine.current.save()
    ask(mine, kind, 5, 8, count=2)
    work()
    changed = mine.versions.latest("number")
    assert changed.is_finished and changed.number == 2
    assert not changed.header["has_hairpins"] and changed.plan["hairpins"]["value"] is False


def offered(html: str) -> list[str]:
    """The buttons of the marks that are drawn by rule, without those that wait hidden."""
    forms = re.findall(r"<form[^>]*data-mark[^>]*>.*?</form>", html, re.DOTALL)
    return [re.search(r"<button[^>]*>(.*?)</button>", form)[1] for form in forms if " hidden>" not in form.split(">", 1)[0] + ">"]


def test_the_workbench_offers_the_other_way_and_the_answer_tells_a_page_that_stays(mine, client):
    address = reverse("compose:piece", args=[mine.public_id])
    assert offered(client.get(address).content.decode()) == ["Draw slurs", "Take the hairpins away"]
    assert hairpins(client, mine, "0").json()["marks"] == {"slurs": False, "hairpins": False}
    assert offered(client.get(address).content.decode()) == ["Draw slurs", "Draw hairpins"]


def test_a_pupil_may_take_them_away_in_an_exercise(mine, client):
    Piece.objects.filter(pk=mine.pk).update(locks_are_fixed=True)
    assert hairpins(client, mine, "0").status_code == 201


@pytest.mark.parametrize("nonsense", ["", "yes", "2"])
def test_only_yes_or_no_is_understood(mine, client, nonsense):
    assert hairpins(client, mine, nonsense).status_code == 400
    assert mine.versions.count() == 1


def test_a_stranger_may_not(mine, client):
    client.force_login(make_user())
    assert hairpins(client, mine, "0").status_code == 404
