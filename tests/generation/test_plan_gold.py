from tests.generation.plan_gold import CHECKS, SILENT, judged, sentences, shares

ENOUGH = 0.97


def test_there_are_enough_sentences_and_none_is_there_twice():
    assert len(sentences("worked")) >= 200 and len(sentences("sealed")) >= 120
    assert len({row["text"].lower() for row in sentences()}) == len({row["id"] for row in sentences()}) == len(sentences())


def test_every_wish_can_be_judged():
    fields = {field for row in sentences() for field in row["gold"]}
    assert fields <= {*CHECKS, "refuse", "silent"}
    assert {row["gold"]["silent"] for row in sentences() if "silent" in row["gold"]} <= set(SILENT)


def test_the_judge_can_say_no():
    gold = {"key": "E minor", "time": "4/4", "players": "Organ", "genre": "march"}
    wrong = {"id": "x", "text": "a slow waltz in D minor for piano", "gold": gold}
    assert [is_right for _, _, is_right in judged(wrong)] == [False] * 4


def test_nearly_all_explicit_wishes_are_understood():
    for which in ("worked", "sealed", "fresh-1", "fresh-2", "fresh-3", ""):
        figures, misses = shares(which)
        right, count = figures["all"]
        assert right / count >= ENOUGH, (which, right, count, misses)
    assert all(right / count >= 0.8 for right, count in shares()[0].values())


def test_words_about_something_else_are_left_alone():
    right, count = shares()[0]["silent"]
    assert count >= 14 and right >= count - 1
