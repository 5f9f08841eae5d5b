"""POST /compose/ and /pieces/<id>/again/."""

import pytest
from django.urls import reverse

from compose.generation.plan import Plan
from compose.models import Generation, Piece
from tests.factories import make_user

pytestmark = pytest.mark.django_db

COMPOSE = "/compose/"
JSON = {"Accept": "application/json"}

BAD = {
    "empty": "",
    "spaces": "   \n ",
    "one letter": "a",
    "too long": "slow " * 2000,
    "only invisible": "\u202e\u200b\x00",
}


def test_a_description_becomes_a_piece_and_its_page(client):
    response = client.post(COMPOSE, {"description": "slow sad waltz in D minor"})
    piece = Piece.objects.get()
    assert response.status_code == 302 and response.url == f"/pieces/{piece.public_id}/"
    assert (piece.description, piece.title, piece.generation.status) == ("slow sad waltz in D minor", "Slow sad waltz in D minor", "queued")
    assert piece.guest_key == client.session["guest_key"] and piece.composer is None


def test_a_signed_in_persons_piece_is_theirs(client):
    user = make_user()
    client.force_login(user)
    client.post(COMPOSE, {"description": "waltz"})
    assert Piece.objects.get().composer == user
    assert "guest_key" not in client.session


def test_settings_win_over_words_and_are_remembered(client):
    settings = {"key": "D minor", "time": "3/4", "tempo_qpm": "96", "measure_count": "12", "ensemble": "string quartet", "seed": "5"}
    client.post(COMPOSE, {"description": "march in C major"} | settings)
    piece = Piece.objects.get()
    plan = Plan.from_json(piece.current.plan)
    assert (plan.key.value.name, plan.key.source, plan.measure_count.value) == ("D minor", "said", 12)
    assert (piece.current.seed, piece.advanced["ensemble"], piece.generation.measure_count) == (5, "string quartet", 12)


@pytest.mark.parametrize("text", BAD.values(), ids=BAD)
def test_a_bad_description_gets_one_sentence_and_keeps_what_was_typed(client, text):
    response = client.post(COMPOSE, {"description": text, "key": "D minor", "tempo_qpm": "90"})
    assert response.status_code == 400
    form = response.context["form"]
    (sentence,) = form.errors["description"]
    assert len(sentence) > 20 and sentence[-1] in ".!?"
    assert form["key"].value() == "D minor"
    assert not Piece.objects.exists()


@pytest.mark.parametrize("text", BAD.values(), ids=BAD)
def test_a_program_gets_the_same_sentence_as_json(client, text):
    sentence = client.post(COMPOSE, {"description": text}).context["form"].errors["description"][0]
    response = client.post(COMPOSE, {"description": text}, headers=JSON)
    assert response.status_code == 400
    assert response.json()["error"]["message"] == sentence


def test_impossible_wishes_are_answered_in_words(client):
    response = client.post(COMPOSE, {"description": "17/16 at 9000 bpm with 100000 bars"})
    if response.status_code == 302:  # a sensible plan, and notes that say what was changed
        assert Plan.from_json(Piece.objects.get().current.plan).notes
    else:
        assert response.context["form"].errors["description"]


@pytest.mark.parametrize(
    "field, value",
    [("key", "H major"), ("time", "17/16"), ("tempo_qpm", "fast"), ("tempo_qpm", "90000"), ("measure_count", "-4"),
     ("measure_count", "100000"), ("ensemble", "kazoo"), ("seed", "-1"), ("seed", str(2**40)), ("idempotency_key", "x" * 65)],
)  # fmt: skip
def test_a_bad_setting_is_refused_in_words(client, field, value):
    response = client.post(COMPOSE, {"description": "waltz", field: value})
    if response.status_code == 302:
        assert Plan.from_json(Piece.objects.get().current.plan).notes
    else:
        assert response.status_code == 400 and response.context["form"].errors
        assert not Piece.objects.exists()


def test_html_stays_text(client):
    page = client.post(COMPOSE, {"description": "<script>alert(1)</script> waltz"}, follow=True).content.decode()
    assert "<script>alert" not in page and "&lt;script&gt;alert" in page


def test_text_that_is_not_utf8_does_not_break_anything(client):
    response = client.post(COMPOSE, b"description=%ff%fe", content_type="application/x-www-form-urlencoded")
    assert response.status_code in (302, 400)


def test_a_program_gets_an_address_to_follow(client):
    response = client.post(COMPOSE, {"description": "waltz"}, headers=JSON)
    piece = Piece.objects.get()
    assert response.status_code == 201 and response["Location"] == piece.get_absolute_url()
    assert response.json() == {
        "public_id": piece.public_id,
        "url": f"/pieces/{piece.public_id}/",
        "socket": f"/ws/pieces/{piece.public_id}/",
        "events": f"/pieces/{piece.public_id}/events/",
        "seed": piece.current.seed,
    }


def test_a_double_click_is_one_piece(client):
    key = client.get("/").context["form"]["idempotency_key"].value()
    posted = {"description": "waltz", "idempotency_key": key}
    client.post(COMPOSE, posted)
    assert client.post(COMPOSE, posted).url == Piece.objects.get().get_absolute_url()


def test_going_back_and_writing_something_else_is_another_piece(client):
    for words in ("waltz", "march"):
        client.post(COMPOSE, {"description": words, "idempotency_key": "once"})
    assert Piece.objects.count() == 2


def test_the_sixth_waiting_piece_is_refused_with_429_and_a_sentence(client):
    for _ in range(5):
        client.post(COMPOSE, {"description": "waltz"})
    page = client.post(COMPOSE, {"description": "waltz"})
    assert page.status_code == 429 and int(page["Retry-After"]) > 0
    assert "5 pieces waiting" in page.content.decode()
    answer = client.post(COMPOSE, {"description": "waltz"}, headers=JSON)
    assert answer.status_code == 429 and answer.json()["error"]["code"] == "generation.limit_reached"
    assert Piece.objects.count() == 5


def test_again_means_the_same_words_and_settings_with_another_seed(client):
    client.post(COMPOSE, {"description": "waltz", "key": "D minor", "seed": "5"})
    first = Piece.objects.get()
    client.post(reverse("compose:again", args=[first.public_id]))
    second = Piece.objects.exclude(pk=first.pk).get()
    assert second.description == "waltz" and second.advanced["key"] == "D minor" and second.current.seed != 5


def test_the_first_page_can_be_opened_with_words_in_it(client):
    assert client.get("/?description=gentle+lullaby").context["form"]["description"].value() == "gentle lullaby"


def test_nothing_is_composed_by_looking(client):
    client.get("/")
    client.get("/pieces/")
    assert not Generation.objects.exists()
