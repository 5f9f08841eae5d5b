"""A piece is composed once more from its plan: as it was understood, decided otherwise, or more like something else."""

from dataclasses import replace

import pytest
from django.urls import reverse

from compose import exports
from compose.changes import choose
from compose.generation.plan import Plan, Wish, conditions
from compose.models import Piece
from compose.plan_forms import PlanForm
from compose.style_picture import picture

from .changing import piece, post, work

pytestmark = pytest.mark.django_db
__all__ = ["piece"]


def newest(piece: Piece):
    return piece.versions.order_by("-number").first()


def test_the_same_plan_gets_other_seeds(piece, client):
    client.force_login(piece.composer)
    answer = post(client, piece, "plans", candidates=2)
    assert answer.status_code == 201 and len(answer.json()["versions"]) == 2
    made = list(piece.versions.exclude(number=1))
    assert all(Plan.from_json(version.plan) == Plan.from_json(piece.current.plan) for version in made)
    assert len({version.seed for version in (*made, piece.current)}) == 3 and piece.current.number == 1


def test_what_is_decided_counts_as_said_and_the_rest_stays(piece, client):
    client.force_login(piece.composer)
    tempo_qpm = piece.current.plan["tempo_qpm"]["value"]
    answer = post(client, piece, "plans", key="D minor", measure_count=6, is_same_seed=1, tempo_qpm=tempo_qpm)
    assert answer.status_code == 201
    version, plan, old = newest(piece), Plan.from_json(newest(piece).plan), Plan.from_json(piece.current.plan)
    assert (plan.key.value.name, plan.key.source, plan.measure_count.value) == ("D minor", "said", 6)
    assert (plan.tempo_qpm, plan.instruments, version.seed) == (old.tempo_qpm, old.instruments, piece.current.seed)
    assert version.words == "Key D minor, Length 6"
    work()
    choose(piece=piece, number=version.number)
    score = exports.score_of(piece)
    assert score.key.name == "D minor" and len(score.measures) == 6


def test_texture_and_difficulty_can_be_decided(piece, client):
    client.force_login(piece.composer)
    plan = Plan.from_json(piece.current.plan)
    asked = PlanForm.of(replace(plan, difficulty=Wish("easy"), grade=Wish(2)))
    assert asked.initial["difficulty"] == "easy"
    assert post(client, piece, "plans", texture="counterpoint", difficulty="advanced").status_code == 201
    made = Plan.from_json(newest(piece).plan)
    assert (conditions(made)["texture"], conditions(made)["difficulty"]) == ("polyphonic", "7-8")
    assert (made.texture.source, made.difficulty.source, made.grade) == ("said", "said", None)
    assert post(client, piece, "plans", texture="soup").status_code == 400


def test_more_like_and_less_like_are_one_slider(piece, client):
    client.force_login(piece.composer)
    post(client, piece, "plans", like="a tango", lean=40)
    post(client, piece, "plans", like="a tango", lean=-40)
    shares = [version.plan["blend_share"] for version in piece.versions.exclude(number=1).order_by("number")]
    assert shares == [0.4, -0.4] and newest(piece).words == "less like a tango"


def test_locked_bars_refuse_a_new_whole(piece, client):
    client.force_login(piece.composer)
    Piece.objects.update(locks=[[1, 1, None]])
    answer = post(client, piece, "plans")
    assert answer.status_code == 409 and "locked" in answer.json()["error"]["message"] and piece.versions.count() == 1


@pytest.mark.parametrize(
    "data", [{"key": "H major"}, {"tempo_qpm": 5}, {"lean": 999}, {"measure_count": "x"}, {"base": ""}, {"like": "x" * 900}]
)
def test_what_makes_no_sense_is_refused_with_a_sentence(piece, client, data):
    client.force_login(piece.composer)
    answer = post(client, piece, "plans", **data)
    assert answer.status_code == 400 and answer.json()["error"]["message"] and piece.versions.count() == 1


def test_the_page_offers_the_plan_as_it_is(piece, client):
    client.force_login(piece.composer)
    page = client.get(piece.get_absolute_url()).content.decode()
    assert reverse("compose:plans", args=[piece.public_id]) in page
    form = PlanForm.of(Plan.from_json(piece.current.plan))
    assert form["key"].value() == Plan.from_json(piece.current.plan).key.value.name


def test_a_picture_has_a_place_for_the_piece_and_for_each_style():
    styles = [["waltz", -1, -1], ["march", 1, 1]]
    drawn = picture({"style_map": {"x": 0.0, "y": 1.0, "near": [["waltz", 0.8], ["march", 0.001]], "styles": styles}})
    assert (drawn["piece"]["x"], drawn["piece"]["y"]) == (150.0, 16.0)
    assert [str(style["name"]) for style in drawn["near"]] == ["waltz"] and [style["is_near"] for style in drawn["styles"]] == [True, False]
    assert picture(None) is None and picture({}) is None


def test_two_descriptions_become_one_piece(client):
    client.post(reverse("compose:compose"), {"description": "piano waltz in C major", "blend_with": "a tango", "blend_share": "70"})
    made = Piece.objects.get()
    plan = Plan.from_json(made.current.plan)
    assert (plan.description, plan.blended_with, plan.blend_share, plan.genre.value) == ("piano waltz in C major", "a tango", 0.7, "tango")
    assert "Blended with “a tango”, 70 %." in plan.notes and made.advanced["blend_with"] == "a tango"
    refused = client.post(reverse("compose:compose"), {"description": "piano waltz", "blend_with": "in 17/16"})
    assert refused.status_code == 400 and refused.context["form"].errors["blend_with"]


@pytest.mark.parametrize(("element", "words"), [("melody", "in D minor"), ("chords", ""), ("bass", "slow")])
def test_one_element_can_be_asked_for_alone(client, element, words):
    answer = client.post(reverse("compose:compose"), {"description": words, "element": element})
    assert answer.status_code == 302
    made = Piece.objects.get()
    plan = Plan.from_json(made.current.plan)
    assert plan.element.value == element and len(plan.instruments.value) == 1
    client.post(reverse("compose:again", args=[made.public_id]))
    assert Piece.objects.exclude(pk=made.pk).get().description == made.description
