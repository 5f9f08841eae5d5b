"""Finding public pieces: by words, by sound, by filters. The same on SQLite and PostgreSQL (tests/scale/test_same_code.py)."""

import numpy as np
import pytest
from django.http import QueryDict

from compose import bin, sharing
from compose.gallery import styles, words
from compose.gallery.filters import FilterForm
from compose.gallery.models import Listing
from compose.gallery.searching import A_PAGE, search
from compose.models import Version
from compose.visibility import Visibility
from tests.factories import make_user
from tests.gallery.factories import make_music, place

pytestmark = pytest.mark.django_db


def found(question: str = "", number: int = 1, **options) -> list:
    form = FilterForm(QueryDict(question))
    assert form.is_valid(), form.errors
    return [listing.piece for listing in search(form, number, **options).listings]


def test_words_are_found_in_title_description_tags_and_facts():
    piece = make_music(title="Évening", description="quiet rain", tags=("lullaby",), instruments=("Violin", "Piano"))
    make_music(title="March", description="loud")
    for question in ("evening", "EVEN", "quiet rain", "lullaby", "violin", f"{piece.composer.username}"):
        assert found(f"q={question}") == [piece], question


def test_every_word_has_to_be_there_and_the_title_counts_most():
    second = make_music(title="March", description="a waltz, perhaps")
    first = make_music(title="Waltz", description="loud")
    assert found("q=waltz") == [first, second]
    assert found("q=waltz loud") == [first]


@pytest.mark.parametrize("question", ['"', "'", "a OR b", "NEAR(", "*", "title:", "-waltz", "()", "\\", "%", ";", "   "])
def test_no_sign_breaks_the_search(question):
    make_music()
    form = FilterForm({"q": question})
    assert form.is_valid()
    search(form, 1)


def test_words_of_scripts_without_spaces_are_found():
    piece = make_music(title="月光下的河")
    assert found("q=月光") == [piece]
    assert found("q=河") == [piece]


def test_filters_narrow():
    piano = make_music(instruments=("Piano",), fifths=0, tempo_qpm=60, licence="CC-BY-4.0", measures=4)
    violin = make_music(instruments=("Violin", "Piano"), fifths=-1, mode="minor", time=(4, 4), tempo_qpm=160, measures=40)
    assert found("instrument=Violin") == [violin]
    assert found("instrument=Piano") == [violin, piano]
    assert found("key=C major") == [piano]
    assert found("time=4/4") == [violin]
    assert found("tempo=slow") == [piano]
    assert found("length=medium") == [violin]
    assert found("licence=remix") == [piano]
    assert found("difficulty=easy&instrument=Violin&tempo=slow") == []


def test_a_tag_is_a_whole_word():
    piece = make_music(tags=("calm", "study"))
    assert found("tag=calm") == [piece]
    assert found("tag=cal") == []


def test_orders():
    old, new = make_music(), make_music()
    Listing.objects.filter(pk=old.pk).update(like_count=3)
    assert found("sort=new") == [new, old]
    assert found("sort=loved") == [old, new]
    assert found("sort=featured") == []


def test_pages_go_on_where_the_last_ended():
    person = make_user()
    pieces = [make_music(composer=person) for _ in range(A_PAGE + 1)]
    assert found("", 1) + found("", 2) == pieces[::-1]
    assert found("", 10**9) == []


def test_what_sounds_alike_comes_in_order_of_likeness_and_without_the_piece_itself():
    asked = make_music(style=place(1))
    far, near, nearest = make_music(style=place(-1)), make_music(style=place(1, 1)), make_music(style=place(1, 0.2))
    make_music(style=None)
    assert found("", like=asked) == [nearest, near, far]
    assert found("instrument=Violin", like=asked) == []


def test_the_order_of_likeness_is_that_of_exact_numbers():
    random = np.random.default_rng(1)
    vectors = random.normal(size=(300, 256))
    person = make_user()
    pieces = [make_music(composer=person, style=vector / np.linalg.norm(vector)) for vector in vectors]
    exact = np.argsort(-(vectors / np.linalg.norm(vectors, axis=1, keepdims=True)) @ (vectors[0] / np.linalg.norm(vectors[0])))[1:13]
    told = [pieces.index(piece) for piece in found("", like=pieces[0])[:12]]
    assert len(set(told) & set(exact)) >= 11 and told[0] == exact[0]


def test_the_style_index_hears_of_new_pieces_and_of_changed_ones():
    asked, other = make_music(style=place(1)), make_music(style=place(1, 1))
    assert found("", like=asked) == [other]
    third = make_music(style=place(1, 0.1))
    assert found("", like=asked) == [third, other]
    version = other.add(Version(header=other.current.header, steps=other.current.steps, style=place(1).astype(np.float16).tobytes()))
    other.show(version)
    assert found("", like=asked) == [other, third]
    assert len(styles._index) == 3


def test_what_is_no_longer_public_is_found_by_nobody():
    pieces = [make_music(style=place(1, number)) for number in range(5)]
    kept = pieces[0]
    sharing.share(piece=pieces[1], visibility=Visibility.PRIVATE)
    sharing.hide(piece=pieces[2], reason="x")
    bin.put_away(piece=pieces[3])
    pieces[4].composer.suspend()
    for question, options in (("", {}), ("q=waltz", {}), ("sort=loved", {}), ("", {"like": pieces[1]})):
        assert found(question, **options) == [kept], question
    bin.bring_back(piece=pieces[3])
    assert found("q=waltz") == [pieces[3], kept]


def test_a_piece_is_listed_when_it_is_finished(client):
    from compose.generation.plan import read_plan
    from compose.node import Node
    from compose.worker import Worker
    from tests.factories import make_piece
    from tests.web.composers import SteadyComposer

    piece = make_piece(description="slow waltz", plan=read_plan("slow waltz", measure_count=4).to_json())
    sharing.share(piece=piece, visibility=Visibility.PUBLIC)
    assert found() == []
    Worker(SteadyComposer(), Node("here:1:a")).run_one()
    assert found("q=waltz") == [piece]


def test_no_word_is_left_of_a_piece_that_is_gone():
    from django.db import connection

    piece = make_music(title="Unmistakable")
    piece.delete()
    words.forget_removed()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM gallery_words")
        assert cursor.fetchone() == (0,)
