"""What a web process asks the database for its watched pieces, and whom it wakes."""

import pytest

from compose import jobs, watch
from compose.models import Generation, Piece
from compose.progress import queue_frame
from compose.tails import Tail, Watched
from compose.waiting import Place
from compose.watch import Facts, facts_of
from tests.factories import claim_piece, make_piece

MINE = ("a reader",)


def generations(count: int) -> list[int]:
    return [make_piece().generation.pk for _ in range(count)]


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 30])
def test_a_look_costs_the_same_few_questions_however_many_pieces_are_watched(count, django_assert_max_num_queries):
    watched = generations(count)
    with django_assert_max_num_queries(1):
        facts_of(watched, wants_places=False)
    with django_assert_max_num_queries(8):
        told = facts_of(watched, wants_places=True)
    assert [told[pk].place.position for pk in watched] == list(range(1, count + 1))


@pytest.mark.django_db
def test_a_piece_that_was_begun_has_no_place_and_a_piece_that_is_gone_no_facts():
    begun, gone = generations(2)
    claim_piece(measures=2)
    Piece.objects.filter(generations=gone).delete()
    told = facts_of([begun, gone], wants_places=True)
    assert set(told) == {begun} and told[begun].last_seq == 4 and not told[begun].is_waiting and told[begun].place is None


@pytest.mark.django_db
async def test_a_tail_is_announced_only_where_there_is_news():
    tail = Tail(Watched(1, "x"))
    tail.hear(Facts(0, MINE, is_waiting=True, place=Place(3, 9.5)))
    assert tail.waiting == queue_frame(0, Place(3, 9.5)) and tail.version == 1
    for place in (Place(3, 9.5), None):  # None: nobody counted this time
        tail.hear(Facts(0, MINE, is_waiting=True, place=place))
    assert tail.version == 1 and tail.access_version == 0
    tail.hear(Facts(0, ("somebody else",), is_waiting=True, place=None))
    assert (tail.version, tail.access_version) == (2, 1)
    tail.hear(Facts(1, ("somebody else",), is_waiting=False, place=None))
    assert tail.waiting is None, "whoever comes now must not be told of a place that is no more"
    tail.hear(None)
    assert tail.access_version == 2, "the sockets of a piece that is gone ask, and are closed"


@pytest.mark.django_db(transaction=True)
async def test_a_look_that_fails_is_logged_once_and_the_next_one_succeeds(monkeypatch, caplog):
    looks = []
    monkeypatch.setattr(watch, "SAFETY_SECONDS", 0.01)
    monkeypatch.setattr(watch, "facts_of", lambda *_: looks.append(1) or 1 / 0)
    looking = watch.Watch()
    tail = Tail(Watched(1, "x"))
    looking.tails[1] = tail
    for _ in range(3):
        await looking._look()
    assert len(looks) == 3 and caplog.text.count("could not be looked at") == 1
    monkeypatch.setattr(watch, "facts_of", lambda *_: {1: Facts(0, MINE, True, Place(1, 0.0))})
    looking._places_at = 0.0
    await looking._look()
    assert tail.waiting == queue_frame(0, Place(1, 0.0))


@pytest.mark.django_db
def test_places_of_several_queues_are_counted_apart():
    first, second = make_piece().generation, make_piece().generation
    Generation.objects.filter(pk=second.pk).update(queue="gpu")
    told = facts_of([first.pk, second.pk], wants_places=True)
    assert [told[each.pk].place.position for each in (first, second)] == [1, 1]
    jobs.request_cancel(generation=first)
    assert not facts_of([first.pk], wants_places=True)[first.pk].is_waiting
